"""A `ResultTable` on a terminal: aligned for Chinese, folded, never cut.

A table too wide for the terminal is printed in blocks, one below the other,
each with the names of the rows, as statistics programs do. Three rules and no
boxes: the manner of tables in papers (三线表).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Group
from rich.table import Table
from rich.text import Text

from qualcode.analysis.table import Cell, Column, Form, ResultTable, written
from qualcode.report.plain import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from qualcode.model.label import Language

WIDE = 110
"""From this many columns on there is room for ids and names side by side."""
_PADDING = 2
_NARROWEST = 7
_WIDEST_TEXT = 44
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class _Strip:
    """What stands in one printed column: a heading and a text for each row."""

    heading: str
    cells: tuple[str, ...]
    is_number: bool = True

    def width(self) -> int:
        """Return the cells of the terminal that it needs; headings fold into that."""
        widest = max((cell_len(cell) for cell in self.cells), default=0)
        if self.is_number:
            return max(widest, _NARROWEST)
        return max(min(widest, _WIDEST_TEXT), min(cell_len(self.heading), _WIDEST_TEXT), 4)


def render_table(table: ResultTable, *, language: Language, width: int) -> RenderableType:
    """Return a table for a terminal.

    Args:
        table: The table.
        language: Of titles, names and notes.
        width: Columns of the terminal.
    """
    labels, strips = _strips(table, language, wide=width >= WIDE)
    labels = _fitted(labels, width)
    parts: list[RenderableType] = [Text(table.title.say(language), style="bold")]
    parts += [_grid(labels, block, table) for block in _blocks(labels, strips, width)]
    parts += [Text(visible(note.say(language)), style="dim") for note in table.notes]
    return Group(*parts)


def _strips(
    table: ResultTable, language: Language, *, wide: bool
) -> tuple[list[_Strip], list[_Strip]]:
    """Return the columns that name the rows, and the others."""
    names: list[_Strip] = []
    others: list[_Strip] = []
    skip: set[str] = set()
    for index, column in enumerate(table.columns):
        if column.key in skip or not _is_shown(column, table, language, wide=wide):
            continue
        if column.group and f"{column.group}_pct" in {each.key for each in table.columns}:
            skip.add(f"{column.group}_pct")
            others.append(_share(table, index, language))
        else:
            strip = _plain(table, index, language)
            (names if _names_rows(column, table) else others).append(strip)
    return names, others


def _is_shown(column: Column, table: ResultTable, language: Language, *, wide: bool) -> bool:
    """Choose between ids and names of either language, where a table brings all three."""
    keys = {each.key for each in table.columns}
    if column.key in {"name_zh", "name_en"} and {"name_zh", "name_en"} <= keys:
        return column.key == f"name_{language}" and (wide or language == "zh")
    if column.key == "code" and "name_zh" in keys:
        return wide or language == "en"
    return True


def _names_rows(column: Column, table: ResultTable) -> bool:
    return bool(table.headings) and column.form is Form.TEXT and not column.group


def _plain(table: ResultTable, index: int, language: Language) -> _Strip:
    column = table.columns[index]
    heading = _heading(table, column, language) if column.group else column.title.say(language)
    levels = table.levels or (0,) * len(table.rows)
    indent = _names_rows(column, table)
    cells = tuple(
        _INDENT * (level if indent else 0) + _shown(row[index], column)
        for row, level in zip(table.rows, levels, strict=True)
    )
    return _Strip(heading, cells, column.form is not Form.TEXT)


def _share(table: ResultTable, index: int, language: Language) -> _Strip:
    """Join a number of persons and its percentage: ``3/8 37.5%``; a bare 0 stays one."""
    column = table.columns[index]
    base = next((each.base for each in table.headings if each.group == column.group), None)
    cells = []
    for row in table.rows:
        share = written(row[index + 1], table.columns[index + 1].form)
        cells.append(f"{row[index]}/{base} {share}%" if row[index] and base else str(row[index]))
    return _Strip(_heading(table, column, language), tuple(cells))


def _heading(table: ResultTable, column: Column, language: Language) -> str:
    heading = next(each for each in table.headings if each.group == column.group)
    name = heading.title.say(language)
    code = f"{heading.group} " if heading.group.isupper() else ""
    base = f"\nN={heading.base}" if heading.base is not None else ""
    return f"{code}{name}{base}"


def _shown(cell: Cell, column: Column) -> str:
    if cell is None:
        return "–"
    return visible(written(cell, column.form)).replace("\n", " ")


def _fitted(labels: list[_Strip], width: int) -> list[_Strip]:
    """Keep the names of rows to what leaves room for two columns of numbers."""
    room = width - 2 * (_NARROWEST + _PADDING)
    while len(labels) > 1 and sum(each.width() + _PADDING for each in labels) > room:
        labels = labels[:-1]
    return labels


def _blocks(labels: list[_Strip], strips: list[_Strip], width: int) -> list[list[_Strip]]:
    """Distribute columns over as many blocks as the width asks for."""
    taken = min(sum(each.width() + _PADDING for each in labels), width // 2)
    blocks: list[list[_Strip]] = [[]]
    used = taken
    for strip in strips:
        need = strip.width() + _PADDING
        if blocks[-1] and used + need > width and labels:
            blocks.append([])
            used = taken
        blocks[-1].append(strip)
        used += need
    return blocks


def _grid(labels: Sequence[_Strip], block: Sequence[_Strip], table: ResultTable) -> Table:
    grid = Table(box=box.HORIZONTALS, pad_edge=False, padding=(0, 1), header_style="bold")
    for strip in (*labels, *block):
        wide = strip.width() if strip.is_number else None
        grid.add_column(
            Text(visible_lines(strip.heading)),
            justify="right" if strip.is_number else "left",
            overflow="fold",
            width=wide,
            min_width=None if wide else min(strip.width(), 12),
        )
    for number, cells in enumerate(zip(*(each.cells for each in (*labels, *block)), strict=True)):
        is_head = bool(table.levels) and table.levels[number] == 0
        grid.add_row(*(Text(cell) for cell in cells), style="bold" if is_head else None)
    return grid


def visible_lines(text: str) -> str:
    """Return a heading that may have line breaks, otherwise made powerless."""
    return "\n".join(visible(line) for line in text.split("\n"))
