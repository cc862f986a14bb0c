"""JSON, JSON lines and Markdown."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from qualcode.analysis.table import Form, valued, written
from qualcode.exchange.delimited import titles, without_controls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.table import Cell, ResultTable
    from qualcode.model.label import Language

SCHEMA_VERSION = 1
"""Raised when a key of the JSON output changes its name or meaning."""

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def to_json(table: ResultTable) -> str:
    """Write a table as one JSON object; keys are never translated."""
    content = {
        "schema_version": SCHEMA_VERSION,
        "table": table.name,
        "columns": [column.key for column in table.columns],
        "bases": {each.group: each.base for each in table.headings if each.base is not None},
        "notes": [note.en for note in table.notes],
        "rows": _records(table),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def to_jsonl(table: ResultTable) -> str:
    """Write a table as one JSON object a row."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in _records(table))


def to_markdown(table: ResultTable, *, headers: Language = "en") -> str:
    """Write a table as a pipe table, its notes below."""
    names = [_escaped(title) for title in titles(table, headers)]
    rules = ["---" if column.form is Form.TEXT else "---:" for column in table.columns]
    lines = [_line(names), _line(rules), *(_line(_cells(table, row)) for row in table.rows)]
    notes = [f"\n{_escaped(note.say(headers))}" for note in table.notes]
    return "\n".join([*lines, *notes]) + "\n"


def _records(table: ResultTable) -> list[dict[str, Any]]:
    return [
        {
            column.key: valued(cell, column.form)
            for cell, column in zip(row, table.columns, strict=True)
        }
        for row in table.rows
    ]


def _cells(table: ResultTable, row: Sequence[Cell]) -> list[str]:
    return [
        _escaped(written(cell, column.form))
        for cell, column in zip(row, table.columns, strict=True)
    ]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(without_controls(text).split()))
