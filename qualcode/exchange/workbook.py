"""Workbooks: one sheet a table, in which no text becomes a formula, a link or a number.

Excel takes 32,767 characters a cell and 31 a sheet's name; what is longer is cut
with a mark, and how many cells were cut is told. A table with more rows or columns than
a sheet has is refused, since what does not fit would be gone without a word.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from qualcode.analysis.table import Form, written
from qualcode.errors import UsageError
from qualcode.exchange.delimited import titles, without_controls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.analysis.table import Cell, Column, ResultTable
    from qualcode.model.label import Language

MOST = 32_767
"""UTF-16 units that a cell holds."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Of a sheet."""
CUT = "… [cut / 已截断]"
_SHEET_MOST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_NO_MAGIC = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the file must not tell when it was written
_WIDEST = 60
_NUMBERS = {
    Form.COUNT: "0",
    Form.PERCENT: "0.0",
    Form.RATE: "0.00",
    Form.PROBABILITY: "General",
}


@dataclass(frozen=True, slots=True)
class Workbook:
    """A finished workbook."""

    content: bytes
    cut: int
    """Cells that were too long."""


def to_xlsx(
    tables: Sequence[ResultTable],
    *,
    headers: Language = "en",
    colours: Mapping[str, str] | None = None,
) -> Workbook:
    """Write tables as the sheets of a workbook.

    Args:
        tables: One sheet each, in order.
        headers: Stable English keys, or Chinese titles.
        colours: Fill of cells that name a code, by code id, as ``#rrggbb``.

    Raises:
        UsageError: When a table has more rows or columns than a sheet.
    """
    buffer = io.BytesIO()
    book = new_book(buffer)
    sheets = _Sheets(book, headers, colours or {})
    for table in tables:
        sheets.add(table)
    book.close()
    return Workbook(buffer.getvalue(), sheets.cut)


def new_book(stream: io.BytesIO) -> Any:
    """Return an empty workbook that takes text as text; the same rows make the same file."""
    import xlsxwriter

    book = xlsxwriter.Workbook(stream, _NO_MAGIC)
    book.set_properties({"created": _MADE, "title": "qualcode"})
    return book


def fitting(text: str) -> str:
    """Return a text that a cell holds, with a mark where it was cut; Excel counts in UTF-16."""
    clean = without_controls(text)
    whole = clean.encode("utf-16-le", "replace")
    if len(whole) // 2 <= MOST:
        return clean
    return whole[: (MOST - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT


def sheet_names(names: Sequence[str]) -> list[str]:
    """Return names that Excel takes: short, without its signs, each once whatever its case."""
    found: list[str] = []
    for name in names:
        base = _FORBIDDEN.sub("-", name).strip("'")[:_SHEET_MOST] or "table"
        new, number = base, 2
        while new.casefold() in {each.casefold() for each in found}:
            tail = f" {number}"
            new, number = base[: _SHEET_MOST - len(tail)] + tail, number + 1
        found.append(new)
    return found


class _Sheets:
    """Writes tables into a workbook that is open."""

    def __init__(self, book: Any, headers: Language, colours: Mapping[str, str]) -> None:
        self._book, self._headers = book, headers
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self._note = book.add_format({"italic": True, "text_wrap": False})
        self._number = {
            form: book.add_format({"num_format": shape, "valign": "top"})
            for form, shape in _NUMBERS.items()
        }
        self._fills = {
            code: book.add_format({"bg_color": colour, "valign": "top", "num_format": "@"})
            for code, colour in colours.items()
        }
        self._taken: list[str] = []
        self.cut = 0

    def add(self, table: ResultTable) -> None:
        """Write a table: head in the first row, notes below the last."""
        _must_fit(table)
        name = sheet_names([*self._taken, table.name])[-1]
        self._taken.append(name)
        sheet = self._book.add_worksheet(name)
        for number, title in enumerate(titles(table, self._headers)):
            sheet.write_string(0, number, self._fitting(title), self._head)
        for line, row in enumerate(table.rows, 1):
            for number, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                self._write(sheet, (line, number), cell, column)
        for line, note in enumerate(table.notes, len(table.rows) + 2):
            sheet.write_string(line, 0, self._fitting(note.say(self._headers)), self._note)
        self._dress(sheet, table)

    def _dress(self, sheet: Any, table: ResultTable) -> None:
        from xlsxwriter.utility import xl_range

        sheet.freeze_panes(1, 0)
        if table.rows:
            cells = xl_range(1, 0, len(table.rows), len(table.columns) - 1)
            sheet.ignore_errors({"number_stored_as_text": cells})
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, _width(table, number, column))

    def _write(self, sheet: Any, place: tuple[int, int], cell: Cell, column: Column) -> None:
        if cell is None:
            return
        if column.form is Form.TEXT or isinstance(cell, str):
            shape = self._fills.get(str(cell), self._text) if column.key == "code" else self._text
            sheet.write_string(*place, self._fitting(str(cell)), shape)
        else:
            value = cell if column.form is Form.COUNT else float(written(cell, column.form))
            sheet.write_number(*place, value, self._number[column.form])

    def _fitting(self, text: str) -> str:
        """Return a text that a cell holds, and count it where it was cut."""
        found = fitting(text)
        self.cut += found.endswith(CUT) and not text.endswith(CUT)
        return found


def _must_fit(table: ResultTable) -> None:
    """Refuse a table that a sheet has no room for.

    Raises:
        UsageError: Naming how large it is.
    """
    rows, columns = len(table.rows) + len(table.notes) + 2, len(table.columns)
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise UsageError(
            f"{table.name} has {len(table.rows)} rows and {columns} columns;"
            f" a sheet has {MOST_ROWS} and {MOST_COLUMNS}",
            hint="--format csv has no such limit",
        )


def _width(table: ResultTable, number: int, column: Column) -> int:
    """Return a width in characters that shows most of what stands in a column."""
    cells = {written(row[number], column.form) for row in table.rows[:200]}
    longest = max(_cells(text) for text in {column.key, *cells})
    return min(max(longest + 2, 8), _WIDEST)


def _cells(text: str) -> int:
    """Return how wide a text is, Chinese characters counting twice."""
    first = text.partition("\n")[0][: _WIDEST * 2]
    if first.isascii():
        return len(first)
    return sum(2 if sign > "\u2e80" else 1 for sign in first)
