"""Words found in a text, with what stands around them: a line of a concordance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.model.span import Span


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where words stand (KWIC: key word in context)."""

    document: str
    turn: int
    speaker: str
    role: str
    participant: str
    subject: str
    span: Span
    """Where, in the stored text."""
    words: str
    """What was found, as it stands there."""
    left: str
    """What is before it, within its turn."""
    right: str
    """What is after it, within its turn."""
