"""Marks as a data frame of small numbers, so that a million of them are counted in seconds.

Names become categories: comparing, grouping and dropping duplicates then work on
integers. Spreading a mark over the rows and groups it counts in is done with
array arithmetic, never mark by mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from qualcode.analysis.sweeps import repeated
from qualcode.model.marks import NUMBERS, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from qualcode.model.excerpt import Mark

    Ints = NDArray[np.int64]

NAMES = ("code", "document", "participant", "status", "about", "about_by")


def mark_frame(marks: Sequence[Mark]) -> pd.DataFrame:
    """Return marks as a frame: names as categories, positions as numbers, `coding` as a count.

    Args:
        marks: Each coding once; columns they lack are not in the frame either.
    """
    columns = columns_of(marks)
    data: dict[str, object] = {"coding": np.arange(len(marks), dtype=np.int32)}
    for name in NAMES:
        if name not in columns.names:
            continue
        found = columns.names[name]
        data[name] = pd.Categorical.from_codes(
            found.codes, categories=pd.Index(list(found.values), dtype=object)
        )
    return pd.DataFrame(data | {n: columns.numbers[n] for n in NUMBERS if n in columns.numbers})


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
    if len(lengths) and (lengths == 1).all():
        return _with(frame, column, flat[codes], known)
    times = lengths[codes] if len(codes) else codes
    lines, place = repeated(times)
    chosen = flat[np.repeat(starts[codes], times) + place] if len(lines) else lines
    return _with(frame.take(lines).reset_index(drop=True), column, chosen, known)


def _with(frame: pd.DataFrame, column: str, codes: Ints, known: Sequence[str]) -> pd.DataFrame:
    """Return a frame with one more column of names."""
    names = pd.Categorical.from_codes(codes, categories=pd.Index(list(known), dtype=object))
    return frame.assign(**{column: names})


def having(frame: pd.DataFrame, column: str, wanted: Iterable[str]) -> NDArray[np.bool_]:
    """Tell of each line whether its name in a column is one of those wanted."""
    chosen = set(wanted)
    names = frame[column].cat
    is_wanted = np.array([value in chosen for value in names.categories], dtype=bool)
    return np.asarray(is_wanted[names.codes.to_numpy()])


def by_unit(frame: pd.DataFrame) -> pd.DataFrame:
    """Spread a coding that touches several sentences over all of them."""
    times = (frame["unit_last"] - frame["unit"] + 1).to_numpy()
    if (times == 1).all():
        return frame
    lines, place = repeated(times)
    spread_out = frame.take(lines).reset_index(drop=True)
    return spread_out.assign(unit=spread_out["unit"] + place)


def covered(frame: pd.DataFrame, column: str) -> dict[str, int]:
    """Return how many characters lie in any of the marks of each name, each once; one sweep.

    Args:
        frame: With the document, start and stop of each mark.
        column: The names.
    """
    if frame.empty:
        return {}
    names = frame[column].cat
    starts, stops = (frame[name].to_numpy().astype(np.int64) for name in ("start", "stop"))
    room, documents = int(stops.max()) + 1, len(frame["document"].cat.categories)
    home = names.codes.to_numpy().astype(np.int64)
    shift = (home * documents + frame["document"].cat.codes.to_numpy()) * room
    order = np.argsort(starts + shift, kind="stable")
    begin, end = (starts + shift)[order], (stops + shift)[order]
    before = np.concatenate([[begin[0]], np.maximum.accumulate(end)[:-1]])
    lengths = np.maximum(0, end - np.maximum(begin, before))
    sums = np.bincount(home[order], lengths, minlength=len(names.categories))
    return {str(name): int(n) for name, n in zip(names.categories, sums, strict=True)}
