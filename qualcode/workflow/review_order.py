"""In which order proposals come: what is doubtful, by code, by document, or what matters most.

An order is a function from a project and a query to ids, the first to decide
first; a learned order (`qualcode.suggestion`) is one more of them.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from qualcode.workflow.review_impact import by_impact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model.codebook import Codebook
    from qualcode.model.query import CodingQuery
    from qualcode.store.waiting import Candidate
    from qualcode.workflow.project import Project

SITTING = 20
"""Proposals that a queue takes at once of an order that learns: then what was learned counts."""


class Order(StrEnum):
    """In which order proposals come."""

    UNCERTAIN = "uncertain"
    """What is most doubtful first: scores near one half, statuses that are hard to judge."""
    CODE = "code"
    """Code by code, in the order of the codebook."""
    DOCUMENT = "document"
    """As one reads."""
    LEARN = "learn"
    """What a learner finds likely, what it doubts, and a share at random; it learns on the way."""
    IMPACT = "impact"
    """What can change the table most: the only support of a person for a code, in small groups."""


class Ordering(Protocol):
    """Puts open proposals in an order."""

    def __call__(
        self, project: Project, query: CodingQuery, *, limit: int, without: Sequence[str]
    ) -> list[str]:
        """Return the first open proposals.

        Args:
            project: The project.
            query: Which proposals.
            limit: How many at most.
            without: Ids to leave out: what the person put off.
        """
        ...


def by_doubt(
    project: Project, query: CodingQuery, *, limit: int, without: Sequence[str]
) -> list[str]:
    """Order by how much there is to doubt; see `qualcode.store.migrations.growth.DOUBT`."""
    return project.store.waiting.ids(query, order="uncertain", limit=limit, without=without)


def by_document(
    project: Project, query: CodingQuery, *, limit: int, without: Sequence[str]
) -> list[str]:
    """Order by document and place."""
    return project.store.waiting.ids(query, order="document", limit=limit, without=without)


def by_code(
    project: Project, query: CodingQuery, *, limit: int, without: Sequence[str]
) -> list[str]:
    """Order by code as the codebook has them, then by document and place."""
    codes = query.codes or tuple(code.id for code in project.codebook().leaves)
    found: list[str] = []
    for code in codes:
        if len(found) < limit:
            one = replace(query, codes=(code,))
            found += project.store.waiting.ids(
                one, order="document", limit=limit - len(found), without=without
            )
    return found


def in_place(candidates: Iterable[Candidate], codebook: Codebook | None = None) -> list[str]:
    """Return candidates as one reads, or code by code in the order of a codebook."""
    rank = {code.id: place for place, code in enumerate(codebook.leaves)} if codebook else {}
    ordered = sorted(
        candidates,
        key=lambda each: (rank.get(each.code, 0), each.document, each.start, each.code, each.id),
    )
    return [each.id for each in ordered]


def sample_of(candidates: Iterable[Candidate], size: int, seed: int) -> list[str]:
    """Draw a sample in which each code has its share, at least one where there is room.

    The same candidates and seed give the same sample, in an order that tells nothing.
    """
    strata: defaultdict[str, list[str]] = defaultdict(list)
    for each in candidates:
        strata[each.code].append(each.id)
    chance = random.Random(seed)  # noqa: S311 - a sample to be repeated, not a secret
    drawn: list[str] = []
    for code, share in _shares({code: len(ids) for code, ids in strata.items()}, size).items():
        drawn += chance.sample(sorted(strata[code]), share)
    chance.shuffle(drawn)
    return drawn


def _shares(sizes: dict[str, int], wanted: int) -> dict[str, int]:
    """Share a number out in proportion, one to each first, by largest remainders."""
    total = sum(sizes.values())
    wanted = min(wanted, total)
    order = sorted(sizes, key=lambda code: (-sizes[code], code))
    shares = dict.fromkeys(order, 0)
    for code in order[:wanted]:
        shares[code] = 1
    left = wanted - sum(shares.values())
    while left > 0:
        code = max(
            (each for each in order if shares[each] < sizes[each]),
            key=lambda each: (sizes[each] * wanted / total - shares[each], sizes[each]),
        )
        shares[code] += 1
        left -= 1
    return shares


ORDERINGS: dict[Order, Ordering] = {
    Order.UNCERTAIN: by_doubt,
    Order.CODE: by_code,
    Order.DOCUMENT: by_document,
    Order.IMPACT: by_impact,
}
"""The orders that need nothing learned."""
