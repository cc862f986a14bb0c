"""The results of the `transcript` commands as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import Column, Form, ResultTable, counts, texts
from qualcode.model.anchor import Anchored
from qualcode.model.label import Label
from qualcode.model.transcript import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.document import Document
    from qualcode.model.edition import Edition, Lost
    from qualcode.model.label import Language
    from qualcode.model.landmark import Places
    from qualcode.model.transcript import Turn
    from qualcode.workflow.doubts import Doubt
    from qualcode.workflow.places import Reanchored

_WORDS = 200
"""Characters of a quote that a listing shows."""


def turns_table(document: Document, turns: Iterable[Turn], places: Places | None) -> ResultTable:
    """Return turns, one row each, with the places of their words if these are given."""
    columns = (
        *counts(("turn", "话轮")),
        *texts(
            ("speaker", "说话人"), ("role", "角色"), ("participant", "受访者"), ("time", "时间")
        ),
    )
    columns += (
        (*counts(("start", "起"), ("end", "止")), *texts(("place", "原文位置"))) if places else ()
    )
    columns += texts(("text", "内容"))
    rows = []
    for turn in turns:
        is_respondent = turn.role is Role.RESPONDENT
        who = document.participants.get(turn.speaker, "") if is_respondent else ""
        head = (turn.index + 1, turn.speaker, turn.role.value, who, turn.time)
        start, end = turn.speech.start, turn.speech.end
        where = (start, end, places.of(start)) if places else ()
        rows.append((*head, *where, turn.speech.of(document.text).strip("\n")))
    return ResultTable("turns", Label("话轮", "Turns"), columns, tuple(rows))


def doubts_table(doubts: Iterable[Doubt], language: Language) -> ResultTable:
    """Return what is doubtful in transcripts, one row each."""
    columns = (
        *texts(("document", "材料")),
        *counts(("turn", "话轮")),
        *texts(("place", "原文位置"), ("kind", "类别"), ("doubt", "疑问"), ("words", "内容")),
    )
    rows = tuple(
        (
            each.document,
            each.turn + 1 if each.turn >= 0 else None,
            each.place,
            each.kind,
            each.message.say(language),
            each.words,
        )
        for each in doubts
    )
    return ResultTable("doubts", Label("可疑话轮", "Doubts"), columns, rows)


def reanchored_table(codings: Iterable[Reanchored]) -> ResultTable:
    """Return what becomes of codings, one row each, the lost ones first."""
    columns = (
        *texts(("state", "结果"), ("coding", "编码号"), ("code", "编码"), ("review", "审核")),
        *texts(("coder", "编码者")),
        *counts(("turn", "话轮"), ("start", "起"), ("end", "止")),
        Column("likeness", Label("相似度", "likeness"), Form.RATE),
        *texts(("old_words", "原文"), ("new_words", "新文"), ("speaker", "说话人现为")),
        *texts(("former_coding", "原编码号")),
    )
    order = [Anchored.LOST, Anchored.FUZZY, Anchored.MOVED, Anchored.EXACT]
    rows = []
    for each in sorted(codings, key=lambda each: order.index(each.state)):
        former, now = each.former, each.coding
        where = (now.turn + 1, now.span.start, now.span.end) if now else (None, None, None)
        rows.append(
            (
                "found again" if each.was_lost else each.state.value,
                each.id,
                former.code,
                former.review.value,
                former.coder,
                *where,
                each.similarity,
                _shown(former.quote),
                _shown(now.quote) if now and now.quote != former.quote else "",
                each.speaker,
                each.former.id,
            )
        )
    return ResultTable("replacement", Label("更正结果", "Codings"), columns, tuple(rows))


def editions_table(editions: Iterable[Edition]) -> ResultTable:
    """Return the former texts of a document, one row each."""
    columns = (
        *counts(("edition", "版次")),
        *texts(("replaced_at", "替换时间"), ("replaced_by", "替换者"), ("file", "文件")),
        *counts(("characters", "字符"), ("turns", "话轮"), ("codings", "编码")),
        *texts(("sha256", "文本指纹")),
    )
    rows = tuple(
        (
            *(each.number, each.at, each.by, each.path),
            *(each.characters, each.turns, each.codings, each.text_sha256[:12]),
        )
        for each in editions
    )
    return ResultTable("editions", Label("旧版文本", "Former texts"), columns, rows)


def lost_table(lost: Iterable[Lost]) -> ResultTable:
    """Return lost codings, one row each."""
    columns = (
        *texts(("coding", "编码号"), ("document", "材料"), ("code", "编码"), ("review", "审核")),
        *texts(("coder", "编码者"), ("words", "原话"), ("before", "前文"), ("after", "后文")),
        *counts(("edition", "版次")),
        *texts(("lost_at", "丢失时间")),
    )
    rows = tuple(
        (
            *(each.coding.id, each.coding.document, each.coding.code, each.coding.review.value),
            *(each.coding.coder, _shown(each.coding.quote), each.before, each.after),
            *(each.edition, each.at),
        )
        for each in lost
    )
    return ResultTable("lost", Label("待安置的编码", "Lost codings"), columns, rows)


def _shown(words: str) -> str:
    return words if len(words) <= _WORDS else words[:_WORDS] + "…"
