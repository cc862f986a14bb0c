"""Weighing: which codes a sentence is likely to hold, by what was learned from coded interviews.

A score is a plain sum, so that it can be told in words: what the runs of characters and
words of the sentence, of its question and of its neighbours speak for a code, and a share
for a pattern that has fired. Claims that a pattern finds and that are unlikely are held
back; what is likely without any pattern is proposed. A pattern written after the learning
is taken at its word, since nothing is known of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.codebook.second_look import likely
from qualcode.matching.overlap import Hit
from qualcode.model.coding import LEARNED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.matching.weigher import Weigher
    from qualcode.model.document import Document

_MOST = 0.6
"""So much of a sentence are the words of a pattern where it is said plainly."""


def is_most(hit: Hit, folded: str, start: int, end: int) -> bool:
    """Tell whether the words of a hit are most of its sentence; signs and spaces are no words."""
    words = hit.words or ((hit.start, hit.end),)
    said = sum(map(str.isalnum, folded[start:end]))
    return sum(sum(map(str.isalnum, folded[slice(*each)])) for each in words) >= _MOST * said


class Weighed:
    """The sentences of one document, weighed.

    Args:
        weigher: Weighs.
        document: Whose sentences.
        folded: The search copy of its text.
        questions: The search copy of the question before, for each turn.
    """

    def __init__(
        self, weigher: Weigher, document: Document, folded: str, questions: Sequence[str]
    ) -> None:
        self.questions = questions
        self._weigher = weigher
        self._units = document.units
        self._folded = folded
        self._scores = weigher.scores(document, folded, questions)

    def likely(self) -> Iterator[tuple[int, str]]:
        """Yield units with codes that are likely without any pattern, in the order of the text."""
        columns = sorted((column, code) for code, column in self._weigher.column.items())
        for unit, row in enumerate(self._scores >= self._weigher.least):
            if row.any():
                yield from ((unit, code) for column, code in columns if row[column])

    def believes(self, unit: int, readings: Sequence[tuple[Hit, bool]]) -> list[bool]:
        """Tell which readings of a code in a sentence are not held back.

        Claims are that are unlikely. Where none is left, what other patterns make of the same
        words (denied, by a negator that the claim takes for its own) is held back with them.

        Args:
            unit: Number of the sentence.
            readings: Hits of one code, each with whether it is a claim.
        """
        doubted = [claims and self.doubts(unit, hit) for hit, claims in readings]
        held = [hit for (hit, _), is_doubted in zip(readings, doubted, strict=True) if is_doubted]
        if not held or len(held) < sum(claims for _, claims in readings):
            return [not each for each in doubted]
        return [not any(_share_words(hit, each) for each in held) for hit, _ in readings]

    def doubts(self, unit: int, hit: Hit) -> bool:
        """Tell whether a claim that a pattern finds is unlikely in its sentence.

        Without a question before it a sentence is not doubted: it was learned from answers.
        """
        known = hit.code in self._weigher.column and self._weigher.knows(hit)
        if not known or not self.questions[self._units[unit].turn].strip():
            return False
        return self._score(unit, hit) < self._weigher.least

    def heard(self, unit: int) -> tuple[str, str]:
        """Return the search copies of a sentence and of the question before it."""
        turn, start, end = self._units[unit]
        return self._folded[start:end], self.questions[turn]

    def knows(self, code: str) -> bool:
        """Tell whether anything was learned of a code."""
        return code in self._weigher.column

    def expects(self, unit: int, code: str) -> bool:
        """Tell whether a claim is likely in a sentence, whatever patterns find in it."""
        least = self._weigher.least
        return self.knows(code) and bool(self._scores[unit, self._weigher.column[code]] >= least)

    def _is_plain(self, unit: int, hit: Hit) -> bool:
        """Tell whether a pattern is most of its sentence, and no other code fits it better."""
        _, start, end = self._units[unit]
        best = self._scores[unit].max() <= self._scores[unit, self._weigher.column[hit.code]]
        return bool(best) and is_most(hit, self._folded, start, end)

    def sure(self, unit: int, hit: Hit) -> float | None:
        """Return how often such a hit was right in interviews kept apart; None = not known."""
        if hit.code not in self._weigher.column:
            return None
        return round(float(likely(self._score(unit, hit))), 3)

    def hit(self, unit: int, code: str) -> Hit:
        """Return the words that speak most for a code, as if a pattern had found them."""
        _, start, end = self._units[unit]
        text = self._folded[start:end]
        firsts = [word.split()[0] for word in self._weigher.words(text, code)]
        spans = [
            (start + at, start + at + len(word)) for word in firsts if (at := text.find(word)) >= 0
        ]
        words = tuple(sorted({*spans} or {(start, end)}))
        return Hit(words[0][0], max(end for _, end in words), code, LEARNED, words)

    def _score(self, unit: int, hit: Hit) -> float:
        score = float(self._scores[unit, self._weigher.column[hit.code]])
        if hit.pattern == LEARNED:
            return score
        plain = self._weigher.plain if self._is_plain(unit, hit) else 0
        return score + self._weigher.rule(hit.code) + plain


def _share_words(hit: Hit, other: Hit) -> bool:
    return hit.start < other.end and other.start < hit.end
