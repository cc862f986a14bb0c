"""Results of the workbench as tables, so that each has every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import Cell, Column, Form, ResultTable, counts, texts
from qualcode.codebook.schema import NO_HIT
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.codebook.labelled import Labelled
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding
    from qualcode.workflow.testing import Outcome, Score, SentenceRun


def failures_table(run: SentenceRun, limit: int) -> ResultTable:
    """Return the sentences that came out wrong: what was wanted, what came out, why.

    Args:
        run: The test.
        limit: At most so many; 0 = all.
    """
    wrong = run.wrong[: limit or None]
    left = len(run.wrong) - len(wrong)
    more = (Label(f"另有 {left} 句未列出", f"{left} more are not listed"),) if left else ()
    rows = tuple(_failure(each) for each in wrong)
    title = Label("未通过的句子", "Sentences that came out wrong")
    return ResultTable("test", title, _FAILURE_COLUMNS, rows, notes=more)


def scores_table(run: SentenceRun, codebook: Codebook) -> ResultTable:
    """Return how the sentences of each code came out, all of them in the last row."""
    rows = [_score(each, codebook) for each in run.scores()]
    rows.append(_score(run.total(), codebook))
    title = Label("逐编码测试", "Test by code")
    return ResultTable("test_summary", title, _SCORE_COLUMNS, tuple(rows))


def traps_table(traps: Sequence[Labelled]) -> ResultTable:
    """Return the traps of a codebook, numbered."""
    rows = tuple(
        (
            number,
            each.code,
            each.example.status.value if each.example.status else NO_HIT,
            each.example.speaker,
            each.example.asked,
            each.example.text,
            each.example.about,
            each.example.why,
        )
        for number, each in enumerate(traps, start=1)
    )
    return ResultTable("traps", Label("陷阱句", "Traps"), _TRAP_COLUMNS, rows)


def _failure(outcome: Outcome) -> tuple[Cell, ...]:
    sentence = outcome.sentence
    example = sentence.example
    wanted = example.status.value if example.status else NO_HIT
    if example.about:
        wanted += f" → {example.about}"
    return (
        str(sentence.place),
        sentence.code,
        outcome.verdict.value,
        example.text,
        example.asked,
        wanted,
        _came_out(outcome),
        _why(outcome.coding),
    )


def _came_out(outcome: Outcome) -> str:
    """Say what the engine made of the sentence: of the code, or else what it found instead."""
    coding = outcome.coding
    if coding:
        about = f" → {' '.join(coding.about)}" if coding.about else ""
        named = "" if outcome.sentence.code else f"{coding.code}: "
        return f"{named}{coding.status}{about}"
    others = ", ".join(f"{each.code} {each.status}" for each in outcome.codings)
    return f"{NO_HIT} ({others})" if others else NO_HIT


def _why(coding: Coding | None) -> str:
    return "; ".join(str(reason) for reason in coding.evidence.reasons) if coding else ""


def _score(score: Score, codebook: Codebook) -> tuple[Cell, ...]:
    code = codebook.by_id.get(score.code)
    name = code.name if code else Label("全部", "all") if not score.code else Label()
    return (
        score.code or "total",
        name.zh,
        name.en,
        score.matches,
        score.found,
        score.recall,
        score.right,
        score.near_misses,
        score.false_alarms,
        score.false_share,
    )


HEAD = ("where", "code", "verdict")
"""The columns of `failures_table` that head a card."""

_TRAP_COLUMNS = (
    *counts(("number", "编号")),
    *texts(("code", "编码"), ("status", "断言状态"), ("speaker", "说话人"), ("asked", "提问")),
    *texts(("sentence", "句子"), ("about", "所谈主体"), ("why", "为何")),
)

_FAILURE_COLUMNS = (
    *texts(("where", "位置"), ("code", "编码"), ("verdict", "结果"), ("sentence", "句子")),
    *texts(("asked", "提问"), ("wanted", "应得"), ("came_out", "实得"), ("why", "理由")),
)

_SCORE_COLUMNS = (
    Column("code", Label("编码", "code")),
    Column("name_zh", Label("名称", "name (zh)")),
    Column("name_en", Label("英文名称", "name")),
    *counts(("matches", "应得句"), ("found", "找到")),
    Column("recall_pct", Label("找到率%", "recall %"), Form.PERCENT),
    *counts(("right", "判断也对"), ("near_misses", "相近句"), ("false_alarms", "误得")),
    Column("false_pct", Label("误得率%", "false %"), Form.PERCENT),
)
