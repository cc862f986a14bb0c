"""CSV and TSV as Excel, R and pandas read them.

CSV files carry a byte order mark, or Excel shows Chinese as noise; what goes to
standard output does not. Cells that a spreadsheet would take for a formula get
a leading apostrophe (OWASP, CSV injection); transcripts do begin with "- ", so
this is common, and it is counted and said.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.table import Form, written

if TYPE_CHECKING:
    from qualcode.analysis.table import Cell, ResultTable
    from qualcode.model.label import Language

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE = re.compile("[\t\r\n\x85\u2028\u2029]+")


class Delimited(NamedTuple):
    """A finished text and how many of its cells were guarded."""

    text: str
    guarded: int


def to_csv(table: ResultTable, *, raw: bool = False, headers: Language = "en") -> Delimited:
    r"""Write a table as CSV (RFC 4180, lines end with ``\r\n``).

    Args:
        table: The table.
        raw: Leave cells that look like formulas as they are, for R and pandas.
        headers: ``en`` writes the stable keys, ``zh`` Chinese titles.
    """
    return _write(table, raw=raw, headers=headers, delimiter=",", end="\r\n")


def to_tsv(table: ResultTable, *, headers: Language = "en") -> str:
    r"""Write a table as TSV for pipes: one line a row, tabs and line breaks in cells as blanks."""
    forms = [column.form for column in table.columns]
    lines = chain([titles(table, headers)], (map(written, row, forms) for row in table.rows))
    return "".join(["\t".join(map(_flat, line)) + "\n" for line in lines])


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula."""
    return bool(_FORMULA.match(text))


def without_controls(text: str) -> str:
    """Return a text without the control characters that no reader of files wants."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def titles(table: ResultTable, headers: Language) -> list[str]:
    """Return the header line: stable keys, or in Chinese, the group's name before the title."""
    if headers == "en":
        return [column.key for column in table.columns]
    groups = {each.group: each.title.zh or each.group for each in table.headings}
    return [
        f"{groups.get(column.group, column.group)} {column.title.zh}".strip()
        for column in table.columns
    ]


def _write(
    table: ResultTable, *, raw: bool, headers: Language, delimiter: str, end: str
) -> Delimited:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=end)
    forms = [column.form for column in table.columns]
    lines = [
        [_guarded(title, Form.TEXT, raw=raw) for title in titles(table, headers)],
        *(
            [_guarded(cell, form, raw=raw) for cell, form in zip(row, forms, strict=True)]
            for row in table.rows
        ),
    ]
    writer.writerows([cell.text for cell in line] for line in lines)
    return Delimited(buffer.getvalue(), sum(cell.guarded for line in lines for cell in line))


def _guarded(cell: Cell, form: Form, *, raw: bool) -> Delimited:
    text = without_controls(written(cell, form))
    guard = form is Form.TEXT and not raw and is_formula(text)
    return Delimited("'" + text if guard else text, int(guard))


def _flat(text: str) -> str:
    return text if text.isprintable() else _LINE.sub(" ", without_controls(text))
