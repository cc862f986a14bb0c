"""The rows of a table in writing, a thousand at a time: what every format that is text begins with.

Columns are written one by one and put beside each other again, all without a step of Python's
for each cell that has been written before; so a million rows cost as much as the texts in them
that differ, and no more than a thousand of them are at hand at a time.
"""

from __future__ import annotations

from itertools import islice, starmap
from typing import TYPE_CHECKING

from qualcode.analysis.table import written
from qualcode.model.known import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qualcode.analysis.table import Cell, Column, Form, ResultTable

_AT_ONCE = 1_000


def lines(
    table: ResultTable,
    write: Callable[[Cell, Column], str],
    *,
    margin: Callable[[str, int], str] | None = None,
) -> Iterator[Iterable[tuple[str, ...]]]:
    """Yield the rows in writing, some at a time.

    Args:
        table: The table.
        write: Writes a cell of a column; asked once for what stands in a column again and again.
        margin: Sets the first cell of a row off by how deep it stands under the ones above it.
    """
    writers = [_writer(column, write) for column in table.columns]
    rows, levels = iter(table.rows), iter(table.levels)
    while some := list(islice(rows, _AT_ONCE)):
        columns = zip(writers, zip(*some, strict=True), strict=True)
        found = zip(*starmap(map, columns), strict=True)
        yield _set_off(found, levels, margin) if margin and table.levels else found


def _set_off(
    rows: Iterable[tuple[str, ...]], levels: Iterator[int], margin: Callable[[str, int], str]
) -> Iterator[tuple[str, ...]]:
    for first, *others in rows:
        yield (margin(first, next(levels)), *others)


def _writer(column: Column, write: Callable[[Cell, Column], str]) -> Callable[[Cell], str]:
    return Known[str](lambda cell: write(cell, column)).__getitem__


def in_words(
    write: Callable[[str], str], said: Callable[[Cell, Form], str] = written
) -> Callable[[Cell, Column], str]:
    """Return what writes a cell, given what is to be done to its text.

    Args:
        write: Takes the text.
        said: Makes it: as people read it, or `stored` for machines.
    """
    return lambda cell, column: write(said(cell, column.form))
