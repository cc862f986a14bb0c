"""Workbooks: one sheet a table, in which no text becomes a formula, a link or a number.

Excel takes 32,767 characters a cell and 31 a sheet's name; what is longer is cut
with a mark, and how many cells were cut is told. A table with more rows or columns than
a sheet has is refused, since what does not fit would be gone without a word.
"""

from __future__ import annotations

import io
import re
import tempfile
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from qualcode.analysis.table import Form, stored, with_bases, written
from qualcode.errors import UsageError
from qualcode.exchange.delimited import titles, without_controls
from qualcode.model.known import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qualcode.analysis.table import Cell, Column, ResultTable
    from qualcode.model.label import Headers

MOST = 32_767
"""UTF-16 units that a cell holds."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Of a sheet."""
CUT = "… [cut / 已截断]"
_SHEET_MOST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RESERVED = "history"
"""What Excel calls a sheet of its own."""
_NO_MAGIC = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the file must not tell when it was written
_WIDEST = 60
_NUMBERS = {
    Form.COUNT: "0",
    Form.PERCENT: "0.0",
    Form.RATE: "0.00",
    Form.COEFFICIENT: "0.000",
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
    headers: Headers = "en",
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
    with tempfile.TemporaryDirectory() as folder:  # gone also when a row cannot be made
        book = new_book(buffer, rows_in=folder)
        sheets = _Sheets(book, headers, colours or {})
        for name, table in zip(sheets_of(tables, headers), tables, strict=True):
            sheets.add(name, with_bases(table))
        book.close()
    return Workbook(buffer.getvalue(), sheets.cut)


def new_book(stream: io.BytesIO, *, rows_in: str = "") -> Any:
    """Return an empty workbook that takes text as text; the same rows make the same file.

    Args:
        stream: Where it goes when it is closed.
        rows_in: A folder for rows that are written from the first to the last: none of them is
            kept in memory, which a million would fill. Without, cells may be written in any order.
    """
    import xlsxwriter

    kept = {"constant_memory": True, "tmpdir": rows_in} if rows_in else {"in_memory": True}
    book = xlsxwriter.Workbook(stream, _NO_MAGIC | kept)
    book.set_properties({"created": _MADE, "title": "qualcode"})
    return book


def fitting(text: str) -> str:
    """Return a text that a cell holds, with a mark where it was cut; Excel counts in UTF-16."""
    clean = without_controls(text)
    if len(clean) * 2 <= MOST:
        return clean
    whole = clean.encode("utf-16-le", "replace")
    if len(whole) // 2 <= MOST:
        return clean
    return whole[: (MOST - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT


def sheets_of(tables: Sequence[ResultTable], headers: Headers) -> list[str]:
    """Return the names of the sheets that tables get: their Chinese titles, or what files say."""
    return sheet_names([each.title.zh if headers == "zh" else each.name for each in tables])


def sheet_names(names: Sequence[str]) -> list[str]:
    """Return names that Excel takes: short, without its signs, each once whatever its case."""
    found: list[str] = []
    for name in names:
        base = _FORBIDDEN.sub("-", name).strip("'")[:_SHEET_MOST] or "table"
        base = f"{base} 1" if base.casefold() == _RESERVED else base
        new, number = base, 2
        while new.casefold() in {each.casefold() for each in found}:
            tail = f" {number}"
            new, number = base[: _SHEET_MOST - len(tail)] + tail, number + 1
        found.append(new)
    return found


class _Sheets:
    """Writes tables into a workbook that is open."""

    def __init__(self, book: Any, headers: Headers, colours: Mapping[str, str]) -> None:
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
        self.cut = 0

    def add(self, name: str, table: ResultTable) -> None:
        """Write a table onto a sheet: head in the first row, notes below the last."""
        _must_fit(table)
        sheet = self._book.add_worksheet(name)
        for number, title in enumerate(titles(table, self._headers)):
            sheet.write_string(0, number, self._fitting(title), self._head)
        writers = [self._writer(sheet, *each) for each in enumerate(table.columns)]
        for line, row in enumerate(table.rows, 1):
            for write, cell in zip(writers, row, strict=True):
                write(line, cell)
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
        some = table.rows[:200]
        for number, column in enumerate(table.columns):
            cells = [written(cell, column.form) for cell in {row[number] for row in some}]
            sheet.set_column(number, number, _width({column.key, *cells}))

    def _writer(self, sheet: Any, number: int, column: Column) -> Callable[[int, Cell], None]:
        """Return what writes a cell of a column into a line."""
        text, digits = sheet.write_string, sheet.write_number
        form, fitting_, shape = column.form, self._fitting, self._number.get(column.form)
        shapes = self._fills if column.key == "code" else {}
        rounded = Known[float](lambda cell: float(stored(cell, form)))

        def write(line: int, cell: Cell) -> None:
            if cell is None:
                return
            if form is Form.TEXT or isinstance(cell, str):
                words = str(cell)
                text(line, number, fitting_(words), shapes.get(words, self._text))
            else:
                digits(line, number, cell if form is Form.COUNT else rounded[cell], shape)

        return write

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


def _width(texts: Iterable[str]) -> int:
    """Return a width in characters that shows most of what stands in a column."""
    return min(max(max(map(_cells, texts)) + 2, 8), _WIDEST)


def _cells(text: str) -> int:
    """Return how wide a text is, Chinese characters counting twice."""
    first = text.partition("\n")[0][: _WIDEST * 2]
    if first.isascii():
        return len(first)
    return sum(2 if sign > "\u2e80" else 1 for sign in first)
