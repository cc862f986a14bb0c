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

from qualcode.matching.conditions import Conditions
from qualcode.matching.judging import Judging, scene_of
from qualcode.matching.proposals import Finding, Proposals, best_of
from qualcode.matching.restating import Restater
from qualcode.matching.reweighing import doubted, restated
from qualcode.matching.scanner import Scanner
from qualcode.matching.scene import folded_questions
from qualcode.matching.sought import Sought
from qualcode.matching.trial import Candidate, Fate, Trial
from qualcode.matching.weigher import Weigher
from qualcode.matching.weighing import Weighed
from qualcode.model.coding import Coding, Reason
from qualcode.model.finding import is_finding
from qualcode.model.making import collector_at_rest
from qualcode.model.span import Span
from qualcode.text.fold import fold
from qualcode.text.marks import find_marks, without_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from qualcode.codebook.learned import Learned
    from qualcode.matching.assertion import Judgement
    from qualcode.matching.overlap import Hit
    from qualcode.matching.scene import Scene
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
        self._judging = Judging(codebook, self._scanner)
        self._conditions = Conditions(codebook)
        self._weigher = Weigher(learned, codebook) if learned else None
        self.sought = None if only is None or learned else Sought(codebook, only)
        """What tells documents that can hold none of the codes; None = any may hold one."""
        self._restater = Restater(learned.leanings) if learned and learned.leanings else None

    def code(self, document: Document) -> list[Coding]:
        """Propose codings for a document.

        Returns:
            One coding for each code and sentence, in the order of the text. The
            span is the sentence; the matched words are in the evidence.
        """
        with collector_at_rest():
            return self._code(document)

    def _code(self, document: Document) -> list[Coding]:
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
        allows = self._conditions or None
        for unit, hits in self._hits(document, spoken, written, questions):
            scene = scene_of(document, folded, unit, questions)
            for hit in hits:
                known = findings[unit, hit.code]
                if len(known) < _JUDGED and (not allows or allows.speaker(hit, scene.speaker)):
                    finding = self._judging.judge(scene, hit)
                    if not allows or allows.about(hit, finding.aboutness.about):
                        known.append(finding)
        for unit, finding in self._judging.settled(document, folded, questions):
            if not findings[unit, finding.hit.code]:
                findings[unit, finding.hit.code].append(finding)
        return findings

    def found(self, document: Document) -> Findings:
        """Return what patterns find, as the steps judge it, before anything that was learned."""
        return self._by_patterns(document, fold(document.text), folded_questions(document))

    def judged(
        self, document: Document, codes: Mapping[int, Collection[str]], found: Findings
    ) -> Iterator[tuple[int, str, Judgement]]:
        """Yield how the steps judge codes that somebody has put on sentences.

        Where no pattern finds a code, the words that speak most for it are judged.

        Args:
            document: The document.
            codes: Those of each unit; without weights, only what patterns find is judged.
            found: What they find, see `found`.
        """
        folded, questions = fold(document.text), folded_questions(document)
        weighed = self._weigh(document, folded, questions)
        for unit, code in ((unit, code) for unit, wanted in codes.items() for code in wanted):
            if here := found.get((unit, code)):
                yield unit, code, best_of(here).judgement
            elif weighed and weighed.knows(code):
                scene = scene_of(document, folded, unit, questions)
                finding = self._judging.judge(scene, weighed.hit(unit, code))
                yield unit, code, finding.judgement

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
                scene = scene_of(document, folded, unit, weighed.questions)
                findings[unit, code].append(self._judging.judge(scene, weighed.hit(unit, code)))

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
        return is_finding(finding.judgement.status, self._codes[finding.hit.code].kind)

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

    def trials(self, document: Document) -> list[Trial]:
        """Return every match in a document, those that do not count too, as it is judged.

        Frames that reach over a turn are only told by `code`.
        """
        folded = fold(document.text)
        spoken, written = self._spoken(document.text, folded)
        questions = folded_questions(document)
        found: list[Trial] = []
        for number, (turn, start, end) in enumerate(document.units):
            scene = scene_of(document, folded, number, questions)
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
        settled = self._judging.settled(document, folded, weighed.questions)
        fired |= {(unit, finding.hit.code) for unit, finding in settled}
        for unit, code in weighed.likely():
            if (unit, code) not in fired:
                scene = scene_of(document, folded, unit, weighed.questions)
                found.append(self._trial(scene, Candidate(weighed.hit(unit, code))))
        if self._restater:
            found = restated(found, weighed, self._restater, places, self._codes)
        return sorted(found, key=lambda each: each.sentence)

    def _trial(self, scene: Scene, candidate: Candidate) -> Trial:
        finding = self._judging.judge(scene, candidate.hit)
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


def _moved(candidate: Candidate, by: int) -> Candidate:
    """Return a candidate of a sentence as one of its document."""
    hit = candidate.hit
    words = tuple((start + by, end + by) for start, end in hit.words)
    whom = (hit.whom[0] + by, hit.whom[1] + by) if hit.whom else None
    moved = hit._replace(start=hit.start + by, end=hit.end + by, words=words, whom=whom)
    return candidate._replace(hit=moved)


def _with_opposites(codebook: Codebook, only: Collection[str] | None) -> frozenset[str] | None:
    """Return codes with their opposites, which are told of each other."""
    if only is None:
        return None
    chosen = [code for code in codebook.codes if code.id in only]
    return frozenset(only).union(*(code.opposite for code in chosen))
