"""A comment that somebody put on a stretch of a document in a word processor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.model.span import Span


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; researchers often code so before they have a tool for it."""

    span: Span
    """The words it is on."""
    text: str
    author: str
    """Empty where the program does not say."""
    at: str
    """When it was written, as the program says it."""
