"""Documents of paragraphs and tables, from whatever word processor they come.

If a table holds the talk, its rows are the turns and the paragraphs around it notes;
otherwise all of it is running text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.model.transcript import Role
from qualcode.transcripts.content import Content, Speech
from qualcode.transcripts.delimited import Row
from qualcode.transcripts.formats.spreadsheet import content_of_tables
from qualcode.transcripts.header import read_header
from qualcode.transcripts.header_keys import canonical_key
from qualcode.transcripts.labels import is_diarised, is_role_word
from qualcode.transcripts.results import refuse_table, result_of
from qualcode.transcripts.tables import Talk, read_table
from qualcode.transcripts.times import CLOCK
from qualcode.transcripts.turns import read_turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.transcripts.options import ReadingOptions

_FIELDS = 0.6
"""Share of names in a form that must be known ones."""

_HEADER = 600
"""Characters around tables that may be no more than a header."""
_TIME = re.compile(rf"{CLOCK}$")

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
    _refuse_results(blocks, path, options)
    talks = [_talk(block, options) if isinstance(block, list) else None for block in blocks]
    read = [talk.speeches if talk else None for talk in talks]
    prose = "\n".join(lines_of(block) for block in blocks)
    if not prose.strip():
        raise DataError(f"{path} is empty", hint="there is no text to code in it")
    talk = sum(len(speech.text) for speeches in read for speech in speeches or ())
    around = "\n".join(
        lines_of(block) for block in blocks if isinstance(block, str) or _are_fields(block)
    )
    if not talk or (talk * 2 < len(around) and _is_talk(around, options)):
        return Content(name, "utf-8", text=prose)
    several = [talk for talk in talks if talk and talk.parts[0].name]
    if several:
        said = f"{len(around):,} characters around the tables were left out"
        warnings = (said,) if around.strip() else ()
        return content_of_tables(name, "utf-8", several, warnings=warnings)
    return Content(
        *(name, "utf-8"),
        speeches=tuple(_speeches(blocks, read)),
        layout="table-rows",
        header=read_header(around).fields,
    )


def _is_talk(around: str, options: ReadingOptions) -> bool:
    """Tell whether the paragraphs around tables are talk themselves, not only a header."""
    return len(around) > _HEADER or bool(read_turns(around, options).cast.names)


def _refuse_results(blocks: Sequence[Block], path: str, options: ReadingOptions) -> None:
    """Refuse a document that is made of tables of results and little else."""
    tables = [block for block in blocks if isinstance(block, list) and block]
    headers = [block[0] for block in tables if result_of(block[0])]
    if not headers or options.columns:
        return
    counted = sum(len(lines_of(block)) for block in tables)
    if 2 * counted > sum(len(lines_of(block)) for block in blocks):
        raise refuse_table(path, headers)


def _talk(block: Sequence[Sequence[str]], options: ReadingOptions) -> Talk | None:
    filled = ((n, list(cells)) for n, cells in enumerate(block, 1) if any(map(str.strip, cells)))
    rows = [Row(number, cells, number) for number, cells in filled]
    return None if _are_fields(block) else read_table(rows, options.columns)


def _are_fields(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table is a form: names of fields, each with its value beside it."""
    names = [cell for row in rows for cell in row[::2] if cell.strip()]
    known = sum(bool(canonical_key(cell)) for cell in names)
    even = all(len(row) % 2 == 0 for row in rows)
    return even and bool(names) and known >= _FIELDS * len(names)


def _speeches(blocks: Sequence[Block], read: Sequence[list[Speech] | None]) -> Iterator[Speech]:
    for block, speeches in zip(blocks, read, strict=True):
        if speeches is not None:
            yield from speeches
        elif lines_of(block).strip():
            yield Speech("", lines_of(block).strip(), role=Role.NOTE)


def lines_of(block: Block) -> str:
    """Return a block as text: a form as fields, the cells of other tables one below the other."""
    if isinstance(block, str):
        return block
    if _are_fields(block):
        pairs = [pair for row in block for pair in zip(row[::2], row[1::2], strict=True)]
        return "\n".join(f"{name.strip(' :：')}：{value}" for name, value in pairs if name.strip())
    filled = ([cell for cell in row if cell.strip()] for row in block)
    return "\n".join(map(_line, filter(None, filled)))


def _line(cells: Sequence[str]) -> str:
    """Return the filled cells of a row; a speaker and words, perhaps with a time, as a turn."""
    times = [cell.strip() for cell in cells if _TIME.match(cell.strip())]
    others = [cell for cell in cells if cell.strip() not in times]
    if len(others) != 2 or not (is_role_word(others[0]) or is_diarised(others[0])):
        return "\n".join(cells)
    return "".join(f"[{time}] " for time in times) + f"{others[0].strip()}：{others[1]}"
