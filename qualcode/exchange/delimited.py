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
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.table import Form, written

if TYPE_CHECKING:
    from qualcode.analysis.table import Cell, Column, ResultTable
    from qualcode.model.label import Language

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


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
    lines = [[_title(column, headers) for column in table.columns]]
    lines += [
        [_flat(written(cell, column.form)) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return "".join("\t".join(line) + "\n" for line in lines)


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula."""
    return bool(_FORMULA.match(text))


def _write(
    table: ResultTable, *, raw: bool, headers: Language, delimiter: str, end: str
) -> Delimited:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=end)
    writer.writerow([_title(column, headers) for column in table.columns])
    guarded = 0
    for row in table.rows:
        cells = []
        for cell, column in zip(row, table.columns, strict=True):
            text, was_guarded = _cell(cell, column, raw=raw)
            cells.append(text)
            guarded += was_guarded
        writer.writerow(cells)
    return Delimited(buffer.getvalue(), guarded)


def _cell(cell: Cell, column: Column, *, raw: bool) -> tuple[str, bool]:
    text = _CONTROL.sub("", written(cell, column.form))
    guard = column.form is Form.TEXT and not raw and is_formula(text)
    return ("'" + text if guard else text), guard


def _title(column: Column, headers: Language) -> str:
    if headers == "en":
        return column.key
    return f"{column.group} {column.title.zh}".strip() if column.group else column.title.zh


def _flat(text: str) -> str:
    return " ".join(_CONTROL.sub("", text).split()) if text else ""
