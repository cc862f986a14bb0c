"""Decisions come back from a sheet: all of them as one step to take back, or none.

A row is understood before anything is written, and whatever cannot be taken over is
named with its row, so that a person mends the sheet once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import Place, Problem, ProblemsError, QualcodeError
from qualcode.model.coding import Coding, Review, Source, Status
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.model.naming import value_meant
from qualcode.store.history import now
from qualcode.workflow.codes import leaf_code
from qualcode.workflow.decisions import Decision, apply
from qualcode.workflow.definitions import keep_definitions
from qualcode.workflow.filters import subjects_named
from qualcode.workflow.memos import new_memo
from qualcode.workflow.opinions import as_decided_by
from qualcode.workflow.review_sheet import FILLED_IN, GUIDE, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from qualcode.model.codebook import Codebook
    from qualcode.workflow.project import Project

_YES = {"y", "yes", "accept", "accepted", "是", "接受", "√", "1", "true"}
_NO = {"n", "no", "reject", "rejected", "否", "拒绝", "×", "x", "0", "false"}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What a person wrote into one row."""

    line: int
    coding: str
    decision: str = ""
    new_code: str = ""
    new_status: str = ""
    new_about: str = ""
    memo: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What an import did, or would do."""

    rows: int
    decided: int
    same: int
    """Rows whose decision stood already."""
    undecided: int
    memos: int


@dataclass(frozen=True, slots=True)
class _Wish:
    """A row, understood."""

    row: SheetRow
    decision: Decision | None
    is_new: bool


def rows_of(path: Path, table: Sequence[tuple[int, Mapping[str, str]]]) -> list[SheetRow]:
    """Return the filled-in rows of a sheet that was read.

    Raises:
        ProblemsError: When its columns are not those of a sheet of ours.
    """
    header = set(table[0][1]) if table else set()
    missing = [name for name in ("coding", "decision") if name not in header]
    if missing:
        problem = Problem(
            Place(str(path), 1),
            f"there is no column {' and '.join(map(repr, missing))}",
            "`qualcode review --export FILE` makes a sheet to fill in",
        )
        raise ProblemsError(path, [problem])
    names = ("coding", *FILLED_IN, "state")
    return [
        SheetRow(line, **{name: row.get(name, "").strip() for name in names})
        for line, row in table
        if row.get("coding", "").strip() and not row["coding"].startswith(GUIDE)
    ]


def import_sheet(
    project: Project, path: Path, rows: Sequence[SheetRow], *, by: str, dry_run: bool = False
) -> SheetReport:
    """Take over the decisions of a sheet, as one step to take back.

    Raises:
        ProblemsError: When any row cannot be taken over: all of them are named,
            and nothing is changed.
    """
    keep_definitions(project)
    wishes = _wishes(project, path, rows, by)
    if not dry_run:
        _take_over(project, path, wishes, by)
    return SheetReport(
        rows=len(rows),
        decided=sum(wish.is_new for wish in wishes),
        same=sum(wish.decision is not None and not wish.is_new for wish in wishes),
        undecided=sum(wish.decision is None for wish in wishes),
        memos=sum(bool(wish.row.memo) for wish in wishes),
    )


def _wishes(project: Project, path: Path, rows: Sequence[SheetRow], by: str) -> list[_Wish]:
    """Return what all rows want.

    Raises:
        ProblemsError: When any of them cannot be understood, or stands there twice.
    """
    codebook = project.codebook()
    wishes: list[_Wish] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for row in rows:
        if row.coding in seen:
            message = f"coding {row.coding} stands in row {seen[row.coding]} already"
            problems.append(Problem(Place(str(path), row.line), message))
        seen.setdefault(row.coding, row.line)
        try:
            wishes.append(_understood(project, codebook, row, by))
        except QualcodeError as error:
            problems.append(Problem(Place(str(path), row.line), error.message, error.hint))
    if problems:
        raise ProblemsError(
            path, problems, hint="nothing was changed; mend these rows, or empty them"
        )
    return wishes


def _take_over(project: Project, path: Path, wishes: Sequence[_Wish], by: str) -> None:
    at = now()
    event = Event(at, by, "import decisions", Target.PROJECT, "", reason=path.name)
    with project.store.recorded(event):
        for wish in wishes:
            if wish.decision and wish.is_new:
                apply(project, [wish.row.coding], wish.decision, by, at)
            if wish.row.memo and not _has_memo(project, wish.row, by):
                memo = new_memo(Target.CODING, wish.row.coding, wish.row.memo, by=by, at=at)
                project.store.memos.add(memo)


def _has_memo(project: Project, row: SheetRow, by: str) -> bool:
    memos = project.store.memos.of(Target.CODING, row.coding)
    return any(memo.author == by and memo.text == row.memo for memo in memos)


def _understood(project: Project, codebook: Codebook, row: SheetRow, by: str) -> _Wish:
    """Return what a row wants.

    Raises:
        QualcodeError: When it cannot be understood, or something happened since the export.
    """
    coding = project.store.codings.get(row.coding)
    if coding is None:
        raise QualcodeError(
            f"there is no coding {row.coding!r}", hint="it was withdrawn since the export"
        )
    decision = _decision(row, codebook)
    if decision is None:
        return _Wish(row, None, is_new=False)
    if coding.source is Source.PERSON and coding.coder != by:
        raise QualcodeError(f"coding {row.coding} is {coding.coder}'s own")
    present = as_decided_by(project, row.coding, by)
    if present and _says(present, decision, project, by):
        return _Wish(row, decision, is_new=False)
    if present and row.state and row.state != state_of(present):
        raise QualcodeError(
            f"coding {row.coding} was decided since the export: {state_of(present)}",
            hint="empty the row, or undo that decision",
        )
    return _Wish(row, decision, is_new=True)


def _decision(row: SheetRow, codebook: Codebook) -> Decision | None:
    word = row.decision.casefold()
    code = leaf_code(row.new_code, codebook) if row.new_code else None
    status = _status(row.new_status) if row.new_status else None
    about = subjects_named(row.new_about.split(), codebook) if row.new_about else None
    if word and word not in _YES | _NO:
        raise QualcodeError(f"the decision is {row.decision!r}", hint="y or n, or leave it empty")
    changes = (code, status, about) != (None, None, None)
    if not word and not changes:
        return None
    if word in _NO and code is None:
        if changes:
            raise QualcodeError(
                "rejected, yet with another status or about", hint="y, or none of these"
            )
        return Decision(Review.REJECTED)
    return Decision(code=code, status=status, about=about)


def _status(word: str) -> Status:
    value = value_meant("status", word)
    if value not in set(Status):
        raise QualcodeError(f"there is no status {word!r}", hint=", ".join(Status))
    return Status(value)


def _says(present: Coding, decision: Decision, project: Project, by: str) -> bool:
    """Tell whether what stands is what a row wants."""
    if decision.code is not None and decision.code != present.code:
        own = project.store.codings.of_document(present.document)
        return present.review is Review.REJECTED and any(
            each.coder == by and each.code == decision.code and each.span == present.span
            for each in own
        )
    return (
        present.review is decision.review
        and decision.status in {None, present.status}
        and decision.about in {None, present.about}
    )
