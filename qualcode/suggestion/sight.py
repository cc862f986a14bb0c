"""What the learner of weights sees: four kinds of features, each as a row of one length.

What is said, what was asked, what stands beside, who speaks: each kind is weighed by
tf-idf for itself, so that a long question never drowns a short answer. The same features,
in the same way, are made by `qualcode.matching.weigher` without scikit-learn.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from qualcode.suggestion.features import pairs_in
from qualcode.text.fold import fold
from qualcode.text.grams import ASKED, BESIDE, BLOCKS, SAID, SPEAKER, grams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggestion.features import Sentence


_MANY = 10_000


class Sight:
    """Makes a sparse matrix of sentences."""

    def fit(self, sentences: Sequence[Sentence]) -> Sight:
        """Learn which features there are, and make the matrix of these sentences, `matrix_`.

        What stands in one of them only says nothing of others; where there are many, twice
        is no more.
        """
        from numpy import float32
        from scipy.sparse import hstack
        from sklearn.feature_extraction.text import TfidfVectorizer

        least = 2 if len(sentences) < _MANY else 3
        self.kinds_, blocks = {}, []
        for kind, size in BLOCKS.items():
            seen = TfidfVectorizer(
                analyzer=_SEEN[kind], min_df=least, sublinear_tf=True, dtype=float32
            )
            with suppress(ValueError):  # nothing of this kind is there twice
                blocks.append(seen.fit_transform(sentences) * float32(size))
                self.kinds_[kind] = seen
        self.matrix_ = hstack(blocks).tocsr()
        self.matrix_.sum_duplicates()
        return self

    @property
    def columns(self) -> list[slice]:
        """Return where the features of each kind stand, in the order of `BLOCKS`."""
        sizes = [len(self.kinds_[each].idf_) if each in self.kinds_ else 0 for each in BLOCKS]
        return [slice(*ends) for ends in pairwise(accumulate(sizes, initial=0))]

    @property
    def names(self) -> Any:
        """Return the features, in the order of the columns."""
        import numpy as np

        return np.concatenate([kind.get_feature_names_out() for kind in self.kinds_.values()])

    @property
    def rarity(self) -> Any:
        """Return their inverse document frequencies."""
        import numpy as np

        return np.concatenate([kind.idf_ for kind in self.kinds_.values()]).astype(np.float32)


def _said(sentence: Sentence) -> list[str]:
    return list(grams(fold(sentence.text)))


def _asked(sentence: Sentence) -> list[str]:
    return [ASKED + each for each in pairs_in(sentence.asked)]


def _beside(sentence: Sentence) -> list[str]:
    near = (sentence.before, sentence.after)
    return [BESIDE + each for text in near for each in pairs_in(text)]


def _speaker(sentence: Sentence) -> list[str]:
    return [SPEAKER + sentence.speaker]


_SEEN = {SAID: _said, ASKED: _asked, BESIDE: _beside, SPEAKER: _speaker}
