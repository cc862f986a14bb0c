"""What is known of documents that go for good: by what their rows and events are told from others.

A document had other names, its codings other ids, its text other editions; who spoke in it
may speak elsewhere, too. All of it is gathered before anything is erased.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.model.memo import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from qualcode.model.change import Change
    from qualcode.model.history import Event


class Past(NamedTuple):
    """An event with its changes, read once: the history is looked through several times."""

    event: Event
    changes: Sequence[Change]


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
    is_known: bool = False
    """Whether the project or its history knows of them at all."""

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
            for row in rows(change)
        )

    def is_about(self, past: Past) -> bool:
        """Tell whether an event is about them as a whole, and not about one of the same name."""
        event = past.event
        if event.target is Target.PARTICIPANT:
            return event.target_id in self.people
        is_named = event.target is Target.DOCUMENT and event.target_id in self.names
        return is_named and numbers_of(past) <= self.numbers

    def targets(self, kind: str | None) -> set[str]:
        """Return those of a kind that memos may be on."""
        own = {"document": self.names, "coding": self.codings, "participant": self.people}
        return own.get(kind or "", set())

    def size(self) -> int:
        """Return how much is known."""
        return sum(map(len, (self.names, self.codings, self.memos, self.people)))

    def follow(
        self, history: Sequence[Past], present: Mapping[str, int], others: AbstractSet[str]
    ) -> None:
        """Add what the history knows: former names and ids, texts, memos, who spoke.

        Args:
            history: All events, the newest first.
            present: The documents of the project by name.
            others: Participants who speak elsewhere, too.
        """
        taken = {name for name, number in present.items() if number not in self.numbers}
        known = -1
        while known < self.size():  # what has changed its id may be met before its new one
            known = self.size()
            for past in history:
                self._follow_ids(past)
                for change in past.changes:
                    self._follow_change(change, taken, others)

    def _follow_ids(self, past: Past) -> None:
        if (new_ids := past.event.new_ids) and self.is_about(past):
            is_sure = past.event.document in self.numbers  # else one of the same name may be meant
            pairs = new_ids.items()
            self.codings.update(*(each for each in pairs if is_sure or self.codings & set(each)))

    def _follow_change(
        self, change: Change, taken: AbstractSet[str], others: AbstractSet[str]
    ) -> None:
        for row in rows(change):
            if change.kind == "document" and change.key["id"] in self.numbers:
                self.names |= _told(row.get("name")) - taken
                self.texts |= _told(row.get("text"))
            elif change.kind == "memo" and row.get("target_id") in self.targets(row.get("target")):
                self.memos.add(change.key["id"])
            elif row.get("document") in self.numbers:
                self.codings |= {row["id"]} if change.kind in {"coding", "lost"} else set()
                self.texts |= _told(row.get("text")) | _told(row.get("quote"))
                self.people |= _told(row.get("participant")) - others
            elif change.kind == "coding" and change.key["id"] in self.codings and "id" in row:
                self.codings.add(row["id"])


def rows(change: Change) -> list[dict[str, Any]]:
    """Return what names the row, before and after; each with its key."""
    return [{**change.key, **side} for side in (change.before, change.after) if side is not None]


def speaking(history: Iterable[Past], numbers: AbstractSet[int]) -> Iterator[str]:
    """Yield who spoke in other documents than these, as the history knows: they may come back."""
    for past in history:
        for change in past.changes:
            if change.kind == "turn" and change.key["document"] not in numbers:
                for row in rows(change):
                    yield from _told(row.get("participant"))


def numbers_of(past: Past) -> set[int]:
    """Return the numbers of the documents that an event is of, as far as it tells them."""
    found = {row["document"] for each in past.changes for row in rows(each) if "document" in row}
    found |= {each.key["id"] for each in past.changes if each.kind == "document"}
    return found | ({past.event.document} if past.event.document else set())


def _told(value: Any) -> set[str]:
    return {value} if value else set()
