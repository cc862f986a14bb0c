"""A second look: scores of a sentence, seen beside each other, become log-odds of being right.

Weights are learned for each code by itself. They do not know that another code may fit the
sentence better, that people stay with a matter through an answer, that a short sentence
seldom holds anything, or how far words, questions and neighbours can be trusted in an
interview that was not learned from. All this is weighed here once more by a logistic
regression, learned from scores in interviews that were put apart (stacked generalization:
Wolpert 1992, Neural Networks 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

TERMS = ("said", "asked", "beside", "speaker", "rival", "elsewhere", "length", "han", "han_length")
"""What is weighed, in the order of `SecondLook.terms`; the first four are the kinds of
features, see `qualcode.text.grams`."""
ANSWER = 12
_PLAIN = 1.1
"""Those of interviews that travel with the shipped codebook, for weights of a time before a
file told its own; see `SecondLook`."""
_HARDLY = 1e-3
"""Less likely than this is all the same."""
_SURE = 30.0
"""Scores beyond are as good as certain, and e to their power is still a number."""


class Longest(NamedTuple):
    """Characters of a sentence that hardly one exceeds in coded interviews.

    What a longer one holds cannot be learned there. The numbers are those of interviews that
    travel with the shipped codebook, for weights that do not tell their own.
    """

    han: int = 50
    """Of one with Chinese characters."""
    other: int = 160


class Scored(NamedTuple):
    """Sentences of one or more interviews, in order, with their scores before any pattern."""

    kinds: Sequence[Any]
    """What each kind of features adds to each code, each of shape (sentences, codes)."""
    scores: Any
    """The whole score, of the same shape."""
    answers: Any
    """The number of the answer (turn) of each; those of one answer stand together."""
    lengths: Any
    """Logarithm of characters."""
    han: Any
    """Whether a sentence holds Chinese characters."""


class Summed(NamedTuple):
    """What kinds of features add up to."""

    kinds: Sequence[Any]
    """See `Scored.kinds`."""
    scores: Any
    """See `Scored.scores`."""
    anything: Any
    """The score of there being anything, shape (sentences,)."""


def summed(
    codes: Sequence[Any], anything: Sequence[Any], bias: Any, constant: Any, share: float
) -> Summed:
    """Add up what kinds of features say, when weights are learned and when they are applied.

    Args:
        codes: What each kind says of the codes, each of shape (sentences, codes).
        anything: What each says of there being anything, each of shape (sentences,).
        bias: Of each code.
        constant: Of there being anything, for each sentence.
        share: How much of the score of there being anything each code is given.
    """
    pairs = zip(codes, anything, strict=True)
    kinds = [of_codes + share * of_all[:, None] for of_codes, of_all in pairs]
    return Summed(kinds, sum(kinds, bias + share * constant[:, None]), sum(anything, constant))


def likely(scores: Any) -> Any:
    """Return the probabilities of log-odds."""
    import numpy as np

    return 1 / (1 + np.exp(-np.clip(scores, -_SURE, _SURE)))


def expected(probabilities: Any) -> Any:
    """Return the logarithm of the number of codes to be expected, shape (sentences,)."""
    import numpy as np

    return np.log(probabilities.sum(axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class SecondLook:
    """Weights of the second look."""

    terms: Any
    """float32, one for each of `TERMS`."""
    offset: Any
    """float32, one for each code."""
    rule: float
    """How much of what a pattern of the code adds to a score counts here."""
    plain: float = _PLAIN
    """What it adds where a pattern is most of its sentence, and no other code fits it better."""
    answer: int = ANSWER
    """Sentences that hardly an answer has more of."""

    def odds(self, scored: Scored) -> Any:
        """Return log-odds that sentences hold codes, float32 of shape (sentences, codes)."""
        import numpy as np

        found = np.tile(self.offset, (len(scored.scores), 1))
        for weight, term in zip(self.terms, terms_of(scored, self.answer), strict=True):
            found += weight * term
        return found


def terms_of(scored: Scored, answer: int) -> list[Any]:
    """Return what the second look sees, in the order of `TERMS`.

    Args:
        scored: The sentences.
        answer: A longer answer is taken in pieces of so many sentences.

    Returns:
        Arrays of shape (sentences, codes), or (sentences, 1) where all codes share a number.
    """
    import numpy as np

    starts, group = _answers(scored.answers, answer)
    alone = (scored.lengths, scored.han, scored.han * scored.lengths)
    return [
        *scored.kinds,
        rivals(scored.scores),
        _elsewhere(scored.scores, starts, group),
        *(np.asarray(each, np.float32)[:, None] for each in alone),
    ]


def rivals(scores: Any) -> Any:
    """Return for each sentence and code the highest score among the other codes."""
    import numpy as np

    if scores.shape[1] < 2:
        return np.zeros_like(scores)
    second, first = np.partition(scores, -2, axis=1)[:, -2:].T
    is_first = scores == first[:, None]
    return np.where(is_first, second[:, None], first[:, None])


def _answers(numbers: Any, most: int) -> tuple[Any, Any]:
    """Return where each answer starts, and in which one each sentence stands.

    A speech without end is taken in pieces: something likely stands somewhere in each.
    """
    import numpy as np

    is_start = np.diff(numbers, prepend=-1) != 0
    places = np.arange(len(numbers))
    within = places - np.maximum.accumulate(np.where(is_start, places, 0))
    is_start |= within % most == 0
    return np.flatnonzero(is_start), np.cumsum(is_start) - 1


def _elsewhere(scores: Any, starts: Any, group: Any) -> Any:
    """Return how likely the likeliest other sentence of the same answer holds the code (log)."""
    import numpy as np

    each = likely(scores)
    first = np.maximum.reduceat(each, starts)[group]
    is_first = each == first
    is_shared = np.add.reduceat(is_first.astype(np.intp), starts)[group] > 1
    second = np.maximum.reduceat(np.where(is_first, 0, each), starts)[group]
    return np.log(np.where(is_first & ~is_shared, second, first) + _HARDLY)
