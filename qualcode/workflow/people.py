"""Who speaks in a transcript: from the researcher's table, the header or the file's name.

The table has the last word. A row that names a document and a speaker is that
speaker; a row that names only the document (or has its id) is everybody in it
whom no other row names. Without a row, the header's id or the file's name is the
participant, and in a conversation of several, each label is one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Place, Problem, Severity, did_you_mean
from qualcode.model.participant import Participant
from qualcode.model.subject import UNKNOWN, SubjectScheme
from qualcode.model.transcript import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qualcode.model.transcript import Transcript
    from qualcode.transcripts.people import ParticipantRow

_SUBJECT_FIELDS = ("subject", "household_type", "role")
"""Header fields that may say what kind of actor somebody is, the most telling first."""
_PERSONAL = ("gender", "age", "ethnicity", "education", "household_type", "role", "village")
"""Header fields that belong to the participant rather than to the interview."""


@dataclass(frozen=True)
class People:
    """The researcher's table of participants, ready to be asked.

    Args:
        rows: The rows of the table.
        scheme: The codebook's subjects.
    """

    rows: Sequence[ParticipantRow] = ()
    scheme: SubjectScheme = field(default_factory=SubjectScheme)

    def of(self, transcript: Transcript) -> dict[str, Participant]:
        """Return the participant behind each respondent's label of a transcript."""
        labels = [label for label, role in transcript.speakers().items() if role is Role.RESPONDENT]
        rows = {label: self._row_of(transcript, label) for label in labels}
        alone = sum(row is None for row in rows.values()) == 1
        return {
            label: self._from_row(row) if row else self._from_header(transcript, label, alone=alone)
            for label, row in rows.items()
        }

    def check(self, path: Path) -> list[Problem]:
        """Return a warning for each subject of the table that the scheme does not know."""
        if not self.scheme.subjects:
            return []
        return [
            _unknown_subject(self.scheme, row, path)
            for row in self.rows
            if row.subject and self.scheme.resolve(row.subject) == UNKNOWN
        ]

    def unused(
        self, path: Path, transcripts: Iterable[Transcript], unread: Collection[str] = ()
    ) -> list[Problem]:
        """Return a warning for each row of the table that is nobody in any of the transcripts.

        Args:
            path: The table, for the place.
            transcripts: Those that could be read.
            unread: Names of those that could not; their rows are not to blame.
        """
        used = {
            id(row)
            for transcript in transcripts
            for label, role in transcript.speakers().items()
            if role is Role.RESPONDENT and (row := self._row_of(transcript, label))
        }
        return [
            _nobody(row, path)
            for row in self.rows
            if id(row) not in used and Path(row.document or row.id).stem not in unread
        ]

    def _row_of(self, transcript: Transcript, label: str) -> ParticipantRow | None:
        """Return the row of a speaker: the one that names the label, else one that names none."""
        rows = self._rows_of(transcript)
        own = [row for row in rows if row.speaker == label]
        anybody = [row for row in rows if not row.speaker]
        return next(iter((*own, *anybody)), None)

    def _rows_of(self, transcript: Transcript) -> list[ParticipantRow]:
        files = {transcript.name, Path(transcript.path).name}
        names = {transcript.name, transcript.header.get("id", transcript.name)}
        rows = [row for row in self.rows if row.document in files]
        return rows or [row for row in self.rows if not row.document and row.id in names]

    def _from_row(self, row: ParticipantRow) -> Participant:
        subject = self.scheme.resolve(row.subject) if self.scheme.subjects else row.subject
        return Participant(
            row.id, subject or self.scheme.from_participant_id(row.id), row.attributes
        )

    def _from_header(self, transcript: Transcript, label: str, *, alone: bool) -> Participant:
        header = transcript.header
        base = header.get("id", transcript.name)
        subject = _first(self.scheme.resolve(header.get(key, "")) for key in _SUBJECT_FIELDS)
        if not alone:
            own = self.scheme.resolve(label)
            return Participant(f"{base}-{label}", own or self.scheme.from_participant_id(base))
        attributes = {key: header[key] for key in _PERSONAL if header.get(key)}
        return Participant(base, subject or self.scheme.from_participant_id(base), attributes)


def speakers_of(people: Mapping[str, Participant]) -> dict[str, str]:
    """Return the participant id of each label."""
    return {label: person.id for label, person in people.items()}


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), UNKNOWN)


def _nobody(row: ParticipantRow, path: Path) -> Problem:
    who = " ".join(filter(None, (row.document, row.speaker)))
    return Problem(
        Place(str(path), row.line),
        f"participant {row.id} speaks in none of the transcripts",
        f"there is no {who!r}" if who else "no document or header has this id",
        Severity.WARNING,
    )


def _unknown_subject(scheme: SubjectScheme, row: ParticipantRow, path: Path) -> Problem:
    known = [name for each in scheme.subjects for name in (each.id, each.name.zh, each.name.en)]
    ids = ", ".join(each.id for each in scheme.subjects)
    return Problem(
        Place(str(path), row.line),
        f"participant {row.id}: no subject {row.subject!r} in the codebook",
        did_you_mean(row.subject, known) or f"known: {ids}",
        Severity.WARNING,
    )
