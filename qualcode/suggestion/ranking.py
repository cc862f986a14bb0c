"""The suggester: sentences and lessons in, scores per code out, with the words that weigh most.

A score is the probability that there is anything in the sentence, times the
probability of the code if there is. Where something was known before (`qualcode.suggestion.prior`),
the project's lessons move that. The features are made once; what was learned
can be learned anew from more lessons in a moment (`learn`), the order of reading
first (`learn_order`), which takes a tenth of that.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.meaning import centred
from qualcode.suggestion.correcting import Correction
from qualcode.suggestion.estimators import AnythingModel, CodeModel
from qualcode.suggestion.features import measures_of, spoken_words, vectorizer
from qualcode.suggestion.odds import FORESEEN_RULE, known_beforehand, moved, rules_in
from qualcode.suggestion.prior import blended
from qualcode.suggestion.training import Teacher, anything_targets, code_targets, settled

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.codebook.promise import Standing
    from qualcode.suggestion.features import Sentence
    from qualcode.suggestion.prior import Foreseen, Prior
    from qualcode.suggestion.training import Lesson

VERSION = "7"
"""Changes whenever the same lessons would give other scores."""
_SILENT = 20_000
"""Sentences without any hit that are learned from at most, drawn by the seed."""
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
        prior: What is known of sentences beforehand; None = nothing.
    """

    def __init__(
        self, families: Mapping[str, str], *, seed: int = 1, prior: Prior | None = None
    ) -> None:
        self.families = dict(families)
        self.seed = seed
        self.prior = prior

    def fit(
        self,
        pool: Sequence[Sentence],
        taught: Sequence[Sentence],
        lessons: Sequence[Lesson],
        vectors: Any = None,
        standing: Standing | None = None,
    ) -> Suggester:
        """Learn from the beginning.

        Args:
            pool: The sentences of the interviews: rows from 0.
            taught: Sentences of the codebook: rows after those of the pool.
            lessons: What is known of them.
            vectors: What all of them mean, shape (sentences, numbers); None = only words count.
            standing: Where those of the pool stand; None = each for itself.
        """
        return self.read(pool, taught, vectors, standing).learn(lessons)

    def read(
        self,
        pool: Sequence[Sentence],
        taught: Sequence[Sentence],
        vectors: Any = None,
        standing: Standing | None = None,
    ) -> Suggester:
        """Make the features of sentences, and learn nothing yet; see `fit`."""
        self.sentences_ = [*pool, *taught]
        self.pool_ = len(pool)
        self.vectorizer_ = vectorizer(len(self.sentences_))
        self.matrix_ = self.vectorizer_.fit_transform(self.sentences_).tocsr()
        if vectors is not None:
            self.matrix_ = _with_meaning(self.matrix_, vectors, self.pool_)
        self.measured_ = _beside(self.matrix_, self.sentences_)
        meant = None if vectors is None else vectors[: len(pool)]
        self.foreseen_ = self.prior.foresee(pool, meant, standing) if self.prior else None
        self.before_ = self._before(pool, self.foreseen_)
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
        if self.foreseen_ is not None:
            said = [each for each in known if each.teacher is Teacher.PERSON]
            self.anything_: AnythingModel | Correction = Correction().fit(
                self.measured_, anything_targets(said, ()), self.before_
            )
            return self
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
        return self._which_at(slice(self.pool_))

    def scores_of(self, rows: Sequence[int]) -> Any:
        """Return the score of each code for some sentences of the pool, shape (rows, codes)."""
        return self._scores_at(list(rows))

    def _scores_at(self, rows: Any) -> Any:
        return self._anything_in(rows)[:, None] * self._which_at(rows)

    def _which_at(self, rows: Any) -> Any:
        own = self.which_.probability(self.matrix_[rows])
        return own if self.foreseen_ is None else blended(self.foreseen_.which[rows], own)

    def scores_for(self, sentences: Sequence[Sentence]) -> Any:
        """Return the score of each code for sentences never seen, shape (sentences, codes)."""
        matrix = self.vectorizer_.transform(sentences).tocsr()
        sure = self.anything_.probability(_beside(matrix, sentences))
        foreseen = self.prior.foresee(sentences) if self.prior else None
        own = self.which_.probability(matrix)
        which = own if foreseen is None else blended(foreseen.which, own)
        return moved(sure, self._before(sentences, foreseen))[:, None] * which

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
        foreseen = self.prior.words(self.sentences_[row], code) if self.prior else []
        own = [each for each in self._own_words(row, code) if each not in foreseen]
        return [*foreseen, *own][:_WORDS]

    def _own_words(self, row: int, code: str) -> list[str]:
        weights = self.which_.coefficients(code)
        if weights is None:
            return []
        line = self.matrix_[row]
        pull = line.data * weights[line.indices]
        order = sorted(range(len(pull)), key=lambda at: (-pull[at], at))
        named = [at for at in order if pull[at] > 0 and line.indices[at] < len(self.names_)]
        heavy = [str(self.names_[line.indices[at]]) for at in named]
        return spoken_words(heavy[:30], self.sentences_[row].text)

    def _before(self, sentences: Sequence[Sentence], foreseen: Foreseen | None) -> Any:
        """Return the log-odds before any lesson that there is anything in sentences."""
        if foreseen is None:
            return known_beforehand(sentences)
        return foreseen.odds + FORESEEN_RULE * rules_in(sentences)

    def _silent(self, known: set[int]) -> list[int]:
        rows = [row for row in range(self.pool_) if row not in known]
        if len(rows) <= _SILENT:
            return rows
        return sorted(random.Random(self.seed).sample(rows, _SILENT))  # noqa: S311 - to be repeated


def _with_meaning(matrix: Any, vectors: Any, pool: int) -> Any:
    """Put what sentences mean, seen from the mean of the interviews, beside their words."""
    import numpy as np
    from scipy.sparse import csr_matrix, hstack

    apart = centred(vectors, vectors[: max(pool, 1)].mean(axis=0))
    return hstack([matrix, csr_matrix(_MEANING * apart.astype(np.float32))]).tocsr()


def _beside(matrix: Any, sentences: Sequence[Sentence]) -> Any:
    """Put the measures of sentences beside their features."""
    from scipy.sparse import csr_matrix, hstack

    return hstack([matrix, csr_matrix([measures_of(each) for each in sentences])]).tocsr()
