"""What stands beside a CSV file: which columns it has, what was counted, how it was made.

A CSV holds cells and nothing else, so the rest goes into a file beside it, named
as the W3C's CSV on the Web names it (``table.csv-metadata.json``).
"""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from qualcode import __version__
from qualcode.analysis.table import Column, Form, ResultTable, texts, with_bases
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SUFFIX = "-metadata.json"
LIBRARIES = ("ahocorasick-rs", "google-re2", "jieba", "opencc", "pandas", "scipy", "spacy")
"""What has a say in the numbers, besides Python and qualcode."""

FORM_NAMES: dict[Form, Label] = {
    Form.TEXT: Label("文本", "text"),
    Form.COUNT: Label("整数", "whole number"),
    Form.PERCENT: Label("百分比，0–100，一位小数", "percent, 0 to 100, one decimal"),
    Form.RATE: Label("数值，两位小数", "number, two decimals"),
    Form.COEFFICIENT: Label("数值，未取整", "number, not rounded"),
    Form.PROBABILITY: Label("p 值，三位有效数字", "p-value, three significant digits"),
}


def sidecar(table: ResultTable, command: str) -> bytes:
    """Return the companion of a CSV file of a table."""
    content = {
        "schema_version": 1,
        "table": table.name,
        "title": {"zh": table.title.zh, "en": table.title.en},
        "command": command,
        "versions": versions(),
        "bases": {each.group: each.base for each in table.headings if each.base is not None},
        "notes": [{"zh": note.zh, "en": note.en} for note in table.notes],
        "columns": [_column(column) for column in with_bases(table).columns],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def versions() -> dict[str, str]:
    """Return the versions of everything that has a say in the numbers."""
    found = {"qualcode": __version__, "python": platform.python_version()}
    return found | {name: version(name) for name in LIBRARIES}


def dictionary(tables: Iterable[ResultTable]) -> ResultTable:
    """Return the data dictionary: one row per column of each table."""
    rows = [
        (table.name, column.key, column.title.zh, column.title.en, *_form(column))
        for table in tables
        for column in with_bases(table).columns
    ]
    return ResultTable("dictionary", Label("数据字典", "Data dictionary"), _COLUMNS, tuple(rows))


def facts_sheet(facts: Sequence[tuple[str, str]]) -> ResultTable:
    """Return the first sheet of a workbook: how it was made, line by line."""
    columns = texts(("item", "项目"), ("value", "内容"))
    return ResultTable("README", Label("说明", "README"), columns, tuple(facts))


def _column(column: Column) -> dict[str, Any]:
    zh, en = _form(column)
    return {
        "name": column.key,
        "titles": {"zh": column.title.zh, "en": column.title.en},
        "group": column.group,
        "form": {"zh": zh, "en": en},
    }


def _form(column: Column) -> tuple[str, str]:
    name = FORM_NAMES[column.form]
    return name.zh, name.en


_COLUMNS = texts(
    ("table", "表"),
    ("column", "列"),
    ("title_zh", "中文名"),
    ("title_en", "英文名"),
    ("form_zh", "类型"),
    ("form_en", "类型英文"),
)
