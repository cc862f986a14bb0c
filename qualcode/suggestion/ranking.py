"""The suggester: sentences and lessons in, scores per code out, with the words that weigh most.

A score is the probability that there is anything in the sentence, times the
probability of the code if there is. The features are made once; what was learned
can be learned anew from more lessons in a moment (`learn`), the order of reading
first (`learn_order`), which takes a tenth of that.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.suggestion.estimators import AnythingModel, CodeModel
from qualcode.suggestion.features import measures_of, spoken_words, vectorizer
from qualcode.suggestion.progress import place_in_draw
from qualcode.suggestion.training import anything_targets, code_targets, settled

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.suggestion.features import Sentence
    from qualcode.suggestion.training import Lesson

VERSION = "4"
"""Changes whenever the same lessons would give other scores."""
_SILENT = 20_000
"""Sentences without any hit that are learned from at most, drawn by the seed."""
_LENGTH, _RULE = 0.5, 0.5
"""Log-odds that there is anything: for each e-fold of length, and for each of up to two rules."""
_MEANING = 1.0
"""How much what a sentence means counts beside its words, whose row has length one."""
_WORDS = 4
"""Words that are told as reasons."""


class Scored(NamedTuple):
    """A code that a sentence may hold."""

    row: int
    code: str
    score: float
    """Probability, 0 to 1."""


class Suggester:
    """Learns which sentences hold which codes.

    Args:
        families: The family of each code, in the order of the codebook.
        seed: For what is drawn.
    """

    def __init__(self, families: Mapping[str, str], *, seed: int = 1) -> None:
        self.families = dict(families)
        self.seed = seed

    def fit(
        self,
        pool: Sequence[Sentence],
        taught: Sequence[Sentence],
        lessons: Sequence[Lesson],
        vectors: Any = None,
    ) -> Suggester:
        """Learn from the beginning.

        Args:
            pool: The sentences of the interviews: rows from 0.
            taught: Sentences of the codebook: rows after those of the pool.
            lessons: What is known of them.
            vectors: What all of them mean, shape (sentences, numbers); None = only words count.
        """
        return self.read(pool, taught, vectors).learn(lessons)

    def read(
        self, pool: Sequence[Sentence], taught: Sequence[Sentence], vectors: Any = None
    ) -> Suggester:
        """Make the features of sentences, and learn nothing yet; see `fit`."""
        self.sentences_ = [*pool, *taught]
        self.pool_ = len(pool)
        self.vectorizer_ = vectorizer(len(self.sentences_))
        self.matrix_ = self.vectorizer_.fit_transform(self.sentences_).tocsr()
        if vectors is not None:
            self.matrix_ = _with_meaning(self.matrix_, vectors, self.pool_)
        self.measured_ = _beside(self.matrix_, self.sentences_)
        self.before_ = known_beforehand(self.sentences_, self.pool_)
        self.names_ = self.vectorizer_.get_feature_names_out()
        return self

    def learn(
        self, lessons: Sequence[Lesson], *, apart: Collection[int] = frozenset()
    ) -> Suggester:
        """Learn anew from lessons on the same sentences.

        Args:
            lessons: What is known of them.
            apart: Sentences whose silence teaches nothing either: they are kept for a test.
        """
        self.which_ = CodeModel(self.families).fit(self.matrix_, code_targets(settled(lessons)))
        return self.learn_order(lessons, apart=apart)

    def learn_order(
        self, lessons: Sequence[Lesson], *, apart: Collection[int] = frozenset()
    ) -> Suggester:
        """Learn anew only whether there is anything in a sentence."""
        known = settled(lessons)
        targets = anything_targets(known, self._silent({each.row for each in known}.union(apart)))
        self.anything_ = AnythingModel().fit(self.measured_, targets)
        return self

    def anything(self) -> Any:
        """Return the probability that there is anything, for each sentence of the pool."""
        return self._anything_in(slice(self.pool_))

    def _anything_in(self, rows: Any) -> Any:
        """Return the probability for some rows, moved by what is known beforehand."""
        sure = self.anything_.probability(self.measured_[rows])
        return moved(sure, self.before_[rows])

    def which(self) -> Any:
        """Return the probability of each code if there is any, shape (pool, codes)."""
        return self.which_.probability(self.matrix_[: self.pool_])

    def scores_of(self, rows: Sequence[int]) -> Any:
        """Return the score of each code for some sentences of the pool, shape (rows, codes)."""
        return self._scores_at(list(rows))

    def _scores_at(self, rows: Any) -> Any:
        return self._anything_in(rows)[:, None] * self.which_.probability(self.matrix_[rows])

    def scores_for(self, sentences: Sequence[Sentence]) -> Any:
        """Return the score of each code for sentences never seen, shape (sentences, codes)."""
        matrix = self.vectorizer_.transform(sentences).tocsr()
        sure = self.anything_.probability(_beside(matrix, sentences))
        odds = known_beforehand(sentences, len(sentences))
        return moved(sure, odds)[:, None] * self.which_.probability(matrix)

    def ranked(
        self, rows: Sequence[int] | None = None, *, per_sentence: int = 2, at_least: float = 0.05
    ) -> list[Scored]:
        """Return codes with their sentences, the most likely first.

        Args:
            rows: Sentences of the pool; None = all.
            per_sentence: How many codes of a sentence at most.
            at_least: Scores below are left out.
        """
        import numpy as np

        chosen = range(self.pool_) if rows is None else rows
        scores = self._scores_at(slice(self.pool_) if rows is None else list(rows))
        places = np.argsort(-scores, axis=1, kind="stable")[:, :per_sentence]
        found = [
            Scored(chosen[line], self.which_.codes_[column], float(scores[line, column]))
            for line, columns in enumerate(places)
            for column in columns
            if scores[line, column] >= at_least
        ]
        return sorted(found, key=lambda each: (-each.score, each.row, each.code))

    def words(self, row: int, code: str) -> list[str]:
        """Return the words of a sentence that speak most for a code, the heaviest first."""
        weights = self.which_.coefficients(code)
        if weights is None:
            return []
        line = self.matrix_[row]
        pull = line.data * weights[line.indices]
        order = sorted(range(len(pull)), key=lambda at: (-pull[at], at))
        named = [at for at in order if pull[at] > 0 and line.indices[at] < len(self.names_)]
        heavy = [str(self.names_[line.indices[at]]) for at in named]
        return spoken_words(heavy[:30], self.sentences_[row].text)[:_WORDS]

    def _silent(self, known: set[int]) -> list[int]:
        rows = [row for row in range(self.pool_) if row not in known]
        if len(rows) <= _SILENT:
            return rows
        return sorted(random.Random(self.seed).sample(rows, _SILENT))  # noqa: S311 - to be repeated


def known_beforehand(sentences: Sequence[Sentence], pool: int) -> Any:
    """Return log-odds that hold for interviews as such: long sentences hold more, rules know.

    Args:
        sentences: All; shape of the result.
        pool: How many of them, from the first, are of the interviews: their mean is 0.
    """
    import numpy as np

    rules = [sum(each.startswith("rule:") for each in one.signals) for one in sentences]
    odds = _LENGTH * np.log1p([len(one.text) for one in sentences]) + _RULE * np.minimum(rules, 2)
    return odds - odds[:pool].mean()


def moved(probability: Any, odds: Any) -> Any:
    """Return probabilities moved by log-odds."""
    import numpy as np

    sure = np.clip(probability, 1e-6, 1 - 1e-6)
    return 1 / (1 + (1 - sure) / sure * np.exp(-odds))


def mixed(scores: Mapping[str, float], *, seed: int) -> tuple[list[str], set[str]]:
    """Return names in the order in which to decide on them, and those that were drawn at random.

    Of ten, six are the most likely, so that time is not lost on what is wrong; two are the
    most doubtful, from which most is learned; two are drawn at random, so that it can be
    told what the other eight leave out.

    Args:
        scores: The probability of each.
        seed: For the draws: the same names and seed give the same.
    """
    names = list(scores)
    likely = _sorted(names, [-score for score in scores.values()])
    doubtful = _sorted(names, [abs(score - 0.5) for score in scores.values()])
    chance = _sorted(names, [int.from_bytes(place_in_draw(name, seed)) for name in names])
    queues = {"l": iter(likely), "d": iter(doubtful), "r": iter(chance)}
    order: dict[str, None] = {}
    drawn: set[str] = set()
    while len(order) < len(scores):
        for turn in _TURNS:
            name = next((each for each in queues[turn] if each not in order), None)
            if name is not None:
                order[name] = None
                drawn |= {name} if turn == "r" else set()
    return list(order), drawn


def _sorted(names: Sequence[str], values: Sequence[float]) -> list[str]:
    """Return names by their values, then by themselves; other threads go on meanwhile."""
    import numpy as np

    order = np.lexsort((np.array(names, dtype=str), np.array(values)))
    return [names[place] for place in order.tolist()]


_TURNS = "lldlrlldlr"
"""Likely, doubtful or random, ten times over."""


def _with_meaning(matrix: Any, vectors: Any, pool: int) -> Any:
    """Put what sentences mean beside their words.

    All sentences of such a model lie in one narrow cone, so the mean of the interviews is
    taken away first, and rows are brought back to one length.
    """
    import numpy as np
    from scipy.sparse import csr_matrix, hstack

    apart = vectors - vectors[: max(pool, 1)].mean(axis=0)
    apart /= np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-6)
    return hstack([matrix, csr_matrix(_MEANING * apart.astype(np.float32))]).tocsr()


def _beside(matrix: Any, sentences: Sequence[Sentence]) -> Any:
    """Put the measures of sentences beside their features."""
    from scipy.sparse import csr_matrix, hstack

    return hstack([matrix, csr_matrix([measures_of(each) for each in sentences])]).tocsr()
