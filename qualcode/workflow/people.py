"""Who speaks in a transcript: from the researcher's table, the header or the file's name.

The table has the last word. A row that names a document and a speaker is that
speaker; a row that names only the document (or has its id) is everybody in it
whom no other row names. Without a row, the header's id or the file's name is the
participant, and in a conversation of several, each label is one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Place, Problem, Severity, did_you_mean
from qualcode.model.participant import Participant
from qualcode.model.speaker import SpeakerRule, SpeakerTable
from qualcode.model.subject import UNKNOWN, SubjectScheme
from qualcode.model.transcript import Role
from qualcode.transcripts.labels import canonical
from qualcode.workflow.speakers import rules_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qualcode.model.transcript import Transcript
    from qualcode.store.store import Store
    from qualcode.transcripts.people import ParticipantRow

_NO_RULE = SpeakerRule()
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
        speakers: What the researcher says of labels.
    """

    rows: Sequence[ParticipantRow] = ()
    scheme: SubjectScheme = field(default_factory=SubjectScheme)
    speakers: SpeakerTable = field(default_factory=SpeakerTable)
    _used: set[int] = field(default_factory=set, compare=False, repr=False)
    """Rows of the table that were somebody so far."""

    def of(self, transcript: Transcript) -> dict[str, Participant]:
        """Return the participant behind each respondent's label of a transcript."""
        labels = [label for label, role in transcript.speakers().items() if role is Role.RESPONDENT]
        told = rules_for(self.speakers, transcript.name)
        rules = {label: told.get(canonical(label), _NO_RULE) for label in labels}
        rows = {label: self._row_of(transcript, label, rules[label]) for label in labels}
        self._used.update(id(row) for row in rows.values() if row)
        # Speakers of whom the table says who they are leave the header to the others.
        unnamed = [label for label in labels if not (rows[label] or rules[label].participant)]
        return {
            label: self._ruled(
                self._from_row(row)
                if (row := rows[label])
                else self._from_header(transcript, label, alone=len(unnamed) == 1),
                rules[label],
            )
            for label in labels
        }

    def doubts(self, transcript: Transcript, people: Mapping[str, Participant]) -> list[str]:
        """Return what is said of somebody's subject and is none of the codebook's."""
        if not self.scheme.subjects or all(person.subject for person in people.values()):
            return []
        if self._rows_of(transcript):
            return []  # the table is checked by itself
        header = transcript.header
        said = _first(header.get(key, "") for key in _SUBJECT_FIELDS)
        if not said or any(map(self.scheme.resolve, (header.get(k, "") for k in _SUBJECT_FIELDS))):
            return []
        return [f"no subject {said!r} in the codebook ({_nearest(self.scheme, said)})"]

    def check_speakers(self) -> list[Problem]:
        """Return a warning for each subject in the table of speakers that is not known."""
        return [
            Problem(
                Place("speakers"),
                f"{document}: {label}: no subject {rule.subject!r} in the codebook",
                _nearest(self.scheme, rule.subject),
                Severity.WARNING,
            )
            for document, label, rule in self.speakers
            if rule.subject and self.scheme.subjects and not self.scheme.resolve(rule.subject)
        ]

    def check(self, path: Path) -> list[Problem]:
        """Return a warning for each subject of the table that the scheme does not know."""
        if not self.scheme.subjects:
            return []
        return [
            _unknown_subject(self.scheme, row, path)
            for row in self.rows
            if row.subject and self.scheme.resolve(row.subject) == UNKNOWN
        ]

    def unused(self, path: Path, unread: Collection[str] = ()) -> list[Problem]:
        """Return a warning for each row of the table that was nobody in any transcript so far.

        Args:
            path: The table, for the place.
            unread: Names of transcripts that could not be read; their rows are not to blame.
        """
        return [
            _nobody(row, path)
            for row in self.rows
            if id(row) not in self._used and Path(row.document or row.id).stem not in unread
        ]

    def _row_of(
        self, transcript: Transcript, label: str, rule: SpeakerRule
    ) -> ParticipantRow | None:
        """Return the row of a speaker: the one that names the label, else one that names none."""
        if rule.participant:
            return next((row for row in self.rows if row.id == rule.participant), None)
        rows = self._rows_of(transcript)
        own = [row for row in rows if row.speaker == label]
        anybody = [row for row in rows if not row.speaker]
        return next(iter((*own, *anybody)), None)

    def _rows_of(self, transcript: Transcript) -> list[ParticipantRow]:
        files = {transcript.name, Path(transcript.path).name}
        names = {transcript.name, transcript.header.get("id", transcript.name)}
        rows = [row for row in self.rows if row.document in files]
        return rows or [row for row in self.rows if not row.document and row.id in names]

    def _ruled(self, person: Participant, rule: SpeakerRule) -> Participant:
        """Let what the researcher says of a label go before what was found out."""
        if rule.participant and rule.participant != person.id:
            subject = self.scheme.from_participant_id(rule.participant)
            person = Participant(rule.participant, subject)
        if rule.subject:
            known = self.scheme.resolve(rule.subject) if self.scheme.subjects else rule.subject
            person = replace(person, subject=known or person.subject)
        return person

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
        attributes |= transcript.attributes
        return Participant(base, subject or self.scheme.from_participant_id(base), attributes)


def name_by_prefix(store: Store, scheme: SubjectScheme) -> list[str]:
    """Give participants of unknown subject the one that their id's prefix stands for by now.

    A prefix may have been added to the codebook after they were imported. What is
    known of somebody is never changed.

    Returns:
        The ids of those who have a subject now.
    """
    unknown = [each for each in store.participants.all() if not each.subject]
    named = [replace(each, subject=scheme.from_participant_id(each.id)) for each in unknown]
    return store.participants.put(each for each in named if each.subject)


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
    return Problem(
        Place(str(path), row.line),
        f"participant {row.id}: no subject {row.subject!r} in the codebook",
        _nearest(scheme, row.subject),
        Severity.WARNING,
    )


def _nearest(scheme: SubjectScheme, said: str) -> str:
    """Name the nearest known subject, by id or name; all of them where none is near."""
    known = [name for each in scheme.subjects for name in (each.id, each.name.zh, each.name.en)]
    return did_you_mean(said, known) or f"known: {', '.join(each.id for each in scheme.subjects)}"
