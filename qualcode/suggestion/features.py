"""What a learner sees of a sentence: its characters or words, its company, and what fired in it.

The question before and the sentences beside it count too, each kind of feature under
a mark of its own, so that a word asked is never taken for a word said. A feature is a
plain string: what the learner makes of it can be told to a person.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qualcode.text.fold import fold
from qualcode.text.grams import ASKED, BESIDE, SPEAKER, grams, pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

SIGNAL = "="
"""The mark before features of what fired; those of the others are `qualcode.text.grams`'."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a respondent, as the learner sees it."""

    text: str
    asked: str = ""
    """The interviewer's question before."""
    before: str = ""
    """The sentence before it in the same turn."""
    after: str = ""
    speaker: str = ""
    """Subject id of who speaks."""
    signals: tuple[str, ...] = ()
    """What of the codebook fired: ``rule:CODE``, ``set:NAME``, ``status:STATUS``."""


def features_of(sentence: Sentence) -> list[str]:
    """Return everything the learner sees of a sentence; a feature may come more than once."""
    found = list(grams(fold(sentence.text)))
    found += [ASKED + each for each in pairs_in(sentence.asked)]
    for beside in (sentence.before, sentence.after):
        found += [BESIDE + each for each in pairs_in(beside)]
    found += [SIGNAL + each for each in sentence.signals]
    if sentence.speaker:
        found.append(SPEAKER + sentence.speaker)
    return found


def measures_of(sentence: Sentence) -> list[float]:
    """Return what can be counted of a sentence, each about 0 to 1: how long, how much fired.

    Long sentences hold more codes; a single row of tf-idf, having length one, cannot say so.
    """
    size = math.log1p(len(sentence.text)) / 5
    sets = sum(each.startswith("set:") for each in sentence.signals)
    rules = sum(each.startswith("rule:") for each in sentence.signals)
    return [size, min(sets, 8) / 8, min(rules, 3) / 3, float(bool(sentence.before))]


def vectorizer(sentences: int) -> Any:
    """Return an untrained scikit-learn vectorizer: tf-idf, rows of length one.

    Args:
        sentences: How many there will be; what only one of many has teaches nothing.
    """
    from numpy import float32
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer=features_of, min_df=_least(sentences), sublinear_tf=True, dtype=float32
    )


def _least(sentences: int) -> int:
    """Return in how many sentences a feature must stand: more of them where there are many."""
    return min(max(2, min(sentences // _RARE, _ENOUGH)), max(sentences, 1))


_RARE = 4_000
"""Of so many sentences a feature that stands in one of them costs time and teaches nothing."""
_ENOUGH = 6
"""Sentences in which a feature may always stand alone: a code of two sentences has no more."""


def spoken_words(features: Sequence[str], text: str) -> list[str]:
    """Return those features that a person can read, as they stand in the text or named.

    Args:
        features: The heaviest first.
        text: The sentence, to tell its own words from those of the question.

    Returns:
        Words without those that lie within ones named before.
    """
    folded = fold(text)
    told: list[str] = []
    for each in features:
        if each[0] in (BESIDE, SPEAKER) or (len(each) == 1 and each >= "\u3400"):
            continue  # a single character tells a person nothing
        word = each[1:] if each[0] in (ASKED, SIGNAL) else each
        is_new = not any(word in other or other in word for other in told)
        if is_new and (each[0] in (ASKED, SIGNAL) or word.split()[0] in folded):
            told.append(each if each[0] == ASKED else word)
    return told


@lru_cache(maxsize=4096)
def pairs_in(text: str) -> tuple[str, ...]:
    """Return the company of a sentence; many sentences share a question."""
    return pairs(fold(text))
