"""Who speaks in a transcript: from the researcher's table, the header or the file's name.

The table has the last word, value by value; what it leaves empty the header says, and
what neither says the prefix of the id. A row that names a document and a speaker is that
speaker; a row that names only the document (or has its id) is who speaks most in it of
those whom no other row names: one row is one person. Without a row, the header's id or
the file's name is the participant, and in a conversation of several, each label is one.
The header belongs to whose row has its id, else to who speaks alone, or nearly so: others
are bystanders.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import Place, Problem, Severity, did_you_mean
from qualcode.model.participant import Participant
from qualcode.model.speaker import SpeakerRule, SpeakerTable
from qualcode.model.subject import UNKNOWN, SubjectScheme
from qualcode.model.transcript import Role
from qualcode.transcripts.labels import canonical
from qualcode.workflow.contradictions import contradictions
from qualcode.workflow.speakers import rules_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from qualcode.model.transcript import Transcript
    from qualcode.store.store import Store
    from qualcode.transcripts.people import ParticipantRow

_NO_RULE = SpeakerRule()
_SUBJECT_FIELDS = ("subject", "household_type", "role")
"""Header fields that may say what kind of actor somebody is, the most telling first."""
_ALONE = 0.75
"""Share of what respondents say from which somebody is the one interviewed."""
_PERSONAL = ("gender", "age", "ethnicity", "education", "household_type", "role", "village")
"""Header fields that belong to the participant rather than to the interview."""


class _Cast(NamedTuple):
    """What is said of the respondents of a transcript."""

    rules: Mapping[str, SpeakerRule]
    """What the researcher says of each label."""
    rows: Mapping[str, ParticipantRow | None]
    """The row of each label."""
    main: str
    """Who speaks alone, or nearly so; empty = nobody."""
    owner: str
    """Of whom the header speaks; empty = nobody of them."""


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
    _used: dict[int, str] = field(default_factory=dict, compare=False, repr=False)
    """Rows of the table that were somebody so far, and the subject that they came to."""
    by_prefix: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The subject of persons so far of whom nothing but the prefix of their id tells it."""

    def of(self, transcript: Transcript) -> dict[str, Participant]:
        """Return the participant behind each respondent's label of a transcript."""
        cast = self._cast(transcript)
        people = {
            label: self._ruled(self._person(transcript, label, cast), rule)
            for label, rule in cast.rules.items()
        }
        self._used.update(
            {id(row): people[label].subject for label, row in cast.rows.items() if row}
        )
        for label, person in people.items():
            if person.subject and not self._is_said(transcript, label, cast):
                self.by_prefix[person.id] = person.subject
        return people

    def _is_said(self, transcript: Transcript, label: str, cast: _Cast) -> bool:
        """Tell whether anything but the prefix of an id says somebody's subject."""
        row, rule = cast.rows[label], cast.rules[label]
        named = self.scheme.resolve(row.subject) if row and self.scheme.subjects else row
        headed = label == cast.owner and self.said_in(transcript.header)
        return bool(rule.subject or named or headed or self.scheme.resolve(label))

    def _cast(self, transcript: Transcript) -> _Cast:
        """Find out what is said of each respondent's label, and whose the header is."""
        labels = [label for label, role in transcript.speakers().items() if role is Role.RESPONDENT]
        told = rules_for(self.speakers, transcript.name)
        rules = {label: told.get(canonical(label), _NO_RULE) for label in labels}
        rows = {label: self._row_of(transcript, label, rules[label]) for label in labels}
        # Speakers of whom the table says who they are leave the header to the others.
        unnamed = [label for label in labels if not (rows[label] or rules[label].participant)]
        rowed = [label for label in labels if (row := rows[label]) and not row.speaker]
        main = _main(transcript, [*rowed, *unnamed])
        base = transcript.header.get("id", transcript.name)
        named = _first(label for label, row in rows.items() if row and row.id == base)
        return _Cast(rules, rows, main, named or main)

    def _person(self, transcript: Transcript, label: str, cast: _Cast) -> Participant:
        """Return who a label is: by its row, by the header, or by the file's name."""
        header = self._from_header(transcript) if label == cast.owner else None
        if row := cast.rows[label]:
            return self._from_row(row, header)
        if header:
            return header
        base = transcript.header.get("id", transcript.name)
        subject = self.scheme.resolve(label)
        if not (subject or cast.main):  # several equals: the id stands for all of them
            subject = self.scheme.from_participant_id(base)
        return Participant(f"{base}-{label}", subject)

    def doubts(self, transcript: Transcript, people: Mapping[str, Participant]) -> list[str]:
        """Return what a person should look at: subjects that are not sure, persons not told."""
        return [
            *self._unknown(transcript, people),
            *self._contradicted(transcript, people),
            *self._differing(transcript, people),
            *self._untold(transcript, people),
        ]

    def _unknown(self, transcript: Transcript, people: Mapping[str, Participant]) -> Iterator[str]:
        """Yield what is said of somebody's subject and is none of the codebook's."""
        header = transcript.header
        said = _first(header.get(key, "") for key in _SUBJECT_FIELDS)
        # The table is checked by itself.
        if not said or self._rows_of(transcript) or self.said_in(header):
            return
        if self.scheme.subjects and not all(each.subject for each in people.values()):
            yield f"no subject {said!r} in the codebook ({_nearest(self.scheme, said)})"
            return
        for person in people.values():
            if person.subject and person.subject == self.scheme.from_participant_id(person.id):
                yield f"{person.id} is {person.subject} by the prefix of the id; header: {said!r}"

    def _contradicted(
        self, transcript: Transcript, people: Mapping[str, Participant]
    ) -> Iterator[str]:
        """Yield persons of whom the header says another subject than the prefix of their id.

        Of whom the table says the subject, nothing else is asked.
        """
        said = self.said_in(transcript.header)
        told = {row.id for row in self._rows_of(transcript) if self.scheme.resolve(row.subject)}
        for person in (each for each in people.values() if each.id not in told):
            by_id = self.scheme.from_participant_id(person.id)
            if said and by_id and said != by_id and person.subject == said:
                yield f"{person.id} is {said} by the header, {by_id} by the prefix of the id"

    def _differing(
        self, transcript: Transcript, people: Mapping[str, Participant]
    ) -> Iterator[str]:
        """Yield values of which the table says something else than the header."""
        ids = {person.id for person in people.values()}
        cast = self._cast(transcript)
        of_owner = cast.rows.get(cast.owner)
        for row in self._rows_of(transcript):
            if row.id not in ids or (row.speaker and row is not of_owner):
                continue
            said, told = self.said_in(transcript.header), self.scheme.resolve(row.subject)
            if said and told and said != told:
                yield f"{row.id}: subject is {told} by the table, {said} by the header"
            yield from contradictions(row, transcript.header)

    def _untold(self, transcript: Transcript, people: Mapping[str, Participant]) -> Iterator[str]:
        """Yield who speaks beside the one person of a row that names no speaker."""
        rows = [row for row in self._rows_of(transcript) if not row.speaker]
        told = {row.id for row in self._rows_of(transcript)}
        others = [label for label, person in people.items() if person.id not in told]
        rules = rules_for(self.speakers, transcript.name)
        others = [
            label for label in others if not rules.get(canonical(label), _NO_RULE).participant
        ]
        if rows and others:
            yield (
                f"the table's row {rows[0].id} is who speaks most; {', '.join(others)} spoke as"
                " well (rows with a speaker say who that is)"
            )

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
            _unknown_subject(self.scheme, row, path, self._used.get(id(row), UNKNOWN))
            for row in self.rows
            if row.subject and self.scheme.resolve(row.subject) == UNKNOWN
        ]

    def unused(
        self, path: Path, unread: Collection[str] = (), known: Collection[str] = ()
    ) -> list[Problem]:
        """Return a warning for each row of the table that was nobody in any transcript so far.

        Args:
            path: The table, for the place.
            unread: Names of transcripts that could not be read; their rows are not to blame.
            known: Ids of persons who speak in what was imported before.
        """
        return [
            _nobody(row, path)
            for row in self.rows
            if id(row) not in self._used
            and row.id not in known
            and Path(row.document or row.id).stem not in unread
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
        taken = {row.speaker for row in rows}
        others = [each for each in _respondents(transcript) if each not in taken]
        main = label == _first(others)
        return next(iter((*own, *(anybody if main else ()))), None)

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

    def _from_row(self, row: ParticipantRow, header: Participant | None) -> Participant:
        said = self.scheme.resolve(row.subject) if self.scheme.subjects else row.subject
        told = header or Participant(row.id)
        subject = said or told.subject or self.scheme.from_participant_id(row.id)
        return Participant(row.id, subject, {**told.attributes, **row.attributes})

    def _from_header(self, transcript: Transcript) -> Participant:
        header = transcript.header
        base = header.get("id", transcript.name)
        subject = self.said_in(header) or self.scheme.from_participant_id(base)
        attributes = {key: header[key] for key in _PERSONAL if header.get(key)}
        return Participant(base, subject, attributes | dict(transcript.attributes))

    def said_in(self, header: Mapping[str, str]) -> str:
        """Return the subject that a header names, or ``UNKNOWN``."""
        fields = (*_SUBJECT_FIELDS, "participant")
        return _first(self.scheme.named_in(header.get(key, "")) for key in fields)


def _respondents(transcript: Transcript) -> dict[str, int]:
    """Return how many characters each respondent's label speaks, who speaks most first."""
    spoken: Counter[str] = Counter()
    for turn in transcript.turns:
        if turn.role is Role.RESPONDENT:
            spoken[turn.speaker] += len(turn.speech)
    return dict(spoken.most_common())


def _main(transcript: Transcript, labels: Sequence[str]) -> str:
    """Return the label that the header speaks of: who speaks alone, or nearly so."""
    spoken = {
        label: number for label, number in _respondents(transcript).items() if label in labels
    }
    most = _first(spoken)
    return most if spoken and spoken[most] >= _ALONE * sum(spoken.values()) else ""


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


def _unknown_subject(scheme: SubjectScheme, row: ParticipantRow, path: Path, taken: str) -> Problem:
    """Warn of a subject that is not known, and say which one the person has instead."""
    has = f", taken for {taken} by header or prefix" if taken else ""
    return Problem(
        Place(str(path), row.line),
        f"participant {row.id}: no subject {row.subject!r} in the codebook{has}",
        _nearest(scheme, row.subject),
        Severity.WARNING,
    )


def _nearest(scheme: SubjectScheme, said: str) -> str:
    """Name the nearest known subject, by id or name; all of them where none is near."""
    known = [name for each in scheme.subjects for name in (each.id, each.name.zh, each.name.en)]
    return did_you_mean(said, known) or f"known: {', '.join(each.id for each in scheme.subjects)}"
