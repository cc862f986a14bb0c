"""What `excerpts` lists: the codings that tables count from, so that both say the same numbers.

A place that several coded alike is listed once, and what lost in adjudication not at all;
naming a review status that is rejected asks for what does not count, and lists it as it is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.model.coding import Review
from qualcode.model.marks import ROW, columns_of
from qualcode.workflow.filters import query_of
from qualcode.workflow.tabulate import TALLIED, codings_listed, corpus_of, counted, uncounted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import ResultTable
    from qualcode.model.excerpt import Excerpt
    from qualcode.model.marks import Marks
    from qualcode.model.query import CodingQuery
    from qualcode.workflow.filters import Filters
    from qualcode.workflow.project import Project

_COLUMNS = TALLIED | {ROW}


@dataclass(frozen=True)
class Found:
    """The codings that pass some filters."""

    marks: Marks
    """With the column `ROW`."""
    references: int
    """How many of them are findings, which is what tables count."""
    people: int
    """Who say these."""
    others: Mapping[str, int]
    """How many are none, by assertion status: denied, past and so on."""


def excerpts_found(project: Project, filters: Filters) -> Found:
    """Return the codings that pass the filters; reads no words.

    Without a word on review, what has been rejected is left out, as in tables.
    """
    query = counted(query_of(filters, project.codebook(), project.store))
    corpus = _corpus(project, query)
    all_marks = columns_of(corpus.marks)
    wanted = all_marks.having("status", query.statuses)
    marks = all_marks.taken(wanted) if query.statuses else all_marks
    others = Counter(marks.names["status"].words()) - Counter(corpus.found["status"])
    people = set(corpus.found["participant"]) - {""}
    return Found(marks, len(corpus.found), len(people), dict(others.most_common()))


def _corpus(project: Project, query: CodingQuery) -> Corpus:
    codebook = project.codebook()
    if Review.REJECTED not in query.reviews:
        return corpus_of(project, codebook, query, _COLUMNS)
    everything = project.store.excerpts.marks(replace(query, statuses=()), _COLUMNS | {"code"})
    return replace(uncounted(project, codebook, query), marks=everything)


def excerpts_read(
    project: Project, found: Found, *, context: int = 0, limit: int = 0
) -> list[Excerpt]:
    """Return what was found with its words, by document and position; of much, the first."""
    rows = found.marks.numbers[ROW].tolist()
    return list(project.store.excerpts.in_order(rows, context=context, limit=limit))


def excerpts_listed(project: Project, found: Found, *, limit: int = 0) -> ResultTable:
    """Return what was found as a tidy table, one row per coding; of much, the first."""
    return codings_listed(project, found.marks, limit=limit)


def excerpts_table(project: Project, excerpts: Iterable[Excerpt]) -> ResultTable:
    """Return some excerpts as a tidy table, one row per coding."""
    ids = [each.coding.id for each in excerpts]
    return codings_listed(project, project.store.excerpts.named(ids))
