"""Counts by the values of some columns, on numbers: a million lines in a tenth of a second.

Each line of a frame becomes one number, which sort fast; names are put back at the end, where
somebody asks for them.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from qualcode.analysis.sweeps import firsts, once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.analysis.sweeps import Ints


class Cells(NamedTuple):
    """Counts by the values of some columns."""

    names: list[list[str]]
    """The values of each side."""
    found: Ints
    """The cells that anything falls into, numbered with the last side quickest."""
    counts: Ints

    def table(self) -> Ints:
        """Return the counts with an axis for each side, zeros included."""
        sizes = [len(each) for each in self.names]
        whole = np.zeros(_room(sizes), np.int64)
        whole[self.found] = self.counts
        return whole.reshape(sizes)

    def across(self, values: Sequence[str]) -> dict[str, list[int]]:
        """Return, by the names of the first side, the counts of some values of the second."""
        place = {name: number for number, name in enumerate(self.names[1])}
        padded = np.pad(self.table(), ((0, 0), (0, 1)))  # the last: of values that are not there
        wanted = padded[:, [place.get(value, -1) for value in values]]
        return dict(zip(self.names[0], wanted.tolist(), strict=True))

    def named(self) -> dict[tuple[str, ...], int]:
        """Return the counts by the names of their cells, those of nothing left out."""
        if not len(self.found):
            return {}
        places = np.unravel_index(self.found, [len(each) for each in self.names])
        sides = [
            map(each.__getitem__, place.tolist())
            for each, place in zip(self.names, places, strict=True)
        ]
        return dict(zip(zip(*sides, strict=True), self.counts.tolist(), strict=True))


def distinct(frame: pd.DataFrame, by: Sequence[str], what: Sequence[str]) -> Cells:
    """Count distinct values per cell; each line becomes one number, which sort fast.

    Args:
        frame: With categories or whole numbers in the columns named.
        by: Columns that make up a cell.
        what: Columns whose distinct values count; none = lines.
    """
    names = [list(map(str, frame[column].cat.categories)) for column in by]
    if frame.empty:
        return Cells(names, *np.zeros((2, 0), np.int64))
    cells, sizes = _numbered(frame, by)
    if what:
        inner, room = _numbered(frame, what)
        size = _room(room)
        cells = _once(cells * size + inner, [*sizes, *room]) // size
    return Cells(names, *_counted(cells, sizes))


def summed(cells: Cells, rows: Mapping[str, Sequence[str]]) -> Cells:
    """Add up what is counted by code over the codes of each row."""
    codes, *others = cells.names
    known = dict.fromkeys(row for code in codes for row in rows.get(code, ()))
    index = {row: number for number, row in enumerate(known)}
    sums = np.zeros((len(index), *map(len, others)), np.int64)
    for code, numbers in zip(codes, cells.table(), strict=True):
        for row in rows.get(code, ()):
            sums[index[row]] += numbers
    found = np.flatnonzero(sums)
    return Cells([list(index), *others], found, sums.reshape(-1)[found])


def distinct_lines(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return some columns of a frame, each combination of their values once."""
    if frame.empty:
        return frame[columns]
    numbers, sizes = _numbered(frame, columns)
    places = np.unravel_index(_once(numbers, sizes), sizes)
    kinds = [frame[column].dtype for column in columns]
    return pd.DataFrame(
        {
            column: pd.Categorical.from_codes(place, dtype=kind)
            if isinstance(kind, pd.CategoricalDtype)
            else place
            for column, kind, place in zip(columns, kinds, places, strict=True)
        }
    )


_DENSE = 32
"""So many times the lines there may be combinations for them to be looked up in a list of all."""


def _room(sizes: Sequence[int]) -> int:
    """Return how many combinations of values there may be."""
    return prod(sizes)


def _is_small(sizes: Sequence[int], lines: int) -> bool:
    """Tell whether a list of all combinations is quicker than sorting those there are."""
    return _room(sizes) <= _DENSE * lines


def _once(numbers: Ints, sizes: Sequence[int]) -> Ints:
    """Return each number once, in order."""
    if not _is_small(sizes, len(numbers)):
        return once(numbers)
    is_there = np.zeros(_room(sizes), dtype=bool)
    is_there[numbers] = True
    return np.flatnonzero(is_there)


def _counted(numbers: Ints, sizes: Sequence[int]) -> tuple[Ints, Ints]:
    """Return each number once, in order, and how often it comes."""
    if not _is_small(sizes, len(numbers)):
        ordered = np.sort(numbers)
        starts = firsts(ordered)
        return ordered[starts], np.diff(starts, append=len(ordered))
    counts = np.bincount(numbers, minlength=_room(sizes))
    found = np.flatnonzero(counts)
    return found, counts[found]


def _numbered(frame: pd.DataFrame, columns: Sequence[str]) -> tuple[Ints, list[int]]:
    """Return one number a line that stands for its values in some columns, and their sizes."""
    parts, sizes = [], []
    for column in columns:
        values = frame[column]
        is_named = isinstance(values.dtype, pd.CategoricalDtype)
        parts.append((values.cat.codes if is_named else values).to_numpy().astype(np.int64))
        sizes.append(len(values.cat.categories) if is_named else int(values.max()) + 1)
    return np.asarray(np.ravel_multi_index(parts, sizes)), sizes
