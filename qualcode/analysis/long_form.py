"""The facts of a frequency table in long form: one row per code and group, everything counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count
from qualcode.analysis.frequency import ANY_CODE, TOTAL, Layout, Row, Tallies
from qualcode.analysis.intervals import wilson
from qualcode.analysis.table import Cell, Column, Form, ResultTable, counts, texts
from qualcode.model.coding import Status
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    ranks = {group: _ranks(tallies, counts["persons"], group) for group, _ in bases}
    quotes = examples or {}
    rows = [
        (
            *_row_cells(row, corpus.codebook, layout.by, group),
            *_number_cells(
                {name: each.get((row.id, group), 0) for name, each in counts.items()}, base
            ),
            ranks[group].get(row.id),
            quotes.get((row.id, group), ""),
        )
        for row in tallies.rows
        for group, base in bases
    ]
    title = Label("问题频次（长表）", "Frequency, one row per code and group")
    return ResultTable("frequency", title, _FREQUENCY_COLUMNS, tuple(rows))


def _row_cells(row: Row, codebook: Codebook, by: str, group: str) -> tuple[Cell, ...]:
    family = "" if row.id == ANY_CODE else codebook.family_of(row.id)
    return row.id, row.name.zh, row.name.en, family, row.kind, by, group


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


def _ranks(tallies: Tallies, persons: Mapping[tuple[str, ...], int], group: str) -> dict[str, int]:
    """Rank codes (not families) by persons, the most first; ties share the better rank."""
    leaves = [row.id for row in tallies.rows if row.kind not in {"family", ""}]
    numbers = {row: persons.get((row, group), 0) for row in leaves}
    return {
        row: 1 + sum(other > number for other in numbers.values())
        for row, number in numbers.items()
    }


_FREQUENCY_COLUMNS = (
    *texts(("code", "编码"), ("code_name_zh", "编码名称"), ("code_name_en", "编码英文名")),
    *texts(("family", "类属"), ("kind", "性质"), ("group_by", "分组"), ("group", "组别")),
    *counts(("n_persons", "人数"), ("n_persons_total", "总人数")),
    Column("pct_persons", Label("占比%", "% of persons"), Form.PERCENT),
    Column("ci_low", Label("区间下限%", "interval low %"), Form.PERCENT),
    Column("ci_high", Label("区间上限%", "interval high %"), Form.PERCENT),
    *counts(("n_references", "参考点"), ("n_sources", "材料来源"), ("n_denied", "否认人数")),
    *counts(("n_historical", "曾有人数"), ("rank", "名次")),
    Column("example", Label("例句", "example")),
)
