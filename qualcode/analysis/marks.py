"""Marks as a data frame of small numbers, so that a million of them are counted in seconds.

Names become categories: comparing, grouping and dropping duplicates then work on
integers. Spreading a mark over the rows and groups it counts in is done with
array arithmetic, never mark by mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from qualcode.model.excerpt import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

NAMES = ("code", "document", "participant", "status", "about")
NUMBERS = ("unit", "unit_last", "turn", "start", "stop")


def mark_frame(marks: Sequence[Mark]) -> pd.DataFrame:
    """Return marks as a frame: names as categories, positions as numbers, `coding` as a count.

    Args:
        marks: Each coding once.
    """
    columns = dict(zip(Mark._fields, zip(*marks, strict=True), strict=True)) if marks else {}
    data: dict[str, object] = {"coding": np.arange(len(marks))}
    for name in NAMES:
        values = np.array(columns.get(name, ()), dtype=object)
        codes, known = pd.factorize(values, sort=False)
        data[name] = pd.Categorical.from_codes(codes, pd.Index(list(known), dtype=object))
    for name in NUMBERS:
        data[name] = np.array(columns.get(name, ()), dtype=np.int64)
    return pd.DataFrame(data)


def spread(
    frame: pd.DataFrame, by: str, homes: Mapping[str, Sequence[str]], column: str
) -> pd.DataFrame:
    """Repeat each line for every home that the value of a column has.

    Args:
        frame: As `mark_frame` makes it.
        by: The column that decides.
        homes: The homes of each of its values; lines whose value has none are dropped.
        column: Name of the new column that holds the home.
    """
    known = list(dict.fromkeys(home for found in homes.values() for home in found))
    index = {home: number for number, home in enumerate(known)}
    values = [str(value) for value in frame[by].cat.categories]
    lists = [[index[home] for home in homes.get(value, ())] for value in values]
    lengths = np.array([len(each) for each in lists], dtype=np.int64)
    flat = np.array([home for each in lists for home in each], dtype=np.int64)
    starts = np.cumsum(lengths) - lengths
    codes = frame[by].cat.codes.to_numpy().astype(np.int64)
    times = lengths[codes] if len(codes) else codes
    lines = np.repeat(np.arange(len(frame)), times)
    chosen = flat[np.repeat(starts[codes], times) + _counting(times)] if len(lines) else lines
    repeated = frame.take(lines).reset_index(drop=True)
    return repeated.assign(
        **{column: pd.Categorical.from_codes(chosen, categories=pd.Index(known, dtype=object))}
    )


def by_unit(frame: pd.DataFrame) -> pd.DataFrame:
    """Spread a coding that touches several sentences over all of them."""
    times = (frame["unit_last"] - frame["unit"] + 1).to_numpy()
    lines = np.repeat(np.arange(len(frame)), times)
    repeated = frame.take(lines).reset_index(drop=True)
    return repeated.assign(unit=repeated["unit"] + _counting(times))


def covered(frame: pd.DataFrame) -> int:
    """Return how many characters lie in any of these marks, each once; one sweep."""
    if frame.empty:
        return 0
    starts, stops = (frame[name].to_numpy() for name in ("start", "stop"))
    room = int(stops.max()) + 1
    shift = frame["document"].cat.codes.to_numpy().astype(np.int64) * room
    order = np.argsort(starts + shift, kind="stable")
    begin, end = (starts + shift)[order], (stops + shift)[order]
    reached = np.maximum.accumulate(end)
    before = np.concatenate([[begin[0]], reached[:-1]])
    return int(np.maximum(0, end - np.maximum(begin, before)).sum())


def _counting(times: Ints) -> Ints:
    """Return 0, 1, … below each number, one after the other: (2, 3) gives 0 1 0 1 2."""
    ends = np.cumsum(times)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - times, times)
