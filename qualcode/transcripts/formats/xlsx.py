"""Excel tables of turns, by openpyxl; every cell is text as it is shown."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.transcripts.content import Part
from qualcode.transcripts.delimited import Row
from qualcode.transcripts.formats.archive import open_archive
from qualcode.transcripts.formats.spreadsheet import content_of_tables
from qualcode.transcripts.results import refuse_table, result_of
from qualcode.transcripts.tables import Talk, read_table

if TYPE_CHECKING:
    from qualcode.transcripts.content import Content
    from qualcode.transcripts.options import ReadingOptions

_MOST_ROWS = 1_000_000


def read_xlsx(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read the sheets of a workbook that hold speech.

    Raises:
        DataError: It is no workbook, is damaged or encrypted, or no sheet holds speech.
        UsageError: The user names a column that does not exist.
    """
    sheets = read_named_sheets(data, path=path, limit=options.max_bytes)
    talks = [(name, talk) for name, rows in sheets if (talk := read_table(rows, options.columns))]
    headers = [rows[0].cells for _, rows in sheets if rows]
    if any(map(result_of, headers)) and not options.columns:
        # Beside tables of results stand others that only look like surveys.
        talks = [pair for pair in talks if _is_sure(pair[1])]
    if not talks:
        raise refuse_table(path, headers)
    named = [_named(name, talk) if len(talks) > 1 else talk for name, talk in talks]
    return content_of_tables("xlsx", "utf-8", named)


def _is_sure(talk: Talk) -> bool:
    return talk.layout == "table-rows" and talk.columns.startswith("speaker=")


def _named(sheet: str, talk: Talk) -> Talk:
    """Let each sheet of several be a document that is called as the sheet."""
    parts = [Part(part.name or sheet, part.speeches, part.attributes) for part in talk.parts]
    return talk._replace(parts=parts)


def read_named_sheets(data: bytes, *, path: str, limit: int) -> list[tuple[str, list[Row]]]:
    """Return the sheets of a workbook by name, without empty rows.

    Raises:
        DataError: It is no workbook, is damaged or encrypted, or unpacks to too much.
    """
    return [
        (name, [Row(n, cells, n) for n, cells in enumerate(rows, 1) if any(cells)])
        for name, rows in _sheets(data, path=path, limit=limit)
    ]


def read_sheets(data: bytes, *, path: str, limit: int) -> list[list[list[str]]]:
    """Return the sheets of a workbook as rows of text, empty rows too.

    Raises:
        DataError: It is no workbook, is damaged or encrypted, or unpacks to too much.
    """
    return [rows for _, rows in _sheets(data, path=path, limit=limit)]


def _sheets(data: bytes, *, path: str, limit: int) -> list[tuple[str, list[list[str]]]]:
    from openpyxl import load_workbook

    with open_archive(data, path=path, kind="Excel .xlsx", limit=limit):
        pass
    try:
        with warnings.catch_warnings(
            action="ignore"
        ):  # what is odd in it is nobody's business here
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return [(sheet.title, _rows(sheet, path)) for sheet in book.worksheets]
    except DataError:
        raise
    except Exception as error:  # the library lets through whatever a damaged part raises
        raise DataError(
            f"{path} is damaged: {type(error).__name__}",
            hint="open it in Excel and save it again",
        ) from error


def _rows(sheet: Any, path: str) -> list[list[str]]:
    rows: list[list[str]] = []
    sheet.reset_dimensions()  # what a sheet says of its own size may be a lie of a million columns
    for cells in sheet.iter_rows(values_only=True):
        texts = [_text(cell) for cell in cells]
        rows.append(texts)
        if len(rows) > _MOST_ROWS:
            raise DataError(f"{path} has more than {_MOST_ROWS:,} rows")
    return rows


def _text(cell: Any) -> str:
    """Return a cell as text: whole numbers without `.0`, times as they are read."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
