"""Which words mark the sentences of a code against all others.

Sentences are counted, not occurrences, so that one who repeats a word does not
make it key. Two measures stand side by side: log-likelihood G² says how sure the
difference is (Dunning 1993; Rayson & Garside 2000), the log-odds ratio with an
informative Dirichlet prior, as z, ranks by size and sureness at once and does
not run after rare words (Monroe, Colaresi & Quinn 2008, eqs. 16 and 22).
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.suggestion.grams import grams_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Term:
    """A word or run of words, and how it stands on both sides."""

    text: str
    inside: tuple[int, ...]
    """Indexes of the sentences of the code that hold it."""
    outside: int
    """Other sentences that hold it."""
    g2: float
    """Log-likelihood ratio, chi-squared with one degree of freedom."""
    z: float
    """Log-odds ratio with prior, in standard errors."""


def key_terms(inside: Sequence[str], outside: Iterable[str], *, least: int = 2) -> list[Term]:
    """Return what marks the sentences inside against those outside, the strongest first.

    Args:
        inside: Sentences of the code.
        outside: All others.
        least: Sentences inside that must hold a term.

    Returns:
        Terms that are more frequent inside; of terms in the very same sentences, the longest.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, sentence in enumerate(inside):
        for gram in grams_of(sentence):
            places[gram].append(index)
    kept = {gram: tuple(found) for gram, found in places.items() if len(found) >= least}
    counts: dict[str, int] = dict.fromkeys(kept, 0)
    total = 0
    for sentence in outside:
        total += 1
        for gram in grams_of(sentence) & counts.keys():
            counts[gram] += 1
    found = [
        Term(
            gram,
            indexes,
            counts[gram],
            log_likelihood(len(indexes), len(inside), counts[gram], total),
            log_odds(len(indexes), len(inside), counts[gram], total),
        )
        for gram, indexes in _without_parts(kept, counts).items()
    ]
    return sorted((each for each in found if each.z > 0), key=lambda each: (-each.z, each.text))


def log_likelihood(a: int, n: int, b: int, m: int) -> float:
    """Return G² of a term in `a` of `n` sentences against `b` of `m`.

    G² = 2 (a ln(a/E₁) + b ln(b/E₂)), E₁ = n (a+b)/(n+m), E₂ = m (a+b)/(n+m):
    Rayson & Garside (2000), Comparing corpora using frequency profiling.
    """
    both = a + b
    if not both or not n + m:
        return 0.0
    sides = ((a, n * both / (n + m)), (b, m * both / (n + m)))
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in sides if seen)


def log_odds(a: int, n: int, b: int, m: int) -> float:
    """Return the log-odds ratio with informative Dirichlet prior, divided by its standard error.

    The prior is both sides together, so it pulls a rare word towards no difference:
    δ = ln((a+α)/(n+α₀-a-α)) - ln((b+α)/(m+α₀-b-α)), var ≈ 1/(a+α) + 1/(b+α):
    Monroe, Colaresi & Quinn (2008), Fightin' Words, Political Analysis 16, eqs. 16, 20, 22.
    """
    if not (a + b and n + m):
        return 0.0
    size, alpha = n + m, a + b
    odds = [
        math.log((seen + alpha) / max(whole + size - seen - alpha, 0.5))
        for seen, whole in ((a, n), (b, m))
    ]
    return (odds[0] - odds[1]) / math.sqrt(1 / (a + alpha) + 1 / (b + alpha))


def _without_parts(
    places: Mapping[str, tuple[int, ...]], outside: Mapping[str, int]
) -> dict[str, tuple[int, ...]]:
    """Leave out terms that stand within a longer one in the very same sentences."""
    longest: dict[tuple[tuple[int, ...], int], list[str]] = {}
    for gram in sorted(places, key=lambda each: (-len(each), each)):
        same = longest.setdefault((places[gram], outside[gram]), [])
        if not any(gram in other for other in same):
            same.append(gram)
    kept = {gram for grams in longest.values() for gram in grams}
    return {gram: found for gram, found in places.items() if gram in kept}
