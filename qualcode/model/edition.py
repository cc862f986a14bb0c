"""Former texts of a document, and the codings whose words went with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.model.coding import Coding


@dataclass(frozen=True, slots=True)
class Edition:
    """A text that a document had before another one took its place."""

    number: int
    """Its number in the project."""
    document: str
    text_sha256: str
    path: str
    """The file it was read from."""
    characters: int
    turns: int
    codings: int
    """Codings that stood on it when it was replaced."""
    at: str
    """When it was replaced, ISO 8601, UTC."""
    by: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A coding whose words are not in the present text; it counts nowhere until it is put back."""

    coding: Coding
    """As it stood on the last text that had its words."""
    before: str
    """A little of that text before the quote."""
    after: str
    edition: int
    """The number of that text."""
    at: str
    """When it was lost."""
