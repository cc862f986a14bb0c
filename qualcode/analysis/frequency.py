"""The problem-frequency table: which codes come up, and with whom.

Rows are codes under their families; columns are groups of speakers (or of those
spoken of). `Layout` is the user's choice of both, `frequency_table` the table
as it is read, `frequency_long` the same facts one row per code and group.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.analysis.counting import TOTAL, Count, findings, tally
from qualcode.analysis.frequency_extras import extra_columns
from qualcode.analysis.groups import Level, grouping
from qualcode.analysis.table import Column, Form, Heading, ResultTable
from qualcode.model.codebook import Kind, depth
from qualcode.model.label import Label
from qualcode.model.naming import kind_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.groups import Group, Grouping
    from qualcode.analysis.significance import Adjustment
    from qualcode.analysis.table import Cell
    from qualcode.model.codebook import Code
    from qualcode.model.coding import Status

ANY_CODE = "any"
"""Id of the bottom row: any of the codes above."""

TOTAL_NAME = Label("合计", "all")
ANY_NAME = Label("以上任一", "any of these")
_BY_10K = 10_000


@dataclass(frozen=True, slots=True)
class Layout:
    """How the user wants the table."""

    kinds: tuple[Kind, ...] = (Kind.PROBLEM,)
    """Which codes are rows; empty = all."""
    kinds_named: bool = False
    """The kinds are the user's own word: codes that are named choose among them, no more."""
    codes: tuple[str, ...] = ()
    """Only these leaf codes; empty = all of the kinds."""
    by: str = "subject"
    level: Level = Level.FINE
    count: Count = Count.PERSONS
    statuses: tuple[Status, ...] = ()
    """Count these assertion statuses instead of those that are findings."""
    coded_only: bool = False
    """Base of the percentages: participants with any finding at all, instead of everybody."""
    denied: bool = False
    """Add a column of persons who deny it."""
    historical: bool = False
    """Add a column of persons for whom it is past."""
    by_size: bool = False
    """Sort by the total, the largest first, instead of codebook order."""
    intervals: bool = False
    """Add the Wilson interval of the total share."""
    tests: Adjustment | None = None
    """Add a test of whether the groups differ, p-values adjusted so; None = no test."""
    references: bool = False
    """For persons: add each group's references, not only the total's."""
    totals: bool = True
    families: bool = True
    """Roll codes up into their families."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table and the leaf codes that it stands for."""

    id: str
    name: Label
    kind: str
    level: int
    codes: frozenset[str]


class Tallies:
    """Everything a frequency table counts, counted once.

    Args:
        corpus: What is counted.
        layout: How.
    """

    def __init__(self, corpus: Corpus, layout: Layout) -> None:
        from qualcode.analysis.marks import having

        self.corpus, self.layout = corpus, layout
        self.grouping: Grouping = grouping(corpus, layout.by, layout.level)
        self.rows = rows_of(corpus, layout)
        self._homes = _homes(self.rows)
        self._marks = corpus.frame[having(corpus.frame, "code", self._homes)]
        self._found = findings(self._marks, corpus.codebook, layout.statuses)
        self._counted: dict[tuple[Count, Status | None], dict[tuple[str, ...], int]] = {}
        self._active = frozenset(self._found["participant"]) if layout.coded_only else None

    def base(self, group: Group) -> int:
        """Return the number of persons a group's percentages are of."""
        return len(group.members if self._active is None else group.members & self._active)

    def everybody(self) -> frozenset[str]:
        """Return the participants the total's percentages are of."""
        people = frozenset(person.id for person in self.corpus.participants)
        return people if self._active is None else people & self._active

    @cached_property
    def bases(self) -> list[tuple[str, int, int]]:
        """Return id, number of persons and characters spoken of each group and of the total."""
        corpus = self.corpus
        found = [
            (group.id, self.base(group), corpus.characters(group.members, group.document))
            for group in self.grouping.groups
        ]
        if self.layout.totals:
            people = [person.id for person in corpus.participants]
            found.append((TOTAL, len(self.everybody()), corpus.characters(people)))
        return found

    def cells(self, count: Count, status: Status | None = None) -> dict[tuple[str, ...], int]:
        """Count per row and group; the group `TOTAL` counts each coding once."""
        if (count, status) not in self._counted:
            self._counted[count, status] = self._count(count, status)
        return self._counted[count, status]

    def _count(self, count: Count, status: Status | None) -> dict[tuple[str, ...], int]:
        from qualcode.analysis.marks import spread

        frame = self._found
        if status is not None:
            frame = self._marks[self._marks["status"] == status.value]
        side = self.grouping.depends_on
        groups = {value: self.grouping.home(value) for value in frame[side].cat.categories}
        cells = tally(spread(frame, side, groups, "group"), count, ["group"], self._homes)
        totals = tally(frame, count, [], self._homes)
        return cells | {(row, TOTAL): number for (row,), number in totals.items()}


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
    ordered = _ordered(tallies.rows, cells) if layout.by_size else tallies.rows
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
        zh, en = "、".join(kind_name(each).zh for each in kinds), ", ".join(kinds)
        title = Label(f"编码频次表：{zh}", f"Frequency of codes: {en}")
    if layout.by != "about":
        return title
    return Label(f"{title.zh}（按被谈及主体）", f"{title.en}, by subject spoken of")


def rows_of(corpus: Corpus, layout: Layout) -> list[Row]:
    """Return the rows of a table: families with the chosen codes under them, then any of all."""
    book = corpus.codebook
    chosen = [
        code
        for code in book.leaves
        if (not layout.kinds or code.kind in layout.kinds)
        and (not layout.codes or code.id in layout.codes)
    ]
    wanted = frozenset(code.id for code in chosen)
    families = frozenset(code.id for code in book.families) if layout.families else frozenset()
    rows: list[Row] = []
    for code in book.codes:
        under = wanted.intersection(book.under(code.id))
        is_leaf = code.id in wanted
        if under and (is_leaf or code.id in families):
            rows.append(_row(code, under, is_leaf=is_leaf, flat=not layout.families))
    if layout.totals and chosen:
        rows.append(Row(ANY_CODE, ANY_NAME, "", 0, wanted))
    return rows


def _row(code: Code, under: frozenset[str], *, is_leaf: bool, flat: bool) -> Row:
    level = 0 if flat else depth(code.path)
    return Row(code.id, code.name, code.kind.value if is_leaf else "family", level, under)


def _homes(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return the rows that each code stands in."""
    homes: dict[str, list[str]] = {}
    for row in rows:
        for code in sorted(row.codes):
            homes.setdefault(code, []).append(row.id)
    return homes


def _numbers(tallies: Tallies, cells: dict[tuple[str, ...], int], row: Row) -> list[Cell]:
    numbers: list[Cell] = []
    refs = tallies.cells(Count.REFERENCES) if tallies.layout.references else {}
    for group, base, spoken in tallies.bases:
        number = cells.get((row.id, group), 0)
        if tallies.layout.count is Count.PER_10K:
            numbers.append(number / spoken * _BY_10K if spoken else None)
        else:
            numbers.append(number)
        if tallies.layout.count is Count.PERSONS:
            numbers.append(number / base * 100 if base else None)
            if tallies.layout.references:
                numbers.append(refs.get((row.id, group), 0))
    return numbers


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


def _ordered(rows: Sequence[Row], cells: dict[tuple[str, ...], int]) -> list[Row]:
    """Sort by total, largest first; codes stay under their family, the bottom row at the bottom."""

    def rank(block: Sequence[Row]) -> tuple[bool, int]:
        return not block[0].kind, -cells.get((block[0].id, TOTAL), 0)

    top = min((row.level for row in rows), default=0)
    blocks: list[list[Row]] = []
    for row in rows:
        if row.level == top:
            blocks.append([row])
        else:
            blocks[-1].append(row)
    return [
        row for head, *under in sorted(blocks, key=rank) for row in (head, *_ordered(under, cells))
    ]


_TITLES = {
    Kind.PROBLEM: Label("问题频次表", "Frequency of problems"),
    Kind.CAUSE: Label("原因频次表", "Frequency of causes"),
    Kind.POSITIVE: Label("积极面频次表", "Frequency of positive codes"),
    Kind.COUNTERMEASURE: Label("对策频次表", "Frequency of countermeasures"),
    Kind.THEME: Label("主题频次表", "Frequency of themes"),
}
COUNT_NAMES: dict[Count, Label] = {
    Count.PERSONS: Label("人数", "persons"),
    Count.REFERENCES: Label("参考点", "references"),
    Count.SOURCES: Label("材料来源", "sources"),
    Count.UNITS: Label("句数", "sentences"),
    Count.PER_10K: Label("每万字参考点", "references per 10,000 characters"),
}
