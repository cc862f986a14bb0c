"""Excel tables of turns, by openpyxl; every cell is text as it is shown."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.transcripts.content import Content
from qualcode.transcripts.formats.archive import open_archive
from qualcode.transcripts.joining import joined
from qualcode.transcripts.tables import refuse_columns, speeches_of

if TYPE_CHECKING:
    from qualcode.transcripts.content import Speech
    from qualcode.transcripts.options import ReadingOptions

_MOST_ROWS = 1_000_000


def read_xlsx(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read the sheets of a workbook that hold speech.

    Raises:
        DataError: It is no workbook, is damaged or encrypted, or no sheet holds speech.
        UsageError: The user names a column that does not exist.
    """
    read = read_sheets(data, path=path, limit=options.max_bytes)
    sheets = [filled for filled in (list(filter(any, rows)) for rows in read) if filled]
    speeches: list[Speech] = []
    for rows in sheets:
        speeches += speeches_of(rows, columns=options.columns) or []
    if not speeches:
        raise refuse_columns(path, sheets[0][0] if sheets else [])
    if not any(speech.speaker for speech in speeches):
        speeches = joined(speeches)
    return Content("xlsx", "utf-8", speeches=tuple(speeches), layout="table-rows")


def read_sheets(data: bytes, *, path: str, limit: int) -> list[list[list[str]]]:
    """Return the sheets of a workbook as rows of text, empty rows too.

    Raises:
        DataError: It is no workbook, is damaged or encrypted, or unpacks to too much.
    """
    from openpyxl import load_workbook

    with open_archive(data, path=path, kind="Excel .xlsx", limit=limit):
        pass
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [_rows(sheet, path) for sheet in book.worksheets]
    except DataError:
        raise
    except Exception as error:  # the library lets through whatever a damaged part raises
        raise DataError(
            f"{path} is damaged: {type(error).__name__}",
            hint="open it in Excel and save it again",
        ) from error


def _rows(sheet: Any, path: str) -> list[list[str]]:
    rows: list[list[str]] = []
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
