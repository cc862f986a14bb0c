"""The rows of a table in writing, a thousand at a time: what every format that is text begins with.

Columns are written one by one and put beside each other again, all without a step of Python's
for each cell that has been written before; so a million rows cost as much as the texts in them
that differ, and no more than a thousand of them are at hand at a time.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, cast

from qualcode.analysis.table import Form, written
from qualcode.model.known import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from qualcode.analysis.table import Cell, Column, ResultTable

_AT_ONCE = 1_000
_AS_IT_IS = frozenset({Form.TEXT, Form.COUNT})
"""Forms in which a whole number is written by its digits."""


def lines(
    table: ResultTable,
    write: Callable[[Cell, Column], str],
    *,
    is_plain: Callable[[Collection[str]], bool] = lambda _: False,
    margin: Callable[[str, int], str] | None = None,
) -> Iterator[Iterable[tuple[str, ...]]]:
    """Yield the rows in writing, some at a time.

    Args:
        table: The table.
        write: Writes a cell of a column; asked once for what stands in a column again and again.
        is_plain: Tells, where a format can, that `write` would leave each of some texts as it is;
            a thousand are looked at together in the time that a few take one by one.
        margin: Sets the first cell of a row off by how deep it stands under the ones above it.
    """
    writers = [_Writer(column, write, is_plain) for column in table.columns]
    rows, levels = iter(table.rows), iter(table.levels)
    while some := list(islice(rows, _AT_ONCE)):
        columns = zip(*some, strict=True)
        written = [writer.of(cells) for writer, cells in zip(writers, columns, strict=True)]
        found = zip(*written, strict=True)
        yield _set_off(found, levels, margin) if margin and table.levels else found


def _set_off(
    rows: Iterable[tuple[str, ...]], levels: Iterator[int], margin: Callable[[str, int], str]
) -> Iterator[tuple[str, ...]]:
    for first, *others in rows:
        yield (margin(first, next(levels)), *others)


class _Writer:
    """Writes the cells of a column; those of each type apart, since 1, 1.0 and True are one key."""

    def __init__(
        self,
        column: Column,
        write: Callable[[Cell, Column], str],
        is_plain: Callable[[Collection[str]], bool],
    ) -> None:
        self._form, self._is_plain = column.form, is_plain
        self._by_type = defaultdict[type, Known[str]](
            lambda: Known[str](lambda cell: write(cell, column))
        )

    def of(self, cells: Sequence[Cell]) -> Iterable[str]:
        kinds, several = set(map(type, cells)), set(map(str, set(cells)))
        if self._is_plain(several):
            if kinds == {str}:
                return cast("Sequence[str]", cells)
            if kinds == {int} and self._form in _AS_IT_IS:
                return map(str, cells)
        if len(kinds) > 1:
            return [self._by_type[type(cell)][cell] for cell in cells]
        return map(self._by_type[kinds.pop()].__getitem__, cells)


def in_words(
    write: Callable[[str], str], said: Callable[[Cell, Form], str] = written
) -> Callable[[Cell, Column], str]:
    """Return what writes a cell, given what is to be done to its text.

    Args:
        write: Takes the text.
        said: Makes it: as people read it, or `stored` for machines.
    """
    return lambda cell, column: write(said(cell, column.form))
