"""Importing: files in, documents with turns, units and participants out.

Each file is kept in a transaction of its own, so that stopping half-way leaves
the finished ones; a file that cannot be read is reported and the others go on.
Importing unchanged files again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from qualcode.errors import DataError, Problem, QualcodeError
from qualcode.model.document import Unit
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.model.transcript import Role
from qualcode.store.documents import Fingerprint
from qualcode.store.history import now
from qualcode.text.language import count_words, languages_of
from qualcode.text.sentences import sentences
from qualcode.transcripts.naming import printable
from qualcode.transcripts.options import ReadingOptions
from qualcode.transcripts.people import read_participants
from qualcode.transcripts.reader import read_bytes
from qualcode.workflow.people import People, speakers_of
from qualcode.workflow.sources import Piped, gather, participants_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from qualcode.model.participant import Participant
    from qualcode.model.subject import SubjectScheme
    from qualcode.model.transcript import Transcript
    from qualcode.store.store import Store
    from qualcode.workflow.sources import Source


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
    """What was understood of one file."""

    path: str
    name: str
    outcome: Outcome
    transcript: Transcript | None = None
    """None when it could not be read."""
    speakers: tuple[Speaker, ...] = ()
    error: QualcodeError | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    files: tuple[ImportedFile, ...]
    participants: int = 0
    """Participants that were new or changed."""
    problems: tuple[Problem, ...] = ()
    """What is odd in the table of participants."""

    def count(self, outcome: Outcome) -> int:
        """Return how many files came out so."""
        return sum(file.outcome is outcome for file in self.files)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import."""

    reading: ReadingOptions = field(default_factory=ReadingOptions)
    participants: Path | None = None
    """The table of participants; None = `participants.csv` in an imported folder, if there."""
    update: bool = False
    """Replace the text of documents whose file has changed, where no person has coded."""
    dry_run: bool = False
    """Say what would be understood, write nothing."""
    by: str = ""
    """Who imports, for the history."""
    piped: Piped = field(default_factory=Piped)
    """What comes through a pipe, where a source is ``-``."""


def import_files(
    store: Store,
    sources: Sequence[Path],
    scheme: SubjectScheme,
    options: ImportOptions,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> ImportReport:
    """Import transcripts.

    Args:
        store: Where to.
        sources: Files, folders, zip files, patterns of names, ``-`` for a pipe.
        scheme: The codebook's subjects, to understand who is who.
        options: How.
        progress: Told after each file how many of how many are done.

    Raises:
        DataError: When there is nothing to import.
        ProblemsError: When the table of participants has faults.
    """
    files = gather(sources, options.piped)
    table = options.participants or participants_in(sources)
    people = People(read_participants(table) if table else (), scheme)
    known = store.documents.fingerprints()
    taken: dict[str, str] = {}
    imported: list[ImportedFile] = []
    changed = 0
    for done, source in enumerate(files):
        progress(done, len(files))
        file = _read(source, people, options, taken)
        if file.transcript and options.dry_run:
            file = replace(file, outcome=_outcome(file, known))
        elif file.transcript:
            persons = people.of(file.transcript)
            file, touched = _keep(store, file, persons, known, options)
            changed += touched
        imported.append(file)
    progress(len(files), len(files))
    return ImportReport(tuple(imported), changed, _oddities(people, table, imported))


def units_of(transcript: Transcript) -> list[Unit]:
    """Return the sentences of the respondents, in order."""
    return [
        Unit(turn.index, start, end)
        for turn in transcript.turns
        if turn.role is Role.RESPONDENT
        for start, end in sentences(transcript.text, turn.speech.start, turn.speech.end)
    ]


def _oddities(
    people: People, table: Path | None, files: Sequence[ImportedFile]
) -> tuple[Problem, ...]:
    """Return what is odd in the table of participants; rows of unread files are not."""
    if table is None:
        return ()
    transcripts = [file.transcript for file in files if file.transcript]
    unread = {file.name for file in files if not file.transcript}
    return (*people.check(table), *people.unused(table, transcripts, unread))


def _read(
    source: Source, people: People, options: ImportOptions, taken: dict[str, str]
) -> ImportedFile:
    """Read one file; whatever is wrong with it stays with it."""
    path = printable(source.path)
    name = printable(source.name)
    try:
        if name in taken:
            raise DataError(f"{path} has the same name as {taken[name]}", hint="rename one of them")
        data = source.contents(options.reading.max_bytes)
        transcript = read_bytes(
            data, suffix=source.suffix, name=name, path=path, options=options.reading
        )
    except QualcodeError as error:
        return ImportedFile(path, name, Outcome.REFUSED, error=error)
    taken[name] = path
    speakers = _speakers(transcript, people.of(transcript))
    return ImportedFile(path, name, Outcome.ADDED, transcript, speakers)


def _speakers(transcript: Transcript, people: dict[str, Participant]) -> tuple[Speaker, ...]:
    found = []
    for label, role in transcript.speakers().items():
        own = [turn for turn in transcript.turns if turn.speaker == label and turn.role is role]
        person = people.get(label) if role is Role.RESPONDENT else None
        found.append(
            Speaker(
                label,
                role,
                turns=len(own),
                characters=sum(len(turn.speech) for turn in own),
                participant=person.id if person else "",
                subject=person.subject if person else "",
            )
        )
    return tuple(found)


def _keep(
    store: Store,
    file: ImportedFile,
    people: dict[str, Participant],
    known: dict[str, Fingerprint],
    options: ImportOptions,
) -> tuple[ImportedFile, int]:
    """Keep one file; return it with its outcome and how many participants changed."""
    assert file.transcript is not None
    outcome = _outcome(file, known)
    try:
        with store.transaction():
            if outcome is Outcome.UPDATED:
                _make_way(store, file, update=options.update)
            if outcome is Outcome.ADDED:
                _refuse_twin(file, known)
            changed = store.participants.put(people.values())
            if outcome is Outcome.UNCHANGED:
                store.documents.assign(file.name, speakers_of(people))
            else:
                _add(store, file.transcript, people)
            _remember(store, file.name, outcome, changed, options.by)
    except QualcodeError as error:
        return replace(file, outcome=Outcome.REFUSED, error=error), 0
    return replace(file, outcome=outcome), len(changed)


def _outcome(file: ImportedFile, known: dict[str, Fingerprint]) -> Outcome:
    former = known.get(file.name)
    if former is None or file.transcript is None:
        return Outcome.ADDED
    is_same = former.source_sha256 == file.transcript.source_sha256
    return Outcome.UNCHANGED if is_same else Outcome.UPDATED


def _refuse_twin(file: ImportedFile, known: dict[str, Fingerprint]) -> None:
    """Refuse a text that is there under another name: its speaker would count twice."""
    assert file.transcript is not None
    for name, each in known.items():
        if each.source_sha256 == file.transcript.source_sha256:
            raise DataError(
                f"{file.path} is the same file as {name!r}, which is imported already",
                hint=f"`qualcode remove {name}` first, if the new name is the right one",
            )
    known[file.name] = Fingerprint(file.transcript.source_sha256, "")


def _make_way(store: Store, file: ImportedFile, *, update: bool) -> None:
    """Remove the former text of a document, unless somebody's work stands on it."""
    if not update:
        raise DataError(
            f"{file.path} differs from the {file.name!r} that was imported before",
            hint="--update replaces the text where no person has coded yet",
        )
    decisions = store.codings.decisions().get(file.name, 0)
    if decisions:
        raise DataError(
            f"{file.path} differs from {file.name!r}, on which {decisions} codings stand",
            hint="the imported text was left as it is; give the new file another name",
        )
    store.documents.remove(file.name)


def _add(store: Store, transcript: Transcript, people: dict[str, Participant]) -> None:
    units = units_of(transcript)
    speech = " ".join(transcript.text[unit.start : unit.end] for unit in units)
    store.documents.add(
        transcript,
        units,
        speakers=speakers_of(people),
        language=languages_of(speech),
        words=count_words(speech),
    )


def _remember(store: Store, name: str, outcome: Outcome, people: Sequence[str], by: str) -> None:
    """Write what happened into the history."""
    if outcome is not Outcome.UNCHANGED:
        store.history.add(Event(now(), by, f"import: {outcome}", Target.DOCUMENT, name))
    for person in people:
        store.history.add(Event(now(), by, "import", Target.PARTICIPANT, person))
