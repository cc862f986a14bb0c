"""Rows that are sentences, not numbers: each as a card, a heading and what is told under it.

A table of eight columns of prose cannot be read on a terminal; a card can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from qualcode.report.cells import said
from qualcode.report.folding import Folded
from qualcode.report.plain import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rich.console import RenderableType

    from qualcode.analysis.table import Cell, Column, ResultTable
    from qualcode.model.label import Language

_MARGIN = "    "


def render_cards(
    table: ResultTable, *, language: Language, head: Collection[str], bare: Collection[str] = ()
) -> Iterator[RenderableType]:
    """Yield the title of a table, each of its rows as a card, and its notes.

    Args:
        table: The table; cells that are empty are left out.
        language: Of titles and notes.
        head: Keys of the columns that stand in the heading of a card.
        bare: Keys of the columns whose words speak for themselves, without a title.
    """
    yield Folded(Text(visible(table.title.say(language)), "bold"))
    for row in table.rows:
        cells = [each for each in zip(table.columns, row, strict=True) if each[1] not in {None, ""}]
        heading = [said(cell, column, language) for column, cell in cells if column.key in head]
        told = [
            Folded(_line(column, cell, language, bare=column.key in bare), _MARGIN)
            for column, cell in cells
            if column.key not in head
        ]
        yield Group(Folded(Text(visible(" · ".join(heading)), "bold cyan")), *told)
    for note in table.notes:
        yield Folded(Text(visible(note.say(language)), "dim"))


def _line(column: Column, cell: Cell, language: Language, *, bare: bool) -> Text:
    words = visible(said(cell, column, language))
    colon = "：" if language == "zh" else ": "
    line = Text() if bare else Text(visible(column.title.say(language)) + colon, "dim")
    return line.append(words)
