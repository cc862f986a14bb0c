"""Documents that go for good: what the history keeps of them goes, too.

Who withdraws consent may ask that nothing of the interview stays. So this is the one
place where entries of the history are rewritten: that something was done, by whom and
when, stays in it; words, names and places of the document do not.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.model.change import Change, to_json
from qualcode.model.memo import Target
from qualcode.store.history import History
from qualcode.store.settings import Settings
from qualcode.store.traces import Past, Trace, numbers_of, rows, speaking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from qualcode.model.history import Event
    from qualcode.store.connection import Connection

Forget = Callable[[str, str], str | None]
"""Returns, of a setting's key and value, the value without the documents; None = nothing."""

ERASED = "(erased)"
"""Stands in the history where a document or a person was named."""
_GUARDS = "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name = 'history'"


class Erasing:
    """Follows documents through the project file, and takes out what is left of them."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def traces(self, names: Sequence[str]) -> dict[str, Trace]:
        """Return all that is known of documents that go together, by the name they have or had."""
        present = dict(self._db.execute("SELECT name, id FROM document").fetchall())
        history = list(self._history())
        found = {name: _begun(name, present, history) for name in dict.fromkeys(names)}
        going = {number for each in found.values() for number in each.numbers}
        others = self._speaking_elsewhere(going).union(speaking(history, going))
        persons = {e.target_id for e, _ in history if e.target is Target.PARTICIPANT}
        for each in found.values():
            each.people |= each.names & persons  # who is called like the file, as most are
            self._start(each, others)
            each.follow(history, present, others)
            each.memos -= self._memos_elsewhere(each)
        return found

    def erase(self, trace: Trace, forget: Forget) -> int:
        """Take out of the file what is left of documents that are gone.

        Within a transaction. The documents themselves are removed before (`Leaving.remove`).

        Args:
            trace: What is known of them.
            forget: Takes their names out of settings, here and in the history alike.

        Returns:
            How many events of the history were rewritten.
        """
        self._rows(trace, forget)
        self._index()
        rewritten = [each for past in self._history() if (each := _without(past, trace, forget))]
        self._rewrite(rewritten)
        return len(rewritten)

    def _history(self) -> Iterator[Past]:
        """Yield all events, the newest first."""
        return (Past(event, event.changes) for event in History(self._db).latest())

    def _rows(self, trace: Trace, forget: Forget) -> None:
        """Take out memos and persons who speak nowhere else, names in settings, models' answers."""
        for table, ids in (("memo", trace.memos), ("participant", trace.people)):
            self._db.executemany(f"DELETE FROM {table} WHERE id = ?", ((each,) for each in ids))
        settings = Settings(self._db)
        for key, value in settings.all().items():
            left = forget(key, value)
            if left is None:
                settings.remove_under(key)
            elif left != value:
                settings.set(key, left)
        self._db.execute(
            "DELETE FROM model_reply WHERE request NOT IN (SELECT id FROM model_request)"
        )

    def _index(self) -> None:
        """Empty the index of words; it is made anew when it is needed."""
        self._db.execute("DELETE FROM word_document")
        self._db.execute("INSERT INTO word (word) VALUES ('delete-all')")

    def _rewrite(self, events: Sequence[Event]) -> None:
        """Put events in the place of what they were, past the guards of the history."""
        guards = self._db.execute(_GUARDS).fetchall()
        for name, _ in guards:
            self._db.execute(f"DROP TRIGGER {name}")
        self._db.executemany(
            "UPDATE history SET target_id = ?, before = ?, after = ?, reason = ?, owner = ?"
            " WHERE id = ?",
            ((e.target_id, e.before, e.after, e.reason, e.owner, e.id) for e in events),
        )
        for _, statement in guards:
            self._db.execute(statement)

    def compact(self) -> None:
        """Write the file anew, so that nothing that was removed stays in it as free space."""
        self._db.execute("VACUUM")

    def remaining(self, words: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield where in the project words still stand: what it is, and which one."""
        for kind, query in _COPIES:
            for name, text in self._db.execute(query):
                if any(each in text for each in words):
                    yield kind, str(name)

    def _start(self, trace: Trace, others: AbstractSet[str]) -> None:
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
            found = self._db.execute(f"{query} (SELECT value FROM json_each(?))", (numbers,))
            known |= {each for (each,) in found}
        trace.people -= others
        trace.memos |= {name for name, is_theirs in self._memos(trace) if is_theirs}

    def _memos(self, trace: Trace) -> Iterator[tuple[str, bool]]:
        """Yield each memo that there is, and whether it is on something of theirs."""
        for name, target, of in self._db.execute("SELECT id, target, target_id FROM memo"):
            yield name, of in trace.targets(target)

    def _memos_elsewhere(self, trace: Trace) -> set[str]:
        return {name for name, is_theirs in self._memos(trace) if not is_theirs}

    def _speaking_elsewhere(self, numbers: AbstractSet[int]) -> set[str]:
        """Return who speaks in other documents, too."""
        query = (
            "SELECT DISTINCT participant FROM turn WHERE participant <> ''"
            " AND document NOT IN (SELECT value FROM json_each(?))"
        )
        return {each for (each,) in self._db.execute(query, (json.dumps(sorted(numbers)),))}


def _begun(name: str, present: Mapping[str, int], history: Sequence[Past]) -> Trace:
    """Return a trace with the numbers of all documents of a name, of those that went as well."""
    others = {number for other, number in present.items() if other != name}
    found = Trace({present[name]} if name in present else set(), {name})
    for past in history:
        if past.event.target is Target.DOCUMENT and past.event.target_id == name:
            found.numbers |= numbers_of(past) - others
        for change in past.changes:
            if change.kind == "document" and any(row.get("name") == name for row in rows(change)):
                found.numbers |= {change.key["id"]} - others
    found.is_known = bool(found.numbers) or any(map(found.is_about, history))
    return found


def _without(past: Past, trace: Trace, forget: Forget) -> Event | None:
    """Return an event without what is of a document; None where it says nothing of it."""
    (event, changes), is_about = past, trace.is_about(past)
    kept = [] if is_about else list(_kept(changes, trace, forget))
    is_of_coding = event.target is Target.CODING and event.target_id in trace.codings
    is_setting = event.target is Target.PROJECT and forget(event.target_id, "") is None
    reason = "" if event.reason in trace.names else event.reason
    if kept == changes and not (is_about or is_of_coding or is_setting):
        return replace(event, reason=reason) if reason != event.reason else None
    if kept:
        before, after = to_json(kept)
        return replace(event, before=before, after=after, reason=reason)
    # no change is left, so there is nothing that could be taken back
    target = ERASED if is_about or is_setting else event.target_id
    return replace(event, target_id=target, before="", after="", reason="", owner="")


def _kept(changes: Sequence[Change], trace: Trace, forget: Forget) -> Iterator[Change]:
    """Yield the changes of others; of settings, what they say of others."""
    for change in changes:
        if change.kind != "setting":
            if not trace.has(change):
                yield change
            continue
        before, after = (_side(change, each, forget) for each in (change.before, change.after))
        if before != after:
            yield Change(change.kind, change.key, before, after)


def _side(change: Change, side: Mapping[str, Any] | None, forget: Forget) -> dict[str, Any] | None:
    value = None if side is None else forget(change.key["key"], side["value"])
    return None if side is None or value is None else {**side, "value": value}


_COPIES = (
    ("memo", "SELECT id, text FROM memo"),
    ("codebook", "SELECT version, content FROM codebook"),
    ("event", "SELECT id, before || after || reason FROM history"),
    ("setting", "SELECT key, value FROM setting"),
    ("answer of a model", "SELECT model, content FROM model_reply"),
)
"""Where words of an interview may have been copied to by hand or by a model."""
