"""Tests between groups of persons, and what many tests at once ask for.

Only persons are independent of each other; their codings are not, so no test is
ever made of references. The samples are not random either: a p-value describes,
it does not generalise, and whoever prints one says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from math import sqrt
from typing import TYPE_CHECKING

from qualcode.analysis.tails import chi_square_tail, fisher
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EXACT = Label("Fisher–Freeman–Halton 精确", "Fisher-Freeman-Halton exact")
DRAWN = Label("Fisher–Freeman–Halton（随机抽表）", "Fisher-Freeman-Halton, drawn")
SMALL = 5.0
"""Expected counts below this make the chi-square distribution a poor guide (Cochran 1954)."""


class Adjustment(StrEnum):
    """How p-values of many codes are made comparable."""

    NONE = "none"
    HOLM = "holm"
    """Holm (1979): holds the chance of any false alarm."""
    BH = "bh"
    """Benjamini & Hochberg (1995): holds the share of false alarms."""


@dataclass(frozen=True, slots=True)
class GroupTest:
    """A test of whether groups differ in the share of persons who have a code."""

    name: Label
    p: float | None
    """None where nothing can be tested; the reason is in `name`."""
    cramers_v: float | None = None
    statistic: float | None = None
    """Chi-square, also where the exact test of several groups takes its place; else None."""
    freedom: int = 0
    chi_p: float | None = None
    """The p-value of chi-square."""
    is_small: bool = False
    """Some expected count is below 5."""


def compare_groups(having: Sequence[int], of: Sequence[int]) -> GroupTest:
    """Test whether groups differ: two of them exactly, more by chi-square unless counts are small.

    Args:
        having: Persons of each group who have the code.
        of: Persons of each group; groups of nobody are left out.

    Source:
        Fisher (1935), two-sided by the sum of the tables that are no more probable;
        Freeman & Halton (1951) for more groups; Pearson (1900); Cramér (1946) for V.
    """
    table = [(yes, n - yes) for yes, n in zip(having, of, strict=True) if n]
    yes, no = (sum(column) for column in zip(*table, strict=True)) if table else (0, 0)
    if len(table) < 2:
        return GroupTest(Label("不足两组", "fewer than two groups"), None)
    if not yes or not no:
        return GroupTest(Label("无差异可检", "no variation"), None)
    chi = _chi_square(table)
    if len(table) > 2:
        return _of_several(chi, table) if chi.is_small else chi
    (a, b), (c, d) = table
    return GroupTest(
        Label("Fisher 精确", "Fisher exact"),
        fisher((a, c), (a + b, c + d)),
        chi.cramers_v,
        is_small=chi.is_small,
    )


def _of_several(chi: GroupTest, table: Sequence[tuple[int, int]]) -> GroupTest:
    """Test several groups exactly, since chi-square is a poor guide to small counts."""
    from qualcode.analysis.exact import freeman_halton

    exact = freeman_halton([yes for yes, _ in table], [yes + no for yes, no in table])
    name = DRAWN if exact.is_drawn else EXACT
    return replace(chi, name=name, p=exact.p)


def adjusted(values: Sequence[float | None], method: Adjustment) -> list[float | None]:
    """Return p-values adjusted for there being many; what is undefined stays so and is no test.

    Args:
        values: p-values in any order.
        method: How.

    Examples:
        >>> adjusted([0.01, None, 0.04], Adjustment.HOLM)
        [0.02, None, 0.04]
    """
    found = [value for value in values if value is not None]
    order = sorted(range(len(found)), key=found.__getitem__)
    ranked = [found[index] for index in order]
    new = _ADJUSTED[method](ranked)
    by_index = dict(zip(order, new, strict=True))
    results = iter(by_index[index] for index in range(len(found)))
    return [None if value is None else next(results) for value in values]


def _chi_square(table: Sequence[tuple[int, int]]) -> GroupTest:
    people, freedom = sum(map(sum, table)), len(table) - 1
    margins = [sum(column) for column in zip(*table, strict=True)]
    pairs = [
        (found, sum(group) * margin / people)
        for group in table
        for found, margin in zip(group, margins, strict=True)
    ]
    statistic = sum((found - expected) ** 2 / expected for found, expected in pairs)
    p = chi_square_tail(statistic, freedom)
    return GroupTest(
        Label("卡方", "chi-square"),
        p,
        sqrt(statistic / people),  # two columns, so the smaller side minus 1 is 1
        statistic,
        freedom,
        p,
        is_small=min(expected for _, expected in pairs) < SMALL,
    )


def _holm(ranked: Sequence[float]) -> list[float]:
    number = len(ranked)
    raised = [min(1.0, (number - rank) * p) for rank, p in enumerate(ranked)]
    return list(accumulate(raised, max))


def _benjamini_hochberg(ranked: Sequence[float]) -> list[float]:
    number = len(ranked)
    raised = [min(1.0, number / (rank + 1) * p) for rank, p in enumerate(ranked)]
    return list(accumulate(reversed(raised), min))[::-1]


_ADJUSTED: dict[Adjustment, Callable[[Sequence[float]], list[float]]] = {
    Adjustment.NONE: list,
    Adjustment.HOLM: _holm,
    Adjustment.BH: _benjamini_hochberg,
}
