"""Word files, by docx2python: it keeps tracked insertions, content controls and soft breaks.

Its `.body` is read, not its `.text`, which has the page headers in it. Empty paragraphs
stay, since they divide turns.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.transcripts.formats.archive import open_archive
from qualcode.transcripts.formats.prose import Block, content_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.transcripts.content import Content
    from qualcode.transcripts.options import ReadingOptions

_NOTE_MARK = re.compile(r"----(?:foot|end)note\d+----")
_MEDIA = re.compile(r"----(?:media|Image alt text)[^\n]*?----[^\n]*?(?:----)?$", re.MULTILINE)


def read_docx(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read a Word file.

    Raises:
        DataError: It is no Word file, is damaged or encrypted, or has no text.
    """
    with open_archive(data, path=path, kind="Word .docx", limit=options.max_bytes) as archive:
        if "word/document.xml" not in archive.namelist():
            raise DataError(f"{path} is not a Word .docx file", hint="save it as .docx in Word")
    blocks = list(_blocks(_body(data, path)))
    return content_of("docx", blocks, path=path, options=options)


def _body(data: bytes, path: str) -> Any:
    """Return docx2python's nest of tables, rows, cells and paragraphs."""
    from docx2python import docx2python

    try:
        with docx2python(io.BytesIO(data)) as document:
            return document.body
    except Exception as error:  # the library lets through whatever its XML parser raises
        raise DataError(
            f"{path} is damaged: {type(error).__name__}",
            hint="open it in Word and save it again",
        ) from error


def _blocks(body: Any) -> Iterator[Block]:
    """Yield paragraphs as text and tables as rows; text outside tables is one cell."""
    for table in body:
        if len(table) == 1 and len(table[0]) == 1:
            yield from map(_cleaned, table[0][0])
        else:
            yield [["\n".join(map(_cleaned, cell)).strip() for cell in row] for row in table]


def _cleaned(paragraph: str) -> str:
    """Drop the placeholders that docx2python puts in for notes and pictures."""
    return _MEDIA.sub("", _NOTE_MARK.sub("", paragraph)).replace("\r", "")
