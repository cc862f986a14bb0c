"""Intervals for shares of persons."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


def wilson(successes: int, trials: int, *, z: float = Z_95) -> tuple[float, float] | None:
    """Return the score interval of a share.

    Args:
        successes: How many had it, 0 to `trials`.
        trials: Of how many.
        z: Normal quantile; the default gives 95 %.

    Returns:
        Lower and upper bound as shares from 0 to 1; None when `trials` is 0.

    Source:
        Wilson (1927), Probable inference, the law of succession, and statistical
        inference, JASA 22; without continuity correction.
    """
    if trials == 0:
        return None
    share = successes / trials
    scale = 1 + z**2 / trials
    centre = (share + z**2 / (2 * trials)) / scale
    half = z * sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)
