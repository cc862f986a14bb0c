"""Intervals for the difference of two shares of persons: of different people, or of the same."""

from __future__ import annotations

from math import sqrt

from qualcode.analysis.intervals import Z_95, wilson
from qualcode.analysis.tails import even_chances


def difference_interval(
    first: tuple[int, int], second: tuple[int, int], *, z: float = Z_95
) -> tuple[float, float] | None:
    """Return the interval of first − second for two groups of different people.

    Args:
        first: Persons who have it, of how many.
        second: The same of the other group.
        z: Normal quantile; the default gives 95 %.

    Returns:
        Lower and upper bound from −1 to 1; None where a group is empty.

    Source:
        Newcombe (1998), Interval estimation for the difference between independent
        proportions, Statistics in Medicine 17, method 10.

    Examples:
        >>> low, high = difference_interval((56, 70), (48, 80))
        >>> round(low, 4), round(high, 4)
        (0.0524, 0.3339)
    """
    one, other = wilson(*first, z=z), wilson(*second, z=z)
    if one is None or other is None:
        return None
    p, q = first[0] / first[1], second[0] / second[1]
    below = sqrt((p - one[0]) ** 2 + (other[1] - q) ** 2)
    above = sqrt((one[1] - p) ** 2 + (q - other[0]) ** 2)
    return p - q - below, p - q + above


def paired_interval(
    only_first: int, only_second: int, people: int, *, z: float = Z_95
) -> tuple[float, float] | None:
    """Return the interval of first − second where both look at the same people.

    Args:
        only_first: Persons who have it by the first look alone.
        only_second: Persons who have it by the second look alone.
        people: How many there are.
        z: Normal quantile; the default gives 95 %.

    Source:
        Agresti & Min (2005), Simple improved confidence intervals for comparing matched
        proportions, Statistics in Medicine 24: Wald with half a person added to each cell.
    """
    if people == 0:
        return None
    size = people + 2
    gain, loss = only_first + 0.5, only_second + 0.5
    centre = (gain - loss) / size
    half = z * sqrt((gain + loss) - (gain - loss) ** 2 / size) / size
    return max(-1.0, centre - half), min(1.0, centre + half)


def mcnemar(only_first: int, only_second: int) -> float | None:
    """Return the exact two-sided p-value of McNemar's test; None where nobody differs.

    Source:
        McNemar (1947), Psychometrika 12; exact by the binomial distribution.
    """
    changed = only_first + only_second
    if changed == 0:
        return None
    return even_chances(min(only_first, only_second), changed)
