"""Intervals by resampling interviews, since sentences of one interview are not independent."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qualcode.analysis.agreement.ratings import Floats, Ratings

DRAWS = 1000


def bootstrap(
    ratings: Ratings,
    coefficient: Callable[[Ratings, Floats], Floats],
    *,
    seed: int,
    draws: int = DRAWS,
    level: float = 0.95,
) -> tuple[float, float] | None:
    """Return the percentile interval of a coefficient over resampled groups (interviews).

    Args:
        ratings: With their groups.
        coefficient: Takes ratings and weights of shape B × P, gives B values.
        seed: Of the draws; printed beside the interval.
        draws: How many resamples.
        level: Share of the draws inside.

    Returns:
        None with fewer than two interviews, or where most draws leave the
        coefficient undefined.

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapters 8 and 13.
    """
    return next(bootstraps([ratings], coefficient, seed=seed, draws=draws, level=level))


def bootstraps(
    ratings: Sequence[Ratings],
    coefficient: Callable[[Ratings, Floats], Floats],
    *,
    seed: int,
    draws: int = DRAWS,
    level: float = 0.95,
) -> Iterator[tuple[float, float] | None]:
    """Yield the interval of each of several ratings of the same groups, see `bootstrap`.

    What the draws hold of all of them is one product: each by itself would read
    all draws anew.
    """
    groups = len(ratings[0].weights) if ratings else 0
    if groups < 2:
        yield from [None] * len(ratings)
        return
    drawn = chosen(groups, seed, draws) @ np.concatenate([each.weights for each in ratings], axis=1)
    ends = np.cumsum([each.weights.shape[1] for each in ratings])
    for each, weights in zip(ratings, np.split(drawn, ends[:-1], axis=1), strict=True):
        yield percentiles(coefficient(each, weights), level)


@lru_cache(maxsize=1)
def chosen(groups: int, seed: int, draws: int) -> Floats:
    """Return draws × groups: how often each group is drawn; the same for every code of a table."""
    random = np.random.default_rng(seed)
    return random.multinomial(groups, np.full(groups, 1 / groups), size=draws).astype(float)


def percentiles(values: Floats, level: float = 0.95) -> tuple[float, float] | None:
    """Return the bounds that a share of the draws lies within; None where most are undefined."""
    defined = values[np.isfinite(values)]
    if len(defined) * 2 < len(values):
        return None
    tail = (1 - level) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return float(low), float(high)
