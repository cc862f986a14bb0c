"""Queues of review, and the codings in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.workflow.review import QueueOptions, ReviewQueue
from qualcode.workflow.review_order import Order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Coding
    from qualcode.workflow.project import Project


def queue(project: Project, by: str = "li", *, order: Order = Order.DOCUMENT) -> ReviewQueue:
    return ReviewQueue(project, QueueOptions(order=order), by=by)


def codings_of(project: Project, ids: Sequence[str]) -> list[Coding]:
    found = [project.store.codings.get(each) for each in ids]
    return [each for each in found if each]
