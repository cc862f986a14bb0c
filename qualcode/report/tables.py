"""A `ResultTable` on a terminal: aligned for Chinese, folded, never cut.

Three rules and no boxes: the manner of tables in papers (三线表). What stands
beside what is decided in `layout`; here it gets its words and its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from qualcode.analysis.table import Cell, Column, Form, ResultTable, written
from qualcode.report.cells import said
from qualcode.report.folding import Folded, folded
from qualcode.report.layout import GAP, Strip, blocks, fitted, widths
from qualcode.report.listed import is_prose, listed
from qualcode.report.plain import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from qualcode.model.label import Language

WIDE = 110
"""From this many columns on there is room for ids and names side by side."""
_EDGES = 2
_INDENT = "  "


def render_table(table: ResultTable, *, language: Language, width: int) -> RenderableType:
    """Return a table for a terminal.

    Args:
        table: The table.
        language: Of titles, names and notes.
        width: Columns of the terminal.
    """
    room = width - _EDGES
    labels, strips = _strips(table, language, wide=width >= WIDE)
    labels = fitted(labels, strips, room)
    parts: list[RenderableType] = [Folded(_text(table.title.say(language), "bold"))]
    found = blocks(labels, strips, room)
    if len(found) > 1 and not table.headings and is_prose([*labels, *strips]):
        parts.append(listed([*labels, *strips]))
        found = []
    for number, block in enumerate(found):
        parts += [Text()] if number else []
        parts.append(_grid(block, widths(block, room), table.levels))
    parts += [Folded(_text(note.say(language), "dim")) for note in table.notes]
    return Group(*parts)


def _strips(
    table: ResultTable, language: Language, *, wide: bool
) -> tuple[list[Strip], list[Strip]]:
    """Return the columns that name the rows, and the others."""
    names: list[Strip] = []
    others: list[Strip] = []
    keys = {each.key for each in table.columns}
    skip: set[str] = set()
    for index, column in enumerate(table.columns):
        if column.key in skip or not _is_shown(column, keys, language, wide=wide):
            continue
        behind = {f"{column.group}_pct", f"{column.group}_refs"} & keys
        if column.group and behind:
            skip |= behind
            others.append(_share(table, index, language))
        elif _names_rows(column, table):
            names.append(_name(table, index, language))
        else:
            others.append(_plain(table, index, language))
    return names, others


def _is_shown(column: Column, keys: set[str], language: Language, *, wide: bool) -> bool:
    """Choose between ids and names of either language, where a table brings all three."""
    stem, _, tongue = column.key.rpartition("_")
    if tongue in {"zh", "en"} and {f"{stem}_zh", f"{stem}_en"} <= keys:
        is_name = stem == "name" and "code" in keys
        return tongue == language and (wide or language == "zh" or not is_name)
    if column.key in {"code", "key"} and "name_zh" in keys:
        return wide or (language == "en" and column.key == "code")
    return True


def _names_rows(column: Column, table: ResultTable) -> bool:
    """Tell whether a column stands before the groups and holds words: those name the rows."""
    if not table.headings or column.form is not Form.TEXT or column.group:
        return False
    first = next((i for i, each in enumerate(table.columns) if each.group), len(table.columns))
    return table.columns.index(column) < first


def _name(table: ResultTable, index: int, language: Language) -> Strip:
    """Return a column of names, indented like the tree of codes."""
    column = table.columns[index]
    levels = table.levels or (0,) * len(table.rows)
    cells = tuple(_shown(row[index], column, language) for row in table.rows)
    margins = tuple(_INDENT * level for level in levels)
    return Strip(column.title.say(language), cells, is_number=False, margins=margins)


def _plain(table: ResultTable, index: int, language: Language) -> Strip:
    column = table.columns[index]
    heading = _heading(table, column, language) if column.group else column.title.say(language)
    cells = tuple(_shown(row[index], column, language) for row in table.rows)
    return Strip(heading, cells, is_number=column.form is not Form.TEXT)


def _share(table: ResultTable, index: int, language: Language) -> Strip:
    """Join a number of persons with its share and its references; a bare 0 stays one.

    ``3/8 37.5%``, with references ``3/8 37.5% (5)``, without a share ``3 (5)``.
    """
    column = table.columns[index]
    base = next((each.base for each in table.headings if each.group == column.group), None)
    behind = {each.key: number for number, each in enumerate(table.columns)}
    share, refs = behind.get(f"{column.group}_pct"), behind.get(f"{column.group}_refs")
    cells = []
    for row in table.rows:
        text = str(row[index])
        if row[index] and base and share is not None:
            text += f"/{base} {written(row[share], Form.PERCENT)}%"
        if refs is not None and (row[index] or row[refs]):
            text += f" ({row[refs]})"
        cells.append(text)
    return Strip(_heading(table, column, language), tuple(cells))


def _heading(table: ResultTable, column: Column, language: Language) -> str:
    heading = next(each for each in table.headings if each.group == column.group)
    name = heading.title.say(language)
    is_id = heading.group.isupper() and heading.group != name
    base = f"\nN={heading.base}" if heading.base is not None else ""
    return f"{heading.group}\n{name}{base}" if is_id else f"{name}{base}"


def _shown(cell: Cell, column: Column, language: Language) -> str:
    if cell is None:
        return "–"
    return visible(" ".join(said(cell, column, language).splitlines()).expandtabs(4))


def _grid(strips: Sequence[Strip], sizes: Sequence[int], levels: Sequence[int]) -> Table:
    grid = Table(box=box.HORIZONTALS, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for strip, size in zip(strips, sizes, strict=True):
        grid.add_column(
            _text(folded(strip.heading, size), "bold"),
            justify="right" if strip.is_number else "left",
            overflow="fold",
            vertical="top",
            width=size,
        )
    for number in range(len(strips[0].cells) if strips else 0):
        is_head = bool(levels) and levels[number] == 0
        grid.add_row(*(_cell(strip, number) for strip in strips), style="bold" if is_head else None)
    return grid


def _cell(strip: Strip, number: int) -> RenderableType:
    cell = Text(strip.cells[number])
    if strip.is_number:
        return cell
    return Folded(cell, strip.margins[number] if strip.margins else "")


def _text(words: str, style: str) -> Text:
    """Return words that may have line breaks, otherwise made powerless."""
    return Text(visible(words), style=style)
