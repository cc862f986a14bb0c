"""The verbs of correcting transcripts: replace a text, restore a former one.

Each is one transaction. What a person has decided keeps its id, its decision and its
memos wherever it goes; what only a machine has proposed is taken along where its words
are unchanged and is otherwise left to the next `code`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import DataError, UnknownNameError, UsageError, typed
from qualcode.model.anchor import Anchored
from qualcode.model.history import IDS, NUMBER, Event
from qualcode.model.memo import Target
from qualcode.store.history import now
from qualcode.text.fold import fold
from qualcode.text.language import count_words, languages_of
from qualcode.transcripts.naming import printable
from qualcode.transcripts.reader import read_several
from qualcode.workflow.keeping import units_of
from qualcode.workflow.losses import place_as_json, refuse_unknown
from qualcode.workflow.paths import seen_from
from qualcode.workflow.people import People, speakers_of
from qualcode.workflow.replacing import plan_replacement
from qualcode.workflow.sources import gather
from qualcode.workflow.speakers import kept_speakers, options_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from qualcode.model.edition import Edition
    from qualcode.model.subject import SubjectScheme
    from qualcode.model.transcript import Transcript
    from qualcode.store.store import Store
    from qualcode.transcripts.options import ReadingOptions
    from qualcode.workflow.places import Reanchored
    from qualcode.workflow.project import Project
    from qualcode.workflow.replacing import Replacement
    from qualcode.workflow.sources import Source

_KEPT_WORDS = frozenset({Anchored.EXACT, Anchored.MOVED})


def plan_from_file(
    project: Project, document: str, path: Path, reading: ReadingOptions
) -> Replacement:
    """Read a corrected file and find out where everything will stand on it.

    Raises:
        UsageError: When the path means several files.
        DataError: When the file cannot be read.
        UnknownNameError: When there is no such document.
        ConflictError: When the text is that of another document.
    """
    refuse_unknown(project, document)
    found = gather([path])
    if len(found) != 1:
        raise UsageError(f"{path} means {len(found)} files", hint="name one")
    transcript = _read(project, document, found[0], reading)
    return plan_replacement(project, document, transcript, codes=_codes(project))


def _read(project: Project, document: str, source: Source, reading: ReadingOptions) -> Transcript:
    """Read the document in a file; of several, the one of its name."""
    read = read_several(
        source.contents(reading.max_bytes),
        suffix=source.suffix,
        name=document,
        path=printable(source.path),
        options=options_for(reading, kept_speakers(project.store), document),
    )
    named = [each for each in read if each.name == document] or list(read)
    if len(named) != 1:
        raise UsageError(
            f"{source.path} holds {len(read)} documents, none called {document!r}",
            hint=f"they are {', '.join(each.name for each in read[:5])} …",
        )
    return replace(named[0], path=seen_from(project.folder, printable(source.path)))


def plan_restoring(project: Project, document: str, number: int = 0) -> Replacement:
    """Find out where everything will stand when a former text comes back.

    Args:
        project: The project.
        document: Name of the document.
        number: Number of the edition; 0 = the one that was replaced last.

    Raises:
        DataError: When the document has no former text.
        UnknownNameError: When there is no such document, or no such edition of it.
    """
    refuse_unknown(project, document)
    editions = {str(each.number): each for each in project.store.editions.of(document)}
    if not editions:
        raise DataError(
            f"{document!r} has no former text", hint="`qualcode transcript replace` makes one"
        )
    wanted = str(number) if number else next(iter(editions))
    if wanted not in editions:
        listing = f"qualcode transcript editions {typed(document)}"
        raise UnknownNameError("edition", wanted, editions, listing=listing)
    transcript, speakers = project.store.editions.transcript(int(wanted))
    return plan_replacement(project, document, transcript, speakers=speakers, codes=_codes(project))


def replace_text(project: Project, plan: Replacement, scheme: SubjectScheme, *, by: str) -> None:
    """Carry a plan out, in one transaction."""
    store, name, at = project.store, plan.document, now()
    with store.transaction():
        former = store.documents.fingerprints()[name].text_sha256
        edition = store.editions.keep(name, at=at, by=by)
        _exchange(store, plan, scheme)
        for each in plan.codings:
            if each.was_lost:
                store.lost.put_back(each.former.id)
        store.carrying.drop(each.former.id for each in plan.codings if _is_left_to_code(each))
        kept = [each for each in plan.codings if not _is_left_to_code(each)]
        store.carrying.rename(name, {each.former.id: each.id for each in kept})
        store.lost.lose((each.id for each in plan.lost), edition=edition, at=at)
        store.carrying.place(name, [each.coding for each in kept if each.coding])
        store.participants.forget_silent()
        for event in _events(store, plan, former, edition, by=by, at=at):
            store.history.add(event)


def editions_of(project: Project, document: str) -> list[Edition]:
    """Return the former texts of a document, the one replaced last first.

    Raises:
        UnknownNameError: When there is no such document.
    """
    refuse_unknown(project, document)
    return project.store.editions.of(document)


def _codes(project: Project) -> list[str]:
    """Return the ids of the codes that the codings were made under; none before the first run."""
    try:
        return [code.id for code in project.codebook().codes]
    except DataError:
        return []


def _exchange(store: Store, plan: Replacement, scheme: SubjectScheme) -> None:
    """Put the new text in place, each label with the participant it had, or a new one."""
    transcript = plan.transcript
    people = People(scheme=scheme, speakers=kept_speakers(store)).of(transcript)
    known = {person.id for person in store.participants.all()}
    former = {fold(label): person for label, person in plan.speakers.items()}
    speakers = {
        label: former.get(fold(label), person) for label, person in speakers_of(people).items()
    }
    before = set(plan.speakers.values())
    if len(people) == len(before) == 1:  # the one respondent, however the label is written now
        speakers = dict.fromkeys(people, next(iter(before)))
    wanted = set(speakers.values()) - known
    store.participants.put(person for person in people.values() if person.id in wanted)
    units = units_of(transcript)
    speech = " ".join(transcript.text[unit.start : unit.end] for unit in units)
    store.documents.exchange(
        transcript,
        units,
        speakers=speakers,
        language=languages_of(speech),
        words=count_words(speech),
    )


def _is_left_to_code(each: Reanchored) -> bool:
    """Tell whether a proposal is better made anew, since its words have changed."""
    return each.is_proposal and each.state not in _KEPT_WORDS


def _events(
    store: Store, plan: Replacement, former: str, edition: int, *, by: str, at: str
) -> Iterable[Event]:
    """Yield what goes into the history: the text, and each coding that is not as it was."""
    counts = {state.value: plan.count(state) for state in Anchored}
    present = store.documents.fingerprints()[plan.document].text_sha256
    number = store.documents.number_of(plan.document)
    ids = {e.former.id: e.id for e in plan.codings if e.id != e.former.id}
    yield Event(
        at,
        by,
        "replace",
        Target.DOCUMENT,
        plan.document,
        before=json.dumps({NUMBER: number, "text_sha256": former, "edition": edition}),
        after=json.dumps({"text_sha256": present, "codings": counts, IDS: ids}),
    )
    for each in plan.codings:
        if each.is_proposal or (each.state is Anchored.EXACT and not each.was_lost):
            continue
        action = "find again" if each.was_lost else "re-anchor" if each.coding else "lose"
        after = place_as_json(each.coding) if each.coding else ""
        before = place_as_json(each.former)
        yield Event(at, by, action, Target.CODING, each.id, before, after, each.state.value)
