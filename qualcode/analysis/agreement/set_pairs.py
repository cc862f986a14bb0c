"""The distances of all pairs of sets of codes, without looking at pairs.

A hundred thousand different sets make five thousand million pairs. But a distance is a
function of how many codes two sets share, given their sizes, and any function of a whole
number s is a sum of binomials, f(s) = Σ_j C(s, j) Δ^j f(0) (Newton). Summed over all pairs,
C(s, j) counts the groups of j codes that both sets have: so it is enough to count, for
each group of codes, the sets that have it. Sets of many codes have too many such groups;
they are few, and are compared with every other set.
"""

from __future__ import annotations

from itertools import combinations, combinations_with_replacement
from math import comb
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.analysis.sweeps import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.analysis.agreement.distances import Distance
    from qualcode.analysis.agreement.places import Ints
    from qualcode.analysis.agreement.ratings import Floats

FEW = 6
"""Codes up to which a set is taken apart into the groups of codes that it has."""
BLOCK = 2048
"""Groups of codes that are worked on at once."""
_CELLS = 4_000_000
"""Pairs of a large set and any other that are worked on at once: each takes some 60 bytes."""
_FULL = 10
"""With more than one place in so many, a table is multiplied quicker than a list of places."""


def all_pairs(members: Any, counts: Any, chosen: Floats, distance: Distance) -> Floats:
    """Return Σ n_a n_b δ_ab over all pairs of sets, for each draw of interviews.

    Args:
        members: Sets × codes, sparse: 1 where a set has a code.
        counts: Interviews × sets, sparse: how often a set is given.
        chosen: Draws × interviews: how often an interview is drawn.
        distance: Between sets.
    """
    sizes = np.asarray(members.sum(axis=1)).reshape(-1).astype(int)
    total, alone = np.zeros(len(chosen)), np.zeros(chosen.shape[1])
    drawn = np.ascontiguousarray(chosen.T)
    for number in range(FEW + 1):
        groups = _groups(members, sizes, number)
        counted = {size: (counts @ each).T.tocsr() for size, each in groups.items()}
        places = sum(np.diff(each.indptr) for each in counted.values())
        for size, each in counted.items():
            alone += _difference(distance, number, size, size) * _alone(each[places == 1])
        several = {size: each[places > 1] for size, each in counted.items()}
        for one, other, products in _products(several, drawn):
            step = _difference(distance, number, one, other)
            total += (1 if one == other else 2) * step * products
    return total + chosen**2 @ alone + _with_large(members, sizes, counts, chosen, distance)


def work(members: Any, counts: Any) -> int:
    """Return about how many multiplications `all_pairs` takes for each draw."""
    sizes = np.asarray(members.sum(axis=1)).reshape(-1).astype(int)
    parts = np.where(sizes <= FEW, 2.0**sizes, float(counts.shape[1]))
    used = np.asarray((counts > 0).sum(axis=0)).reshape(-1)
    return int(used @ parts)


def _groups(members: Any, sizes: Ints, number: int) -> dict[int, Any]:
    """Return, for sets of each size, sets × groups of so many codes: 1 where a set has them."""
    from scipy import sparse

    rows: list[tuple[int, Ints]] = []
    parts: list[Ints] = []
    for size in range(number, FEW + 1):
        sets = np.flatnonzero(sizes == size)
        codes = np.sort(members[sets].indices.reshape(len(sets), size), axis=1)
        for some in combinations(range(size), number):
            rows.append((size, sets))
            parts.append(codes[:, some])
    group = _folded(np.concatenate(parts), members.shape[1])
    edges = np.cumsum([len(each) for _, each in rows])[:-1]
    found: dict[int, tuple[list[Ints], list[Ints]]] = {}
    for (size, sets), columns in zip(rows, np.split(group, edges), strict=True):
        lines = found.setdefault(size, ([], []))
        lines[0].append(sets)
        lines[1].append(columns)
    shape = (members.shape[0], int(group.max()) + 1 if len(group) else 1)
    return {
        size: sparse.csr_matrix(
            (np.ones(sum(map(len, lines[0]))), tuple(map(np.concatenate, lines))), shape
        )
        for size, lines in found.items()
        if sum(map(len, lines[0]))
    }


def _folded(codes: Ints, many: int) -> Ints:
    """Return a number for each line of codes, the same for the same line."""
    number = np.zeros(len(codes), np.int64)
    for column in codes.T:
        _, number = numbered(number * many + column)
    return number


def _products(counted: dict[int, Any], drawn: Floats) -> Iterator[tuple[int, int, Floats]]:
    """Yield two sizes, and the pairs of sets of these sizes that have a group in common.

    Args:
        counted: Of each size, groups × interviews.
        drawn: Interviews × draws.
    """
    pairs = list(combinations_with_replacement(counted, 2))
    sums = {pair: np.zeros(drawn.shape[1]) for pair in pairs}
    groups = max((each.shape[0] for each in counted.values()), default=0)
    for start in range(0, groups, BLOCK):
        found = {size: _times(each[start : start + BLOCK], drawn) for size, each in counted.items()}
        for one, other in pairs:
            sums[one, other] += np.einsum("gb,gb->b", found[one], found[other])
    for (one, other), products in sums.items():
        yield one, other, products


def _alone(groups: Any) -> Floats:
    """Return for each interview the pairs within groups that it alone has.

    Most groups of many codes are such. An interview has a group of codes alone in one size of
    sets only, or it would stand in several places.
    """
    return np.asarray(np.bincount(groups.indices, groups.data**2, minlength=groups.shape[1]))


def _times(groups: Any, drawn: Floats) -> Floats:
    """Multiply; groups that many interviews have as a table, the others as a list of places."""
    is_full = groups.nnz * _FULL > groups.shape[0] * groups.shape[1]
    return np.asarray((groups.toarray() if is_full else groups) @ drawn)


def _difference(distance: Distance, number: int, one: int, other: int) -> float:
    """Return Δ^j f(0) of a distance as a function of how many codes two sets share."""
    return sum(
        (-1.0) ** (number - shared)
        * comb(number, shared)
        * float(distance.apart(float(shared), float(one), float(other)))
        for shared in range(number + 1)
    )


def _with_large(
    members: Any, sizes: Ints, counts: Any, chosen: Floats, distance: Distance
) -> Floats:
    """Return the part of pairs of which one set, or both, is large."""
    large = np.flatnonzero(sizes > FEW)
    times = np.where(sizes > FEW, 1.0, 2.0)  # with a small one, a pair has two orders
    total = np.zeros(len(chosen))
    block = max(1, _CELLS // max(len(sizes), 1))
    for start in range(0, len(large), block):
        some = large[start : start + block]
        shared = (members[some] @ members.T).toarray()
        apart = distance.apart(shared, sizes[some][:, None], sizes[None, :]) * times
        others = np.asarray(counts @ apart.T)
        total += np.einsum("bs,bs->b", chosen @ others, chosen @ counts[:, some].toarray())
    return total
