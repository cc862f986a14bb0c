"""What matters most first: the proposals that can still change the table of persons.

A proposal matters when its interview has no accepted coding of the code yet. It
matters the more the fewer other open proposals say the same there, and the fewer
persons their subject has: one of five is 20 %, one of fifty is 2 %. So a code in an
interview weighs (its open proposals) x (persons of the subject), the least first.

A million proposals are not counted for that. Interviews of small subjects are read
first, some at a time; what is not read yet weighs at least as much as its subject has
persons, so what weighs less than that stands already (Fagin, Lotem and Naor 2003,
"Optimal aggregation algorithms for middleware": the threshold algorithm).
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.coding import Review
from qualcode.model.query import COUNTED_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.model.query import CodingQuery
    from qualcode.store.waiting import Standing
    from qualcode.workflow.project import Project

_CHUNK = 32
"""Interviews that are read at once."""


class _Cell(NamedTuple):
    """The open codings of a code in an interview, ranked by what goes before them."""

    weight: float
    document: int
    code: str
    open: tuple[Standing, ...]


def by_impact(
    project: Project, query: CodingQuery, *, limit: int, without: Sequence[str]
) -> list[str]:
    """Order by how much the table of persons can still change.

    What the table does not count (denied, wished for …) comes after what it does.
    """
    left_out = set(without)
    first: list[str] = []
    later: list[str] = []
    for cell in _ranked(project, query):
        for each in cell.open:
            if each.id not in left_out:
                (first if each.status in COUNTED_STATUSES else later).append(each.id)
        if len(first) >= limit:
            break
    return (first + later)[:limit]


def _ranked(project: Project, query: CodingQuery) -> Iterator[_Cell]:
    """Yield the cells with open proposals, those that matter most first."""
    weights = _weights(project)
    order = sorted(weights, key=lambda document: (weights[document], document))
    known: list[_Cell] = []
    for start in range(0, len(order), _CHUNK):
        chunk = order[start : start + _CHUNK]
        bound = (weights[chunk[0]], chunk[0])
        while known and known[0][:2] < bound:
            yield heapq.heappop(known)
        for each in _cells(project.store.waiting.standing(query, chunk), weights):
            heapq.heappush(known, each)
    while known:
        yield heapq.heappop(known)


def _cells(codings: Iterable[Standing], weights: dict[int, int]) -> Iterator[_Cell]:
    """Weigh the open cells of some interviews; where one is accepted nothing can change."""
    open_: defaultdict[tuple[int, str], list[Standing]] = defaultdict(list)
    settled: set[tuple[int, str]] = set()
    for each in codings:
        place = (each.document, each.code)
        if each.review == Review.PROPOSED:
            open_[place].append(each)
        else:
            settled.add(place)
    for (document, code), found in open_.items():
        weight = inf if (document, code) in settled else len(found) * weights[document]
        yield _Cell(weight, document, code, tuple(found))


def _weights(project: Project) -> dict[int, int]:
    """Return how many persons the subject of each interview has; one where it has none."""
    sizes = Counter(person.subject for person in project.store.participants.all())
    return {
        document: max(sizes[subject], 1)
        for document, subject in project.store.waiting.subjects().items()
    }
