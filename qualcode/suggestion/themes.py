"""Sentences that nobody has coded, grouped by what they speak of.

Words are weighed by TF-IDF and taken apart by non-negative matrix factorisation
(Lee & Seung 1999), whose parts add up and so can be read as themes. It starts
from the singular vectors (Boutsidis & Gallopoulos 2008), not from chance: the
same sentences and seed give the same groups.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.suggestion.grams import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = 8
"""Words that a theme is shown by."""
_ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of sentences."""

    words: tuple[str, ...]
    """The heaviest, in order."""
    members: tuple[int, ...]
    """Indexes of its sentences, the most central first."""
    weights: tuple[float, ...]
    """How much each belongs to it: its share of the sentence's weight, 0 to 1."""


def themes_of(sentences: Sequence[str], *, number: int, seed: int = 0) -> list[Theme]:
    """Group sentences by theme, the largest group first.

    Args:
        sentences: Any.
        number: Groups to look for, at most; fewer come out of few sentences.
        seed: The same seed gives the same groups.

    Returns:
        Themes; sentences without a word that two of them share belong to none.
    """
    counted = _weighed(sentences)
    if counted is None:
        return []
    matrix, words = counted
    from sklearn.decomposition import NMF

    parts = min(number, *matrix.shape)
    model = NMF(parts, init="nndsvda", random_state=seed, max_iter=_ROUNDS, tol=1e-3)
    with warnings.catch_warnings():  # groups are groups, be the last digit settled or not
        warnings.simplefilter("ignore")
        shares = model.fit_transform(matrix)
    found = [_theme(shares, model.components_[part], part, words) for part in range(parts)]
    return sorted((each for each in found if each.members), key=lambda each: -len(each.members))


def _weighed(sentences: Sequence[str]) -> tuple[Any, Sequence[str]] | None:
    """Return TF-IDF weights and the words; None where no word comes twice."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

    def words(sentence: str) -> list[str]:
        return [word for word in words_of(sentence) if word not in ENGLISH_STOP_WORDS]

    vectorizer = TfidfVectorizer(analyzer=words, min_df=2, sublinear_tf=True)
    try:
        matrix = vectorizer.fit_transform(sentences)
    except ValueError:  # no words are left
        return None
    return matrix, list(vectorizer.get_feature_names_out())


def _theme(shares: Any, weights: Any, part: int, words: Sequence[str]) -> Theme:
    total = shares.sum(axis=1)
    members = [
        index for index in range(len(shares)) if total[index] > 0 and shares[index].argmax() == part
    ]
    members.sort(key=lambda index: (-shares[index][part], index))
    heaviest = sorted(range(len(words)), key=lambda index: (-weights[index], words[index]))
    return Theme(
        tuple(words[index] for index in heaviest[:WORDS] if weights[index] > 0),
        tuple(members),
        tuple(float(shares[index][part] / total[index]) for index in members),
    )
