"""A text in rows of a given width: which row and cell an offset has, and back again.

Offsets are code points of the stored text, before and after: wrapping only
decides where rows begin. Control signs and tabs take one cell, as they are shown.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from qualcode.report.plain import visible
from qualcode.report.wrapping import cell_stops, line_starts

if TYPE_CHECKING:
    from collections.abc import Sequence


class Row(NamedTuple):
    """The signs of one row, half-open; the line break after it belongs to no row."""

    start: int
    end: int


MEASURE = 100
"""Cells of a line at most: the eye loses longer ones, some fifty Chinese characters."""


class Rows:
    """A stretch of a text, wrapped.

    Args:
        text: The whole stored text.
        width: Cells of a row, at least 1.
        start: Where the stretch begins.
        end: Where it ends; None = at the end of the text.
    """

    def __init__(self, text: str, width: int, start: int = 0, end: int | None = None) -> None:
        self.text, self.width = text, max(width, 1)
        self._starts: list[int] = []
        self._ends: list[int] = []
        at = start
        for line in text[start:end].split("\n"):
            self._add(line, at)
            at += len(line) + 1

    def _add(self, line: str, at: int) -> None:
        starts = [at, *(at + start for start in line_starts(shown(line), self.width))]
        self._starts += starts
        self._ends += [*starts[1:], at + len(line)]

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, row: int) -> Row:
        return Row(self._starts[row], self._ends[row])

    def row_of(self, offset: int) -> int:
        """Return the row that an offset stands in; a line break counts to the row it ends."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def shown(self, row: int) -> str:
        """Return the words of a row as they are drawn, sign for sign."""
        return shown(self.text[self._starts[row] : self._ends[row]])

    def stops(self, row: int) -> Sequence[int]:
        """Return how many cells stand before each sign of a row, and last of all its width."""
        return _stops(self.shown(row))

    def cell_of(self, offset: int) -> tuple[int, int]:
        """Return row and cell of an offset."""
        row = self.row_of(offset)
        start, end = self[row]
        return row, self.stops(row)[min(offset, end) - start]

    def offset_at(self, row: int, cell: int) -> int:
        """Return the offset whose sign covers a cell; beyond the row's end, the end.

        Within a wrapped line that end is the last sign: the next offset stands in the next row.
        """
        row = min(max(row, 0), len(self) - 1)
        stops = self.stops(row)
        if cell >= stops[-1]:
            return self.last_of(row)
        return self._starts[row] + bisect_right(stops, max(cell, 0)) - 1

    def last_of(self, row: int) -> int:
        """Return the last place to stand in a row."""
        start, end = self[row]
        goes_on = row + 1 < len(self) and self._starts[row + 1] == end
        if not goes_on or start == end:
            return end
        stops = self.stops(row)
        return start + max(bisect_right(stops, stops[-1] - 1) - 1, 0)


def shown(text: str) -> str:
    """Return a text as it is drawn: control signs by their pictures, tabs as one blank."""
    return visible(text).replace("\t", " ")


@lru_cache(maxsize=2048)
def _stops(words: str) -> Sequence[int]:
    return cell_stops(words)
