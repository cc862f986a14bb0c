"""What a code has come to in a project, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.query import CodingQuery
from qualcode.workflow.definitions import stale_codings
from qualcode.workflow.tabulate import TALLIED, corpus_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Counts:
    """How often codes have been put, and what became of that."""

    codings: int
    documents: int
    counted: int
    """Those of them that tables count as references."""
    persons: int
    """Participants who say these."""
    reviews: Mapping[str, int]
    statuses: Mapping[str, int]
    stale: int
    """Decisions made under another definition."""


def counts_of(project: Project, codes: Sequence[str]) -> Counts:
    """Count the codings of some codes."""
    if not codes:
        return Counts(0, 0, 0, 0, {}, {}, 0)
    query = CodingQuery(codes=tuple(codes))
    marks = project.store.excerpts.marks(query)
    found = corpus_of(project, project.codebook(), query, TALLIED).found
    return Counts(
        codings=len(marks),
        documents=len({mark.document for mark in marks}),
        counted=len(found),
        persons=len(set(found["participant"])),
        reviews=Counter(mark.review for mark in marks),
        statuses=Counter(mark.status for mark in marks),
        stale=len(stale_codings(project, codes)),
    )
