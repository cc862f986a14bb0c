"""Which proposals a queue holds: open ones by default, or a list that is fixed when it opens."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.model.coding import stable_id
from qualcode.workflow.definitions import stale_codings
from qualcode.workflow.filters import Filters
from qualcode.workflow.opinions import opinion_id
from qualcode.workflow.review_order import Order, in_place, sample_of

if TYPE_CHECKING:
    from qualcode.model.query import CodingQuery
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class QueueOptions:
    """Which queue."""

    filters: Filters = field(default_factory=Filters)
    order: Order = Order.UNCERTAIN
    stale: bool = False
    """Decisions made under another definition, to be looked at again."""
    flagged: bool = False
    """What the person has flagged, decided or not."""
    sample: int = 0
    """Draw so many, each code having its share, decided by others or not; 0 = all."""
    seed: int = 1
    """For the sample: the same seed draws the same."""
    mine: bool = False
    """Only the documents assigned to the person; blind, as others code some of them too."""
    blind: bool = False
    """Hide what others have decided, and ask again for it; a sample is always blind."""
    context: int = 2
    """Turns before and after."""

    @property
    def is_blind(self) -> bool:
        """Tell whether others' decisions are hidden."""
        return self.blind or self.mine or self.sample > 0

    @property
    def key(self) -> str:
        """Return a name for this queue, to come back to one's place in it."""
        sides = asdict(self) | {"context": 0}
        return stable_id(json.dumps(sides, sort_keys=True, default=list))


def filters_for(project: Project, options: QueueOptions, by: str) -> Filters:
    """Return the filters, narrowed to a person's own documents where they want that.

    Raises:
        DataError: When nothing is assigned to them.
    """
    filters = options.filters
    if not options.mine:
        return filters
    own = project.store.assignments.all().get(by, ())
    wanted = [each for each in own if not filters.documents or each in filters.documents]
    if not wanted:
        raise DataError(f"no documents are assigned to {by}", hint="`qualcode assign NAME NAME`")
    return replace(filters, documents=wanted)


def chosen(
    project: Project, options: QueueOptions, query: CodingQuery, by: str
) -> list[str] | None:
    """Return the ids of a queue that is a fixed list: stale, flagged or blind; else None."""
    store = project.store
    if not (options.stale or options.flagged or options.is_blind):
        return None
    listed = store.waiting.candidates(query, decided=True)
    own = store.codings.ids_of(by)
    wanted = {each.id for each in listed} | own
    if options.stale:
        return [each.coding for each in stale_codings(project) if each.coding in wanted]
    if options.flagged:
        return [each for each in store.flags.all(by) if each in wanted]
    drawn = (
        sample_of(listed, options.sample, options.seed)
        if options.sample
        else in_place(listed, project.codebook() if options.order is Order.CODE else None)
    )
    done = {each.id for each in listed if each.decided_by == by}
    return [each for each in drawn if each not in done and opinion_id(each, by) not in own]
