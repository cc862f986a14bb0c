"""What an import is told, and what it tells: records for every front end."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from qualcode.model.speaker import SpeakerTable
from qualcode.transcripts.options import ReadingOptions
from qualcode.workflow.sources import Piped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qualcode.errors import Problem, QualcodeError
    from qualcode.model.comment import Comment
    from qualcode.model.transcript import Role

    Voices = tuple[tuple[str, Role], ...]
    """Label and role of everybody who says some words, in order."""


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Speaker:
    """What was understood of one speaker."""

    label: str
    role: Role
    turns: int
    characters: int
    participant: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What was understood of one document; not its text, since there may be thousands."""

    path: str
    name: str
    outcome: Outcome
    error: QualcodeError | None = None
    """Why it was refused."""
    encoding: str = ""
    format: str = ""
    layout: str = ""
    columns: str = ""
    """For tables: which column was taken for what."""
    turns: int = 0
    characters: int = 0
    """Length of the text in code points."""
    header: Mapping[str, str] = field(default_factory=dict)
    speakers: tuple[Speaker, ...] = ()
    warnings: tuple[str, ...] = ()
    """What a person should look at."""
    comments: tuple[Comment, ...] = ()
    """What stands in the margin of a text document, where that was asked for."""
    voices: tuple[Voices, ...] = ()
    """Who says the words of each comment."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    files: tuple[ImportedFile, ...]
    participants: int = 0
    """Participants that were new or changed."""
    problems: tuple[Problem, ...] = ()
    """What is odd in the tables of participants and speakers."""
    by_prefix: Mapping[str, str] = field(default_factory=dict)
    """Participants whose subject nothing but the prefix of their id tells, and that subject."""

    def count(self, outcome: Outcome) -> int:
        """Return how many documents came out so."""
        return sum(file.outcome is outcome for file in self.files)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import."""

    reading: ReadingOptions = field(default_factory=ReadingOptions)
    participants: Path | None = None
    """The table of participants; None = `participants.csv` in an imported folder, if there."""
    speakers: SpeakerTable = field(default_factory=SpeakerTable)
    """What is said of speakers with this import; the project's table remembers it."""
    update: bool = False
    """Replace the text of documents whose file has changed, where no person has coded."""
    strict: bool = False
    """Refuse what is not sure."""
    comments: bool = False
    """Bring along the comments of text documents."""
    dry_run: bool = False
    """Say what would be understood, write nothing."""
    by: str = ""
    """Who imports, for the history."""
    home: Path | None = None
    """The project's folder, from which the paths of files are kept; None = as they are given."""
    piped: Piped = field(default_factory=Piped)
    """What comes through a pipe, where a source is ``-``."""
