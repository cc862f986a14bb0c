"""From options to the requests of the workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.layout import Layout
from qualcode.cli.enums import Base, Kinds, Sort
from qualcode.model.codebook import Kind
from qualcode.workflow.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.counting import Count
    from qualcode.analysis.groups import Level
    from qualcode.analysis.significance import Adjustment
    from qualcode.model.coding import Review, Status


def filters_of(
    *,
    code: Sequence[str] | None = None,
    subject: Sequence[str] | None = None,
    participant: Sequence[str] | None = None,
    document: Sequence[str] | None = None,
    coder: Sequence[str] | None = None,
    status: Sequence[Status] | None = None,
    review: Sequence[Review] | None = None,
    about: Sequence[str] | None = None,
    where: str = "",
    persons: str = "",
) -> Filters:
    """Return the filters of a command line."""
    return Filters(
        codes=code or (),
        subjects=subject or (),
        participants=participant or (),
        documents=document or (),
        coders=coder or (),
        statuses=status or (),
        reviews=review or (),
        about=about or (),
        where=where,
        persons=persons,
    )


def layout_of(
    *,
    kind: Sequence[Kinds] | None,
    by: str,
    level: Level,
    count: Count,
    denominator: Base = Base.ALL,
    sort: Sort = Sort.CODEBOOK,
    denied: bool = False,
    historical: bool = False,
    totals: bool = True,
    families: bool = True,
    intervals: bool = False,
    tests: Adjustment | None = None,
    references: bool = False,
) -> Layout:
    """Return the layout of a table."""
    chosen = kind or [Kinds.PROBLEM]
    kinds = () if Kinds.ALL in chosen else tuple(Kind(each.value) for each in chosen)
    return Layout(
        kinds=kinds,
        kinds_named=bool(kind),
        by=by,
        level=level,
        count=count,
        coded_only=denominator is Base.CODED,
        by_size=sort is Sort.SIZE,
        denied=denied,
        historical=historical,
        totals=totals,
        families=families,
        intervals=intervals,
        tests=tests,
        references=references,
    )
