"""What fits beside what: columns of a table laid out over the width of a terminal.

A table too wide is cut between its columns into blocks, one below the other,
each beginning with the names of the rows, as statistics programs do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 2
"""Cells between two columns."""
_NARROWEST = 7
_LEAST_TEXT = 12
"""Words can be folded down to this many cells and still be read."""
_USUAL_TEXT = 24
_LONGEST_WORD = 12
"""Longer words of a heading are folded."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands in one printed column: a heading and a text for each row."""

    heading: str
    cells: tuple[str, ...]
    is_number: bool = True
    margins: tuple[str, ...] = ()
    """Blanks before each cell that keep its folded lines under the first; empty = none."""

    def natural(self) -> int:
        """Return the cells of the terminal at which nothing but the heading is folded."""
        margins = self.margins or ("",) * len(self.cells)
        cells = (margin + cell for margin, cell in zip(margins, self.cells, strict=True))
        words = (min(cell_len(word), _LONGEST_WORD) for word in self.heading.split())
        widest = max((*map(cell_len, cells), *words), default=0)
        return max(widest, _NARROWEST) if self.is_number else max(widest, 1)

    def least(self) -> int:
        """Return the cells at which it can still be read; numbers are not folded."""
        return self.natural() if self.is_number else min(self.natural(), _LEAST_TEXT)

    def usual(self) -> int:
        """Return the cells to plan for."""
        return self.natural() if self.is_number else min(self.natural(), _USUAL_TEXT)


def total(widths: Sequence[int]) -> int:
    """Return the cells that columns and the gaps between them take."""
    return sum(widths) + GAP * max(len(widths) - 1, 0)


def fitted(labels: list[Strip], strips: Sequence[Strip], room: int) -> list[Strip]:
    """Keep as many names of rows as leave room for two other columns."""
    while len(labels) > 1 and total([each.natural() for each in labels]) > room - _pair(strips):
        labels = labels[:-1]
    return labels


def blocks(labels: list[Strip], strips: list[Strip], room: int) -> list[list[Strip]]:
    """Distribute columns over as many blocks as the room asks for.

    Args:
        labels: The columns that name the rows, which every block begins with;
            without any, the first column serves where one block is not enough.
        strips: The other columns.
        room: Cells of a line.
    """
    if not labels:
        if total([each.least() for each in strips]) <= room:
            return [strips]
        labels, strips = strips[:1], strips[1:]
    taken = _taken(labels, strips, room)
    found: list[list[Strip]] = [[]]
    used = taken
    for strip in strips:
        if found[-1] and used + GAP + strip.usual() > room:
            found.append([])
            used = taken
        found[-1].append(strip)
        used += GAP + strip.usual()
    return [[*labels, *block] for block in found]


def widths(strips: Sequence[Strip], room: int) -> list[int]:
    """Return the width of each column of a block: what it needs, as far as there is room."""
    found = [each.least() for each in strips]
    wanted = [each.natural() for each in strips]
    while total(found) > room and max(found) > 1:
        found[found.index(max(found))] -= 1
    while total(found) < room and found != wanted:
        hungry = [i for i, width in enumerate(found) if width < wanted[i]]
        found[min(hungry, key=lambda index: found[index])] += 1
    return found


def _pair(strips: Sequence[Strip]) -> int:
    """Return the cells that the two widest columns take, with the gaps before them."""
    return sum(GAP + width for width in sorted(each.usual() for each in strips)[-2:])


def _taken(labels: Sequence[Strip], strips: Sequence[Strip], room: int) -> int:
    """Return the cells to keep for the names of rows: all they need, or what a pair leaves."""
    natural = total([each.natural() for each in labels])
    least = total([each.least() for each in labels])
    return min(natural, max(room - _pair(strips), least))
