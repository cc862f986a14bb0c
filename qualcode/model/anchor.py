"""What becomes of a quote when its text is replaced by a corrected one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.model.span import Span


class Anchored(StrEnum):
    """How a quote was found again."""

    EXACT = "exact"
    """The same words, in their place among the others; the position may differ."""
    MOVED = "moved"
    """The same words, but their passage stands elsewhere now."""
    FUZZY = "fuzzy"
    """Words that are similar, where the quote was or where its passage went."""
    LOST = "lost"
    """Nothing in the new text is like it."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span of an old text and where its words are in the new one."""

    old: Span
    state: Anchored
    new: Span | None
    """None when it is lost."""
    similarity: float
    """1.0 when nothing but width, case or script differs; 0.0 when it is lost."""
