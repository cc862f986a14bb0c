"""The proposals that a queue is filled from: which of them are open, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.coding import Review
from qualcode.workflow.definitions import keep_definitions
from qualcode.workflow.filters import query_of
from qualcode.workflow.review_options import chosen, filters_for
from qualcode.workflow.review_order import ORDERINGS, SITTING, Order

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from qualcode.workflow.learned_order import LearnedOrder
    from qualcode.workflow.project import Project
    from qualcode.workflow.review_options import QueueOptions
    from qualcode.workflow.review_order import Ordering

WINDOW = 300
"""How many proposals are looked up at once."""


class Proposals:
    """What a person asked to review, looked up piece by piece.

    Args:
        project: The project.
        options: Which proposals, in which order.
        by: Who reviews.
        ordering: An order in place of the one named in the options.

    Raises:
        DataError: When nothing has been coded yet.
        UnknownNameError: When a filter names something that is not there.
    """

    def __init__(
        self, project: Project, options: QueueOptions, *, by: str, ordering: Ordering | None = None
    ) -> None:
        self._project = project
        self.codebook = project.codebook()
        self.query = query_of(filters_for(project, options, by), self.codebook, project.store)
        self._learned = None if ordering else _learner(project, options, by)
        self.ordering = ordering or self._learned or ORDERINGS[options.order]
        self._window = SITTING if self._learned else WINDOW
        keep_definitions(project)
        self._fixed = chosen(project, options, self.query, by)

    def count(self) -> int:
        """Return how many there are."""
        if self._fixed is not None:
            return len(self._fixed)
        return self._project.store.waiting.count(self.query)

    def all(self, limit: int = 0) -> list[str]:
        """Return those that are open now, in order.

        Args:
            limit: At most so many; 0 = all.
        """
        if self._fixed is not None:
            return self._fixed[: limit or None]
        if self._learned:
            self._learned.wait()
        return self._first(limit or max(self.count(), 1), ())

    def next(self, *, seen: Container[str], without: Sequence[str]) -> list[str]:
        """Return the next ones, in order.

        Args:
            seen: What a list that is fixed has given already.
            without: What is open and has been seen.
        """
        if self._fixed is not None:
            return [each for each in self._fixed if each not in seen]
        return self._first(self._window, without)

    def is_open(self, coding: str, decided: Container[str]) -> bool:
        """Tell whether a proposal waits; in a list that is fixed, what was decided here does not.

        Args:
            coding: Its id.
            decided: What was decided here.
        """
        if self._fixed is not None:
            return coding not in decided
        found = self._project.store.codings.get(coding)
        return found is not None and found.review is Review.PROPOSED

    def _first(self, limit: int, without: Sequence[str]) -> list[str]:
        return self.ordering(self._project, self.query, limit=limit, without=without)


def _learner(project: Project, options: QueueOptions, by: str) -> LearnedOrder | None:
    """Return the order that learns, where it is asked for: it loads all that it learns with."""
    if options.order is not Order.LEARN:
        return None
    from qualcode.workflow.learned_order import LearnedOrder

    return LearnedOrder(project, by=by, seed=options.seed)
