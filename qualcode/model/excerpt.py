"""A coding with the words around it and the person who said it, or bare for counting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from qualcode.model.coding import Coding
    from qualcode.model.participant import Participant

NEAR = 80
"""Characters of a turn that an excerpt brings along on either side of its quote, at most."""


@dataclass(frozen=True, slots=True)
class ContextTurn:
    """A turn near a coding, for reading."""

    index: int
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A coding as a reader wants to see it."""

    coding: Coding
    participant: Participant
    speaker: str
    """The label of the turn."""
    unit: int
    """Index of the first unit (sentence) that the coding touches, within the document."""
    before: str = ""
    """A little text before the quote, within its turn."""
    after: str = ""
    """A little text after the quote, within its turn."""
    time: str = ""
    """The turn's time stamp as written."""
    turns_before: tuple[ContextTurn, ...] = ()
    turns_after: tuple[ContextTurn, ...] = ()


class Mark(NamedTuple):
    """A coding as counting needs it: no text, one row."""

    coding: str
    code: str
    document: str
    participant: str
    subject: str
    status: str
    review: str
    coder: str
    about: str
    """Subject ids with blanks between them."""
    unit: int
    unit_last: int
    turn: int = 0
    start: int = 0
    stop: int = 0
    source: str = "rule"
    decided_by: str = ""

    @property
    def units(self) -> range:
        """Return the numbers of the sentences it touches, within its document."""
        return range(self.unit, self.unit_last + 1)
