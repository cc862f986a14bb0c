"""JSON, JSON lines and Markdown."""

from __future__ import annotations

import json
import re
from operator import add
from typing import TYPE_CHECKING

from qualcode.analysis.table import Form, valued
from qualcode.exchange.delimited import heads, without_controls
from qualcode.exchange.lines import in_words, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.analysis.table import Cell, Column, ResultTable
    from qualcode.model.label import Headers

SCHEMA_VERSION = 1
"""Raised when a key of the JSON output changes its name or meaning."""

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def to_json(table: ResultTable) -> Iterator[str]:
    """Yield a table as one JSON object, piece by piece; keys are never translated."""
    content = {
        "schema_version": SCHEMA_VERSION,
        "table": table.name,
        "columns": [column.key for column in table.columns],
        "bases": {each.group: each.base for each in table.headings if each.base is not None},
        "notes": [note.en for note in table.notes],
        "rows": [],
    }
    head = json.dumps(content, ensure_ascii=False, indent=2).removesuffix("]\n}")
    keys = [f"      {_dumped(column.key)}: " for column in table.columns]
    before = head + "\n"
    for some in lines(table, _value):
        records = [",\n".join(map(add, keys, row)) for row in some]
        yield before + ",\n".join([f"    {{\n{each}\n    }}" for each in records])
        before = ",\n"
    yield ("\n  " if table.rows else head) + "]\n}\n"


def to_jsonl(table: ResultTable) -> Iterator[str]:
    """Yield a table as one JSON object a row."""
    keys = [f"{_dumped(column.key)}: " for column in table.columns]
    for some in lines(table, _value):
        yield "".join([f"{{{', '.join(map(add, keys, row))}}}\n" for row in some])


def to_markdown(table: ResultTable, *, headers: Headers = "en") -> Iterator[str]:
    """Yield a table as a pipe table, its notes below."""
    rules = ["---" if column.form is Form.TEXT else "---:" for column in table.columns]
    yield _line(map(_escaped, heads(table, headers))) + _line(rules)
    for some in lines(table, in_words(_escaped), margin=_set_off):
        yield "".join(map(_line, some))
    yield "".join([f"\n{_escaped(note.say(headers))}\n" for note in table.notes])


def _dumped(value: Cell) -> str:
    return json.dumps(value, ensure_ascii=False)


def _value(cell: Cell, column: Column) -> str:
    return _dumped(valued(cell, column.form))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def _set_off(cell: str, level: int) -> str:
    """Set a cell off; blanks at its edge are no part of a cell in Markdown."""
    return "\u3000" * level + cell


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(without_controls(text).split()))
