"""Documents of paragraphs and tables, from whatever word processor they come.

If a table holds the talk, its rows are the turns and the paragraphs around it notes;
otherwise all of it is running text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.model.transcript import Role
from qualcode.transcripts.content import Content, Speech
from qualcode.transcripts.header import read_header
from qualcode.transcripts.tables import speeches_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.transcripts.options import ReadingOptions

Block = str | list[list[str]]
"""A paragraph, or a table as rows of cells."""


def content_of(
    name: str, blocks: Sequence[Block], *, path: str, options: ReadingOptions
) -> Content:
    """Make content of paragraphs and tables.

    Args:
        name: The format, such as ``odt``.
        blocks: The paragraphs and tables, in order.
        path: What to call the file in an error.
        options: May name the columns of tables.

    Raises:
        DataError: There is no text.
    """
    read = [
        speeches_of(block, columns=options.columns) if isinstance(block, list) else None
        for block in blocks
    ]
    prose = "\n".join(lines_of(block) for block in blocks)
    if not prose.strip():
        raise DataError(f"{path} is empty", hint="there is no text to code in it")
    talk = sum(len(speech.text) for speeches in read for speech in speeches or ())
    around = "\n".join(block for block in blocks if isinstance(block, str))
    if not talk or talk * 2 < len(around):
        return Content(name, "utf-8", text=prose)
    return Content(
        *(name, "utf-8"),
        speeches=tuple(_speeches(blocks, read)),
        layout="table-rows",
        header=read_header(around).fields,
    )


def _speeches(blocks: Sequence[Block], read: Sequence[list[Speech] | None]) -> Iterator[Speech]:
    for block, speeches in zip(blocks, read, strict=True):
        if speeches is not None:
            yield from speeches
        elif lines_of(block).strip():
            yield Speech("", lines_of(block).strip(), role=Role.NOTE)


def lines_of(block: Block) -> str:
    """Return a block as text: a table's cells one below the other."""
    if isinstance(block, str):
        return block
    return "\n".join(cell for row in block for cell in row if cell.strip())
