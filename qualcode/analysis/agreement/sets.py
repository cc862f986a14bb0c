"""Agreement on sets of codes: one alpha over all codes, for any number of different sets.

Sentences carry few codes each but many different sets in all, so nothing here is a
table of sets by sets; see `set_pairs` for how their distances are summed up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.analysis.agreement.set_pairs import all_pairs, work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.analysis.agreement.distances import Distance
    from qualcode.analysis.agreement.places import Ints
    from qualcode.analysis.agreement.ratings import Floats, Pattern

MOST_WORK = 6_000_000_000
"""Multiplications up to which an interval is worked out: some seconds."""
UNREAD = -1
"""In place of a set: the coder has not read the document."""


@dataclass(frozen=True)
class SetRatings:
    """The sets of codes that coders put on units, counted by interview.

    Shapes: S different sets, P patterns, R coders, G interviews.
    """

    sets: tuple[frozenset[Any], ...]
    patterns: Ints
    """P × R: which set each coder gave, or `UNREAD`."""
    weights: Any
    """G × P, sparse: how often each pattern occurs in each interview."""

    @classmethod
    def of_groups(cls, groups: Mapping[str, Mapping[Pattern, int]]) -> SetRatings:
        """Gather sets that are counted already, by interview."""
        from scipy import sparse

        patterns = list(dict.fromkeys(each for found in groups.values() for each in found))
        sets: list[Any] = list(dict.fromkeys(v for each in patterns for v in each if v is not None))
        index: dict[Any, int] = {each: n for n, each in enumerate(sets)} | {None: UNREAD}
        numbers = np.array([[index[v] for v in each] for each in patterns], np.int64)
        weights = [[found.get(each, 0) for each in patterns] for found in groups.values()]
        return cls(tuple(sets), numbers, sparse.csr_matrix(weights))

    @cached_property
    def raters(self) -> Ints:
        """Return P: how many coders rated each pattern."""
        return np.asarray((self.patterns != UNREAD).sum(axis=1))

    @cached_property
    def total(self) -> Floats:
        """Return P: how often each pattern that two coders or more rated occurs."""
        whole = np.asarray(self.weights.sum(axis=0)).reshape(-1)
        return np.asarray(np.where(self.raters >= 2, whole, 0.0))

    @cached_property
    def used(self) -> Any:
        """Return P × S, sparse: how often each set stands in a pattern that two coders rated."""
        from scipy import sparse

        rows, coders = np.nonzero((self.patterns != UNREAD) & (self.raters >= 2)[:, None])
        shape = (len(self.patterns), len(self.sets))
        return sparse.csr_matrix((np.ones(len(rows)), (rows, self.patterns[rows, coders])), shape)

    @cached_property
    def members(self) -> tuple[Any, Floats]:
        """Return sets × codes, 1 where a set has a code (sparse), and the size of each set."""
        from scipy import sparse

        codes: dict[Any, int] = {}
        columns = [codes.setdefault(code, len(codes)) for each in self.sets for code in each]
        sizes = np.array([len(each) for each in self.sets], dtype=float)
        rows = np.repeat(np.arange(len(self.sets)), sizes.astype(int))
        shape = (len(self.sets), max(len(codes), 1))
        return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape), sizes

    def disagreements(self, distance: Distance) -> Floats:
        """Return P: the distances of all ordered pairs within a pattern over (raters − 1)."""
        members, sizes = self.members
        found = np.zeros(len(self.patterns))
        for one, other in permutations(range(self.patterns.shape[1]), 2):
            a, b = self.patterns[:, one], self.patterns[:, other]
            both = np.flatnonzero((a != UNREAD) & (b != UNREAD))
            shared = members[a[both]].multiply(members[b[both]]).sum(axis=1)
            apart = distance.apart(np.asarray(shared).reshape(-1), sizes[a[both]], sizes[b[both]])
            found[both] += apart / (self.raters[both] - 1)
        return found


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
    from scipy import sparse

    units = float(ratings.total.sum())
    if not units:
        return SetAgreement(0, None, None)
    from qualcode.analysis.agreement.distances import set_nominal

    pairs = np.maximum(ratings.raters, 1)
    raw = 1 - float(ratings.total @ (ratings.disagreements(set_nominal) / pairs)) / units
    numbers = ratings.used.T @ ratings.total
    observed = float(ratings.total @ ratings.disagreements(distance))
    members, _ = ratings.members
    counts = sparse.csr_matrix(numbers)
    expected = float(all_pairs(members, counts, np.ones((1, 1)), distance)[0])
    varies = expected > _NOTHING * numbers.sum() ** 2
    alpha = 1 - (numbers.sum() - 1) * observed / expected if varies else None
    return SetAgreement(round(units), raw, None if alpha is None else float(alpha))


def set_interval(
    ratings: SetRatings, distance: Distance, chosen: Floats, level: float = 0.95
) -> tuple[float, float] | None:
    """Return the percentile interval of alpha over resampled interviews.

    Args:
        ratings: The sets.
        distance: Between sets.
        chosen: Draws × interviews: how often each interview is drawn, see `bootstrap.draws`.
        level: Share of the draws inside.

    Returns:
        None with fewer than two interviews, or where it would take minutes.
    """
    from qualcode.analysis.agreement.bootstrap import percentiles

    if ratings.weights.shape[0] < 2:
        return None
    usable = ratings.weights.multiply((ratings.raters >= 2)[None, :]).tocsr()
    observed = chosen @ np.asarray(usable @ ratings.disagreements(distance)).reshape(-1)
    counts = (usable @ ratings.used).tocsr()  # G × S
    pairs = chosen @ np.asarray(counts.sum(axis=1)).reshape(-1) - 1
    members, _ = ratings.members
    if work(members, counts) * len(chosen) > MOST_WORK:
        return None
    expected = all_pairs(members, counts, chosen, distance)
    values = np.full(len(chosen), np.nan)
    np.divide(pairs * observed, expected, out=values, where=expected > _NOTHING * pairs**2)
    return percentiles(1 - values, level)


_NOTHING = 1e-12
"""Of all pairs: less than this is what rounding leaves."""
