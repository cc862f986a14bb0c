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
    kinds = {code.id: code.kind for code in codebook.codes}
    keep = [
        is_finding(status, kinds.get(code, Kind.THEME))
        for status, code in zip(frame["status"], frame["code"], strict=True)
    ]
    return frame.loc[keep]


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
        frame = _one_row_per_unit(frame)
    if count is Count.PERSONS:
        frame = frame[frame["participant"] != ""]  # words that nobody said are nobody's
    groups = frame.groupby(by, sort=False, observed=True)
    numbers = groups.size() if _COUNTED[count] is None else _distinct(frame, by, count)
    return {_key(key): int(number) for key, number in numbers.items()}


_COUNTED: dict[Count, list[str] | None] = {
    Count.PERSONS: ["participant"],
    Count.REFERENCES: None,
    Count.SOURCES: ["document"],
    Count.UNITS: ["document", "unit"],
    Count.PER_10K: None,
}
"""The columns whose distinct values are counted; None = every row counts."""


def _distinct(frame: pd.DataFrame, by: list[str], count: Count) -> pd.Series[int]:
    columns = [*by, *(_COUNTED[count] or [])]
    return frame[columns].drop_duplicates().groupby(by, sort=False, observed=True).size()


def _one_row_per_unit(frame: pd.DataFrame) -> pd.DataFrame:
    """Spread a coding that touches several sentences over all of them."""
    touched = frame["unit_last"] - frame["unit"] + 1
    spread = frame.loc[frame.index.repeat(touched)]
    return spread.assign(unit=spread["unit"] + spread.groupby(level=0).cumcount())


def _key(key: object) -> tuple[str, ...]:
    return tuple(map(str, key)) if isinstance(key, tuple) else (str(key),)
