"""Documents that go for good: what the history keeps of them goes, too.

Who withdraws consent may ask that nothing of the interview stays. So this is the one
place where entries of the history are rewritten: that something was done, by whom and
when, stays in it; words, names and places of the document do not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qualcode.model.change import to_json
from qualcode.model.memo import Target
from qualcode.store.history import History

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.model.change import Change
    from qualcode.model.history import Event
    from qualcode.store.connection import Connection

ERASED = "(erased)"
"""Stands in the history where a document or a person was named."""
_GUARDS = "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name = 'history'"


@dataclass(slots=True)
class Trace:
    """All by which rows and entries are known to be of documents and of who spoke in them."""

    numbers: set[int] = field(default_factory=set)
    """Of the documents, in this file."""
    names: set[str] = field(default_factory=set)
    """Every name they ever had."""
    codings: set[str] = field(default_factory=set)
    memos: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    """Participants who speak nowhere else."""
    texts: set[str] = field(default_factory=set)
    """Every text they ever had, and what was quoted of them."""

    def has(self, change: Change) -> bool:
        """Tell whether a row that changed is of them."""
        own: dict[str, set[Any]] = {
            "document": self.numbers,
            "coding": self.codings,
            "lost": self.codings,
            "memo": self.memos,
            "participant": self.people,
        }
        return any(
            row.get("document") in self.numbers
            or row.get("coding") in self.codings
            or row.get("id") in own.get(change.kind, ())
            for row in _rows(change)
        )

    def is_about(self, event: Event) -> bool:
        """Tell whether an event is about them as a whole."""
        return (event.target is Target.DOCUMENT and event.target_id in self.names) or (
            event.target is Target.PARTICIPANT and event.target_id in self.people
        )

    def targets(self, kind: str | None) -> set[str]:
        """Return those of a kind that memos may be on."""
        own = {"document": self.names, "coding": self.codings, "participant": self.people}
        return own.get(kind or "", set())

    def size(self) -> int:
        """Return how much is known."""
        return sum(map(len, (self.names, self.codings, self.memos, self.people)))


class Erasing:
    """Follows documents through the project file, and takes out what is left of them."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def trace(self, name: str) -> Trace:
        """Return all that is known of the documents that have a name, or had it and are gone."""
        present = dict(self._db.execute("SELECT name, id FROM document").fetchall())
        others = {number for other, number in present.items() if other != name}
        events = list(History(self._db).latest())
        found = Trace({present[name]} if name in present else set(), {name})
        for change in _changes(events):
            if change.kind == "document" and any(row.get("name") == name for row in _rows(change)):
                found.numbers |= {change.key["id"]} - others
        self._start(found)
        known = -1
        while known < found.size():  # what has changed its id may be met before its new one
            known = found.size()
            _follow(found, events, set(present) - {name})
        found.people -= self._speaking_elsewhere(found)
        return found

    def erase(self, trace: Trace) -> int:
        """Take out of history, index and models' answers what is left of documents that are gone.

        Within a transaction. The documents themselves are removed before (`Leaving.remove`).

        Returns:
            How many events of the history were rewritten.
        """
        guards = self._db.execute(_GUARDS).fetchall()
        for name, _ in guards:
            self._db.execute(f"DROP TRIGGER {name}")
        events = History(self._db).latest()
        rewritten = [each for event in events if (each := _without(event, trace))]
        self._db.executemany(
            "UPDATE history SET target_id = ?, before = ?, after = ?, reason = ?, owner = ?"
            " WHERE id = ?",
            ((e.target_id, e.before, e.after, e.reason, e.owner, e.id) for e in rewritten),
        )
        for _, statement in guards:
            self._db.execute(statement)
        self._db.execute("DELETE FROM word_document")
        self._db.execute("INSERT INTO word (word) VALUES ('delete-all')")  # made anew when needed
        self._db.execute(
            "DELETE FROM model_reply WHERE request NOT IN (SELECT id FROM model_request)"
        )
        return len(rewritten)

    def compact(self) -> None:
        """Write the file anew, so that nothing that was removed stays in it as free space."""
        self._db.execute("VACUUM")

    def remaining(self, sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield where in the project words still stand: what it is, and which one."""
        in_json = {json.dumps(each, ensure_ascii=False)[1:-1] for each in sentences}
        sought = in_json.union(sentences)
        for kind, query in _COPIES:
            for name, text in self._db.execute(query):
                if any(each in text for each in sought):
                    yield kind, str(name)

    def _start(self, trace: Trace) -> None:
        """Add what the tables hold of documents whose numbers are known."""
        numbers = json.dumps(sorted(trace.numbers))
        for known, query in (
            (trace.texts, "SELECT text FROM document WHERE id IN"),
            (trace.texts, "SELECT text FROM edition WHERE document IN"),
            (trace.texts, "SELECT quote FROM coding WHERE document IN"),
            (trace.codings, "SELECT id FROM coding WHERE document IN"),
            (trace.codings, "SELECT id FROM lost WHERE document IN"),
            (trace.people, "SELECT participant FROM turn WHERE participant <> '' AND document IN"),
        ):
            rows = self._db.execute(f"{query} (SELECT value FROM json_each(?))", (numbers,))
            known |= {each for (each,) in rows}
        for name, target, of in self._db.execute("SELECT id, target, target_id FROM memo"):
            trace.memos |= {name} if of in trace.targets(target) else set()

    def _speaking_elsewhere(self, trace: Trace) -> set[str]:
        """Return who speaks in other documents, too."""
        query = (
            "SELECT DISTINCT participant FROM turn WHERE participant <> ''"
            " AND document NOT IN (SELECT value FROM json_each(?))"
        )
        numbers = json.dumps(sorted(trace.numbers))
        return {each for (each,) in self._db.execute(query, (numbers,))}


def _follow(trace: Trace, events: Sequence[Event], others: set[str]) -> None:
    """Add what the history knows: former names and ids, texts, memos, who spoke."""
    for event in events:
        if event.new_ids and trace.is_about(event):
            pairs = [each for each in event.new_ids.items() if trace.codings & set(each)]
            trace.codings.update(*pairs)
    for change in _changes(events):
        for row in _rows(change):
            if change.kind == "document" and change.key["id"] in trace.numbers:
                trace.names |= _told(row.get("name")) - others
                trace.texts |= _told(row.get("text"))
            elif change.kind == "memo" and row.get("target_id") in trace.targets(row.get("target")):
                trace.memos.add(change.key["id"])
            elif row.get("document") in trace.numbers:
                trace.codings |= {row["id"]} if change.kind in {"coding", "lost"} else set()
                trace.texts |= _told(row.get("text")) | _told(row.get("quote"))
                trace.people |= _told(row.get("participant"))
            elif change.kind == "coding" and change.key["id"] in trace.codings and "id" in row:
                trace.codings.add(row["id"])


def _without(event: Event, trace: Trace) -> Event | None:
    """Return an event without what is of a document; None where it says nothing of it."""
    changes, is_about = event.changes, trace.is_about(event)
    kept = [] if is_about else [each for each in changes if not trace.has(each)]
    is_of_coding = event.target is Target.CODING and event.target_id in trace.codings
    if kept and len(kept) == len(changes) and event.reason not in trace.names:
        return None
    if kept:
        before, after = to_json(kept)
        return replace(event, before=before, after=after, reason=_reason(event, trace))
    if not (changes or is_about or is_of_coding):
        return replace(event, reason="") if event.reason in trace.names else None
    # no change is left, so there is nothing that could be taken back
    target = ERASED if is_about else event.target_id
    return replace(event, target_id=target, before="", after="", reason="", owner="")


def _reason(event: Event, trace: Trace) -> str:
    return "" if event.reason in trace.names else event.reason


def _rows(change: Change) -> list[dict[str, Any]]:
    """Return what names the row, before and after; each with its key."""
    return [{**change.key, **side} for side in (change.before, change.after) if side is not None]


def _told(value: Any) -> set[str]:
    return {value} if value else set()


def _changes(events: Iterable[Event]) -> Iterator[Change]:
    for event in events:
        yield from event.changes


_COPIES = (
    ("memo", "SELECT id, text FROM memo"),
    ("codebook", "SELECT version, content FROM codebook"),
    ("event", "SELECT id, before || after || reason FROM history"),
    ("setting", "SELECT key, value FROM setting"),
    ("answer of a model", "SELECT model, content FROM model_reply"),
)
"""Where words of an interview may have been copied to by hand or by a model."""
