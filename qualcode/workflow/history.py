"""The history as a reader wants it: filtered, named, with what still stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from qualcode.analysis.table import Column, Form, ResultTable, texts
from qualcode.errors import UsageError
from qualcode.model.history import REDO, UNDO
from qualcode.model.label import Label
from qualcode.model.memo import Target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qualcode.model.history import Event
    from qualcode.workflow.project import Project

BRIEF = ("event", "at", "who", "action", "document", "code", "target_id", "rows", "state", "reason")
"""The columns for a terminal; the others are for programs."""

UNDONE = "undone"
"""The state of an event that was taken back."""
FIXED = "fixed"
"""The state of an event that cannot be taken back: of machines, of imports."""


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which events; what is empty leaves that side open."""

    coders: Sequence[str] = ()
    documents: Sequence[str] = ()
    codes: Sequence[str] = ()
    actions: Sequence[str] = ()
    since: str = ""
    """A local date or time, or the beginning of one: ``2026-05``; a time may name its zone."""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with what it was about."""

    event: Event
    document: str
    code: str
    rows: int
    """How many rows it changed."""
    state: str
    """Empty while it stands; `UNDONE` or `FIXED`."""


def entries(project: Project, wanted: HistoryFilter | None = None) -> list[Entry]:
    """Return events, the newest first.

    Raises:
        UsageError: When `since` is no date.
    """
    asked = wanted or HistoryFilter()
    since = _moment(asked.since) if asked.since else ""
    undone = _undone(project)
    found: list[Entry] = []
    documents = set(asked.documents)
    later: dict[str, str] = {}  # present ids by those of the time
    for event in project.store.history.latest():
        later |= {old: later.get(new, new) for old, new in event.new_ids.items()}
        if event.at < since:
            break
        documents |= _former_names(event, documents)
        if (asked.coders and event.who not in asked.coders) or (
            asked.actions and event.action not in asked.actions
        ):
            continue
        entry = _entry(project, event, undone, later)
        if _is_of(entry.document, documents) and _is_of(entry.code, asked.codes):
            found.append(entry)
        if asked.limit and len(found) == asked.limit:
            break
    return found


def history_table(found: Iterable[Entry]) -> ResultTable:
    """Return events as a table."""
    columns = (
        Column("event", Label("序号", "event"), Form.COUNT),
        *texts(
            ("at", "时间"),
            ("who", "谁"),
            ("action", "操作"),
            ("target", "对象"),
            ("target_id", "编号"),
            ("document", "材料"),
            ("code", "编码"),
        ),
        Column("rows", Label("改动", "rows"), Form.COUNT),
        *texts(("state", "状态"), ("reason", "理由"), ("before", "原状"), ("after", "现状")),
    )
    rows = tuple(
        (
            each.event.id,
            each.event.at,
            each.event.who,
            _action(each.event),
            each.event.target.value,
            each.event.target_id,
            each.document,
            each.code,
            each.rows,
            each.state,
            each.event.reason,
            each.event.before,
            each.event.after,
        )
        for each in found
    )
    return ResultTable("history", Label("历史", "History"), columns, rows)


def _moment(since: str) -> str:
    """Return a local date or time as the history writes moments, in UTC.

    Raises:
        UsageError: When it is no date.
    """
    whole = {4: "-01-01", 7: "-01"}.get(len(since), "")
    try:
        known = datetime.fromisoformat(since + whole).astimezone(UTC)
    except (ValueError, OverflowError):
        hint = "write 2026-05-31, 2026-05, or 2026-05-31T18:00"
        raise UsageError(f"{since!r} is no date", hint=hint) from None
    return known.isoformat(timespec="seconds")


def _action(event: Event) -> str:
    return f"{event.action} {event.of}" if event.of else event.action


def _former_names(event: Event, documents: Collection[str]) -> set[str]:
    """Return what documents were called before an event that renamed them."""
    if not documents or event.target is not Target.DOCUMENT:
        return set()
    renamed = [each for each in event.changes if each.kind == "document"]
    sides = [(each.before or {}, each.after or {}) for each in renamed]
    return {str(before["name"]) for before, after in sides if after.get("name") in documents}


def _is_of(name: str, wanted: Collection[str]) -> bool:
    return not wanted or name in wanted


def _undone(project: Project) -> set[int]:
    """Return the numbers of events that were taken back and not done again."""
    last = dict(project.store.history.taken_back())
    return {number for number, action in last.items() if action == UNDO}


def _entry(project: Project, event: Event, undone: set[int], later: Mapping[str, str]) -> Entry:
    changes = event.changes
    if not event.owner:
        state = FIXED
    elif event.id in undone and event.action not in {UNDO, REDO}:
        state = UNDONE
    else:
        state = ""
    document = event.target_id if event.target is Target.DOCUMENT else ""
    code = event.target_id if event.target is Target.CODE else ""
    if event.target is Target.CODING:
        document, code = _place(project, event, later)
    return Entry(event, document, code, len(changes), state)


def _place(project: Project, event: Event, later: Mapping[str, str]) -> tuple[str, str]:
    """Return document and code of the coding that an event is about; of many, nothing."""
    if not event.target_id:
        return "", ""
    coding = project.store.codings.get(later.get(event.target_id, event.target_id))
    if coding:
        return coding.document, coding.code
    for change in event.changes:
        row = change.before or change.after or {}
        if change.kind == "coding" and "code" in row and "document" in row:
            return project.store.documents.name_of(row["document"]), row["code"]
    return "", ""
