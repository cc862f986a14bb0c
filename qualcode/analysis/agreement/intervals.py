"""Intervals of the coefficients in a table, and in words why one is not there.

An interval drawn from a handful of interviews looks certain where nothing is: of n
interviews there are only C(2n - 1, n) different draws, three of two, ten of three, 35 of
four (Hall 1992, The Bootstrap and Edgeworth Expansion, appendix I), and every second draw
of two is the same interview twice. Cluster bootstraps are known to be too narrow below some
five clusters (Cameron, Gelbach & Miller 2008, Review of Economics and Statistics 90).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.alpha import krippendorff_alpha
from qualcode.analysis.agreement.basis import Basis
from qualcode.analysis.agreement.bootstrap import bootstraps
from qualcode.analysis.agreement.distances import nominal
from qualcode.model.label import case_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.analysis.agreement.ratings import Floats, Ratings
    from qualcode.analysis.agreement.table import AgreementOptions

    Interval = tuple[float, float] | None

LEAST = 5
"""Interviews from which on intervals are drawn; 126 different draws of them there are."""
FEW = 3
"""Interviews with a code from which on a narrow interval is believed."""
POINT = 0.005
"""Width below which the ends of an interval are written alike."""
EQUAL = 1e-9
"""Width below which they are alike."""


def intervals_of(ratings: Sequence[Ratings], options: AgreementOptions) -> Iterable[Interval]:
    """Return the interval of alpha of each of several ratings; None where none is asked for."""
    if not options.draws or options.basis is Basis.SPAN:
        return [None] * len(ratings)
    return bootstraps(
        ratings,
        lambda data, weights: krippendorff_alpha(data, nominal, weights),
        seed=options.seed,
        draws=options.draws,
    )


def without_points(ratings: Ratings, interval: Interval) -> Interval:
    """Return an interval; None where it is a point, a certainty that draws cannot give.

    It is where all draws are alike, and nearly where a code stands in one or two interviews.
    """
    if interval is None:
        return None
    width = interval[1] - interval[0]
    is_rare = int((_coded(ratings) > 0).sum()) < FEW
    return None if width < EQUAL or (is_rare and width < POINT) else interval


def why(ratings: Ratings, alpha: float | None, *, is_point: bool) -> str:
    """Say why alpha or its interval is not there, or why it says little."""
    if ratings.pairable == 0:
        return "n/a: no unit coded by two coders"
    if ratings.pairable == 1:
        return "n/a: a single unit, of which nothing is expected by chance"
    if alpha is None:
        return "n/a: no variation (only one value used)"
    if is_point:
        found = _coded(ratings)
        units = case_count(round(float(found.sum())), "unit")
        interviews = case_count(int((found > 0).sum()), "interview")
        return f"no interval: draws do not differ; coded on {units} in {interviews}"
    return ""


def _coded(ratings: Ratings) -> Floats:
    """Return on how many units of each interview any coder put the code."""
    is_there = [any(value is True for value in pattern) for pattern in ratings.patterns]
    return np.asarray(ratings.weights[:, is_there].sum(axis=1))
