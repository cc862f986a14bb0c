"""How patterns and word sets fare, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import Cell, Column, Form, ResultTable, counts, texts
from qualcode.codebook.snippets import pattern_on_one_line
from qualcode.model.coding import Status
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.workflow.pattern_stats import CodeStat, PatternStat, Record, SetStat

_SHOWN_WORDS = 12


def codes_table(stats: Iterable[CodeStat], *, brief: bool) -> ResultTable:
    """Return one row per code; `brief` leaves out what a terminal has no room for."""
    rows = tuple(
        (
            each.code.id,
            each.code.name.zh,
            each.code.name.en,
            each.patterns,
            each.silent,
            each.hits["zh"],
            each.rates["zh"],
            each.hits["en"],
            each.rates["en"],
            *_judged(each.record),
        )
        for each in stats
    )
    title = Label("各编码的表达式", "Patterns by code")
    return _fitted(ResultTable("codebook_stats", title, _CODE_COLUMNS, rows), brief=brief)


def patterns_table(stats: Iterable[PatternStat], *, brief: bool) -> ResultTable:
    """Return one row per pattern; `brief` leaves out what a terminal has no room for."""
    rows = tuple(
        (
            each.code.id,
            pattern_on_one_line(each.pattern),
            each.pattern.language,
            each.pattern.line,
            each.record.hits,
            each.record.rate,
            *_judged(each.record),
        )
        for each in stats
    )
    title = Label("各表达式", "Patterns")
    return _fitted(ResultTable("pattern_stats", title, _PATTERN_COLUMNS, rows), brief=brief)


def sets_table(stats: Iterable[SetStat]) -> ResultTable:
    """Return one row per word set and language, with the words that are said."""
    rows = tuple(
        (
            each.set.name,
            each.language,
            len(each.set.words[each.language]),
            each.hits,
            each.rate,
            ", ".join(f"{word} {number}" for word, number in each.words[:_SHOWN_WORDS]),
        )
        for each in stats
    )
    return ResultTable("set_stats", Label("词集", "Word sets"), _SET_COLUMNS, rows)


def _judged(record: Record) -> tuple[Cell, ...]:
    low, high = record.interval
    return (
        *(record.statuses[status.value] for status in Status),
        record.accepted,
        record.rejected,
        record.precision,
        low,
        high,
        " | ".join(record.false),
    )


def _fitted(table: ResultTable, *, brief: bool) -> ResultTable:
    if not brief:
        return table
    hidden = {status.value for status in Status} - {Status.ASSERTED.value}
    return table.narrowed([each.key for each in table.columns if each.key not in hidden])


_JUDGED_COLUMNS = (
    *counts(*((status.value, status.value) for status in Status)),
    *counts(("accepted", "接受"), ("rejected", "拒绝")),
    Column("precision_pct", Label("准确率%", "precision %"), Form.PERCENT),
    Column("precision_low", Label("下限", "low"), Form.PERCENT),
    Column("precision_high", Label("上限", "high"), Form.PERCENT),
    Column("false_positives", Label("误判原话", "rejected")),
)

_CODE_COLUMNS = (
    Column("code", Label("编码", "code")),
    Column("name_zh", Label("名称", "name (zh)")),
    Column("name_en", Label("英文名称", "name")),
    *counts(("patterns", "表达式"), ("never_fired", "从未命中"), ("zh_hits", "中文命中")),
    Column("zh_per_10k", Label("中文每万字", "zh per 10k"), Form.RATE),
    *counts(("en_hits", "英文命中")),
    Column("en_per_10k", Label("英文每万字符", "en per 10k"), Form.RATE),
    *_JUDGED_COLUMNS,
)

_PATTERN_COLUMNS = (
    *texts(("code", "编码"), ("pattern", "表达式"), ("language", "语言")),
    *counts(("line", "行"), ("hits", "命中")),
    Column("per_10k", Label("每万字", "per 10k"), Form.RATE),
    *_JUDGED_COLUMNS,
)

_SET_COLUMNS = (
    *texts(("set", "词集"), ("language", "语言")),
    *counts(("words", "词数"), ("hits", "命中")),
    Column("per_10k", Label("每万字", "per 10k"), Form.RATE),
    Column("said", Label("说到的词", "words said")),
)
