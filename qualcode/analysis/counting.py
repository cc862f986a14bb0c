"""What a number counts: persons, references, sources, units, references per 10,000 characters.

Persons and sources are unions: somebody who names two codes of a family is one
person of the family. References are sums.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from math import prod
from typing import TYPE_CHECKING

from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from qualcode.analysis.marks import Ints


TOTAL = "total"
"""The group of everybody, beside the others."""


class Count(StrEnum):
    """The unit of a table's cells."""

    PERSONS = "persons"
    """Participants of the group who assert it."""
    REFERENCES = "references"
    """Codings."""
    SOURCES = "sources"
    """Documents that have it."""
    UNITS = "units"
    """Sentences that have it."""
    PER_10K = "per-10k"
    """References per 10,000 characters that the group spoke."""


COUNT_NAMES: dict[Count, Label] = {
    Count.PERSONS: Label("人数", "persons"),
    Count.REFERENCES: Label("参考点", "references"),
    Count.SOURCES: Label("材料来源", "sources"),
    Count.UNITS: Label("句数", "sentences"),
    Count.PER_10K: Label("每万字参考点", "references per 10,000 characters"),
}


def tally(
    frame: pd.DataFrame,
    count: Count,
    by: Sequence[str],
    rows: Mapping[str, Sequence[str]] | None = None,
) -> dict[tuple[str, ...], int]:
    """Count the rows of a frame of marks.

    Args:
        frame: One row per mark (and per group it falls into).
        count: What to count; `Count.PER_10K` is counted as references.
        by: Columns that make up a cell.
        rows: The rows of the table that each code stands in, which become the first
            side of a cell; codes without any do not count.

    Returns:
        Counts by the values of `by`; cells that nothing falls into are absent.
    """
    if count is Count.UNITS:
        from qualcode.analysis.marks import by_unit

        frame = by_unit(frame)
    if count is Count.PERSONS:
        frame = frame[frame["participant"] != ""]  # words that nobody said are nobody's
    what = _COUNTED[count]
    if rows is None:
        return _distinct(frame, by, what)
    if not what:
        return _summed(_distinct(frame, ["code", *by], what), rows)
    from qualcode.analysis.marks import spread

    few = distinct_lines(frame, ["code", *by, *what])  # first few, then each in several rows
    return _distinct(spread(few, "code", rows, "row"), ["row", *by], what)


def distinct_lines(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return some columns of a frame, each combination of their values once."""
    import numpy as np

    if frame.empty:
        return frame[columns]
    numbers, sizes = _numbered(frame, columns)
    first = np.full(_room(sizes), -1, np.int64) if _is_small(sizes, len(frame)) else None
    if first is None:
        return frame[columns].take(np.unique(numbers, return_index=True)[1])
    first[numbers[::-1]] = np.arange(len(frame))[::-1]
    return frame[columns].take(first[first >= 0])


def _summed(
    found: Mapping[tuple[str, ...], int], rows: Mapping[str, Sequence[str]]
) -> dict[tuple[str, ...], int]:
    """Add up what is counted by code over the codes of each row."""
    sums: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for (code, *others), number in found.items():
        for row in rows.get(code, ()):
            sums[row, *others] += number
    return dict(sums)


_COUNTED: dict[Count, list[str]] = {
    Count.PERSONS: ["participant"],
    Count.REFERENCES: [],
    Count.SOURCES: ["document"],
    Count.UNITS: ["document", "unit"],
    Count.PER_10K: [],
}
"""The columns whose distinct values are counted; none = every row counts."""


def _distinct(
    frame: pd.DataFrame, by: Sequence[str], what: Sequence[str]
) -> dict[tuple[str, ...], int]:
    """Count distinct values per cell; each line becomes one number, which sort fast.

    Args:
        frame: With categories or whole numbers in the columns named.
        by: Columns that make up a cell.
        what: Columns whose distinct values count; none = lines.
    """
    import numpy as np

    if frame.empty:
        return {}
    cells, sizes = _numbered(frame, by)
    if what:
        inner, room = _numbered(frame, what)
        size = _room(room)
        cells = _once(cells * size + inner, [*sizes, *room]) // size
    found, counts = _counted(cells, sizes)
    names = [list(map(str, frame[column].cat.categories)) for column in by]
    places = np.unravel_index(found, sizes)
    sides = [
        map(each.__getitem__, place.tolist()) for each, place in zip(names, places, strict=True)
    ]
    return dict(zip(zip(*sides, strict=True), counts.tolist(), strict=True))


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
    import numpy as np

    if not _is_small(sizes, len(numbers)):
        return np.asarray(np.unique(numbers))
    is_there = np.zeros(_room(sizes), dtype=bool)
    is_there[numbers] = True
    return np.flatnonzero(is_there)


def _counted(numbers: Ints, sizes: Sequence[int]) -> tuple[Ints, Ints]:
    """Return each number once, in order, and how often it comes."""
    import numpy as np

    if not _is_small(sizes, len(numbers)):
        return np.unique(numbers, return_counts=True)
    counts = np.bincount(numbers, minlength=_room(sizes))
    found = np.flatnonzero(counts)
    return found, counts[found]


def _numbered(frame: pd.DataFrame, columns: Sequence[str]) -> tuple[Ints, list[int]]:
    """Return one number a line that stands for its values in some columns, and their sizes."""
    import numpy as np
    import pandas as pd

    parts, sizes = [], []
    for column in columns:
        values = frame[column]
        is_named = isinstance(values.dtype, pd.CategoricalDtype)
        parts.append((values.cat.codes if is_named else values).to_numpy().astype(np.int64))
        sizes.append(len(values.cat.categories) if is_named else int(values.max()) + 1)
    return np.asarray(np.ravel_multi_index(parts, sizes)), sizes
