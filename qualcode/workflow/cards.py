"""What a code has come to in a project, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.query import CodingQuery
from qualcode.workflow.definitions import stale_codings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Counts:
    """How often codes have been put, and what became of that."""

    codings: int
    documents: int
    persons: int
    """Participants with any of these codings that nobody has rejected."""
    reviews: Mapping[str, int]
    statuses: Mapping[str, int]
    stale: int
    """Decisions made under another definition."""


def counts_of(project: Project, codes: Sequence[str]) -> Counts:
    """Count the codings of some codes."""
    marks = project.store.excerpts.marks(CodingQuery(codes=tuple(codes))) if codes else []
    return Counts(
        codings=len(marks),
        documents=len({mark.document for mark in marks}),
        persons=len({m.participant for m in marks if m.participant and m.review != "rejected"}),
        reviews=Counter(mark.review for mark in marks),
        statuses=Counter(mark.status for mark in marks),
        stale=len(stale_codings(project, codes)) if codes else 0,
    )
