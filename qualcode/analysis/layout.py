"""What the user wants of a frequency table, and the rows that this makes.

Rows are codes under their families; the columns are groups of speakers, or of
those spoken of. Every table and figure that opens or continues a frequency table
asks here which codes its rows stand for, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count
from qualcode.analysis.groups import Level
from qualcode.model.codebook import Kind, depth
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.significance import Adjustment
    from qualcode.model.codebook import Code
    from qualcode.model.coding import Status

ANY_CODE = "any"
"""Id of the bottom row: any of the codes above."""
ANY_NAME = Label("以上任一", "any of these")
TOTAL_NAME = Label("合计", "all")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the user wants the table."""

    kinds: tuple[Kind, ...] = (Kind.PROBLEM,)
    """Which codes are rows; empty = all."""
    kinds_named: bool = False
    """The kinds are the user's own word: codes that are named choose among them, no more."""
    codes: tuple[str, ...] = ()
    """Only these leaf codes; empty = all of the kinds."""
    by: str = "subject"
    level: Level = Level.FINE
    count: Count = Count.PERSONS
    statuses: tuple[Status, ...] = ()
    """Count these assertion statuses instead of those that are findings."""
    coded_only: bool = False
    """Base of the percentages: participants with any finding of the codes in the table, instead of
    everybody."""
    denied: bool = False
    """Add a column of persons who deny it."""
    historical: bool = False
    """Add a column of persons for whom it is past."""
    by_size: bool = False
    """Sort by the total, the largest first, instead of codebook order."""
    intervals: bool = False
    """Add the Wilson interval of the total share."""
    tests: Adjustment | None = None
    """Add a test of whether the groups differ, p-values adjusted so; None = no test."""
    references: bool = False
    """For persons: add each group's references, not only the total's."""
    totals: bool = True
    families: bool = True
    """Roll codes up into their families."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table and the leaf codes that it stands for."""

    id: str
    name: Label
    kind: str
    level: int
    codes: frozenset[str]


def codes_of(corpus: Corpus, layout: Layout) -> frozenset[str]:
    """Return the leaf codes that the rows of a table stand for."""
    return frozenset(
        code.id
        for code in corpus.codebook.leaves
        if (not layout.kinds or code.kind in layout.kinds)
        and (not layout.codes or code.id in layout.codes)
    )


def rows_of(corpus: Corpus, layout: Layout) -> list[Row]:
    """Return the rows of a table: families with the chosen codes under them, then any of all."""
    book, wanted = corpus.codebook, codes_of(corpus, layout)
    families = frozenset(code.id for code in book.families) if layout.families else frozenset()
    rows: list[Row] = []
    for code in book.codes:
        under = wanted.intersection(book.under(code.id))
        is_leaf = code.id in wanted
        if under and (is_leaf or code.id in families):
            rows.append(_row(code, under, is_leaf=is_leaf, flat=not layout.families))
    if layout.totals and wanted:
        rows.append(Row(ANY_CODE, ANY_NAME, "", 0, wanted))
    return rows


def homes_of(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return the ids of the rows that each code stands in."""
    homes: dict[str, list[str]] = {}
    for row in rows:
        for code in sorted(row.codes):
            homes.setdefault(code, []).append(row.id)
    return homes


def _row(code: Code, under: frozenset[str], *, is_leaf: bool, flat: bool) -> Row:
    level = 0 if flat else depth(code.path)
    return Row(code.id, code.name, code.kind.value if is_leaf else "family", level, under)
