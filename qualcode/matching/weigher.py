"""The weigher: sums of weights that say how likely sentences hold codes.

It adds up what `codebook learn` has learned, for documents that are coded and for
sentences of which a learner wants to know what was known of them beforehand. The features
and how they count are those of scikit-learn's TfidfVectorizer, without scikit-learn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence  # noqa: TC003 - read by NamedTuple
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.learned import pattern_key
from qualcode.codebook.promise import Seen
from qualcode.codebook.second_look import Scored, Summed, expected, likely, summed
from qualcode.model.codebook import PRECISION
from qualcode.text.grams import (
    ASKED,
    BESIDE,
    BLOCKS,
    SAID,
    SPEAKER,
    grams,
    has_han,
    length_of,
    pairs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qualcode.codebook.learned import Learned
    from qualcode.matching.overlap import Hit
    from qualcode.model.codebook import Codebook
    from qualcode.model.document import Document

_AT_ONCE = 128
"""Sentences that are weighed in one step: more takes memory, and no less time."""
_BLOCK = 4096
"""Sentences that are weighed at a time: more takes memory, and no less time."""
_GONE = -20.0
"""The score of a code that the codebook has no longer: it rivals none."""
_TOLD = 3
"""Words that are told as reasons."""
_MEANING = 0.35
"""How much of which code it is comes by what a sentence means; the rest is the second look."""


class Heard(NamedTuple):
    """Sentences as they are weighed, in search copy."""

    said: Sequence[str]
    near: Iterable[Iterable[str]]
    """Features of the sentences beside each, see `beside_features`."""
    asked: Sequence[str]
    """The question before."""
    speakers: Sequence[str]
    """Subject ids; empty = not known."""


class Foresight(NamedTuple):
    """What is known of sentences beforehand."""

    each: Any
    """The probability of each code by itself, shape (sentences, codes of the weights)."""
    seen: Seen
    """What promises that there is anything; without a promise `anything` is its log-odds."""
    meant: Any
    """How much what sentences mean promises: the logarithm of the number of codes by that, and
    the log-odds that there is any where that was learned; without embeddings the first by words."""


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
        self._weights, self._scale = _columns(learned)
        self._gone = sorted(set(range(len(learned.codes))) - set(self.column.values()))
        self._bias = _biases(learned, self.column.values())
        self._known: dict[tuple[str, str], bool] = {}

    def scores(self, document: Document, folded: str, questions: Sequence[str]) -> Any:
        """Return how likely each sentence holds each code, before any pattern.

        Args:
            document: Whose sentences.
            folded: The search copy of its text.
            questions: The search copy of the question before, for each turn.

        Returns:
            Log-odds, float32 of shape (units, codes of the weights).
        """
        import numpy as np

        subjects = [document.subjects.get(each.speaker, "") for each in document.turns]
        found = [np.empty((0, len(self.learned.codes)), np.float32)]
        turns = np.array([turn for turn, _, _ in document.units], np.intp)
        for some in blocks(turns):
            units = document.units[some]
            company = [pairs(folded[start:end]) for _, start, end in units]
            heard = Heard(
                [folded[start:end] for _, start, end in units],
                (_beside(company, units, at) for at in range(len(units))),
                [questions[turn] for turn, _, _ in units],
                [subjects[turn] for turn, _, _ in units],
            )
            found.append(self._odds(heard, turns[some]))
        return np.concatenate(found)

    def _odds(self, heard: Heard, answers: Any) -> Any:
        return self._looked(self._summed(self._kinds(heard), heard), heard, answers)

    def _looked(self, sums: Summed, heard: Heard, answers: Any) -> Any:
        """Return log-odds by the second look, if there is one."""
        look = self.learned.second_look
        if look is None:
            return sums.scores
        lengths = length_of(heard.said, self.learned.longest)
        odds = look.odds(Scored(sums.kinds, sums.scores, answers, lengths, _han(heard.said)))
        odds[:, self._gone] = _GONE
        return odds

    def foreseen(self, heard: Heard, answers: Any, vectors: Any = None) -> Foresight:
        """Return what is known of sentences beforehand.

        Args:
            heard: The sentences.
            answers: The number of the answer of each; those of one answer stand together.
            vectors: Their embeddings, by the encoder of `Learned.meaning`, shape (sentences,
                numbers); None = words alone are weighed.
        """
        kinds = self._kinds(heard)
        sums, lengths = self._summed(kinds, heard), length_of(heard.said, self.learned.longest)
        looked = self._looked(sums, heard, answers)
        codes = self._expected(sums.scores)
        each, meant, meaning = looked, codes, self.learned.meaning
        if vectors is not None and meaning:
            scores, anything = meaning.scores(vectors)
            each = (1 - _MEANING) * looked + _MEANING * scores
            meant = self._expected(scores) + anything
        if promise := self.learned.promise:
            carried = sum((kind[:, -1] for kind in kinds), promise.bias + promise.length * lengths)
        else:
            constant, of_score, of_expected = self.learned.anything.odds
            carried = constant + of_score * sums.anything + of_expected * codes
        seen = Seen(carried, codes, looked.max(axis=1), lengths, _han(heard.said))
        return Foresight(likely(each), seen, meant)

    def _expected(self, scores: Any) -> Any:
        """Return the logarithm of the number of codes, of those that the codebook still has."""
        return expected(likely(scores[:, sorted(self.column.values())]))

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

    def rule(self, code: str) -> float:
        """Return what a claim found by a pattern adds to the log-odds of its code."""
        look = self.learned.second_look
        return float(self.learned.rule[self.column[code]]) * (look.rule if look else 1)

    @property
    def plain(self) -> float:
        """Return what a claim adds that is said plainly."""
        return self.learned.second_look.plain if self.learned.second_look else 0

    def _kinds(self, heard: Heard) -> list[Any]:
        """Return what each kind of features adds to each column of the weights."""
        return [
            self._in_steps(map(grams, heard.said), SAID, len(heard.said)),
            self._each_once(heard.asked, ASKED, pairs),
            self._in_steps(heard.near, BESIDE, len(heard.said)),
            self._each_once(heard.speakers, SPEAKER, lambda subject: (subject,)),
        ]

    def _summed(self, kinds: Sequence[Any], heard: Heard) -> Summed:
        of_all, many = self.learned.anything, len(self.learned.codes)
        constant = of_all.bias + of_all.length * length_of(heard.said, self.learned.longest)
        codes, anything = [kind[:, :many] for kind in kinds], [kind[:, many] for kind in kinds]
        return summed(codes, anything, self._bias, constant, of_all.share)

    def _in_steps(self, rows: Iterable[Iterable[str]], block: str, size: int) -> Any:
        """Return what features of one kind add to each code, some sentences at a time."""
        import numpy as np

        found = np.empty((size, self._weights.shape[1]), np.float32)
        left = iter(rows)
        for first in range(0, size, _AT_ONCE):
            found[first : first + _AT_ONCE] = self._sums(islice(left, _AT_ONCE), block)
        return found

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
        found = np.zeros((len(counts), self._weights.shape[1]), np.float32)
        if not sizes.any():
            return found
        index = np.fromiter(chain.from_iterable(counts), np.int64, sizes.sum())
        times = np.fromiter(chain.from_iterable(c.values() for c in counts), np.float32)
        values = (1 + np.log(times)) * self.learned.rarity[index]
        filled = sizes > 0
        starts = np.concatenate(([0], np.cumsum(sizes[filled])[:-1]))
        lengths = np.sqrt(np.add.reduceat(values**2, starts))
        weighed = self._weights[index] * values[:, None]
        sums = np.add.reduceat(weighed, starts, axis=0) / lengths[:, None]
        found[filled] = BLOCKS[block] * sums * self._scale
        return found

    def _counts(self, features: Iterable[str]) -> Mapping[int, int]:
        found = Counter(map(self._rows.get, features))
        found.pop(None, None)
        return found  # type: ignore[return-value]  # None is gone


def blocks(answers: Any) -> Iterator[slice]:
    """Yield which sentences are weighed at a time: whole answers, unless one has no end.

    Args:
        answers: The number of the answer (turn) of each; those of one stand together.
    """
    import numpy as np

    first = 0
    while first < len(answers):
        last = min(first + _BLOCK, len(answers))
        if last < len(answers):
            ends = np.flatnonzero(np.diff(answers[first : last + 1]))
            last = first + 1 + int(ends[-1]) if len(ends) else last
        yield slice(first, last)
        first = last


def _beside(
    company: Sequence[Sequence[str]], units: Sequence[tuple[int, int, int]], at: int
) -> list[str]:
    """Return the features of the sentences beside one, of the same turn."""
    near = [to for to in (at - 1, at + 1) if 0 <= to < len(units) and units[to][0] == units[at][0]]
    return beside_features(company[to] for to in near)


def beside_features(company: Iterable[Iterable[str]]) -> list[str]:
    """Return the features of sentences that stand beside one, from their `pairs`."""
    return [BESIDE + each for parts in company for each in parts]


def _columns(learned: Learned) -> tuple[Any, Any]:
    """Return weights and scales of the codes, and behind them of whether there is anything."""
    import numpy as np

    above = [each for each in (learned.anything, learned.promise) if each]
    scales = np.array([each.scale for each in above], np.float32)
    weights = [each.weights[:, None] for each in above]
    return np.hstack([learned.weights, *weights]), np.concatenate([learned.scale, scales])


def _han(texts: Iterable[str]) -> Any:
    import numpy as np

    return np.array([has_han(each) for each in texts], bool)


def _biases(learned: Learned, columns: Iterable[int]) -> Any:
    import numpy as np

    bias = np.full(len(learned.codes), _GONE, np.float32)
    kept = list(columns)
    bias[kept] = learned.bias[kept]
    return bias
