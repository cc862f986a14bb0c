"""How far apart two ratings are: by name for categories, by size for numbers, by overlap for sets.

Two definitions of MASI and two treatments of the empty set are in circulation;
whichever is used is named in the output (`label`). A distance between sets is a
function of three numbers, how many codes two sets share and how many each has, so
that a million pairs are one calculation.
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
    """A named distance between categories, numbers or ranks."""

    label: str
    """As it is printed, with its source where there are several of the name."""
    between: Callable[[Any, Any], float] | None = None
    """Of two values; None for the ordinal one, which needs to know how all are spread."""
    apart: Callable[[Any, Any, Any], Any] = lambda *_: 0.0
    """For sets: of the number of members shared and the sizes of both."""

    def of(self, one: Any, other: Any) -> float:
        """Return the distance of two values."""
        if self.between is not None:
            return self.between(one, other)
        return float(self.apart(float(len(one & other)), float(len(one)), float(len(other))))

    def matrix(self, values: Sequence[Hashable], counts: Floats) -> Floats:
        """Return K × K: the distances of all pairs of values.

        Args:
            values: The categories; for ordinal data, numbers or texts that sort.
            counts: K: how often each is paired, for ordinal data.
        """
        if self is ordinal:
            return _ordinal(values, counts)
        distances = [[self.of(a, b) for b in values] for a in values]
        return np.array(distances, dtype=float).reshape(len(values), len(values))


def jaccard_share(shared: Any, one: Any, other: Any) -> Any:
    """Return the share of all members that both sets have; 1 for two empty sets."""
    union = one + other - shared
    return np.where(union > 0, shared / np.maximum(union, 1), 1.0)


def monotonicity(shared: Any, one: Any, other: Any) -> Any:
    """Return Passonneau's M: 1 equal, 2/3 one within the other, 1/3 overlapping, 0 disjoint.

    An empty set lies within every set, but says the contrary of it: coded with
    nothing and coded with something are disjoint here.
    """
    equal = (shared == one) & (shared == other)
    within = (shared == one) | (shared == other)
    partly = np.where(within, 2 / 3, 1 / 3)
    return np.where(equal, 1.0, np.where(shared > 0, partly, 0.0))


def subset_rule(shared: Any, one: Any, other: Any) -> Any:
    """Return M where the empty set counts as lying within every other, as DKPro has it."""
    one_is_empty = (np.minimum(one, other) == 0) & (np.maximum(one, other) > 0)
    return np.where(one_is_empty, 2 / 3, monotonicity(shared, one, other))


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
ordinal = Distance("ordinal")
interval = Distance("interval", lambda a, b: float(a - b) ** 2)
ratio = Distance("ratio", lambda a, b: ((a - b) / (a + b)) ** 2 if a + b else 0.0)

set_nominal = Distance("nominal", apart=lambda s, a, b: 1.0 - ((s == a) & (s == b)))
jaccard = Distance("Jaccard distance, 1 − J", apart=lambda *sizes: 1 - jaccard_share(*sizes))
masi = Distance(
    "MASI = 1 − J·M (Passonneau 2006)",
    apart=lambda *sizes: 1 - jaccard_share(*sizes) * monotonicity(*sizes),
)
masi_product = Distance(
    "MASI as a product, (1 − J)(1 − M) (Artstein & Poesio 2008)",
    apart=lambda *sizes: (1 - jaccard_share(*sizes)) * (1 - subset_rule(*sizes)),
)
monotonic = Distance(
    "Passonneau's set distance, 1 − M", apart=lambda *sizes: 1 - subset_rule(*sizes)
)

SET_DISTANCES: dict[SetDistance, Distance] = {
    SetDistance.NOMINAL: set_nominal,
    SetDistance.JACCARD: jaccard,
    SetDistance.MASI: masi,
    SetDistance.MASI_PRODUCT: masi_product,
    SetDistance.DP: monotonic,
}
"""The distances between sets of codes, by the name the user gives."""
