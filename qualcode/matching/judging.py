"""What a hit comes to: its status, whom it is about, and the words that show it.

Two steps are asked of each hit in its scene, and what both say is one finding. A bare
yes or no is a hit as well: of what the question before it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.matching import answers
from qualcode.matching.about import AboutResolver, Told
from qualcode.matching.assertion import Judgement, own_steps
from qualcode.matching.assertion import judge as judged
from qualcode.matching.proposals import Finding
from qualcode.matching.scene import Scene
from qualcode.model.coding import LEARNED, Reason, Status
from qualcode.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.matching.answers import Answered
    from qualcode.matching.overlap import Hit
    from qualcode.matching.scanner import Scanner
    from qualcode.model.codebook import Codebook
    from qualcode.model.document import Document


class Judging:
    """Judges hits by the codes, subjects and cues of a codebook.

    Args:
        codebook: Whose.
        scanner: Finds what a question names.
    """

    def __init__(self, codebook: Codebook, scanner: Scanner) -> None:
        self._codes = codebook.by_id
        self._scanner = scanner
        self._about = AboutResolver(codebook.subjects)
        self._own = own_steps(codebook.cues)

    def judge(self, scene: Scene, hit: Hit) -> Finding:
        """Return what a hit in a sentence comes to."""
        span = _within(scene.sentence, hit)
        code = self._codes[hit.code]
        matched: tuple[Span, ...] = (span,)
        words: Sequence[Span] = matched
        if hit.words:
            matched = _matched(hit)
            words = [each for each in matched if each.overlaps(scene.sentence)]
        judgement = judged(scene, span, words=words, kind=code.kind, own=self._own)
        if hit.pattern == LEARNED and judgement.status is Status.DENIED:
            judgement = Judgement(Status.ASSERTED)  # a negator near by is part of what was learned
        view_of = judgement.view_of
        if view_of:
            view_of = self._about.subject_of(view_of, speaker=scene.speaker)
        told = Told(Span(*hit.whom), hit.about) if hit.whom else None
        aboutness = self._about.resolve(scene, span, code, told)
        return Finding(hit, matched, judgement, aboutness, view_of)

    def settled(
        self, document: Document, folded: str, questions: Sequence[str]
    ) -> Iterator[tuple[int, Finding]]:
        """Yield what the first sentences of answers settle by a bare yes or no."""
        last = -1
        for number, (turn, start, end) in enumerate(document.units):
            is_first, last = turn != last, turn
            if not is_first or not questions[turn]:
                continue
            for each in answers.settled(
                folded[start:end], questions[turn], self._scanner, self._as_said
            ):
                yield number, self._answer(scene_of(document, folded, number, questions), each)

    def _as_said(self, asked: str, hit: Hit) -> Status:
        """Return how the words of a question would be judged if they were said."""
        whole = Span(0, len(asked))
        scene = Scene(asked, asked, whole, whole)
        kind = self._codes[hit.code].kind
        span = Span(hit.start, hit.end)
        return judged(scene, span, words=_matched(hit), kind=kind, own=self._own).status

    def _answer(self, scene: Scene, answered: Answered) -> Finding:
        start = scene.sentence.start
        place = Span(answered.words[0] + start, answered.words[1] + start)
        asked = answered.asked[answered.hit.start : answered.hit.end]
        verb = "confirms" if answered.status is Status.ASSERTED else "denies"
        reason = Reason("answer", place.of(scene.text), f"{verb} “{asked}” of the question")
        hit = answered.hit._replace(start=place.start, end=place.end, words=(), whom=None)
        aboutness = self._about.resolve(scene, place, self._codes[hit.code])
        return Finding(hit, (place,), Judgement(answered.status, reasons=(reason,)), aboutness, "")


def scene_of(document: Document, folded: str, unit: int, questions: Sequence[str]) -> Scene:
    """Return the scene of a sentence, by its number in the document."""
    turn, start, end = document.units[unit]
    spoken = document.turns[turn]
    return Scene(
        text=document.text,
        folded=folded,
        sentence=Span(start, end),
        turn=spoken.speech,
        speaker=document.subjects.get(spoken.speaker, ""),
        question=questions[turn],
        units=document.units,
        number=unit,
    )


def _within(sentence: Span, hit: Hit) -> Span:
    """Return the part of a hit that lies in its sentence: a frame may reach over a turn."""
    return Span(max(hit.start, sentence.start), min(hit.end, sentence.end))


def _matched(hit: Hit) -> tuple[Span, ...]:
    """Return the words that matched: those of a frame, or the whole hit."""
    if not hit.words:
        return (Span(hit.start, hit.end),)
    return tuple(Span(start, end) for start, end in hit.words)
