"""The parts of a queue that a person can limit it to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.naming import status_name
from qualcode.review_app.sorting import parts_of
from qualcode.workflow.filters import Filters
from qualcode.workflow.review import QueueOptions, ReviewQueue

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


def test_parts_are_named_in_the_readers_language_and_limit_to_what_they_say(
    project: Project,
) -> None:
    queue = ReviewQueue(project, QueueOptions(flagged=False), by="li")
    item = queue.current
    assert item is not None
    parts = parts_of(item, QueueOptions(filters=Filters(codes=("x",))), "zh")
    named = dict(parts)
    coding = item.coding
    assert parts[0] == ("不限", QueueOptions())
    assert named[f"此材料 {coding.document}"].filters.documents == (coding.document,)
    by_status = named[f"此断言状态 {status_name(coding.status).zh}"]
    assert by_status.filters == Filters(statuses=(coding.status,))
    assert parts[-1] == ("已标记的", QueueOptions(flagged=True))
