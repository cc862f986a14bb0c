"""Differences between codebooks, and what they do, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.counting import TOTAL
from qualcode.analysis.layout import TOTAL_NAME
from qualcode.analysis.table import Column, ResultTable, counts, texts
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.codebook.comparing import Difference
    from qualcode.model.codebook import Codebook
    from qualcode.workflow.definitions import Change
    from qualcode.workflow.impact import Impact


def differences_table(differences: Iterable[Difference]) -> ResultTable:
    """Return what differs between two codebooks, one row each."""
    rows = tuple((each.code, each.field, each.before, each.after) for each in differences)
    title = Label("编码手册的不同", "Differences")
    return ResultTable("codebook_diff", title, _DIFFERENCE_COLUMNS, rows)


def impact_table(impact: Impact) -> ResultTable:
    """Return the codings that would change."""
    rows = tuple(
        (
            each.change,
            each.coding.code,
            each.coding.document,
            each.coding.quote,
            each.before or ("" if each.change == "came" else each.coding.status.value),
            each.after or ("" if each.change == "went" else each.coding.status.value),
            each.coding.evidence.pattern,
            each.coding.review.value,
            each.coding.id,
        )
        for each in impact.codings
    )
    title = Label("编码的变化", "Codings that would change")
    return ResultTable("impact", title, _IMPACT_COLUMNS, rows)


def cells_table(impact: Impact, codebook: Codebook) -> ResultTable:
    """Return the cells of the table of persons that would change."""
    rows = []
    for each in impact.cells:
        name = codebook.by_id[each.code].name if each.code in codebook.by_id else Label()
        group = TOTAL_NAME if each.group == TOTAL else codebook.subjects.name_of(each.group)
        row = (each.code, name.zh, name.en, each.group, group.zh, group.en)
        rows.append((*row, each.before, each.after, each.after - each.before))
    title = Label("频次表的变化（人数）", "Cells that would change (persons)")
    return ResultTable("impact_cells", title, _CELL_COLUMNS, tuple(rows))


def history_table(changes: Iterable[Change]) -> ResultTable:
    """Return the wordings of a code, the oldest first."""
    rows = tuple(
        (
            each.at or "not coded under yet",
            each.version,
            each.field,
            _both(each.before),
            _both(each.after),
            each.digest,
            each.codebook[:12],
        )
        for each in changes
    )
    return ResultTable("definitions", Label("定义的变化", "Definition"), _HISTORY_COLUMNS, rows)


def _both(label: Label | None) -> str:
    return " / ".join(dict.fromkeys(filter(None, (label.zh, label.en)))) if label else ""


_DIFFERENCE_COLUMNS = texts(("code", "编码"), ("field", "内容"), ("before", "原"), ("after", "今"))

_IMPACT_COLUMNS = (
    *texts(("change", "变化"), ("code", "编码"), ("document", "材料"), ("quote", "原话")),
    *texts(("before", "原判断"), ("after", "新判断"), ("pattern", "表达式"), ("review", "审核")),
    *texts(("coding", "编码号")),
)

_CELL_COLUMNS = (
    Column("code", Label("编码", "code")),
    Column("name_zh", Label("名称", "name (zh)")),
    Column("name_en", Label("英文名称", "name")),
    Column("group", Label("主体", "subject")),
    Column("group_zh", Label("主体名称", "subject (zh)")),
    Column("group_en", Label("主体英文", "subject name")),
    *counts(("before", "原"), ("after", "今"), ("change", "增减")),
)

_HISTORY_COLUMNS = (
    *texts(("at", "时间"), ("version", "版本"), ("field", "内容"), ("before", "原")),
    *texts(("after", "今"), ("definition", "定义指纹"), ("codebook", "手册指纹")),
)
