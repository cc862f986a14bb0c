"""What several coders said of the same units, as patterns and how often each occurs.

A million sentences rated by two coders hold four patterns. All coefficients are
sums over units, so they need no more than the patterns and their weights; and a
bootstrap over interviews is the same sums under other weights.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Rating = Hashable | None
    Pattern = tuple[Rating, ...]
    Floats = NDArray[np.float64]

EVERYTHING = "all"
"""The one group of ratings that come from nowhere in particular."""


@dataclass(frozen=True)
class Ratings:
    """Ratings of units by coders.

    Shapes: P patterns, R coders, K categories, G groups (interviews).
    """

    patterns: tuple[Pattern, ...]
    """The distinct rows of ratings, each one value per coder; None = not rated."""
    weights: Floats
    """G × P: how often each pattern occurs in each group."""
    groups: tuple[str, ...] = (EVERYTHING,)
    """Names of the groups, such as the documents."""

    @classmethod
    def of_units(cls, units: Iterable[Pattern]) -> Ratings:
        """Gather ratings unit by unit."""
        return cls.of_groups({EVERYTHING: Counter(units)})

    @classmethod
    def of_coders(cls, coders: Sequence[Sequence[Rating]]) -> Ratings:
        """Gather ratings coder by coder, as textbooks print them (R rows of equal length)."""
        return cls.of_units(zip(*coders, strict=True))

    @classmethod
    def of_groups(cls, groups: Mapping[str, Mapping[Pattern, int]]) -> Ratings:
        """Gather ratings that are counted already, by group (interview)."""
        patterns = tuple(dict.fromkeys(each for found in groups.values() for each in found))
        weights = [[found.get(each, 0) for each in patterns] for found in groups.values()]
        shape = (len(groups), len(patterns))
        return cls(patterns, np.array(weights, dtype=float).reshape(shape), tuple(groups))

    @cached_property
    def categories(self) -> tuple[Hashable, ...]:
        """Return the values that are in use, in order of their text."""
        found = {value for pattern in self.patterns for value in pattern if value is not None}
        return tuple(sorted(found, key=lambda value: (str(type(value)), str(value))))

    @property
    def coders(self) -> int:
        """Return how many coders there are."""
        return len(self.patterns[0]) if self.patterns else 0

    @cached_property
    def total(self) -> Floats:
        """Return the weights of all groups together: 1 × P."""
        return np.atleast_2d(self.weights.sum(axis=0))

    @cached_property
    def indicators(self) -> Floats:
        """Return P × R × K: 1 where a coder gave a pattern that category."""
        index = {category: number for number, category in enumerate(self.categories)}
        found = np.zeros((len(self.patterns), self.coders, len(index)))
        for number, pattern in enumerate(self.patterns):
            for coder, value in enumerate(pattern):
                if value is not None:
                    found[number, coder, index[value]] = 1
        return found

    @cached_property
    def counts(self) -> Floats:
        """Return P × K: how many coders gave a pattern each category."""
        return np.asarray(self.indicators.sum(axis=1))

    @cached_property
    def raters(self) -> Floats:
        """Return P: how many coders rated each pattern."""
        return np.asarray(self.counts.sum(axis=1))

    def of_two(self) -> Ratings:
        """Return the units that at least two coders rated, so that all coefficients have the same.

        Coefficients of missing ratings keep units of one rating in their margins; where
        a unit is only there because one coder looked at it, that would tell of other units.
        """
        kept = np.flatnonzero(self.raters >= 2)
        patterns = tuple(self.patterns[n] for n in kept.tolist())
        return Ratings(patterns, self.weights[:, kept], self.groups)

    @property
    def units(self) -> int:
        """Return how many units at least one coder rated."""
        return round(float((self.total @ (self.raters >= 1))[0]))

    @property
    def pairable(self) -> int:
        """Return how many units at least two coders rated."""
        return round(float((self.total @ (self.raters >= 2))[0]))
