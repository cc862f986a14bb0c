"""What stands behind the groups of a frequency table: refs, denied, past, intervals, tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count
from qualcode.analysis.intervals import wilson
from qualcode.analysis.significance import GroupTest, adjusted, compare_groups
from qualcode.analysis.table import Column, Form
from qualcode.model.coding import Status
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.analysis.significance import Adjustment
    from qualcode.analysis.table import Cell
    from qualcode.analysis.tallies import Tallies

    Extra = tuple[Column, Mapping[str, Cell]]
    """A column and its cells by row; a row without one has 0."""


def extra_columns(tallies: Tallies) -> list[Extra]:
    """Return the columns behind the groups, as the layout asks for them."""
    layout = tallies.layout
    extras: list[Extra] = []
    if layout.count is Count.PERSONS:
        extras.append((_REFERENCES, tallies.totals(Count.REFERENCES)))
    if layout.intervals:
        extras.extend(_interval_columns(tallies))
    if layout.denied:
        extras.append((_DENIED, tallies.totals(Count.PERSONS, Status.DENIED)))
    if layout.historical:
        extras.append((_HISTORICAL, tallies.totals(Count.PERSONS, Status.HISTORICAL)))
    if layout.tests is not None:
        extras.extend(_test_columns(tallies, layout.tests))
    return extras


def _interval_columns(tallies: Tallies) -> Iterator[Extra]:
    """Yield the bounds of the total share of persons, in percent."""
    base = len(tallies.everybody())
    persons = tallies.totals(Count.PERSONS)
    bounds = {row: wilson(min(number, base), base) for row, number in persons.items()}
    for side, column in enumerate((_LOW, _HIGH)):
        yield (
            _of_persons(column, tallies),
            {row: each[side] * 100 if each else None for row, each in bounds.items()},
        )


def _test_columns(tallies: Tallies, adjust: Adjustment) -> Iterator[Extra]:
    """Yield p, adjusted p, Cramér's V and the test's name, for codes; families are not tests."""
    found = {row.id: _test(tallies, row.id) for row in tallies.rows if row.kind != "family"}
    found.pop("any", None)
    new = dict(zip(found, adjusted([each.p for each in found.values()], adjust), strict=True))
    blank: dict[str, Cell] = {row.id: None for row in tallies.rows if row.id not in found}
    yield _of_persons(_P, tallies), blank | {row: each.p for row, each in found.items()}
    yield _of_persons(_P_ADJUSTED, tallies), blank | new
    yield _of_persons(_V, tallies), blank | {row: each.cramers_v for row, each in found.items()}
    persons = tallies.totals(Count.PERSONS)
    names = {row: _named(each, persons[row]) for row, each in found.items()}
    yield _TEST, dict.fromkeys(blank, "") | names


def _of_persons(column: Column, tallies: Tallies) -> Column:
    """Say that a column is of persons, where the cells beside it are of something else."""
    if tallies.layout.count is Count.PERSONS:
        return column
    title = Label(f"人数：{column.title.zh}", f"persons: {column.title.en}")
    return replace(column, title=title)


def _test(tallies: Tallies, row: str) -> GroupTest:
    *having, _ = tallies.cells(Count.PERSONS)[row]
    return compare_groups(having, [tallies.base(group) for group in tallies.grouping.groups])


def _named(test: GroupTest, having: int) -> str:
    """Name the test, and say where it tells little.

    Where counts were too small for chi-square it is said what that would give; of a code
    that one person names, V is large or small by who that one is.
    """
    said = _with_chi(test)
    if having != 1 or test.cramers_v is None:
        return said
    return f"{said}; V of a code that one person names says little"


def _with_chi(test: GroupTest) -> str:
    if not test.is_small or test.statistic is None or test.chi_p is None:
        return test.name.en
    chi = f"chi-square {test.statistic:.2f}, df {test.freedom}, p {test.chi_p:.3g}"
    return f"{test.name.en} ({chi}: small expected counts)"


_REFERENCES = Column("references", Label("参考点", "refs"), Form.COUNT)
_DENIED = Column("denied_n", Label("否认人数", "denied by"), Form.COUNT)
_HISTORICAL = Column("historical_n", Label("曾有人数", "past for"), Form.COUNT)
_LOW = Column(
    "ci_low", Label("95% 区间下限%（Wilson）", "95 % interval low % (Wilson)"), Form.PERCENT
)
_HIGH = Column(
    "ci_high", Label("95% 区间上限%（Wilson）", "95 % interval high % (Wilson)"), Form.PERCENT
)
_P = Column("p", Label("p", "p"), Form.PROBABILITY)
_P_ADJUSTED = Column("p_adjusted", Label("校正 p", "adjusted p"), Form.PROBABILITY)
_V = Column("cramers_v", Label("Cramér V", "Cramér's V"), Form.RATE)
_TEST = Column("test", Label("检验", "test"))
