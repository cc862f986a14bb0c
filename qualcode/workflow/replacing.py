"""A corrected transcript in the place of the old one, without losing a coding.

First a plan, which writes nothing: each coding, memo and turn is found again by its
words, their order and what stands around them. Then one transaction: the old text goes
into the history with all that stood on it, the new one takes its place. A text that was
there before brings every coding back to where it stood then.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.errors import ConflictError, UnknownNameError, typed
from qualcode.model.anchor import Anchor, Anchored
from qualcode.model.query import CodingQuery
from qualcode.text.anchoring import anchor
from qualcode.text.fold import fold
from qualcode.workflow.places import Reanchored, renamed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qualcode.model.coding import Coding, Evidence
    from qualcode.model.edition import Lost
    from qualcode.model.span import Span
    from qualcode.model.transcript import Role, Transcript, Turn
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class TurnsNow:
    """What becomes of the turns."""

    states: Mapping[Anchored, int]
    """Old turns by how they were found again."""
    new: int
    """Turns of the new text that none of the old ones has become."""
    speakers: tuple[tuple[int, str, str], ...]
    """New turn, former and present speaker, where that has changed."""


@dataclass(frozen=True)
class Replacement:
    """A plan: another text for a document, and where everything will stand on it."""

    document: str
    transcript: Transcript
    speakers: Mapping[str, str]
    """Participant of each label that the old text or an older one knows."""
    codings: tuple[Reanchored, ...]
    turns: TurnsNow
    still_lost: int
    """Codings that were lost before and have not been found again."""
    returns_to: int = 0
    """The number of the edition that comes back, if it is one."""
    changes: bool = True
    """Whether the new text or its turns differ from the old ones at all."""

    def count(self, state: Anchored, *, proposals: bool = False) -> int:
        """Return how many codings of persons, or proposals of machines, come out so."""
        return sum(each.state is state and each.is_proposal is proposals for each in self.codings)

    @property
    def lost(self) -> list[Reanchored]:
        """Return the codings with a person's work in them that are lost."""
        return [each for each in self.codings if each.coding is None and not each.is_proposal]


def plan_replacement(
    project: Project,
    document: str,
    transcript: Transcript,
    *,
    speakers: Mapping[str, str] | None = None,
    codes: Collection[str] = (),
) -> Replacement:
    """Find out where everything will stand on another text; nothing is written.

    Args:
        project: The project.
        document: Name of the document.
        transcript: The text that is to take the place of the present one.
        speakers: Participant of each label, where it is known.
        codes: Ids of the codebook's codes.

    Raises:
        UnknownNameError: When there is no such document.
        ConflictError: When the text is that of another document.
    """
    store = project.store
    known = store.documents.fingerprints()
    if document not in known:
        raise UnknownNameError("document", document, known, listing="qualcode status --documents")
    digest = hashlib.sha256(transcript.text.encode()).hexdigest()
    _refuse_another(document, digest, {name: each.text_sha256 for name, each in known.items()})
    edition = store.editions.number_of(document, digest)
    search = _Search.of(project, document, transcript, edition)
    read = store.documents.read(document)
    changes = read.text != transcript.text or read.turns != transcript.turns
    first, former = store.first_names.of(document), known[document].text_sha256
    codings = renamed(search.codings(), first=first, of_text=former, codes=codes)
    return Replacement(
        document,
        replace(transcript, name=document),
        speakers={**read.participants, **(speakers or {})},
        codings=codings,
        turns=search.turns(),
        still_lost=len(search.lost) - sum(each.was_lost for each in codings),
        returns_to=edition,
        changes=changes,
    )


def _refuse_another(document: str, digest: str, texts: Mapping[str, str]) -> None:
    twin = next((name for name, text in texts.items() if text == digest and name != document), "")
    if twin:
        raise ConflictError(
            f"this is the text of {twin!r}, not one of {document!r}",
            hint="name the corrected file of this document; if it is that one,"
            f" `qualcode remove {typed(twin)}` and then the same again",
        )


@dataclass(frozen=True)
class _Search:
    """An old text and a new one, with what stands on the old."""

    project: Project
    old: str
    old_turns: Sequence[Turn]
    transcript: Transcript
    standing: Sequence[Coding]
    lost: Sequence[Lost]
    known: Mapping[str, tuple[Span, Evidence]]
    """Where codings stood when the new text was there before."""

    @classmethod
    def of(cls, project: Project, document: str, transcript: Transcript, edition: int) -> _Search:
        store = project.store
        read = store.documents.read(document)
        found = store.excerpts.find(CodingQuery(documents=(document,)))
        return cls(
            project,
            read.text,
            read.turns,
            transcript,
            standing=[each.coding for each in found],
            lost=store.lost.all(document),
            known=store.editions.places(edition) if edition else {},
        )

    def codings(self) -> tuple[Reanchored, ...]:
        """Return what becomes of each coding, by its place in the old text."""
        anchors = self._anchors(self.old, self.standing)
        standing = [self._reanchored(each, anchors) for each in self.standing]
        return (*standing, *self._found_again())

    def _found_again(self) -> Iterable[Reanchored]:
        """Yield the lost codings whose very words are there again."""
        for edition in sorted({each.edition for each in self.lost}):
            codings = [each.coding for each in self.lost if each.edition == edition]
            anchors = self._anchors(self.project.store.editions.text(edition), codings)
            for each in codings:
                found = self._reanchored(each, anchors)
                if found.state in {Anchored.EXACT, Anchored.MOVED}:
                    yield replace(found, was_lost=True)

    def _anchors(self, old: str, codings: Iterable[Coding]) -> dict[Span, Anchor]:
        """Return the anchor of each span that codings and their evidence speak of."""
        spans = {span: None for each in codings for span in (each.span, *each.evidence.matched)}
        found = anchor(old, self.transcript.text, list(spans))
        return dict(zip(spans, found, strict=True))

    def _reanchored(self, coding: Coding, anchors: Mapping[Span, Anchor]) -> Reanchored:
        found, words = self._place(coding, anchors)
        if found.new is None:
            return Reanchored(coding, coding.id, found.state, 0.0, None)
        turn = self._turn_at(found.new.start)
        new = replace(
            coding,
            span=found.new,
            quote=found.new.of(self.transcript.text),
            turn=turn.index if turn else 0,
            evidence=replace(coding.evidence, matched=words),
        )
        other = self._other_speaker(coding, turn)
        return Reanchored(coding, coding.id, found.state, found.similarity, new, speaker=other)

    def _place(
        self, coding: Coding, anchors: Mapping[Span, Anchor]
    ) -> tuple[Anchor, tuple[Span, ...]]:
        """Return a coding's anchor, and where the words of its evidence are."""
        if coding.id in self.known:  # the text was there before: back to where it stood on it
            span, evidence = self.known[coding.id]
            return Anchor(coding.span, Anchored.EXACT, span, 1.0), evidence.matched
        matched = [anchors[span] for span in coding.evidence.matched]
        unchanged = [each.new for each in matched if each.state is not Anchored.FUZZY]
        return anchors[coding.span], tuple(filter(None, unchanged))

    def _turn_at(self, position: int) -> Turn | None:
        turns = self.transcript.turns
        at = bisect_right(turns, position, key=lambda turn: turn.span.start) - 1
        return turns[max(at, 0)] if turns else None

    def _other_speaker(self, coding: Coding, turn: Turn | None) -> str:
        former = self.old_turns[coding.turn] if coding.turn < len(self.old_turns) else None
        if former is None or turn is None or _voice(former) == _voice(turn):
            return ""
        return turn.speaker or turn.role.value

    def turns(self) -> TurnsNow:
        """Return what becomes of the turns."""
        spoken = [turn for turn in self.old_turns if len(turn.speech)]
        anchors = anchor(self.old, self.transcript.text, [turn.speech for turn in spoken])
        became: dict[int, Turn] = {}
        for turn, found in zip(spoken, anchors, strict=True):
            now = self._turn_at(found.new.start) if found.new else None
            if now:
                became.setdefault(now.index, turn)
        others = [
            (index, former.speaker or former.role.value, now.speaker or now.role.value)
            for index, former in sorted(became.items())
            if _voice(former) != _voice(now := self.transcript.turns[index])
        ]
        counts = Counter(found.state for found in anchors)
        new = sum(turn.index not in became for turn in self.transcript.turns if len(turn.speech))
        return TurnsNow({state: counts[state] for state in Anchored}, new, tuple(others))


def _voice(turn: Turn) -> tuple[str, Role]:
    """Return who speaks in a turn: another label is another voice, in whatever script."""
    return (fold(turn.speaker), turn.role)
