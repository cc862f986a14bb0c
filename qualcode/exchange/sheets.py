"""Sheets to be filled in by a person: CSV or a workbook with lists to choose from, and back.

What is text stays text: nothing of an interview becomes a formula, and ids keep
their zeros.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from qualcode.analysis.table import written
from qualcode.errors import DataError, Place, Problem, ProblemsError, UsageError
from qualcode.exchange.delimited import to_csv
from qualcode.exchange.files import BOM, write_file
from qualcode.exchange.workbook import fitting, new_book
from qualcode.model.formula import is_formula

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from qualcode.analysis.table import ResultTable
    from qualcode.model.label import Headers

XLSX = ".xlsx"
_CSV = ".csv"
_MAX_BYTES = 500_000_000
_WIDE = frozenset({"question", "before", "quote", "after", "definition", "reasons"})


def write_sheet(
    table: ResultTable,
    path: Path,
    *,
    choices: Mapping[str, Sequence[str]],
    headers: Headers = "en",
    force: bool = False,
    guided: bool = True,
) -> bool:
    """Write a table to be filled in.

    Args:
        table: The rows.
        path: A ``.csv`` or ``.xlsx``.
        choices: What may be filled in, by column.
        headers: Language of a second line of headers in a workbook.
        force: Replace a file that is there.
        guided: The first row tells how to fill in the others.

    Returns:
        Whether the file was new or changed.

    Raises:
        UsageError: When the file's ending is neither.
    """
    kind = _kind(path)
    if kind == XLSX:
        return write_file(path, _workbook(table, choices, headers, guided=guided), force=force)
    return write_file(path, (BOM + to_csv(table).text).encode("utf-8", "replace"), force=force)


def read_sheet(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Read a table whose first row names its columns: line number and cells of each row.

    Raises:
        UsageError: When the file's ending is neither ``.csv`` nor ``.xlsx``.
        DataError: When the file cannot be read.
        ProblemsError: When it has no header.
    """
    kind = _kind(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}") from error
    rows = _xlsx_rows(data, path) if kind == XLSX else _csv_rows(data, path)
    if not rows:
        raise ProblemsError(path, [Problem(Place(str(path), 1), "the sheet has no rows")])
    header = [cell.strip() for cell in rows[0][1]]
    return [
        (line, dict(zip(header, map(_unguarded, cells), strict=False)))
        for line, cells in rows[1:]
        if any(cell.strip() for cell in cells)
    ]


def _kind(path: Path) -> str:
    kind = path.suffix.lower()
    if kind not in {_CSV, XLSX}:
        raise UsageError(f"{path.name!r} is no sheet", hint="end it in .csv or .xlsx")
    return kind


def _csv_rows(data: bytes, path: Path) -> list[tuple[int, Sequence[str]]]:
    from qualcode.transcripts.delimited import read_rows
    from qualcode.transcripts.encodings import decode

    return [(row.line, row.cells) for row in read_rows(decode(data, path=str(path)).text)]


def _xlsx_rows(data: bytes, path: Path) -> list[tuple[int, Sequence[str]]]:
    from qualcode.transcripts.formats.xlsx import read_sheets

    sheets = read_sheets(data, path=str(path), limit=_MAX_BYTES)
    return list(enumerate(sheets[0] if sheets else [], 1))


def _unguarded(cell: str) -> str:
    """Take off the apostrophe that `delimited.Guard` has put before a formula, and no other."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


def _workbook(
    table: ResultTable,
    choices: Mapping[str, Sequence[str]],
    headers: Headers,
    *,
    guided: bool,
) -> bytes:
    stream = io.BytesIO()
    book = new_book(stream)
    sheet = book.add_worksheet(table.name)
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDE6F0"})
    guide = book.add_format({"italic": True, "font_color": "#666666", "text_wrap": True})
    fill = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF8E1"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.key, bold)
        sheet.write_comment(0, place, column.title.say(headers))
        sheet.set_column(place, place, 48 if column.key in _WIDE else 14)
    filled = {*choices, "memo"}
    for number, row in enumerate(table.rows, 1):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            style = guide if guided and number == 1 else fill if column.key in filled else plain
            sheet.write_string(number, place, fitting(written(cell, column.form)), style)
    lists = book.add_worksheet("choices")
    _offer(table, choices, sheet, lists)
    sheet.freeze_panes(2 if guided else 1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    book.close()
    return stream.getvalue()


def _offer(
    table: ResultTable, choices: Mapping[str, Sequence[str]], sheet: Any, lists: Any
) -> None:
    """Give the cells to fill in a list to choose from; other words are warned of, not refused."""
    from xlsxwriter.utility import xl_col_to_name

    keys = [column.key for column in table.columns]
    for place, (key, words) in enumerate(choices.items()):
        lists.write_string(0, place, key)
        for number, word in enumerate(words, 1):
            lists.write_string(number, place, word)
        letter = xl_col_to_name(place)
        rule = {
            "validate": "list",
            "source": f"=choices!${letter}$2:${letter}${len(words) + 1}",
            "error_type": "warning",
        }
        if key in keys and words and len(table.rows) > 1:
            column = keys.index(key)
            sheet.data_validation(2, column, len(table.rows), column, rule)
