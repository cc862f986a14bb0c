"""What a number counts: persons, references, sources, units, references per 10,000 characters.

Persons and sources are unions: somebody who names two codes of a family is one
person of the family. References are sums. The rule for what counts as a finding
stands here too, once.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from qualcode.model.codebook import Kind
from qualcode.model.coding import Status
from qualcode.model.query import COUNTED_STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from qualcode.analysis.marks import Ints
    from qualcode.model.codebook import Codebook


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


def is_finding(status: str, kind: Kind) -> bool:
    """Tell whether a coding of this status counts as a finding.

    The speaker must claim that it holds, at least for some; for a countermeasure
    a proposal (``normative``) is what is looked for, so it counts as well.
    """
    is_proposal = kind is Kind.COUNTERMEASURE and status == Status.NORMATIVE
    return status in COUNTED_STATUSES or is_proposal


def findings(frame: pd.DataFrame, codebook: Codebook, statuses: Sequence[Status]) -> pd.DataFrame:
    """Return the rows of a frame of marks that count.

    Args:
        frame: One row per mark.
        codebook: For the kind of each code.
        statuses: What counts by the user's own word; empty = findings, see `is_finding`.
    """
    if statuses:
        return frame[frame["status"].isin([status.value for status in statuses])]
    asserted = frame["status"].isin([status.value for status in COUNTED_STATUSES])
    proposals = [code.id for code in codebook.codes if code.kind is Kind.COUNTERMEASURE]
    proposed = frame["code"].isin(proposals) & (frame["status"] == Status.NORMATIVE.value)
    return frame[asserted | proposed]


def tally(frame: pd.DataFrame, count: Count, by: list[str]) -> dict[tuple[str, ...], int]:
    """Count the rows of a frame of marks.

    Args:
        frame: One row per mark (and per group it falls into).
        count: What to count; `Count.PER_10K` is counted as references.
        by: Columns that make up a cell.

    Returns:
        Counts by the values of `by`; cells that nothing falls into are absent.
    """
    if frame.empty:
        return {}
    if count is Count.UNITS:
        from qualcode.analysis.marks import by_unit

        frame = by_unit(frame)
    if count is Count.PERSONS:
        frame = frame[frame["participant"] != ""]  # words that nobody said are nobody's
    return _distinct(frame, by, _COUNTED[count])


_COUNTED: dict[Count, list[str]] = {
    Count.PERSONS: ["participant"],
    Count.REFERENCES: [],
    Count.SOURCES: ["document"],
    Count.UNITS: ["document", "unit"],
    Count.PER_10K: [],
}
"""The columns whose distinct values are counted; none = every row counts."""


def _distinct(frame: pd.DataFrame, by: list[str], what: list[str]) -> dict[tuple[str, ...], int]:
    """Count distinct values per cell; each line becomes one number, which sort fast.

    Args:
        frame: With categories or whole numbers in the columns named.
        by: Columns that make up a cell.
        what: Columns whose distinct values count; none = lines.
    """
    import numpy as np

    cells, sizes = _numbered(frame, by)
    if what:
        inner, room = _numbered(frame, what)
        size = int(np.prod(room, dtype=np.int64))
        cells = np.unique(cells * size + inner) // size
    found, counts = np.unique(cells, return_counts=True)
    names = [frame[column].cat.categories for column in by]
    places = np.unravel_index(found, sizes)
    return {
        tuple(str(each[place]) for each, place in zip(names, where, strict=True)): int(number)
        for *where, number in zip(*places, counts, strict=True)
    }


def _numbered(frame: pd.DataFrame, columns: list[str]) -> tuple[Ints, list[int]]:
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
