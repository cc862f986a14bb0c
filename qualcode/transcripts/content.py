"""What a format reader hands on: text to be understood, or speeches already told apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model.transcript import Role
    from qualcode.transcripts.options import ReadingOptions


@dataclass(frozen=True, slots=True)
class Speech:
    """What one speaker says at a stretch, from a format that knows its speakers."""

    speaker: str
    """The label; empty where the format has none."""
    text: str
    """The words, with LF line ends."""
    time: str = ""
    """The time stamp at the beginning."""
    role: Role | None = None
    """Given where the format tells it (a question column, a stage direction)."""
    places: tuple[tuple[int, str], ...] = ()
    """Where the source has it, in its own terms (``row 12``, ``00:01:05``), from which
    character of the words on."""


class Remark(NamedTuple):
    """A comment on a stretch of text, before the text is composed."""

    quote: str
    """The words it is on."""
    text: str
    author: str
    at: str
    start: int
    """Where the quote stands in running text; -1 where it must be looked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file that holds several."""

    name: str
    """What the file calls it."""
    speeches: tuple[Speech, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    """What the file says of its one respondent."""


@dataclass(frozen=True, slots=True)
class Content:
    """What was in a file."""

    format: str
    """The reader, such as ``docx``."""
    encoding: str
    """What the bytes were decoded with."""
    text: str = ""
    """Running text whose turns are still to be found."""
    speeches: tuple[Speech, ...] = ()
    """Speeches in order, where the format tells them apart; then `text` is empty."""
    parts: tuple[Part, ...] = ()
    """The documents of a file that holds several; then there are no `speeches`."""
    layout: str = ""
    """What to call the layout of speeches."""
    columns: str = ""
    """Which column of a table is what."""
    places: tuple[tuple[int, str], ...] = ()
    """Pages of running text, by the character with which they begin."""
    header: Mapping[str, str] = field(default_factory=dict)
    """Fields the format itself carries."""
    warnings: tuple[str, ...] = ()
    """What the reader was not sure of."""
    notes: tuple[str, ...] = ()
    """Footnotes: kept behind the talk, spoken by nobody."""
    comments: tuple[Remark, ...] = ()
    """Comments of a word processor."""


class Format(Protocol):
    """One family of files."""

    def __call__(self, data: bytes, *, path: str, options: ReadingOptions) -> Content:
        """Read the bytes of a file.

        Raises:
            DataError: The bytes are not such a file, or there is no text in it.
        """
        ...
