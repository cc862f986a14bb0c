"""Keeping one document: new, changed or as it was, each in a transaction of its own."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.errors import DataError, typed
from qualcode.model.document import Unit
from qualcode.model.history import Event
from qualcode.model.making import collector_at_rest, maker
from qualcode.model.memo import Target
from qualcode.model.transcript import Role
from qualcode.store.history import now
from qualcode.text.alike import likeness
from qualcode.text.language import count_words, languages_of
from qualcode.text.sentences import sentences
from qualcode.workflow.imported import Outcome
from qualcode.workflow.paths import seen_from
from qualcode.workflow.people import speakers_of
from qualcode.workflow.persons_work import PersonsWork
from qualcode.workflow.speakers import kept_speakers, options_for

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.model.participant import Participant
    from qualcode.model.speaker import SpeakerTable
    from qualcode.model.transcript import Transcript
    from qualcode.store.store import Store
    from qualcode.workflow.imported import ImportOptions


def units_of(transcript: Transcript) -> list[Unit]:
    """Return the sentences of the respondents, in order."""
    with collector_at_rest():
        return [
            _unit((turn.index, start, end))
            for turn in transcript.turns
            if turn.role is Role.RESPONDENT
            for start, end in sentences(transcript.text, turn.speech_start, turn.speech_end)
        ]


_unit = maker(Unit)
_UPDATING = "--update replaces the text where no person has worked yet"
WHOLE = "`--map speaker=WHO,text=WORDS` makes each table or sheet one document, whoever is in it"
"""What to do where the same respondents come in several tables, such as those of two waves."""
_PIPE = "-"
"""The path of all that comes through a pipe."""
_NEARLY = 0.8
"""Likeness from which a text is probably a correction of another one."""


class Keeper:
    """Keeps the documents of one import.

    Args:
        store: Where to.
        options: Whether to replace what has changed, and who imports.
    """

    def __init__(self, store: Store, options: ImportOptions) -> None:
        self.changed: set[str] = set()
        """The participants that were new or changed so far."""
        self._store = store
        self._options = options
        self._known = store.documents.fingerprints()
        self._names = {each.source_sha256: name for name, each in self._known.items()}

    def outcome(self, transcript: Transcript) -> Outcome:
        """Return what would become of a document."""
        former = self._known.get(transcript.name)
        if former is None:
            return Outcome.ADDED
        is_same = former.source_sha256 == transcript.source_sha256
        is_meant = self._has_other_roles(transcript) or self._has_other_columns(transcript)
        if is_same and not is_meant:
            return Outcome.UNCHANGED
        return Outcome.UPDATED

    def present_name(self, transcript: Transcript) -> str:
        """Return what the document of a file is called since it was renamed."""
        if transcript.name not in self._known:
            for name, first in self._store.first_names.renamed().items():
                if first == transcript.name and self._is_of(name, transcript):
                    return name
        return transcript.name

    def _is_of(self, document: str, transcript: Transcript) -> bool:
        """Tell whether a document was read from a file, wherever that lies now."""
        known = self._known.get(document)
        is_same = known is not None and known.source_sha256 == transcript.source_sha256
        path = seen_from(self._options.home, transcript.path)
        return is_same or self._paths.get(document) == path

    def likenesses(self, transcript: Transcript, people: Mapping[str, Participant]) -> list[str]:
        """Return a doubt where a new text is nearly one that the same person has here already."""
        if transcript.name in self._known or transcript.source_sha256 in self._names:
            return []
        ids = [person.id for person in people.values()]
        for name in self._store.turns.spoken_by(ids):
            alike = likeness(self._store.documents.text(name), transcript.text)
            if alike >= _NEARLY and name != transcript.name:
                return [_correction(name, transcript, alike)]
        return []

    def left_over(self, transcript: Transcript, names: Collection[str]) -> list[str]:
        """Return a doubt where a new document's file was parted otherwise before.

        Args:
            transcript: What was read of the file.
            names: All documents that the file is read as now.
        """
        if transcript.name in self._known or transcript.path == _PIPE:
            return []
        path = seen_from(self._options.home, transcript.path)
        others = [
            name for name in self._known if self._paths.get(name) == path and name not in names
        ]
        return [_parted(others)] if others else []

    def keep(self, transcript: Transcript, people: Mapping[str, Participant]) -> Outcome:
        """Keep one document with its participants.

        Raises:
            DataError: Its text is there under another name, or it has changed and must not
                be replaced.
        """
        outcome = self.outcome(transcript)
        if outcome is Outcome.UNCHANGED:
            self._refresh(transcript.name, people)
            return outcome
        with self._store.transaction():
            if outcome is Outcome.UPDATED:
                self._make_way(transcript)
            if outcome is Outcome.ADDED:
                self._refuse_twin(transcript)
            changed = self._store.participants.put(people.values())
            self._add(transcript, people)
            self._remember(transcript.name, outcome, changed)
        self.changed.update(changed)
        return outcome

    def _refresh(self, name: str, people: Mapping[str, Participant]) -> None:
        """Bring the people of a known document up to date, as a step that can be undone."""
        who = " ".join(person.id for person in people.values())
        event = Event(now(), self._options.by, "import", Target.PARTICIPANT, who, reason=name)
        with self._store.recorded(event):
            changed = self._store.participants.put(people.values())
            self._store.documents.assign(name, speakers_of(people))
        self.changed.update(changed)

    def _has_other_roles(self, transcript: Transcript) -> bool:
        """Tell whether the researcher has said since that somebody has another role.

        What nobody was told stays as it was read, even if a newer reader would differ.
        """
        told = options_for(self._options.reading, self._speakers, transcript.name)
        if not (told.roles or told.interviewer or told.respondent):
            return False
        former = self._store.turns.roles(transcript.name)
        return any(former.get(each) not in {None, role} for each, role in _roles(transcript))

    def _has_other_columns(self, transcript: Transcript) -> bool:
        """Tell whether a table reads otherwise by what is said now of its columns."""
        told = self._options.reading.columns
        return bool(told) and self._store.documents.text(transcript.name) != transcript.text

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {each.name: each.path for each in self._store.overview.infos()}

    @cached_property
    def _speakers(self) -> SpeakerTable:
        return kept_speakers(self._store).with_rules(self._options.speakers)

    def _refuse_twin(self, transcript: Transcript) -> None:
        """Refuse a text that is there under another name: its speaker would count twice."""
        name = self._names.setdefault(transcript.source_sha256, transcript.name)
        if name != transcript.name:
            raise DataError(
                f"{transcript.path} is the same file as {name!r}, which is imported already",
                hint=f"`qualcode transcript rename {typed(name, transcript.name)}` gives it the"
                " new name",
            )

    def _make_way(self, transcript: Transcript) -> None:
        """Remove the former text of a document, unless somebody's work stands on it."""
        name, path = transcript.name, transcript.path
        same_text = self._known[name].source_sha256 == transcript.source_sha256
        carrying = f"`qualcode transcript replace {typed(name, path)}` takes codings along"
        if not self._options.update and not same_text:
            whole = f"{WHOLE}; " if self._is_of_another_table(transcript) else ""
            raise DataError(
                f"{path} differs from the {name!r} that was imported before",
                hint=f"{whole}{_UPDATING}; {carrying}",
            )
        if work := PersonsWork(self._store).on(name):
            what = "is read otherwise now than" if same_text else "differs from"
            raise DataError(f"{path} {what} {name!r}, which has {work}", hint=carrying)
        self._store.documents.remove(name)

    def _is_of_another_table(self, transcript: Transcript) -> bool:
        """Tell whether a respondent's rows stand in another table than those that are here."""
        path = seen_from(self._options.home, transcript.path)
        return "document=" in transcript.columns and self._paths.get(transcript.name) != path

    def _add(self, transcript: Transcript, people: Mapping[str, Participant]) -> None:
        units = units_of(transcript)
        speech = " ".join(transcript.text[unit.start : unit.end] for unit in units)
        self._store.documents.add(
            replace(transcript, path=seen_from(self._options.home, transcript.path)),
            units,
            speakers=speakers_of(people),
            language=languages_of(speech),
            words=count_words(speech),
        )

    def _remember(self, name: str, outcome: Outcome, people: Sequence[str]) -> None:
        """Write what happened into the history."""
        by = self._options.by
        if outcome is not Outcome.UNCHANGED:
            self._store.history.add(Event(now(), by, f"import: {outcome}", Target.DOCUMENT, name))
        for person in people:
            self._store.history.add(Event(now(), by, "import", Target.PARTICIPANT, person))


def _correction(name: str, transcript: Transcript, alike: float) -> str:
    replacing = f"qualcode transcript replace {typed(name, transcript.path)}"
    removing = f"qualcode remove {typed(transcript.name)}"
    return (
        f"{int(100 * alike)} % the text of {name!r}, by the same person: if it is a correction,"
        f" `{removing}`, then `{replacing}`"
    )


def _parted(names: Sequence[str]) -> str:
    return (
        f"the file was read before as {', '.join(map(repr, names))}, still in the project:"
        f" `qualcode remove {typed(*names)}`, or all counts twice"
    )


def _roles(transcript: Transcript) -> set[tuple[str, str]]:
    return {(turn.speaker, turn.role.value) for turn in transcript.turns if turn.speaker}
