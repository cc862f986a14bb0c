"""The problem-frequency table: which codes come up, and with whom.

Rows are codes under their families; columns are groups of speakers (or of those
spoken of). `Layout` is the user's choice of both, `Tallies` what is counted; here
stands the table as it is read, in `long_form` the same facts one row per code and group.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from qualcode.analysis.counting import COUNT_NAMES, TOTAL, Count
from qualcode.analysis.frequency_extras import extra_columns
from qualcode.analysis.layout import TOTAL_NAME
from qualcode.analysis.notes import counted_named
from qualcode.analysis.table import Column, Form, Heading, ResultTable
from qualcode.analysis.tallies import Tallies
from qualcode.model.codebook import Kind
from qualcode.model.label import Label
from qualcode.model.naming import kinds_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.layout import Layout, Row
    from qualcode.analysis.table import Cell

_BY_10K = 10_000


def frequency_table(corpus: Corpus, layout: Layout) -> ResultTable:
    """Return the table as it is read: codes down, groups across.

    Args:
        corpus: What is counted; its marks have passed the user's filters.
        layout: Which rows, columns and cells.

    Returns:
        For persons, each group has a column of numbers and one of percentages;
        for the other counts, one of numbers.
    """
    tallies = Tallies(corpus, layout)
    cells = tallies.cells(layout.count)
    ordered = tallies.rows
    if layout.by_size:
        ordered = _ordered(tallies.rows, tallies.totals(layout.count))
    extras = extra_columns(tallies)
    return ResultTable(
        name="frequency",
        title=titled(layout, tallies.rows),
        columns=_columns(tallies, [column for column, _ in extras]),
        rows=tuple(
            (
                row.id,
                row.name.zh,
                row.name.en,
                *_numbers(tallies, cells, row),
                *(numbers.get(row.id, 0) for _, numbers in extras),
            )
            for row in ordered
        ),
        headings=_headings(tallies),
        levels=tuple(row.level for row in ordered),
    )


def titled(layout: Layout, rows: Sequence[Row]) -> Label:
    """Return the heading of a table: what kinds of code its rows are, and who is spoken of."""
    shown = {row.kind for row in rows} or set(layout.kinds or Kind)
    kinds = [kind for kind in Kind if kind in shown]
    if len(kinds) == 1:
        title = _TITLES[kinds[0]]
    else:
        names = kinds_named(kinds)
        title = Label(f"编码频次表：{names.zh}", f"Frequency of codes: {names.en}")
    if layout.statuses:
        named = counted_named(layout.statuses)
        title = Label(f"{title.zh}：{named.zh}", f"{title.en}: {named.en}")
    if layout.by != "about":
        return title
    return Label(f"{title.zh}（按被谈及主体）", f"{title.en}, by subject spoken of")


def _numbers(tallies: Tallies, cells: Mapping[str, list[int]], row: Row) -> Iterable[Cell]:
    """Return the cells of a row: side by side what the layout wants to know of each group."""
    layout, bases = tallies.layout, tallies.bases
    numbers = cells[row.id][: len(bases)]
    if layout.count is Count.PER_10K:
        return _shares(numbers, [spoken for _, _, spoken in bases], _BY_10K)
    if layout.count is not Count.PERSONS:
        return numbers
    sides: list[Sequence[Cell]] = [numbers, _shares(numbers, [base for _, base, _ in bases], 100)]
    if layout.references:
        sides.append(tallies.cells(Count.REFERENCES)[row.id][: len(bases)])
    return chain.from_iterable(zip(*sides, strict=True))


def _shares(numbers: Sequence[int], of: Sequence[int], times: int) -> Sequence[Cell]:
    """Return how much numbers are of their bases; undefined where there is nobody."""
    return [n / base * times if base else None for n, base in zip(numbers, of, strict=True)]


def _columns(tallies: Tallies, extras: Sequence[Column]) -> tuple[Column, ...]:
    columns = [
        Column("code", Label("编码", "code")),
        Column("name_zh", Label("名称", "name (zh)")),
        Column("name_en", Label("英文名称", "name")),
    ]
    for group, _, _ in tallies.bases:
        columns.extend(_group_columns(tallies.layout, group))
    return (*columns, *extras)


def _group_columns(layout: Layout, group: str) -> list[Column]:
    count = layout.count
    if count is Count.PERSONS:
        found = [
            Column(f"{group}_n", Label("人数", "persons"), Form.COUNT, group),
            Column(f"{group}_pct", Label("占比%", "%"), Form.PERCENT, group),
        ]
        refs = Column(f"{group}_refs", Label("参考点", "refs"), Form.COUNT, group)
        return [*found, refs] if layout.references else found
    form = Form.RATE if count is Count.PER_10K else Form.COUNT
    return [Column(f"{group}_{count.value.replace('-', '_')}", COUNT_NAMES[count], form, group)]


def _headings(tallies: Tallies) -> tuple[Heading, ...]:
    found = [
        Heading(group.id, group.name, tallies.base(group)) for group in tallies.grouping.groups
    ]
    if tallies.layout.totals:
        found.append(Heading(TOTAL, TOTAL_NAME, len(tallies.everybody())))
    return tuple(found)


def _ordered(rows: Sequence[Row], totals: Mapping[str, int]) -> list[Row]:
    """Sort by total, largest first; codes stay under their family, the bottom row at the bottom."""

    def rank(block: Sequence[Row]) -> tuple[bool, int]:
        return not block[0].kind, -totals[block[0].id]

    top = min((row.level for row in rows), default=0)
    blocks: list[list[Row]] = []
    for row in rows:
        if row.level == top:
            blocks.append([row])
        else:
            blocks[-1].append(row)
    return [
        row for head, *under in sorted(blocks, key=rank) for row in (head, *_ordered(under, totals))
    ]


_TITLES = {
    Kind.PROBLEM: Label("问题频次表", "Frequency of problems"),
    Kind.CAUSE: Label("原因频次表", "Frequency of causes"),
    Kind.POSITIVE: Label("积极面频次表", "Frequency of positive codes"),
    Kind.COUNTERMEASURE: Label("对策频次表", "Frequency of countermeasures"),
    Kind.THEME: Label("主题频次表", "Frequency of themes"),
}
