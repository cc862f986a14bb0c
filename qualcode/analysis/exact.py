"""The exact test of more than two groups, where expected counts are too small for chi-square.

All tables with the margins of the one at hand are gone through, group by group; tables
that are alike in what they have so far and in how probable that is are kept as one. Where
there are too many, a large number of tables is drawn instead, with a seed that is printed.

Source: Freeman & Halton (1951), Note on an exact treatment of contingency, goodness of
fit and other problems of significance, Biometrika 38.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import comb, log, prod
from typing import TYPE_CHECKING

from qualcode.analysis.tails import ONE_IN, log_factorials

if TYPE_CHECKING:
    from collections.abc import Sequence

DRAWS = 100_000
"""Tables drawn where there are too many to go through."""
SEED = 1
MOST = 20_000
"""Different states up to which all tables are gone through."""


@dataclass(frozen=True, slots=True)
class Exact:
    """A p-value, and whether all tables were gone through for it."""

    p: float
    is_drawn: bool = False


def freeman_halton(having: Sequence[int], of: Sequence[int]) -> Exact:
    """Return the probability of a table no more probable than this one, margins given.

    Args:
        having: Persons of each group who have it.
        of: Persons of each group.

    Examples:
        >>> round(freeman_halton([3, 1], [4, 4]).p, 4)
        0.4857
    """
    total, people = sum(having), sum(of)
    if 2 * total > people:  # whoever does not have it makes the same table, and fewer of them
        having, total = [n - yes for yes, n in zip(having, of, strict=True)], people - total
    ways = prod(comb(n, yes) for yes, n in zip(having, of, strict=True))
    states = _states(of, total)
    if states is None:
        return _drawn(of, total, ways)
    most = ways * (ONE_IN + 1)  # whole numbers: large groups have more ways than a float can hold
    rare = sum(count * each for each, count in states.items() if each * ONE_IN <= most)
    return Exact(rare / comb(people, total))


def _states(of: Sequence[int], total: int) -> dict[int, int] | None:
    """Return how many tables there are of each number of ways; None where there are too many."""
    if len(of) > 1 and _at_least(of, total) > MOST:
        return None
    states: Counter[tuple[int, int]] = Counter({(0, 1): 1})
    room = sum(of)
    for n in of:
        room -= n
        chosen = [comb(n, yes) for yes in range(min(n, total) + 1)]
        grown: Counter[tuple[int, int]] = Counter()
        for (have, ways), count in states.items():
            for yes in range(max(0, total - have - room), min(n, total - have) + 1):
                grown[have + yes, ways * chosen[yes]] += count
            if len(grown) > MOST:
                return None
        states = grown
    return {ways: count for (_, ways), count in states.items()}


def _at_least(of: Sequence[int], total: int) -> int:
    """Return a number of states that there are at least after the first two groups.

    With as many persons in both together, the ways first rise and then fall as the first
    group has more of them, so that no number of ways comes more than twice.
    """
    first, second, *others = of
    room = sum(others)
    pairs = 0
    for yes in range(max(0, total - room - second), min(first, total) + 1):
        pairs += max(0, min(second, total - yes) - max(0, total - yes - room) + 1)
    return pairs // 2


def _drawn(of: Sequence[int], total: int, ways: int) -> Exact:
    """Draw tables with these margins, and count those that are no more probable."""
    import numpy as np

    random = np.random.default_rng(SEED)
    tables = random.multivariate_hypergeometric(list(of), total, size=DRAWS, method="marginals")
    sizes, logs = np.array(of), log_factorials(max(of))
    chosen = logs[sizes] - logs[tables] - logs[sizes - tables]
    rare = int((chosen.sum(axis=1) <= log(ways) + 1 / ONE_IN).sum())
    return Exact((rare + 1) / (DRAWS + 1), is_drawn=True)
