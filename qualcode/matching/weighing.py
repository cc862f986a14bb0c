"""Weighing: which codes a sentence is likely to hold, by what was learned from coded interviews.

A score is a plain sum, so that it can be told in words: what the runs of characters and
words of the sentence, of its question and of its neighbours speak for a code, and a share
for a pattern that has fired. Claims that a pattern finds and that are unlikely are held
back; what is likely without any pattern is proposed. A pattern written after the learning
is taken at its word, since nothing is known of it.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any

from qualcode.codebook.learned import pattern_key
from qualcode.matching.overlap import Hit
from qualcode.matching.proposals import LEARNED
from qualcode.model.codebook import PRECISION, Kind
from qualcode.model.coding import Status
from qualcode.model.query import COUNTED_STATUSES
from qualcode.text.grams import ASKED, BESIDE, BLOCKS, SAID, SPEAKER, grams, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qualcode.codebook.learned import Learned
    from qualcode.model.codebook import Codebook
    from qualcode.model.document import Document

_AT_ONCE = 128
"""Sentences that are weighed in one step: more takes memory, and no less time."""
_TOLD = 3
"""Words that are told as reasons."""


def is_claim(status: Status, kind: Kind) -> bool:
    """Tell whether a status says that a code holds: for what is to be done, a wish does too."""
    is_demand = kind is Kind.COUNTERMEASURE and status is Status.NORMATIVE
    return status in COUNTED_STATUSES or is_demand


class Weigher:
    """Weighs the sentences of documents.

    Args:
        learned: The weights.
        codebook: Only its codes are proposed.
    """

    def __init__(self, learned: Learned, codebook: Codebook) -> None:
        self.learned = learned
        level = codebook.learned.precision if codebook.learned else PRECISION
        self.least = learned.limits[level]
        leaves = {code.id for code in codebook.leaves}
        self.column = {code: at for at, code in enumerate(learned.codes) if code in leaves}
        self._rows = {feature: row for row, feature in enumerate(learned.features)}
        self._known: dict[tuple[str, str], bool] = {}

    def scores(self, document: Document, folded: str, questions: Sequence[str]) -> Any:
        """Return how likely each sentence holds each code, before any pattern.

        Args:
            document: Whose sentences.
            folded: The search copy of its text.
            questions: The search copy of the question before, for each turn.

        Returns:
            Scores, float32 of shape (units, codes of the weights).
        """
        import numpy as np

        units = document.units
        found = np.empty((len(units), len(self.learned.codes)), np.float32)
        company = [pairs(folded[start:end]) for _, start, end in units]
        for first in range(0, len(units), _AT_ONCE):
            some = range(first, min(first + _AT_ONCE, len(units)))
            said = (grams(folded[units[at].start : units[at].end]) for at in some)
            beside = (_beside(company, units, at) for at in some)
            found[some.start : some.stop] = self._sums(said, SAID) + self._sums(beside, BESIDE)
        asked = [questions[turn] for turn, _, _ in units]
        found += self._each_once(asked, ASKED, pairs)
        speakers = [document.turns[turn].speaker for turn, _, _ in units]
        who = [document.subjects.get(speaker, "") for speaker in speakers]
        found += self._each_once(who, SPEAKER, lambda subject: (subject,))
        return found + self.learned.bias

    def words(self, folded: str, code: str) -> list[str]:
        """Return the runs of a sentence that speak most for a code, the heaviest first.

        Args:
            folded: The search copy of the sentence.
            code: The code.
        """
        weights = self.learned.weights[:, self.column[code]]
        rarity, rows = self.learned.rarity, self._rows
        pull = {
            gram: float(weights[rows[gram]] * rarity[rows[gram]])
            for gram in grams(folded)
            if gram in rows
        }
        heavy = sorted(
            (gram for gram in pull if pull[gram] > 0),
            key=lambda gram: (len(gram) == 1, -pull[gram]),  # a single character tells little
        )
        told: list[str] = []
        for gram in heavy:
            if not any(gram in other or other in gram for other in told):
                told.append(gram)
        return told[:_TOLD]

    def knows(self, hit: Hit) -> bool:
        """Tell whether a pattern was there when this was learned."""
        key = hit.code, hit.pattern
        if key not in self._known:
            self._known[key] = pattern_key(*key) in self.learned.patterns
        return self._known[key]

    def _each_once(
        self, texts: Sequence[str], block: str, parts: Callable[[str], Iterable[str]]
    ) -> Any:
        """Return what features add of what many sentences share, as its question."""
        import numpy as np

        places = {text: at for at, text in enumerate(dict.fromkeys(texts))}
        rows = ([block + each for each in parts(text)] for text in places)
        return self._sums(rows, block)[np.array([places[text] for text in texts], np.intp)]

    def _sums(self, rows: Iterable[Iterable[str]], block: str) -> Any:
        """Return what features of one kind add to each code, shape (rows, codes).

        As scikit-learn's TfidfVectorizer does it: sublinear counts, each row of one length.
        """
        import numpy as np

        counts = [self._counts(row) for row in rows]
        sizes = np.array([len(each) for each in counts])
        found = np.zeros((len(counts), len(self.learned.codes)), np.float32)
        if not sizes.any():
            return found
        index = np.fromiter(chain.from_iterable(counts), np.int64, sizes.sum())
        times = np.fromiter(chain.from_iterable(c.values() for c in counts), np.float32)
        values = (1 + np.log(times)) * self.learned.rarity[index]
        filled = sizes > 0
        starts = np.concatenate(([0], np.cumsum(sizes[filled])[:-1]))
        lengths = np.sqrt(np.add.reduceat(values**2, starts))
        weighed = self.learned.weights[index] * values[:, None]
        sums = np.add.reduceat(weighed, starts, axis=0) / lengths[:, None]
        found[filled] = BLOCKS[block] * sums * self.learned.scale
        return found

    def _counts(self, features: Iterable[str]) -> Mapping[int, int]:
        found = Counter(map(self._rows.get, features))
        found.pop(None, None)
        return found  # type: ignore[return-value]  # None is gone


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

    def doubts(self, unit: int, hit: Hit) -> bool:
        """Tell whether a claim that a pattern finds is unlikely in its sentence.

        Without a question before it a sentence is not doubted: it was learned from answers.
        """
        known = hit.code in self._weigher.column and self._weigher.knows(hit)
        if not known or not self.questions[self._units[unit].turn].strip():
            return False
        return self._score(unit, hit) < self._weigher.least

    def sure(self, unit: int, hit: Hit) -> float | None:
        """Return how often such a hit was right in interviews kept apart; None = not known."""
        if hit.code not in self._weigher.column:
            return None
        learned = self._weigher.learned
        odds = learned.intercept + learned.slope * self._score(unit, hit)
        return round((1 + math.tanh(odds / 2)) / 2, 3)  # the logistic function, without overflow

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
        column = self._weigher.column[hit.code]
        rule = 0 if hit.pattern == LEARNED else self._weigher.learned.rule[column]
        return float(self._scores[unit, column] + rule)


def _beside(
    company: Sequence[Sequence[str]], units: Sequence[tuple[int, int, int]], at: int
) -> list[str]:
    """Return the features of the sentences beside one, of the same turn."""
    near = [to for to in (at - 1, at + 1) if 0 <= to < len(units) and units[to][0] == units[at][0]]
    return [BESIDE + each for to in near for each in company[to]]
