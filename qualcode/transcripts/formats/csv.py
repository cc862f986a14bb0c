"""Comma- and tab-separated tables of turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.transcripts.formats.text import decode_with, table_of

if TYPE_CHECKING:
    from qualcode.transcripts.content import Content
    from qualcode.transcripts.options import ReadingOptions


def read_csv(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read a delimited table; see `encodings.decode` for what is refused.

    Raises:
        DataError: No column holds speech.
        UsageError: The user names a column that does not exist.
    """
    return table_of(decode_with(data, path=path, options=options), path=path, options=options)
