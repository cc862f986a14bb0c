"""The sentences nearest to a given one: “more like this”, by shared words and characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.suggestion.grams import words_of
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


class Near(NamedTuple):
    """A sentence and how near it is."""

    at: int
    """Its index."""
    score: float
    """Cosine of the TF-IDF weights: 0 = nothing shared, 1 = the same words."""


def nearest(sentence: str, sentences: Sequence[str], *, limit: int = 20) -> list[Near]:
    """Return the sentences most like one, the nearest first; those that share nothing are left out.

    Args:
        sentence: What they are to be like.
        sentences: Where to look.
        limit: How many at most; 0 = all.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=_features, sublinear_tf=True)
    try:
        matrix = vectorizer.fit_transform([*sentences, sentence])
    except ValueError:  # not a word anywhere
        return []
    scores = (matrix[:-1] @ matrix[-1].T).toarray().ravel()
    order = sorted(range(len(sentences)), key=lambda index: (-scores[index], index))
    found = [Near(index, float(scores[index])) for index in order if scores[index] > 0]
    return found[:limit] if limit else found


def _features(sentence: str) -> list[str]:
    """Return words, and pairs of characters for Chinese, whose words are cut differently."""
    lowered = fold(sentence)
    pairs = [
        lowered[at : at + 2]
        for at in range(len(lowered) - 1)
        if ord(lowered[at]) > 0x3400
        and ord(lowered[at + 1]) > 0x3400
        and lowered[at].isalpha()
        and lowered[at + 1].isalpha()
    ]
    return words_of(sentence) + pairs
