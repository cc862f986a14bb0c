"""How far apart two ratings are: by name for categories, by size for numbers, by overlap for sets.

Two definitions of MASI and two treatments of the empty set are in circulation;
whichever is used is named in the output (`Distance.label`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.analysis.agreement.basis import SetDistance

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from qualcode.analysis.agreement.ratings import Floats


@dataclass(frozen=True)
class Distance:
    """A named distance between the values of a rating."""

    label: str
    """As it is printed, with its source where there are several of the name."""
    between: Callable[[Any, Any], float] | None
    """Of two values, 0 to 1; None for the ordinal one, which needs to know how all are spread."""

    def matrix(self, values: Sequence[Hashable], counts: Floats) -> Floats:
        """Return K × K: the distances of all pairs of values.

        Args:
            values: The categories; for ordinal data, numbers or texts that sort.
            counts: K: how often each is paired, for ordinal data.
        """
        if self.between is None:
            return _ordinal(values, counts)
        distances = [[self.between(a, b) for b in values] for a in values]
        return np.array(distances, dtype=float).reshape(len(values), len(values))


def jaccard_share(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Return the share of all members that both sets have; 1 for two empty sets."""
    return len(one & other) / len(one | other) if one | other else 1.0


def monotonicity(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Return Passonneau's M: 1 equal, 2/3 one within the other, 1/3 overlapping, 0 disjoint.

    An empty set lies within every set, but says the contrary of it: coded with
    nothing and coded with something are disjoint here.
    """
    if one == other:
        return 1.0
    if not one & other:
        return 0.0
    return 2 / 3 if one <= other or other <= one else 1 / 3


def subset_rule(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Return M where the empty set counts as lying within every other, as DKPro has it."""
    return 2 / 3 if one != other and not (one and other) else monotonicity(one, other)


def _ordinal(values: Sequence[Hashable], counts: Floats) -> Floats:
    """Return squared ordinal distances: values between two ranks, half of the ranks themselves."""
    order = np.argsort(np.array(values, dtype=object))
    sorted_counts = counts[order]
    reached = np.cumsum(sorted_counts)
    middle = reached - sorted_counts / 2
    found = np.zeros((len(values), len(values)))
    found[np.ix_(order, order)] = (middle[:, None] - middle[None, :]) ** 2
    return found


nominal = Distance("nominal", lambda a, b: float(a != b))
ordinal = Distance("ordinal", None)
interval = Distance("interval", lambda a, b: float(a - b) ** 2)
ratio = Distance("ratio", lambda a, b: ((a - b) / (a + b)) ** 2 if a + b else 0.0)
jaccard = Distance("Jaccard distance, 1 − J", lambda a, b: 1 - jaccard_share(a, b))
masi = Distance(
    "MASI = 1 − J·M (Passonneau 2006)",
    lambda a, b: 1 - jaccard_share(a, b) * monotonicity(a, b),
)
masi_product = Distance(
    "MASI as a product, (1 − J)(1 − M) (Artstein & Poesio 2008)",
    lambda a, b: (1 - jaccard_share(a, b)) * (1 - subset_rule(a, b)),
)
monotonic = Distance("Passonneau's set distance, 1 − M", lambda a, b: 1 - subset_rule(a, b))

SET_DISTANCES: dict[SetDistance, Distance] = {
    SetDistance.NOMINAL: nominal,
    SetDistance.JACCARD: jaccard,
    SetDistance.MASI: masi,
    SetDistance.MASI_PRODUCT: masi_product,
    SetDistance.DP: monotonic,
}
"""The distances between sets of codes, by the name the user gives."""
