"""Saturation: when did interviews stop bringing new codes, in this order and in any.

With a fixed codebook the curve cannot rise above the codebook: it shows how soon
the theory's own codes were all met, not that nothing else was there to be found
(Saunders et al. 2018). Each group of speakers is looked at by itself: four groups
of five interviews are not saturated because twenty together are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_AT_ONCE = 32
"""Interviews of an order that are looked through together."""
ORDERS = 1000
"""Random orders of the interviews behind the band."""


@dataclass(frozen=True, slots=True)
class Curve:
    """How codes accumulate over interviews."""

    new: tuple[int, ...]
    """Codes first met in each interview, in the order given."""
    total: tuple[int, ...]
    """Codes met so far."""
    low: tuple[float, ...]
    """2.5 % of random orders have met fewer."""
    median: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One step of Guest, Namey and Chen: the new information of a run against the base."""

    first: int
    """Number of the run's first interview, from 1."""
    last: int
    new: int
    ratio: float | None
    """New codes of the run over codes of the base; None where the base has none."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """How many codes there may be that no interview has shown yet."""

    seen: int
    estimate: float
    """Chao2, bias-corrected; a lower bound."""
    low: float
    high: float


def curve(interviews: Sequence[frozenset[str]], *, seed: int, orders: int = ORDERS) -> Curve:
    """Return the accumulation curve in the order given and its spread over random orders.

    Args:
        interviews: The codes found in each interview.
        seed: Of the random orders.
        orders: How many.
    """
    new, seen = [], set[str]()
    for codes in interviews:
        new.append(len(codes - seen))
        seen |= codes
    spread = _random_totals(interviews, seed, orders)
    low, median, high = np.quantile(spread, [0.025, 0.5, 0.975], axis=0)
    total = np.cumsum(new, dtype=int)
    return Curve(
        tuple(new), tuple(map(int, total)), *(tuple(map(float, q)) for q in (low, median, high))
    )


def guest_namey_chen(new: Sequence[int], *, base: int = 4, run: int = 2) -> list[Run]:
    """Return the new-information ratio of each run.

    Args:
        new: New codes per interview, in order.
        base: Interviews of the base (the paper uses 4, 5 or 6).
        run: Interviews of a run (2 or 3).

    Source:
        Guest, Namey & Chen (2020), A simple method to assess and report thematic
        saturation in qualitative research, PLoS ONE 15(5).
    """
    found = sum(new[:base])
    runs = []
    for start in range(base, len(new) - run + 1):
        fresh = sum(new[start : start + run])
        runs.append(Run(start + 1, start + run, fresh, fresh / found if found else None))
    return runs


def first_at(runs: Sequence[Run], threshold: float) -> Run | None:
    """Return the first run whose ratio is at or below a threshold (.05 or 0); None: not reached."""
    return next((run for run in runs if run.ratio is not None and run.ratio <= threshold), None)


def only_in_holdout(
    interviews: Sequence[frozenset[str]], *, share: float, seed: int
) -> tuple[list[int], frozenset[str]]:
    """Draw interviews to hold out and return their numbers and the codes found only in them.

    Args:
        interviews: The codes found in each.
        share: Of the interviews to hold out, 0 to 1; at least one, never all.
        seed: Of the draw.
    """
    size = len(interviews)
    if size < 2:
        return [], frozenset()
    number = min(max(1, round(size * share)), size - 1)
    drawn = sorted(np.random.default_rng(seed).permutation(size)[:number].tolist())
    out = set(drawn)
    kept = [codes for index, codes in enumerate(interviews) if index not in out]
    held = [interviews[index] for index in drawn]
    return drawn, frozenset().union(*held) - frozenset().union(*kept)


def chao2(interviews: Sequence[frozenset[str]]) -> Unseen | None:
    """Estimate how many codes there are, from those met in one interview and in two.

    Returns:
        The bias-corrected Chao2 estimate with its log-normal 95 % interval; None
        with fewer than two interviews.

    Source:
        Chao (1987), Estimating the population size for capture-recapture data with
        unequal catchability, Biometrics 43; the bias-corrected form and the interval
        as in Colwell's EstimateS (2013).
    """
    number = len(interviews)
    if number < 2:
        return None
    times = _there(interviews).sum(axis=0)
    seen = len(times)
    once, twice = (int((times == often).sum()) for often in (1, 2))
    scale = (number - 1) / number
    missing = scale * once * (once - 1) / (2 * (twice + 1))
    variance = _chao2_variance(scale, once, twice, seen + missing)
    if missing == 0 or variance == 0:
        return Unseen(seen, float(seen), float(seen), float(seen))
    factor = float(np.exp(1.96 * np.sqrt(np.log(1 + variance / missing**2))))
    return Unseen(seen, seen + missing, seen + missing / factor, seen + missing * factor)


def _chao2_variance(scale: float, once: int, twice: int, estimate: float) -> float:
    """Return the variance of the bias-corrected form (EstimateS, equations 6 and 7)."""
    if twice:
        return (
            scale * once * (once - 1) / (2 * (twice + 1))
            + scale**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
            + scale**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
        )
    if not once:
        return 0.0
    return max(
        0.0,
        scale * once * (once - 1) / 2
        + scale**2 * once * (2 * once - 1) ** 2 / 4
        - scale**2 * once**4 / (4 * estimate),
    )


def _there(interviews: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    """Return interviews × codes: which codes were met in each, the codes in any order."""
    number = {code: n for n, code in enumerate(frozenset[str]().union(*interviews))}
    sizes = [len(codes) for codes in interviews]
    met = np.fromiter((number[code] for codes in interviews for code in codes), int, sum(sizes))
    found = np.zeros((len(interviews), len(number)), dtype=bool)
    found[np.repeat(np.arange(len(interviews)), sizes), met] = True
    return found


def _random_totals(interviews: Sequence[frozenset[str]], seed: int, orders: int) -> np.ndarray:
    """Return orders × interviews: codes met so far in each random order."""
    there = _there(interviews)
    random = np.random.default_rng(seed)
    new = np.zeros((orders, len(interviews)), dtype=int)
    for number in range(orders):
        met = _first_met(there, random.permutation(len(interviews)))
        new[number] = np.bincount(met, minlength=len(interviews))
    return np.asarray(np.cumsum(new, axis=1, dtype=float))


def _first_met(there: NDArray[np.bool_], order: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the place in an order at which each code is met first, a few interviews at a time.

    Most codes are met soon; whatever has been met is not looked for any further.
    """
    found = np.zeros(there.shape[1], dtype=np.intp)
    open_ = np.arange(there.shape[1])
    for start in range(0, len(order), _AT_ONCE):
        if not len(open_):
            break
        some = there[np.ix_(order[start : start + _AT_ONCE], open_)]
        is_met = some.any(axis=0)
        found[open_[is_met]] = start + some[:, is_met].argmax(axis=0)
        open_ = open_[~is_met]
    return found
