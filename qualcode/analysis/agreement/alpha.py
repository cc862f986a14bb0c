"""Krippendorff's alpha for any number of coders, missing values and any distance.

alpha = 1 − D_o / D_e: the disagreement seen within units over the disagreement
among all values that could have been paired. The steps bear the names of
Krippendorff (2011), Computing Krippendorff's alpha-reliability.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.distances import nominal

if TYPE_CHECKING:
    from qualcode.analysis.agreement.distances import Distance
    from qualcode.analysis.agreement.ratings import Floats, Ratings


def krippendorff_alpha(
    ratings: Ratings, distance: Distance = nominal, weights: Floats | None = None
) -> Floats:
    """Return alpha.

    Args:
        ratings: What the coders said; units with fewer than two values do not count.
        distance: How far two values are apart; squared where the level asks for it.
        weights: B × P, one row a draw; without, the data itself.

    Returns:
        B values; not a number where there is no variation.

    Examples:
        >>> from qualcode.analysis.agreement.ratings import Ratings
        >>> first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
        >>> round(float(krippendorff_alpha(Ratings.of_coders([first, second]))[0]), 3)
        0.095
    """
    weights = ratings.total if weights is None else weights
    counts = _pairable(ratings)
    values = weights @ counts  # n_c: how often each value is paired
    metric = distance.matrix(ratings.categories, values[0])
    observed = weights @ _disagreement(counts, metric)
    expected = np.einsum("bi,ij,bj->b", values, metric, values)
    pairs = values.sum(axis=1) - 1
    found = np.full(len(weights), np.nan)
    usable = expected > _NOTHING
    found[usable] = 1 - pairs[usable] * observed[usable] / expected[usable]
    return found


def _pairable(ratings: Ratings) -> Floats:
    """Return P × K: the values of units that have at least two."""
    return ratings.counts * (ratings.raters >= 2)[:, None]


def _disagreement(counts: Floats, metric: Floats) -> Floats:
    """Return P: the distances of all ordered pairs within a pattern over (values − 1)."""
    pairs = np.einsum("pi,ij,pj->p", counts, metric, counts)
    return np.asarray(pairs / np.maximum(counts.sum(axis=1) - 1, 1))


_NOTHING = 1e-12
