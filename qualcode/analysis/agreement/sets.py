"""Agreement on sets of codes: one alpha over all codes, for any number of different sets.

Sentences carry few codes each but many different sets in all, so nothing here is
a table of patterns by sets; distances are worked out in blocks from how many codes
two sets share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.analysis.agreement.distances import Distance
    from qualcode.analysis.agreement.ratings import Floats, Pattern

BLOCK = 1024
"""Sets whose distances to all others are worked out at once."""
MOST_FOR_BOOTSTRAP = 400
"""Different sets up to which the bootstrap is quick; with more, no interval is given."""
MOST_CELLS = 5_000_000
"""Interviews times patterns up to which a bootstrap is held in memory."""


@dataclass(frozen=True)
class SetRatings:
    """The sets of codes that coders put on units, counted by interview."""

    groups: Mapping[str, Counter[Pattern]]

    @property
    def whole(self) -> Counter[Pattern]:
        """Return how often each pattern occurs in all interviews."""
        found: Counter[Pattern] = Counter()
        for counted in self.groups.values():
            found.update(counted)
        return found

    @property
    def can_be_resampled(self) -> bool:
        """Tell whether a bootstrap fits into memory and time."""
        whole = self.whole
        sets = {value for pattern in whole for value in pattern if value is not None}
        small = len(whole) * len(self.groups) <= MOST_CELLS
        return small and len(sets) <= MOST_FOR_BOOTSTRAP


@dataclass(frozen=True, slots=True)
class SetAgreement:
    """What coders agree on over sets."""

    units: int
    """Units that at least two rated."""
    raw: float | None
    alpha: float | None
    """None where there is no variation."""


def set_agreement(ratings: SetRatings, distance: Distance) -> SetAgreement:
    """Return raw agreement and Krippendorff's alpha over sets of codes.

    Args:
        ratings: The sets.
        distance: Between sets, see `distances.SET_DISTANCES`.
    """
    units, equal = 0, 0.0
    numbers: Counter[Any] = Counter()
    pairs: defaultdict[tuple[Any, Any], float] = defaultdict(float)
    for pattern, weight in ratings.whole.items():
        values = [value for value in pattern if value is not None]
        if len(values) < 2:
            continue
        units += weight
        for value in values:
            numbers[value] += weight
        for pair in permutations(values, 2):
            equal += weight * (pair[0] == pair[1]) / (len(values) * (len(values) - 1))
            pairs[pair] += weight / (len(values) - 1)
    if not units:
        return SetAgreement(0, None, None)
    expected = _expected(numbers, distance)
    others = sum(numbers.values()) - 1
    alpha = 1 - others * _observed(pairs, distance) / expected if expected > 0 else None
    return SetAgreement(units, equal / units, alpha)


def _observed(pairs: Mapping[tuple[Any, Any], float], distance: Distance) -> float:
    """Return the distances of all pairs within units, each as often as it occurs."""
    sizes = np.array([(len(a & b), len(a), len(b)) for a, b in pairs], dtype=float).reshape(-1, 3)
    weights = np.array(list(pairs.values()), dtype=float)
    return float(weights @ distance.apart(sizes[:, 0], sizes[:, 1], sizes[:, 2]))


def overlaps(values: Iterable[frozenset[str]]) -> tuple[Any, Floats]:
    """Return sets × codes, 1 where a set has a code (sparse), and the size of each set."""
    from scipy import sparse

    sets = list(values)
    codes = {code: number for number, code in enumerate(sorted(frozenset().union(*sets)))}
    rows = [number for number, each in enumerate(sets) for _ in each]
    columns = [codes[code] for each in sets for code in each]
    shape = (len(sets), max(len(codes), 1))
    members = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape)
    return members, np.array([len(each) for each in sets], dtype=float)


def _expected(numbers: Mapping[Any, int], distance: Distance) -> float:
    """Return Σ n_c n_k δ_ck over all pairs of sets.

    Most sets share no code, and then only their sizes matter: all pairs are summed up by
    size as if they shared none, and those that do share are put right, a block at a time.
    """
    members, sizes = overlaps(numbers)
    counts = np.array(list(numbers.values()), dtype=float)
    kinds, where = np.unique(sizes, return_inverse=True)
    by_size = np.bincount(where, weights=counts)
    strangers = distance.apart(0.0, kinds[:, None], kinds[None, :]) * np.ones((len(kinds),) * 2)
    total = float(by_size @ strangers @ by_size)
    for start in range(0, len(counts), BLOCK):
        shared = (members[start : start + BLOCK] @ members.T).tocoo()
        rows, columns = shared.row + start, shared.col
        alike = distance.apart(shared.data, sizes[rows], sizes[columns])
        apart = distance.apart(np.zeros_like(shared.data), sizes[rows], sizes[columns])
        total += float((counts[rows] * counts[columns] * (alike - apart)).sum())
    return total
