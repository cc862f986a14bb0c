"""What `try` and `why` tell, as tables: one row for each candidate or coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import Cell, ResultTable, texts
from qualcode.model.label import Label
from qualcode.model.naming import value_name
from qualcode.model.reasoning import reasons_said, why_said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.matching.trial import Trial
    from qualcode.model.codebook import Codebook
    from qualcode.model.excerpt import Excerpt
    from qualcode.model.label import Language
    from qualcode.model.span import Span
    from qualcode.workflow.trying import Tried

HEAD = ("document", "code", "name", "status")
"""Columns in the heading of a card."""


def trials_table(tried: Tried, codebook: Codebook, language: Language) -> ResultTable:
    """Return every candidate of an answer, those that count first in each sentence."""
    ordered = sorted(tried.trials, key=lambda each: (each.sentence.start, not _counts(each)))
    rows = tuple(_trial(each, tried.document.text, codebook, language) for each in ordered)
    return ResultTable(
        "try", Label("候选与判断", "Candidates and how they are judged"), _TRIAL, rows
    )


def why_table(excerpts: Iterable[Excerpt], codebook: Codebook, language: Language) -> ResultTable:
    """Return codings with all that led to them."""
    rows = tuple(_excerpt(each, codebook, language) for each in excerpts)
    return ResultTable("why", Label("为什么这样编码", "Why it is coded so"), _WHY, rows)


def _counts(trial: Trial) -> bool:
    return trial.candidate.fate == "counts"


def _trial(trial: Trial, text: str, codebook: Codebook, language: Language) -> tuple[Cell, ...]:
    hit, fate, by = trial.candidate
    reasons = (*trial.judgement.reasons, *trial.aboutness.reasons)
    return (
        hit.code,
        codebook.by_id[hit.code].name.say(language),
        str(trial.judgement.status) if _counts(trial) else "–",
        _marked(trial.sentence.of(text), trial.sentence, trial.matched),
        hit.pattern,
        reasons_said(reasons, language),
        value_name("fate", fate, language) + (f": {by}" if by else ""),
        " ".join(trial.aboutness.about),
        str(trial.aboutness.by),
        trial.view_of,
    )


def _excerpt(excerpt: Excerpt, codebook: Codebook, language: Language) -> tuple[Cell, ...]:
    coding = excerpt.coding
    code = codebook.by_id.get(coding.code)
    asked = next((turn.text for turn in reversed(excerpt.turns_before)), "")
    return (
        coding.document,
        coding.code,
        code.name.say(language) if code else "",
        str(coding.status),
        coding.id,
        _marked(coding.quote, coding.span, coding.evidence.matched),
        asked,
        coding.evidence.pattern,
        why_said(coding, language),
        " ".join(coding.about),
        str(coding.about_by),
        coding.view_of,
        coding.coder,
        str(coding.review),
        code.definition.say(language) if code else "",
    )


def _marked(sentence: str, place: Span, matched: Iterable[Span]) -> str:
    """Return a sentence with the matched words in brackets, those that overlap in one pair."""
    inside = {
        index
        for span in matched
        for index in range(span.start - place.start, span.end - place.start)
    }
    words = ""
    for index, character in enumerate(sentence):
        opens = index in inside and index - 1 not in inside
        closes = index in inside and index + 1 not in inside
        words += ("【" if opens else "") + character + ("】" if closes else "")
    return words


_TRIAL = texts(
    ("code", "编码"),
    ("name", "名称"),
    ("status", "判断"),
    ("sentence", "句子"),
    ("pattern", "表达式"),
    ("steps", "步骤"),
    ("outcome", "结果"),
    ("about", "所说主体"),
    ("about_by", "主体依据"),
    ("view_of", "谁的看法"),
)
_WHY = texts(
    ("document", "材料"),
    ("code", "编码"),
    ("name", "名称"),
    ("status", "判断"),
    ("coding", "编码号"),
    ("sentence", "句子"),
    ("before", "前一话轮"),
    ("pattern", "表达式"),
    ("steps", "步骤"),
    ("about", "所说主体"),
    ("about_by", "主体依据"),
    ("view_of", "谁的看法"),
    ("coder", "编码者"),
    ("review", "审核"),
    ("definition", "定义"),
)
