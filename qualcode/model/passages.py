"""The codings of one document with their words, column by column: for listing a million of them.

An `Excerpt` for each takes thirty times as long to make as its line takes to write. Whoever
lists codings takes whole columns, and what the codings of a turn share is told once a turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qualcode.model.excerpt import ContextTurn
    from qualcode.model.participant import Participant

T = TypeVar("T")
TURNS = "turns"
"""Asked for among the columns: what is known of the turns; it takes as long as three columns."""


class Spoken(NamedTuple):
    """What the codings of one turn share."""

    participant: Participant
    """Without an id where nobody interviewed speaks."""
    speaker: str
    """The label of the turn."""
    time: str
    """Its time stamp as written."""
    before: tuple[ContextTurn, ...]
    """The turns before it, as many as were asked for."""
    after: tuple[ContextTurn, ...]


@dataclass(frozen=True, slots=True)
class Passages:
    """Codings of one document, in the order of the text."""

    document: str
    turns: Mapping[int, Spoken]
    """The turns that have codings, by index; empty where nobody has asked for `TURNS`."""
    columns: Mapping[str, Sequence[Any]]
    """A value for each coding; which there are is said where they are asked for."""

    def __len__(self) -> int:
        return len(self.columns["turn"])

    def __getitem__(self, name: str) -> Sequence[Any]:
        """Return a column."""
        return self.columns[name]

    def of_turns(self, value: Callable[[Spoken], T]) -> Iterator[T]:
        """Return what each coding's turn says, worked out once a turn."""
        found = {index: value(turn) for index, turn in self.turns.items()}
        return map(found.__getitem__, self.columns["turn"])
