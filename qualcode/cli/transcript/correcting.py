"""`transcript replace`, `restore` and `editions`: another text, the same codings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.confirming import confirmed
from qualcode.cli.importing import scheme_of
from qualcode.cli.options import (
    DryRun,
    Force,
    Form,
    Interviewer,
    Json,
    Mapped,
    Out,
    Replace,
    SourceEncoding,
    Yes,
)
from qualcode.cli.output import TABLE, Delivery
from qualcode.cli.transcript.looking import Name
from qualcode.cli.transcript.tables import editions_table, reanchored_table
from qualcode.errors import ExitCode
from qualcode.model.anchor import Anchored
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.workflow.places import Reanchored
    from qualcode.workflow.project import Project
    from qualcode.workflow.replacing import Replacement

_STATES = {
    Anchored.EXACT: "不变",
    Anchored.MOVED: "移位",
    Anchored.FUZZY: "文字有改动",
    Anchored.LOST: "丢失",
}

_NAMED = 10
"""Turns with another speaker that are named one by one."""

All = Annotated[
    bool, typer.Option("--every", help="List also what is unchanged, and machines' proposals.")
]


def replace(
    context: typer.Context,
    document: Name,
    file: Annotated[Path, typer.Argument(help="The corrected file.")],
    *,
    encoding: SourceEncoding = None,
    interviewer: Interviewer = None,
    columns: Mapped = None,
    accept: Replace = False,
    every: All = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Put a corrected transcript in the place of a document's, without losing a code.

    Each coding and turn is found again by its words and what stands around them: exact,
    moved, fuzzy (the words were changed; both are shown) or lost. Lost codings are kept,
    count nowhere and are listed by `qualcode transcript lost`; exit code 1 says that there
    are any. The old text stays in the history: `qualcode transcript restore` brings it back.
    The id of a coding is made of its place: --out writes the old and the new one of each.

    用更正稿替换访谈稿，编码按原话和上下文重新定位（不变、移位、有改动、丢失），旧稿保留可恢复。

    \b
    Examples:
      qualcode transcript replace P-01 transcripts/P-01.txt --dry-run
      qualcode transcript replace P-01 transcripts/P-01.txt --yes
    """
    from qualcode.transcripts.columns import parse_columns
    from qualcode.transcripts.options import ReadingOptions
    from qualcode.workflow.corrections import plan_from_file

    session: Session = context.obj
    reading = ReadingOptions(
        encoding=encoding,
        replace=accept,
        interviewer=tuple(interviewer or ()),
        columns=parse_columns(columns or ()),
    )
    delivery = Delivery(session, "json" if json else form, out, force=force)
    with session.opened() as project:
        plan = plan_from_file(project, document, file, reading)
        _carry_out(session, project, plan, delivery, every=every, dry_run=dry_run, yes=yes)


def restore(
    context: typer.Context,
    document: Name,
    *,
    edition: Annotated[
        int, typer.Option("--edition", help="Number of the former text; default: the last.")
    ] = 0,
    every: All = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """Bring a former text of a document back, with every coding where it stood on it.

    恢复访谈稿的旧版文本，编码回到原来的位置。

    \b
    Examples:
      qualcode transcript restore P-01 --dry-run
      qualcode transcript restore P-01 --edition 1 --yes
    """
    from qualcode.workflow.corrections import plan_restoring

    session: Session = context.obj
    delivery = Delivery(session, "json" if json else form, out, force=force)
    with session.opened() as project:
        plan = plan_restoring(project, document, edition)
        _carry_out(session, project, plan, delivery, every=every, dry_run=dry_run, yes=yes)


def editions(
    context: typer.Context,
    document: Name,
    *,
    form: Form = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
) -> None:
    """List the former texts of a document.

    列出访谈稿的旧版文本。

    \b
    Examples:
      qualcode transcript editions P-01
      qualcode transcript editions P-01 --json
    """
    from qualcode.workflow.corrections import editions_of

    session: Session = context.obj
    with session.opened() as project:
        found = editions_of(project, document)
    Delivery(session, "json" if json else form, out, force=force).table(editions_table(found))


def _carry_out(
    session: Session,
    project: Project,
    plan: Replacement,
    delivery: Delivery,
    *,
    every: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Show what would become of the codings, ask, and do it."""
    if not plan.changes:
        session.say(f"{plan.document} has this text already", f"{plan.document} 已是此文本")
        return
    to_join = delivery.form != TABLE  # a program goes by ids, which are made of places
    shown = [each for each in plan.codings if every or _is_told(each, to_join=to_join)]
    if shown or delivery.form != TABLE:
        delivery.cards(reanchored_table(shown), head=("state", "coding", "code", "review"))
    _sum_up(session, plan)
    if dry_run or not (yes or confirmed(session, "replace the text? / 替换文本？")):
        session.say("nothing written", "未作改动")
    else:
        from qualcode.workflow.corrections import replace_text

        scheme = scheme_of(session, project.codebook_path)
        replace_text(project, plan, scheme, by=session.coder)
        session.say(
            f"replaced the text of {plan.document}; next: qualcode code",
            f"已替换 {plan.document} 的文本；下一步：qualcode code",
        )
    if plan.lost:
        raise typer.Exit(ExitCode.FOUND)


def _is_told(each: Reanchored, *, to_join: bool) -> bool:
    """Tell whether it matters to a person, or to a program, what becomes of a coding."""
    differs = each.state is not Anchored.EXACT or each.was_lost
    differs = differs or (to_join and each.id != each.former.id)
    return bool(each.speaker) or (differs and not each.is_proposal)


def _sum_up(session: Session, plan: Replacement) -> None:
    """Say in a few lines what becomes of codings, proposals and turns."""
    if plan.returns_to:
        session.say(f"this is edition {plan.returns_to} again", f"即第 {plan.returns_to} 版")
    codings = [(state, plan.count(state)) for state in Anchored]
    session.say(
        "codings: " + ", ".join(f"{count} {state.value}" for state, count in codings),
        "编码：" + "，".join(f"{_STATES[state]} {count}" for state, count in codings),
    )
    kept = plan.count(Anchored.EXACT, proposals=True) + plan.count(Anchored.MOVED, proposals=True)
    anew = sum(each.is_proposal for each in plan.codings) - kept
    session.say(
        f"proposals: {kept} taken along, {anew} left to the next `qualcode code`",
        f"机器建议：{kept} 条随文移动，{anew} 条待重新编码",
    )
    _sum_up_turns(session, plan)
    again = sum(each.was_lost for each in plan.codings)
    if again or plan.still_lost:
        session.say(
            f"lost before: {again} found again, {case_count(plan.still_lost, 'coding')} still lost",
            f"此前丢失：找回 {again} 条，仍有 {plan.still_lost} 条",
        )
    for warning in plan.transcript.warnings:
        session.say(f"note: {warning}", f"提示：{warning}")


def _sum_up_turns(session: Session, plan: Replacement) -> None:
    states = plan.turns.states.items()
    session.say(
        f"turns: {', '.join(f'{count} {state.value}' for state, count in states)},"
        f" {plan.turns.new} new",
        f"话轮：{'，'.join(f'{_STATES[state]} {count}' for state, count in states)}，"
        f"新增 {plan.turns.new}",
    )
    changed: dict[tuple[str, str], list[int]] = {}
    for index, former, present in plan.turns.speakers:
        changed.setdefault((former, present), []).append(index + 1)
    for (former, present), numbers in changed.items():
        some = ", ".join(map(str, numbers[:_NAMED])) + (" …" if len(numbers) > _NAMED else "")
        session.say(f"{former} → {present} in turn {some}", f"话轮 {some}：{former} → {present}")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (replace, restore, editions):
        app.command()(command)
