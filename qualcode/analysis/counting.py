"""What a number counts: persons, references, sources, units, references per 10,000 characters.

Persons and sources are unions: somebody who names two codes of a family is one
person of the family. References are sums.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from qualcode.analysis.cells import Cells


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
    return _tallied(frame, count, by, rows).named()


def tally_across(
    frame: pd.DataFrame,
    count: Count,
    column: str,
    values: Sequence[str],
    rows: Mapping[str, Sequence[str]],
) -> dict[str, list[int]]:
    """Count per row of a table and value of a column, see `tally`; a million cells at once.

    Returns:
        By row, the counts of the values in their order; rows that nothing falls into may be
        absent.
    """
    return _tallied(frame, count, [column], rows).across(values)


def _tallied(
    frame: pd.DataFrame,
    count: Count,
    by: Sequence[str],
    rows: Mapping[str, Sequence[str]] | None,
) -> Cells:
    from qualcode.analysis.cells import distinct, distinct_lines, summed
    from qualcode.analysis.marks import by_unit, spread

    if count is Count.UNITS:
        frame = by_unit(frame)
    if count is Count.PERSONS:
        frame = frame[frame["participant"] != ""]  # words that nobody said are nobody's
    what = _COUNTED[count]
    if rows is None:
        return distinct(frame, by, what)
    if not what:
        return summed(distinct(frame, ["code", *by], what), rows)
    few = distinct_lines(frame, ["code", *by, *what])  # first few, then each in several rows
    return distinct(spread(few, "code", rows, "row"), ["row", *by], what)


_COUNTED: dict[Count, list[str]] = {
    Count.PERSONS: ["participant"],
    Count.REFERENCES: [],
    Count.SOURCES: ["document"],
    Count.UNITS: ["document", "unit"],
    Count.PER_10K: [],
}
"""The columns whose distinct values are counted; none = every row counts."""
