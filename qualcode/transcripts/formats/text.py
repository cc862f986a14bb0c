"""Plain text and Markdown: kept as it is, markup and all.

Some corpora give their tables the ending .txt; a first line of column names between
tabs tells them apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.transcripts.columns import named_columns
from qualcode.transcripts.content import Content
from qualcode.transcripts.delimited import read_rows
from qualcode.transcripts.encodings import Decoded, decode
from qualcode.transcripts.formats.spreadsheet import content_of_tables
from qualcode.transcripts.limits import refuse_amount
from qualcode.transcripts.results import refuse_table, result_of
from qualcode.transcripts.tables import read_table

if TYPE_CHECKING:
    from qualcode.transcripts.options import ReadingOptions

_PIPES = re.compile(r"\s*+\|(?P<header>[^\n]{1,10000})\|[ ]*\n\|[ ]*:?-{3}")
"""A Markdown table and nothing before it."""
_NAMES = 10_000
"""Characters within which the names of columns stand."""


def read_text(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read a text file; see `encodings.decode` for what is refused."""
    decoded = decode_with(data, path=path, options=options)
    if names_speech(decoded.text):
        return table_of(decoded, path=path, options=options)
    table = _PIPES.match(decoded.text)
    header = table["header"].replace("\\_", "_").split("|") if table else ()
    if result_of(header):
        raise refuse_table(path, [[cell.strip() for cell in header]])
    return Content("text", decoded.encoding, text=decoded.text, warnings=lost(decoded))


def names_speech(text: str) -> bool:
    """Tell whether the first line names a column of speakers and one of speech."""
    names = text[:_NAMES].partition("\n")[0].split("\t")
    columns = named_columns(names)
    return len(names) > 1 and columns.speaker >= 0 and columns.usable


def table_of(decoded: Decoded, *, path: str, options: ReadingOptions) -> Content:
    """Read decoded text as a delimited table.

    Raises:
        DataError: No column holds speech.
        UsageError: The user names a column that does not exist.
    """
    rows = read_rows(decoded.text)
    talk = read_table(rows, options.columns)
    if not talk:
        raise refuse_table(path, [rows[0].cells] if rows else [])
    return content_of_tables("table", decoded.encoding, [talk], warnings=lost(decoded))


def decode_with(data: bytes, *, path: str, options: ReadingOptions) -> Decoded:
    """Decode as the user's options say, up to the limit of a document."""
    decoded = decode(data, path=path, encoding=options.encoding, replace=options.replace)
    refuse_amount(decoded.text, path)
    return decoded


def lost(decoded: Decoded) -> tuple[str, ...]:
    """Say how much could not be decoded, if anything."""
    if not decoded.replaced:
        return ()
    return (f"{decoded.replaced:,} characters could not be decoded and stand as U+FFFD",)
