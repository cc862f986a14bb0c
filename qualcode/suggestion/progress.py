"""How much is still unseen: an interval from what was drawn at random.

Each proposal has a place in one random order that a seed and its name fix for
good. Random draws go along that order, passing over what is decided already. All
proposals up to the last draw are thus decided, whichever way they came to be, and
they are a simple random sample of all proposals: the number of true ones among
all follows from the hypergeometric distribution, and no choice of the learner can
bend it.

Source: Buonaccorsi (1987), A note on confidence intervals for proportions in finite
populations, The American Statistician 41; for stopping a review by a random sample
beside a learner: Callaghan & Müller-Hansen (2020), Systematic Reviews 9:273.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_TAIL = 0.025


class Estimate(NamedTuple):
    """How many true proposals nobody has decided on yet."""

    expected: float
    low: int
    high: int
    """Bounds of the 95 % interval."""


class Expected(NamedTuple):
    """What reading on brings, by the learner's own scores."""

    found: float
    spread: float
    """One standard deviation."""


def place_in_draw(name: str, seed: int) -> bytes:
    """Return where a proposal stands in the random order of a seed."""
    return hashlib.blake2b(f"{seed}\x1f{name}".encode(), digest_size=8).digest()


def sample_of_draws(decided: Mapping[str, bool], drawn: Iterable[str], seed: int) -> list[str]:
    """Return the proposals that are a random sample of all: those up to the last draw.

    Args:
        decided: For each proposal whether a person has decided on it.
        drawn: Those that were handed out because they were drawn.
        seed: Of the draws.

    Returns:
        Decided proposals in random order; where one was put off, those before it.
    """
    chosen = set(drawn)
    sample: list[str] = []
    end = 0
    for name in sorted(decided, key=lambda each: place_in_draw(each, seed)):
        if not decided[name]:
            break
        sample.append(name)
        if name in chosen:
            end = len(sample)
    return sample[:end]


def unseen(everything: int, sample: int, true: int, found: int, left: int) -> Estimate | None:
    """Estimate how many true proposals are left.

    Args:
        everything: Proposals in all.
        sample: How many of them are the random sample.
        true: How many of the sample were accepted.
        found: How many were accepted so far, drawn or not.
        left: How many are undecided.

    Returns:
        None without a sample.
    """
    if sample == 0:
        return None
    low, high = _bounds(everything, sample, true)
    expected = min(max(everything * true / sample - found, 0.0), left)
    return Estimate(expected, min(max(low - found, 0), left), min(max(high - found, 0), left))


def _bounds(everything: int, sample: int, true: int) -> tuple[int, int]:
    """Return the 95 % interval of the true ones among all, both tails alike."""
    from scipy.stats import hypergeom

    def at_least(total: int) -> bool:
        return bool(hypergeom.sf(true - 1, everything, total, sample) > _TAIL)

    def at_most(total: int) -> bool:
        return bool(hypergeom.cdf(true, everything, total, sample) <= _TAIL)

    first, last = true, everything - (sample - true)
    low = first + _first(last - first, lambda step: at_least(first + step))
    high = first + _first(last - first + 1, lambda step: at_most(first + step)) - 1
    return low, max(min(high, last), low)


def _first(steps: int, holds: Callable[[int], bool]) -> int:
    """Return the first step from which something holds; `steps` if it never does."""
    low, high = 0, steps
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def reading_on(scores: Iterable[float], number: int = 200) -> Expected:
    """Return what reading the next proposals in the learner's order is expected to find.

    Args:
        scores: Probabilities of the open proposals.
        number: How many are read.
    """
    best = sorted(scores, reverse=True)[:number]
    return Expected(sum(best), sum(each * (1 - each) for each in best) ** 0.5)
