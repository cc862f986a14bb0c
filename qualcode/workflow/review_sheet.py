"""Deciding in a spreadsheet: proposals go out as rows; see `sheet_import` for the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import ResultTable, texts
from qualcode.model.coding import Coding, Review, Status
from qualcode.model.label import Label
from qualcode.model.naming import status_name
from qualcode.model.reasoning import why_said

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.model.label import Language
    from qualcode.workflow.review import ReviewQueue
    from qualcode.workflow.review_items import Item

GUIDE = "#"
"""Begins the row that tells how to fill in the sheet; it is not read back."""
COLUMNS = texts(
    ("coding", "编码号"),
    ("decision", "决定"),
    ("new_code", "改为编码"),
    ("new_status", "改为判断"),
    ("new_about", "改为所指"),
    ("memo", "备忘"),
    ("code", "编码"),
    ("code_name", "编码名称"),
    ("definition", "定义"),
    ("status", "判断"),
    ("about", "所指"),
    ("document", "材料"),
    ("participant", "受访者"),
    ("subject", "主体"),
    ("question", "问题"),
    ("before", "前文"),
    ("quote", "原话"),
    ("after", "后文"),
    ("reasons", "理由"),
    ("state", "导出时"),
)
FILLED_IN = ("decision", "new_code", "new_status", "new_about", "memo")
"""The columns a person fills in."""

_GUIDE = {
    "coding": Label(f"{GUIDE} 请勿改动此列", f"{GUIDE} leave this column as it is"),
    "decision": Label("y = 接受，n = 拒绝，空 = 未定", "y = accept, n = reject, empty = undecided"),
    "new_code": Label("若应为别的编码", "another code, if it is one"),
    "new_status": Label("若判断有误", "another status, if it is wrong"),
    "new_about": Label("若所指有误", "other subjects, if they are wrong"),
    "memo": Label("备忘", "a note"),
}


def sheet_of(queue: ReviewQueue, *, language: Language, limit: int = 0) -> ResultTable:
    """Return the proposals of a queue as the rows of a sheet, after a row that tells how.

    Args:
        queue: Which, in which order.
        language: Of who fills it in.
        limit: At most so many; 0 = all.
    """
    ids = queue.all_ids(limit)
    guide = tuple(_GUIDE.get(column.key, Label()).say(language) for column in COLUMNS)
    rows = (guide, *(_row(queue.item(coding), language) for coding in ids))
    return ResultTable("review", Label("待审核编码", "Codings to decide on"), COLUMNS, rows)


def choices(codebook: Codebook, language: Language) -> dict[str, list[str]]:
    """Return what may be filled in, by column: for lists to choose from."""
    return {
        "decision": ["y", "n"],
        "new_code": [code.id for code in codebook.leaves],
        "new_status": [status_name(status).say(language) for status in Status],
        "new_about": [subject.id for subject in codebook.subjects.subjects],
    }


def state_of(coding: Coding | None) -> str:
    """Return how a coding stands, for a sheet to remember."""
    return f"{coding.review} {coding.status}" if coding else Review.PROPOSED.value


def _row(item: Item, language: Language) -> tuple[str, ...]:
    coding, excerpt = item.coding, item.excerpt
    values = {
        "coding": coding.id,
        "code": coding.code,
        "code_name": item.card.name.say(language),
        "definition": item.card.definition.say(language),
        "status": status_name(coding.status).say(language),
        "about": " ".join(coding.about),
        "document": coding.document,
        "participant": excerpt.participant.id,
        "subject": excerpt.participant.subject,
        "question": item.question,
        "before": excerpt.before,
        "quote": coding.quote,
        "after": excerpt.after,
        "reasons": why_said(coding, language),
        "state": state_of(item.decision),
    }
    return tuple(values.get(column.key, "") for column in COLUMNS)
