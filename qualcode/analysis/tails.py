"""Tails of the distributions that tests between groups ask for, without loading scipy.

scipy.stats has them as well, and the tests hold these against it; but it takes as long to
load as a table of a large study takes to count.
"""

from __future__ import annotations

from itertools import accumulate
from math import erfc, exp, lgamma, log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ONE_IN = 10**7
"""Tables that differ in probability by one part in so many are as probable as each other, as R's
fisher.test has it."""


def chi_square_tail(statistic: float, freedom: int) -> float:
    """Return the probability of a chi-square at least as large.

    Args:
        statistic: 0 or more.
        freedom: Degrees of freedom, 1 or more.

    Source:
        Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.4.4 and 26.4.5.

    Examples:
        >>> round(chi_square_tail(3.841459, 1), 4), round(chi_square_tail(5.991465, 2), 4)
        (0.05, 0.05)
    """
    if statistic <= 0:
        return 1.0
    half, odd = statistic / 2, freedom % 2 / 2
    terms = (odd + k for k in range(freedom // 2))
    found = sum(exp(k * log(half) - half - lgamma(k + 1)) for k in terms)
    return min(1.0, (erfc(sqrt(half)) if odd else 0.0) + found)


def log_factorials(most: int) -> NDArray[np.float64]:
    """Return ln n! for each n from 0 to `most`."""
    import numpy as np

    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])


def fisher(having: tuple[int, int], of: tuple[int, int]) -> float:
    """Return the two-sided p of two groups: all tables with these margins, no more probable.

    Args:
        having: Persons of each group who have it.
        of: Persons of each group.

    Source:
        Fisher (1935), The logic of inductive inference, JRSS 98.

    Examples:
        >>> round(fisher((3, 1), (4, 4)), 4)
        0.4857
    """
    import numpy as np

    total, logs = sum(having), log_factorials(sum(of))
    first = np.arange(max(0, total - of[1]), min(of[0], total) + 1)
    chosen = logs[first] + logs[of[0] - first]
    chosen += logs[total - first] + logs[of[1] - (total - first)]
    ways = np.exp(chosen.min() - chosen)
    here = ways[having[0] - first[0]]
    return float(ways[ways <= here * (1 + 1 / ONE_IN)].sum() / ways.sum())


def even_chances(fewer: int, trials: int) -> float:
    """Return the two-sided p of a number of heads, at most half, among tosses of a fair coin.

    Examples:
        >>> even_chances(1, 6)
        0.21875
    """
    ways = accumulate(range(fewer), lambda chosen, k: chosen * (trials - k) // (k + 1), initial=1)
    return min(1.0, 2 * sum(ways) / (1 << trials))
