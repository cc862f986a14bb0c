"""What becomes of each coding and note of a colleague's project that is brought into this one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.coding import Coding, Review, Source, coding_id
from qualcode.model.memo import Target
from qualcode.text.anchoring import anchor
from qualcode.workflow.codes import codebook_to_read_by
from qualcode.workflow.opinions import opinion_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.model.anchor import Anchor
    from qualcode.model.memo import Memo
    from qualcode.model.span import Span
    from qualcode.store.store import Store
    from qualcode.workflow.project import Project


class Outcome(StrEnum):
    """What became of a coding of the other project."""

    ADDED = "added"
    SAME = "same"
    CONFLICT = "conflict"
    """The same coder says otherwise here; what is here stays."""
    UNPLACED = "unplaced"
    """Its document, words or code are not here."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One coding of the other project, and what became of it."""

    coding: Coding
    outcome: Outcome
    note: str = ""
    here: Coding | None = None
    """As it is here now, or would be."""


class _Place(NamedTuple):
    """Where a document of the other project is here."""

    document: str
    is_same: bool


class Merger:
    """Works out what becomes of what persons did in another project; changes nothing.

    Args:
        project: The project that it comes into.
        theirs: The store of the other one.
        coders: Only their work; empty = everybody's.
    """

    def __init__(self, project: Project, theirs: Store, coders: Sequence[str]) -> None:
        self._ours, self._theirs, self._coders = project.store, theirs, coders
        self._places = self._same_documents()
        self._codes = {code.id for code in codebook_to_read_by(project).leaves}
        self._anchors: dict[str, dict[Span, Anchor]] = {}
        self._decided: dict[str, dict[tuple[str, object], Coding]] = {}
        """What persons say in the document that was asked for last, by person and what."""

    def codings(self) -> list[Merged]:
        """Return what becomes of all that persons did, by document and place."""
        found = []
        for document in self._theirs.documents.names():
            done = [
                each for each in self._theirs.codings.of_document(document) if self._is_work(each)
            ]
            self._find_again(document, done)
            found += [self._merged(each) for each in done]
        return found

    def memos(self, merged: Sequence[Merged]) -> list[Memo]:
        """Return the notes that are not here yet, on codings by their names here."""
        names = {each.coding.id: each.here.id for each in merged if each.here}
        known = {memo.id for memo in self._ours.memos.all()}
        found = [
            self._brought(memo, names)
            for memo in self._theirs.memos.all()
            if memo.id not in known and self._is_wanted(memo.author)
        ]
        return [memo for memo in found if memo]

    def readings(self) -> list[tuple[str, str, str]]:
        """Return document, coder and date of the marks on texts that are the same here."""
        known = {(document, coder) for document, coder, _ in self._ours.readings.all()}
        found = [
            (self._places[document].document, coder, at)
            for document, coder, at in self._theirs.readings.all()
            if document in self._places and self._places[document].is_same
        ]
        return [each for each in found if each[:2] not in known and self._is_wanted(each[1])]

    def _brought(self, memo: Memo, names: Mapping[str, str]) -> Memo | None:
        """Return a note with the name here of what it is on; None where that is not here."""
        here: str | None = memo.target_id
        if memo.target is Target.CODING:
            here = names.get(memo.target_id)
        elif memo.target is Target.DOCUMENT:
            place = self._places.get(memo.target_id)
            here = place.document if place else None
        return None if here is None else replace(memo, target_id=here)

    def _is_work(self, coding: Coding) -> bool:
        """Tell whether a person made or decided a coding, and one whose work is wanted."""
        who = coding.coder if coding.source is Source.PERSON else coding.decided_by
        is_done = coding.source is Source.PERSON or coding.review is not Review.PROPOSED
        return is_done and self._is_wanted(who)

    def _is_wanted(self, who: str) -> bool:
        return not self._coders or who in self._coders

    def _same_documents(self) -> dict[str, _Place]:
        """Return where each document of the other project is here: by its text, else its name."""
        by_text = {
            prints.text_sha256: name for name, prints in self._ours.documents.fingerprints().items()
        }
        names = set(self._ours.documents.names())
        found: dict[str, _Place] = {}
        for name, prints in self._theirs.documents.fingerprints().items():
            if prints.text_sha256 in by_text:
                found[name] = _Place(by_text[prints.text_sha256], is_same=True)
            elif name in names:
                found[name] = _Place(name, is_same=False)
        return found

    def _find_again(self, document: str, codings: Sequence[Coding]) -> None:
        """Find the places of codings in a text that differs."""
        place = self._places.get(document)
        if place and not place.is_same and codings:
            spans = list({each.span: None for each in codings})
            old = self._theirs.documents.text(document)
            new = self._ours.documents.text(place.document)
            self._anchors[document] = dict(zip(spans, anchor(old, new, spans), strict=True))

    def _merged(self, coding: Coding) -> Merged:
        place = self._places.get(coding.document)
        if place is None:
            return Merged(coding, Outcome.UNPLACED, "its document is not here")
        if coding.code not in self._codes:
            return Merged(coding, Outcome.UNPLACED, "its code is not in the codebook here")
        span = coding.span
        if not place.is_same:
            found = self._anchors[coding.document][coding.span].new
            if found is None:
                return Merged(coding, Outcome.UNPLACED, "its words are not in the text here")
            span = found
        return self._settled(coding, self._moved(coding, place.document, span))

    def _moved(self, coding: Coding, document: str, span: Span) -> Coding:
        """Return a coding in its place here."""
        text, first = self._ours.documents.text(document), self._ours.first_names.of(document)
        theirs = self._theirs.first_names.of(coding.document)
        is_there = first == theirs and span == coding.span
        evidence = coding.evidence if is_there else replace(coding.evidence, matched=())
        return replace(
            coding,
            id=coding.id if is_there else coding_id(first, span, coding.code, coding.coder),
            document=document,
            span=span,
            quote=span.of(text),
            turn=self._ours.turns.at(document, span.start),
            evidence=evidence,
        )

    def _settled(self, theirs: Coding, moved: Coding) -> Merged:
        """Compare a coding with what is here."""
        here = self._ours.codings.get(moved.id)
        if moved.source is Source.PERSON:
            return self._compared(theirs, moved, here or self._accepted(moved))
        if here and here.review is Review.PROPOSED:
            return Merged(theirs, Outcome.ADDED, here=moved)
        if here and here.decided_by == moved.decided_by:
            return self._compared(theirs, moved, here)
        opinion = opinion_of(moved, moved.decided_by)
        return self._compared(theirs, opinion, self._ours.codings.get(opinion.id))

    def _accepted(self, coding: Coding) -> Coding | None:
        """Return the proposal here that its coder has accepted and that says the same.

        Other programs know no proposals: what somebody accepted comes back as made by hand.
        """
        document = coding.document
        if document not in self._decided:
            self._decided = {
                document: {
                    (each.decided_by, _says(each)): each
                    for each in self._ours.codings.of_document(document)
                }
            }
        return self._decided[document].get((coding.coder, _says(coding)))

    def _compared(self, theirs: Coding, moved: Coding, here: Coding | None) -> Merged:
        if here is None:
            return Merged(theirs, Outcome.ADDED, here=moved)
        if _says(here) == _says(moved):
            return Merged(theirs, Outcome.SAME, here=here)
        note = f"here: {here.code} {here.review} {here.status}"
        return Merged(theirs, Outcome.CONFLICT, note, here=here)


def _says(coding: Coding) -> tuple[object, ...]:
    """Return what a coding claims, without when and by which codebook."""
    return coding.code, coding.span, coding.status, coding.review, frozenset(coding.about)
