"""Intervals by resampling interviews, since sentences of one interview are not independent."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

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
    groups = len(ratings.weights)
    if groups < 2:
        return None
    return percentiles(coefficient(ratings, chosen(groups, seed, draws) @ ratings.weights), level)


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
