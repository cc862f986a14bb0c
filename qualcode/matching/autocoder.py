"""The autocoder: a pure, picklable function from a document to its proposals.

It composes the steps of this room. The text is folded once and scanned sentence
by sentence, so that no match runs across a full stop or into a question; only
sentences with a hit are looked at again, for the assertion status and for whom
they are about. What it returns are proposals, and each carries its reasons.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import compress
from typing import TYPE_CHECKING, TypeAlias

from qualcode.matching.about import AboutResolver, Told
from qualcode.matching.answers import settled
from qualcode.matching.assertion import Judgement, judge, own_steps
from qualcode.matching.conditions import Conditions
from qualcode.matching.proposals import LEARNED, Finding, Proposals, best_of
from qualcode.matching.restating import Restater
from qualcode.matching.reweighing import doubted, restated
from qualcode.matching.scanner import Scanner
from qualcode.matching.scene import Scene, folded_questions
from qualcode.matching.trial import Candidate, Fate, Trial
from qualcode.matching.weigher import Weigher
from qualcode.matching.weighing import Weighed, is_claim
from qualcode.model.coding import (
    Coding,
    Reason,
    Status,
)
from qualcode.model.span import Span
from qualcode.text.fold import fold
from qualcode.text.marks import find_marks, without_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from qualcode.codebook.learned import Learned
    from qualcode.matching.answers import Answered
    from qualcode.matching.overlap import Hit
    from qualcode.model.codebook import Codebook
    from qualcode.model.document import Document

Findings: TypeAlias = "defaultdict[tuple[int, str], list[Finding]]"
"""By the number of a unit and a code: the hits there, as they were judged."""

_JUDGED = 20
"""Most matches of one code in one sentence that are judged: a sentence without end, or a
pattern that finds every character, has thousands, and they make up one coding."""


class Autocoder:
    """Codes documents by the patterns of a codebook.

    Args:
        codebook: What to look for; compiled once, here.
        only: The codes to propose; None = all. The others still take words from these
            by their longer matches, so that the proposals are those of a full run.
        learned: What was learned from coded interviews; None = patterns alone.
    """

    def __init__(
        self,
        codebook: Codebook,
        only: Collection[str] | None = None,
        learned: Learned | None = None,
    ) -> None:
        self.codebook = codebook
        self._only = only
        self._codes = codebook.by_id
        self._scanner = Scanner(codebook, _with_opposites(codebook, only))
        self._about = AboutResolver(codebook.subjects)
        self._conditions = Conditions(codebook)
        self._own = own_steps(codebook.cues)
        self._weigher = Weigher(learned, codebook) if learned else None
        self._restater = Restater(learned.leanings) if learned and learned.leanings else None

    def code(self, document: Document) -> list[Coding]:
        """Propose codings for a document.

        Returns:
            One coding for each code and sentence, in the order of the text. The
            span is the sentence; the matched words are in the evidence.
        """
        folded, questions = fold(document.text), folded_questions(document)
        findings = self._by_patterns(document, folded, questions)
        weighed = self._weigh(document, folded, questions)
        if weighed:
            self._apply(weighed, findings, document, folded)
            if self._restater:
                self._restate(weighed, findings, self._restater)
        proposals = Proposals(document, self.codebook.digest)
        return [
            proposals.coding(
                unit,
                found,
                self._opposites(findings, unit, code),
                self._sure(weighed, unit, best_of(found)) if weighed else None,
            )
            for (unit, code), found in sorted(findings.items())
            if found and (self._only is None or code in self._only)
        ]

    def _by_patterns(self, document: Document, folded: str, questions: Sequence[str]) -> Findings:
        """Return what patterns find, as the steps judge it."""
        spoken, written = self._spoken(document.text, folded)
        findings: Findings = defaultdict(list)
        allows = self._conditions
        for unit, hits in self._hits(document, spoken, written, questions):
            scene = _scene(document, folded, unit, questions)
            for hit in hits:
                known = findings[unit, hit.code]
                if len(known) < _JUDGED and (not allows or allows.speaker(hit, scene.speaker)):
                    finding = self._judge(scene, hit)
                    if not allows or allows.about(hit, finding.aboutness.about):
                        known.append(finding)
        for unit, finding in self._settled(document, folded, questions):
            if not findings[unit, finding.hit.code]:
                findings[unit, finding.hit.code].append(finding)
        return findings

    def judged(
        self, document: Document, codes: Mapping[int, Collection[str]]
    ) -> Iterator[tuple[int, str, Judgement]]:
        """Yield how the steps judge codes that somebody has put on sentences.

        Where no pattern finds a code, the words that speak most for it are judged.

        Args:
            document: The document.
            codes: Those of each unit; without weights, only what patterns find is judged.
        """
        folded, questions = fold(document.text), folded_questions(document)
        findings = self._by_patterns(document, folded, questions)
        weighed = self._weigh(document, folded, questions)
        for unit, wanted in codes.items():
            scene = _scene(document, folded, unit, questions)
            for code in wanted:
                if found := findings.get((unit, code)):
                    yield unit, code, best_of(found).judgement
                elif weighed and weighed.knows(code):
                    yield unit, code, self._judge(scene, weighed.hit(unit, code)).judgement

    def _weigh(self, document: Document, folded: str, questions: Sequence[str]) -> Weighed | None:
        return Weighed(self._weigher, document, folded, questions) if self._weigher else None

    def _apply(self, weighed: Weighed, findings: Findings, document: Document, folded: str) -> None:
        """Hold back claims that are unlikely, and add what is likely without any pattern."""
        for (unit, _), found in findings.items():
            if found:
                readings = [(each.hit, self._claims(each)) for each in found]
                found[:] = compress(found, weighed.believes(unit, readings))
        for unit, code in weighed.likely():
            if not findings[unit, code]:
                scene = _scene(document, folded, unit, weighed.questions)
                findings[unit, code].append(self._judge(scene, weighed.hit(unit, code)))

    def _restate(self, weighed: Weighed, findings: Findings, restater: Restater) -> None:
        """Give hits the status that coded interviews clearly have instead."""
        for (unit, code), found in findings.items():
            if found:
                former = best_of(found).judgement
                new = restater.restated(weighed, unit, self._codes[code], former)
                if new is not former:
                    found[:] = [each._replace(judgement=new, view_of="") for each in found]

    def _sure(self, weighed: Weighed, unit: int, finding: Finding) -> float | None:
        """Return how often such a claim is right; None for what is no claim."""
        return weighed.sure(unit, finding.hit) if self._claims(finding) else None

    def _claims(self, finding: Finding) -> bool:
        return is_claim(finding.judgement.status, self._codes[finding.hit.code].kind)

    def _opposites(
        self, findings: Mapping[tuple[int, str], list[Finding]], unit: int, code: str
    ) -> Sequence[Reason]:
        """Return a reason for each opposite that the same sentence has: for a person to see."""
        opposites = self._codes[code].opposite
        if not opposites:
            return ()
        return [
            Reason("opposite", "", f"the sentence has {each} too")
            for each in opposites
            if findings.get((unit, each))
        ]

    def _settled(
        self, document: Document, folded: str, questions: Sequence[str]
    ) -> Iterator[tuple[int, Finding]]:
        """Yield what the first sentences of answers settle by a bare yes or no."""
        last = -1
        for number, (turn, start, end) in enumerate(document.units):
            is_first, last = turn != last, turn
            if not is_first or not questions[turn]:
                continue
            for each in settled(folded[start:end], questions[turn], self._scanner, self._as_said):
                yield number, self._answer(_scene(document, folded, number, questions), each)

    def _as_said(self, asked: str, hit: Hit) -> Status:
        """Return how the words of a question would be judged if they were said."""
        whole = Span(0, len(asked))
        scene = Scene(asked, asked, whole, whole)
        kind = self.codebook.by_id[hit.code].kind
        span = Span(hit.start, hit.end)
        return judge(scene, span, words=_matched(hit), kind=kind, own=self._own).status

    def _answer(self, scene: Scene, answered: Answered) -> Finding:
        start = scene.sentence.start
        place = Span(answered.words[0] + start, answered.words[1] + start)
        asked = answered.asked[answered.hit.start : answered.hit.end]
        verb = "confirms" if answered.status is Status.ASSERTED else "denies"
        reason = Reason("answer", place.of(scene.text), f"{verb} “{asked}” of the question")
        hit = answered.hit._replace(start=place.start, end=place.end, words=(), whom=None)
        aboutness = self._about.resolve(scene, place, self.codebook.by_id[hit.code])
        return Finding(hit, (place,), Judgement(answered.status, reasons=(reason,)), aboutness, "")

    def trials(self, document: Document) -> list[Trial]:
        """Return every match in a document, those that do not count too, as it is judged.

        Frames that reach over a turn are only told by `code`.
        """
        folded = fold(document.text)
        spoken, written = self._spoken(document.text, folded)
        questions = folded_questions(document)
        found: list[Trial] = []
        for number, (turn, start, end) in enumerate(document.units):
            scene = _scene(document, folded, number, questions)
            candidates = self._scanner.candidates(
                spoken[start:end], questions[turn], written[start:end]
            )
            found += [self._trial(scene, _moved(each, start)) for each in candidates]
        weighed = self._weigh(document, folded, questions)
        return self._reweighed(found, weighed, document, folded) if weighed else found

    def _reweighed(
        self, trials: list[Trial], weighed: Weighed, document: Document, folded: str
    ) -> list[Trial]:
        """Return trials as they come out by what was learned, in the order of the text."""
        places = {Span(start, end): n for n, (_, start, end) in enumerate(document.units)}
        found = doubted(trials, weighed, places, self._codes)
        fired = {
            (places[each.sentence], each.candidate.hit.code)
            for each in trials
            if each.candidate.fate is Fate.COUNTS
        }
        settled = self._settled(document, folded, weighed.questions)
        fired |= {(unit, finding.hit.code) for unit, finding in settled}
        for unit, code in weighed.likely():
            if (unit, code) not in fired:
                scene = _scene(document, folded, unit, weighed.questions)
                found.append(self._trial(scene, Candidate(weighed.hit(unit, code))))
        if self._restater:
            found = restated(found, weighed, self._restater, places, self._codes)
        return sorted(found, key=lambda each: each.sentence)

    def _trial(self, scene: Scene, candidate: Candidate) -> Trial:
        finding = self._judge(scene, candidate.hit)
        about = finding.aboutness.about
        if candidate.fate is Fate.COUNTS:
            if not self._conditions.speaker(candidate.hit, scene.speaker):
                candidate = candidate._replace(fate=Fate.SPEAKER)
            elif not self._conditions.about(candidate.hit, about):
                candidate = candidate._replace(fate=Fate.ABOUT)
        return Trial(
            scene.sentence,
            candidate,
            list(finding.words),
            finding.judgement,
            finding.aboutness,
            finding.view_of,
        )

    def _spoken(self, text: str, folded: str) -> tuple[str, str]:
        """Return the search copy without marks, and the text where some pattern reads it."""
        marks = list(find_marks(text))
        written = without_marks(text, marks) if self._scanner.reads_case else ""
        return without_marks(folded, marks), written

    def _hits(
        self, document: Document, spoken: str, written: str, questions: Sequence[str]
    ) -> Iterator[tuple[int, list[Hit]]]:
        """Yield the number of each unit with hits, and its hits; marks are no speech."""
        units = [(start, end) for _, start, end in document.units]
        yield from self._scanner.scan_units(
            spoken,
            units,
            lambda number: questions[document.units[number].turn],
            [unit.turn for unit in document.units],
            written,
        )

    def _judge(self, scene: Scene, hit: Hit) -> Finding:
        span = _within(scene.sentence, hit)
        code = self._codes[hit.code]
        matched: tuple[Span, ...] = (span,)
        words: Sequence[Span] = matched
        if hit.words:
            matched = _matched(hit)
            words = [each for each in matched if each.overlaps(scene.sentence)]
        judgement = judge(scene, span, words=words, kind=code.kind, own=self._own)
        if hit.pattern == LEARNED and judgement.status is Status.DENIED:
            judgement = Judgement(Status.ASSERTED)  # a negator near by is part of what was learned
        view_of = judgement.view_of
        if view_of:
            view_of = self._about.subject_of(view_of, speaker=scene.speaker)
        told = Told(Span(*hit.whom), hit.about) if hit.whom else None
        aboutness = self._about.resolve(scene, span, code, told)
        return Finding(hit, matched, judgement, aboutness, view_of)


def _scene(document: Document, folded: str, unit: int, questions: Sequence[str]) -> Scene:
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


def _moved(candidate: Candidate, by: int) -> Candidate:
    """Return a candidate of a sentence as one of its document."""
    hit = candidate.hit
    words = tuple((start + by, end + by) for start, end in hit.words)
    whom = (hit.whom[0] + by, hit.whom[1] + by) if hit.whom else None
    moved = hit._replace(start=hit.start + by, end=hit.end + by, words=words, whom=whom)
    return candidate._replace(hit=moved)


def _within(sentence: Span, hit: Hit) -> Span:
    """Return the part of a hit that lies in its sentence: a frame may reach over a turn."""
    return Span(max(hit.start, sentence.start), min(hit.end, sentence.end))


def _with_opposites(codebook: Codebook, only: Collection[str] | None) -> frozenset[str] | None:
    """Return codes with their opposites, which are told of each other."""
    if only is None:
        return None
    chosen = [code for code in codebook.codes if code.id in only]
    return frozenset(only).union(*(code.opposite for code in chosen))


def _matched(hit: Hit) -> tuple[Span, ...]:
    """Return the words that matched: those of a frame, or the whole hit."""
    if not hit.words:
        return (Span(hit.start, hit.end),)
    return tuple(Span(start, end) for start, end in hit.words)
