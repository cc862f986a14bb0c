"""The facts of a frequency table in long form: one row per code and group, everything counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.counting import TOTAL, Count
from qualcode.analysis.intervals import wilson
from qualcode.analysis.layout import ANY_CODE, Layout, Row
from qualcode.analysis.table import Cell, Column, Form, ResultTable, counts, texts
from qualcode.analysis.tallies import Tallies
from qualcode.model.codebook import Kind
from qualcode.model.coding import Status
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualcode.analysis.corpus import Corpus
    from qualcode.model.codebook import Codebook


def frequency_long(
    corpus: Corpus, layout: Layout, *, examples: Mapping[tuple[str, str], str] | None = None
) -> ResultTable:
    """Return the facts of a frequency table, one row per code and group.

    Args:
        corpus: What is counted.
        layout: Which rows and groups; its `count` does not matter, all are given.
        examples: A quote for some cells, by code and group.
    """
    tallies = Tallies(corpus, layout)
    counts = {
        "persons": tallies.cells(Count.PERSONS),
        "references": tallies.cells(Count.REFERENCES),
        "sources": tallies.cells(Count.SOURCES),
        "denied": tallies.cells(Count.PERSONS, Status.DENIED),
        "historical": tallies.cells(Count.PERSONS, Status.HISTORICAL),
    }
    bases = [(group.id, tallies.base(group)) for group in tallies.grouping.groups]
    bases.append((TOTAL, len(tallies.everybody())))
    ranks = [_ranks(tallies, counts["persons"], number) for number in range(len(bases))]
    quotes = examples or {}
    rows = [
        (
            *_row_cells(row, corpus.codebook, layout, group),
            *_number_cells({name: each[row.id][number] for name, each in counts.items()}, base),
            ranks[number].get(row.id),
            quotes.get((row.id, group), ""),
        )
        for row in tallies.rows
        for number, (group, base) in enumerate(bases)
    ]
    title = Label("问题频次（长表）", "Frequency, one row per code and group")
    return ResultTable("frequency", title, _FREQUENCY_COLUMNS, tuple(rows))


def frequency_by_kind(
    corpus: Corpus, examples: Callable[[Layout], Mapping[tuple[str, str], str]]
) -> ResultTable:
    """Return the long form for each kind of code in turn.

    Families are rolled up within a kind, so that they say what the table of that
    kind says: problems and their opposites in one family are not added up.

    Args:
        corpus: What is counted.
        examples: Gives the quotes for the cells of a layout.
    """
    kinds = [kind for kind in Kind if any(code.kind is kind for code in corpus.codebook.leaves)]
    layouts = [Layout(kinds=(kind,)) for kind in kinds] or [Layout(kinds=())]
    tables = [frequency_long(corpus, each, examples=examples(each)) for each in layouts]
    return replace(tables[0], rows=tuple(row for table in tables for row in table.rows))


def _row_cells(row: Row, codebook: Codebook, layout: Layout, group: str) -> tuple[Cell, ...]:
    """Return what a row is; families and the bottom row have the kind that they were rolled up of.

    Without one kind to roll up of, that cell is empty: all kinds together.
    """
    family = "" if row.id == ANY_CODE else codebook.family_of(row.id)
    level = "any" if row.id == ANY_CODE else "family" if row.kind == "family" else "code"
    rolled = layout.kinds[0].value if len(layout.kinds) == 1 else ""
    kind = row.kind if level == "code" else rolled
    return row.id, row.name.zh, row.name.en, family, level, kind, layout.by, group


def _number_cells(number: Mapping[str, int], base: int) -> tuple[Cell, ...]:
    """Return persons with their base, share and interval, then the other counts."""
    persons = number["persons"]
    low, high = wilson(min(persons, base), base) or (None, None)
    shares = (persons / base if base else None, low, high)
    return (
        persons,
        base,
        *(None if share is None else share * 100 for share in shares),
        *(number[name] for name in ("references", "sources", "denied", "historical")),
    )


def _ranks(tallies: Tallies, persons: Mapping[str, list[int]], group: int) -> dict[str, int]:
    """Rank codes (not families) by persons, the most first; ties share the better rank."""
    leaves = [row.id for row in tallies.rows if row.kind not in {"family", ""}]
    numbers = {row: persons[row][group] for row in leaves}
    return {
        row: 1 + sum(other > number for other in numbers.values())
        for row, number in numbers.items()
    }


_FREQUENCY_COLUMNS = (
    *texts(("code", "编码"), ("code_name_zh", "编码名称"), ("code_name_en", "编码英文名")),
    *texts(
        ("family", "类属"),
        ("level", "层级"),
        ("kind", "性质"),
        ("group_by", "分组"),
        ("group", "组别"),
    ),
    *counts(("n_persons", "人数"), ("n_persons_total", "总人数")),
    Column("pct_persons", Label("占比%", "% of persons"), Form.PERCENT),
    Column("ci_low", Label("区间下限%", "interval low %"), Form.PERCENT),
    Column("ci_high", Label("区间上限%", "interval high %"), Form.PERCENT),
    *counts(("n_references", "参考点"), ("n_sources", "材料来源"), ("n_denied", "否认人数")),
    *counts(("n_historical", "曾有人数"), ("rank", "名次")),
    Column("example", Label("例句", "example")),
)
