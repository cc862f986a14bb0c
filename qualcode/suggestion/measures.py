"""How long sentences and answers are in coded interviews: what goes beyond was never learned.

A document may hold a sentence or an answer without end. It is taken for no longer than those
that were learned from, by what 99 of 100 do not exceed there.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.codebook.second_look import ANSWER, Longest
from qualcode.text.grams import has_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggestion.lines import Coded

_SHARE = 0.99
_MANY = 100
"""Of fewer the longest say nothing; then what the shipped interviews have is taken."""


def longest_in(coded: Sequence[Coded]) -> Longest:
    """Return how long sentences are of interviews as they were held."""
    texts = [each.sentence.text for each in coded if each.is_judged]
    han = [len(text) for text in texts if has_han(text)]
    other = [len(text) for text in texts if not has_han(text)]
    usual = Longest()
    return Longest(_hardly_more(han, usual.han), _hardly_more(other, usual.other))


def answer_in(coded: Sequence[Coded]) -> int:
    """Return how many sentences there are in the longest answers of such interviews."""
    sizes = Counter(each.answer for each in coded if each.is_judged)
    return _hardly_more(list(sizes.values()), ANSWER)


def _hardly_more(sizes: Sequence[int], otherwise: int) -> int:
    import numpy as np

    return int(np.quantile(sizes, _SHARE)) if len(sizes) >= _MANY else otherwise
