"""A transcript as it was read: its text, who speaks where, what its header says.

The text is kept once and unchanged (LF line ends, no byte order mark); turns
are spans into it. Interviewer turns are context and are never coded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model.comment import Comment
    from qualcode.model.landmark import Landmark


class Role(StrEnum):
    """What part a speaker has in an interview."""

    INTERVIEWER = "interviewer"
    RESPONDENT = "respondent"
    NOTE = "note"
    """Stage directions and field notes that nobody spoke."""


class Turn(NamedTuple):
    """One stretch of speech by one speaker.

    A named tuple of bare positions, since imports make turns by the ten thousand; the spans
    are made where somebody asks for them.
    """

    index: int  # type: ignore[assignment]  # a tuple has a method of this name, never needed here
    """Position among the turns of the document, from 0."""
    start: int
    """Where the turn begins, with its label and time."""
    end: int
    speech_start: int
    """Where the words begin."""
    speech_end: int
    speaker: str
    """The label as written (``受访者``, ``答``, ``Interviewer``); empty where there is none."""
    role: Role
    time: str = ""
    """The time stamp as written; empty where there is none."""

    @property
    def span(self) -> Span:
        """Return the whole turn with its label and time."""
        return Span(self.start, self.end)

    @property
    def speech(self) -> Span:
        """Return the words alone."""
        return Span(self.speech_start, self.speech_end)


@dataclass(frozen=True, slots=True)
class Transcript:
    """One file, read and understood."""

    name: str
    """The file's stem, unique within a project: what tables and codings call it."""
    path: str
    """Where it was read from, as the user gave it."""
    text: str
    """The whole text: LF line ends, no byte order mark, otherwise unchanged."""
    source_sha256: str
    """Hash of the bytes of the file."""
    encoding: str
    """The encoding the bytes were decoded with, such as ``utf-8`` or ``gb18030``."""
    format: str
    """The reader that was used, such as ``text`` or ``docx``."""
    layout: str
    """How speakers are marked, such as ``label-colon``; ``none`` for bare text."""
    turns: tuple[Turn, ...]
    header: Mapping[str, str] = field(default_factory=dict)
    """Fields of the header block, by canonical key (``id``, ``date``, ``place``, ``gender``,
    ``age`` …); what has no canonical key keeps its own name."""
    warnings: tuple[str, ...] = ()
    """What the reader was not sure of, in words for the user."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """What the file says of its one respondent beside the header, by canonical key or name."""
    landmarks: tuple[Landmark, ...] = ()
    """Where the text stands in its source; none = line by line."""
    comments: tuple[Comment, ...] = ()
    """What somebody wrote on stretches of it in a word processor."""
    columns: str = ""
    """For tables: which column was taken for what."""

    def speakers(self) -> dict[str, Role]:
        """Return each speaker label and its role, in order of appearance."""
        return {turn.speaker: turn.role for turn in self.turns if turn.role is not Role.NOTE}
