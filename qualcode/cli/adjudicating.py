"""Adjudication in lines, in the manner of ``git add -p``: works from a pipe and with a reader."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from qualcode.report.plain import visible
from qualcode.workflow.adjudication import Choice, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.cli.session import Session
    from qualcode.model.coding import Coding
    from qualcode.workflow.adjudication_cases import Case
    from qualcode.workflow.project import Project


def adjudicate_in_lines(
    session: Session, project: Project, cases: Sequence[Case], *, by: str, needs_reason: bool
) -> None:
    """Show one case after another and settle it by a line of input; the end of input ends it.

    A line is a digit (a coder, or the one after the last for all of them, 0 for neither),
    and after a blank the reason. An empty line leaves the case for later, ``q`` ends.
    """
    settled = 0
    for number, case in enumerate(cases, start=1):
        _print_case(case, number, len(cases))
        choice = _ask(case, needs_reason=needs_reason)
        if choice is None:
            break
        if choice is not _LATER:
            settle(project, case, choice, by=by)
            settled += 1
    session.say(
        f"settled {settled} of {len(cases)} disagreements",
        f"已裁决 {settled} 处，共 {len(cases)} 处分歧",
    )


_LATER = Choice(reason="later")
"""Stands for: not now."""


def _print_case(case: Case, number: int, total: int) -> None:
    place = f"{case.document} #{case.turn + 1} {case.start}-{case.end}"
    lines = [f"({number}/{total}) {place} · {case.kind}"]
    lines += [f"    ? {case.question}"] if case.question else []
    for digit, (coder, codings) in enumerate(case.sides.items(), start=1):
        said = [_said(each) for each in codings] or ["-"]
        lines += [f"  {digit} {coder}: {'; '.join(said)}".replace("\n", " ")]
    for line in lines:
        typer.echo(visible(line))


def _said(coding: Coding) -> str:
    about = " ".join(coding.about) or "?"
    return f"{coding.code} ({coding.status}) → {about} {coding.quote}"


def _ask(case: Case, *, needs_reason: bool) -> Choice | None:
    """Return what a line of input decides; None at the end of input or on ``q``."""
    coders = tuple(case.sides)
    every = len(coders) + 1
    while True:
        typer.echo(
            f"[1-{len(coders)}, {every}=all, 0=neither, Enter=later, q] ", nl=False, err=True
        )
        line = sys.stdin.readline()
        digit, _, reason = line.strip().partition(" ")
        if not line or digit == "q":
            return None
        if not digit:
            return _LATER
        if digit.isdecimal() and int(digit) <= every and (reason.strip() or not needs_reason):
            return Choice(sides=_sides(coders, int(digit)), reason=reason.strip())
        wanted = "a digit and a reason" if needs_reason else "a digit"
        typer.echo(f"{wanted}, such as: 1 she says so herself", err=True)


def _sides(coders: tuple[str, ...], digit: int) -> tuple[str, ...]:
    if digit == 0:
        return ()
    return coders if digit > len(coders) else (coders[digit - 1],)
