"""Rows of a codebook in CSV, Excel and Markdown files, written and read again cell for cell.

Nothing becomes a formula in a spreadsheet: in CSV such a cell gets an apostrophe,
which is taken off again when it is read; in Excel all cells are texts.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.model.formula import guarded, unguarded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Row = dict[str, str]

_BREAK = "<br>"
_MARKED = re.compile(r"([\\|<])")
_UNMARKED = re.compile(r"\\([\\|<])|<br>")
_CELLS = re.compile(r"(?<!\\)(?:\\\\)*\|")


def to_csv(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Write rows as CSV for spreadsheets: UTF-8 with a mark, lines that end with CR LF."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(row.get(column, "")) for column in columns] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Write rows as a workbook of one sheet in which every cell is a text."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("codebook")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for number, row in enumerate([dict(zip(columns, columns, strict=True)), *rows]):
        for place, column in enumerate(columns):
            sheet.write_string(number, place, row.get(column, ""), wrapped)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(columns) - 1, 24)
    book.close()
    return buffer.getvalue()


def to_markdown(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Write rows as a pipe table; line breaks within cells are ``<br>``."""
    lines = [columns, ["---"] * len(columns)]
    lines += [[_marked(row.get(column, "")) for column in columns] for row in rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines).encode()


def read_rows(path: Path) -> list[Row]:
    """Read a table whose first line names its columns, by the ending of the file.

    Raises:
        DataError: When the file cannot be read, or is no such table.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(_READERS)
        raise DataError(
            f"cannot read a codebook from {path.name}", hint=f"known: {known}, .qdc, .json"
        )
    try:
        lines = reader(path.read_bytes())
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}") from error
    except (ValueError, KeyError, csv.Error) as error:
        raise DataError(f"{path} is no table that can be read: {error}") from error
    if len(lines) < 2:
        hint = "its first line names the columns: code, name, definition …"
        raise DataError(f"{path} holds no table", hint=hint)
    head = lines[0]
    return [dict(zip(head, line, strict=False)) for line in lines[1:]]


def decoded(data: bytes) -> str:
    """Return the text of a file that a spreadsheet wrote: UTF-8, or the Chinese of Windows."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("neither UTF-8 nor GB18030")


def _csv(data: bytes) -> list[list[str]]:
    text = decoded(data)
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    return [[unguarded(cell) for cell in line] for line in lines if line]


def _xlsx(data: bytes) -> list[list[str]]:
    from zipfile import BadZipFile

    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except BadZipFile as error:
        raise ValueError("not a workbook") from error
    rows = book.worksheets[0].iter_rows(values_only=True)
    lines = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return [line for line in lines if any(line)]


def _markdown(data: bytes) -> list[list[str]]:
    """Read the first pipe table of a text."""
    lines = [line.strip() for line in decoded(data).split("\n")]
    rules = [number for number, line in enumerate(lines) if _is_rule(line) and number]
    if not rules:
        return []
    found = [_cells(lines[rules[0] - 1])]
    for line in lines[rules[0] + 1 :]:
        if "|" not in line:
            break
        found.append(_cells(line))
    return found


def _is_rule(line: str) -> bool:
    return "-" in line and "|" in line and not line.strip("|-: ")


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|")
    cells: list[str] = []
    here = 0
    for match in _CELLS.finditer(inner):
        cells.append(inner[here : match.end() - 1])
        here = match.end()
    if inner[here:].strip():
        cells.append(inner[here:])
    return [_UNMARKED.sub(_unmarked, cell.strip()) for cell in cells]


def _unmarked(match: re.Match[str]) -> str:
    return match[1] or "\n"


def _marked(text: str) -> str:
    return _MARKED.sub(r"\\\1", text).replace("\n", _BREAK)


_READERS: dict[str, Callable[[bytes], list[list[str]]]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".xlsx": _xlsx,
    ".md": _markdown,
    ".markdown": _markdown,
}
