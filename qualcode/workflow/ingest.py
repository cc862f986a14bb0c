"""Importing: files in, documents with turns, units and participants out.

Each document is kept in a transaction of its own, so that stopping half-way leaves
the finished ones; a file that cannot be read is reported and the others go on.
Importing unchanged files again changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import DataError, Problem, QualcodeError
from qualcode.model.transcript import Role
from qualcode.transcripts.naming import printable
from qualcode.transcripts.people import read_participants
from qualcode.transcripts.reader import read_several
from qualcode.workflow.imported import (
    ImportedFile,
    ImportOptions,
    ImportReport,
    Outcome,
    Speaker,
)
from qualcode.workflow.keeping import WHOLE, Keeper
from qualcode.workflow.people import People
from qualcode.workflow.quoting import voices_in
from qualcode.workflow.sources import gather, participants_in
from qualcode.workflow.speakers import by_first_names, keep_speakers, kept_speakers, options_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from qualcode.model.participant import Participant
    from qualcode.model.subject import SubjectScheme
    from qualcode.model.transcript import Transcript
    from qualcode.store.store import Store
    from qualcode.workflow.sources import Source

__all__ = ["ImportOptions", "ImportReport", "ImportedFile", "Outcome", "Speaker", "import_files"]


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
    speakers = kept_speakers(store).with_rules(options.speakers)
    if options.speakers.rules and not options.dry_run:
        keep_speakers(store, speakers)
    rows = read_participants(table) if table else ()
    people = People(rows, scheme, by_first_names(store, speakers))
    reading = _Reading(people, options, Keeper(store, options))
    imported: list[ImportedFile] = []
    for done, source in enumerate(files):
        progress(done, len(files))
        imported += reading.of(source)
    progress(len(files), len(files))
    return ImportReport(
        tuple(imported),
        len(reading.keeper.changed),
        _oddities(people, table, imported, store),
        people.by_prefix,
    )


class _Reading:
    """One import under way."""

    def __init__(self, people: People, options: ImportOptions, keeper: Keeper) -> None:
        self.keeper = keeper
        self._people = people
        self._options = options
        self._taken: dict[str, str] = {}
        """The file of each document so far, by name."""

    def of(self, source: Source) -> Iterator[ImportedFile]:
        """Read and keep the documents of a source; whatever is wrong with one stays with it."""
        path, name = printable(source.path), printable(source.name)
        try:
            transcripts = self._transcripts(source, path, name)
        except QualcodeError as error:
            yield ImportedFile(path, name, Outcome.REFUSED, error)
            return
        names = {self.keeper.present_name(each) for each in transcripts}
        for transcript in transcripts:
            yield self._document(transcript, names)

    def _transcripts(self, source: Source, path: str, name: str) -> tuple[Transcript, ...]:
        data = source.contents(self._options.reading.max_bytes)
        told = options_for(self._options.reading, self._people.speakers, name)
        return read_several(data, suffix=source.suffix, name=name, path=path, options=told)

    def _document(self, transcript: Transcript, names: Collection[str]) -> ImportedFile:
        persons = self._people.of(transcript)
        doubts = self._people.doubts(transcript, persons)
        transcript = replace(transcript, name=self.keeper.present_name(transcript))
        doubts += self.keeper.likenesses(transcript, persons)
        doubts += self.keeper.left_over(transcript, names)
        file = _understood(transcript, persons, doubts)
        if self._options.comments:
            voices = tuple(tuple(voices_in(transcript, each.span)) for each in transcript.comments)
            file = replace(file, comments=transcript.comments, voices=voices)
        try:
            self._refuse(file)
            if self._options.dry_run:
                return replace(file, outcome=self.keeper.outcome(transcript))
            return replace(file, outcome=self.keeper.keep(transcript, persons))
        except QualcodeError as error:
            return replace(file, outcome=Outcome.REFUSED, error=error)

    def _refuse(self, file: ImportedFile) -> None:
        """Refuse a second document of a name, and with `strict` what is not sure.

        Raises:
            DataError: It is refused.
        """
        if former := self._taken.get(file.name):
            raise DataError(
                f"{file.path}: a document {file.name!r} was read of {former} already",
                hint=WHOLE if "document=" in file.columns else "rename one of them",
            )
        self._taken[file.name] = file.path
        if self._options.strict and file.warnings:
            raise DataError(
                f"{file.path} is uncertain: {'; '.join(file.warnings)}",
                hint="say who speaks with --interviewer or --speakers, or leave out --strict",
            )


def _understood(
    transcript: Transcript, people: Mapping[str, Participant], doubts: Sequence[str]
) -> ImportedFile:
    return ImportedFile(
        path=transcript.path,
        name=transcript.name,
        outcome=Outcome.ADDED,
        encoding=transcript.encoding,
        format=transcript.format,
        layout=transcript.layout,
        columns=transcript.columns,
        turns=len(transcript.turns),
        characters=len(transcript.text),
        header=transcript.header,
        speakers=tuple(_speakers(transcript, people)),
        warnings=(*transcript.warnings, *doubts),
    )


def _speakers(transcript: Transcript, people: Mapping[str, Participant]) -> Iterator[Speaker]:
    counts: dict[tuple[str, Role], tuple[int, int]] = {}
    for turn in transcript.turns:
        turns, characters = counts.get((turn.speaker, turn.role), (0, 0))
        counts[turn.speaker, turn.role] = (turns + 1, characters + len(turn.speech))
    for (label, role), (turns, characters) in counts.items():
        person = people.get(label) if role is Role.RESPONDENT else None
        who = (person.id, person.subject) if person else ("", "")
        yield Speaker(label, role, turns, characters, *who)


def _oddities(
    people: People, table: Path | None, files: Sequence[ImportedFile], store: Store
) -> tuple[Problem, ...]:
    """Return what is odd in the table of participants.

    Rows of files that could not be read are not, nor those of persons who are here already.
    """
    found = people.check_speakers()
    if table is None:
        return tuple(found)
    unread = {file.name for file in files if file.error}
    known = {person.id for person in store.participants.all()}
    return (*found, *people.check(table), *people.unused(table, unread, known))
