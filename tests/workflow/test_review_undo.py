"""Taking back in a queue: where one stands then, and what no key may take back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import ConflictError, DataError
from qualcode.model.coding import Review
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.store.store import Store
from qualcode.workflow.project import Project
from qualcode.workflow.review import QueueOptions, ReviewQueue
from qualcode.workflow.review_order import Order
from qualcode.workflow.undoing import undo
from tests.workflow.queues import queue

if TYPE_CHECKING:
    from pathlib import Path


def test_undo_stands_before_the_coding_again(study: Project) -> None:
    opened = queue(study)
    first = opened.ids[0]
    opened.accept()
    opened.reject()
    opened.undo()
    assert opened.ids[opened.position] == opened.ids[1]
    opened.undo()
    assert opened.ids[opened.position] == first
    assert opened.progress.decided == 0
    opened.redo()
    kept = study.store.codings.get(first)
    assert kept is not None
    assert kept.review is Review.ACCEPTED


def test_undo_of_a_second_opinion_stands_before_the_proposal_again(study: Project) -> None:
    queue(study).accept()
    options = QueueOptions(order=Order.DOCUMENT, blind=True)
    opened = ReviewQueue(study, options, by="zhao")
    first = opened.current
    assert first is not None
    opened.reject()
    assert opened.progress.decided == 1
    opened.undo()
    assert opened.current is not None
    assert opened.current.coding.id == first.coding.id
    assert opened.progress.decided == 0
    opened.redo()
    assert opened.progress.decided == 1


def test_undo_works_in_another_sitting(study: Project, study_path: Path) -> None:
    opened = queue(study)
    first = opened.ids[0]
    opened.accept()
    with Store.open(study_path) as store:
        again = ReviewQueue(Project(store, study_path), by="li")
        again.undo()
        assert again.ids[again.position] == first
    assert study.store.waiting.count(opened.proposals.query) == opened.progress.total


def test_what_is_taken_back_elsewhere_comes_again_at_the_end(study: Project) -> None:
    opened = queue(study)
    first = opened.ids[0]
    opened.accept()
    undo(study, by="li")  # from another terminal: the queue is not told
    while opened.current is not None and opened.current.coding.id != first:
        opened.accept()
    assert opened.current is not None
    assert opened.ids.count(first) == 1
    opened.accept()
    assert opened.current is None


@pytest.mark.parametrize("action", ["merge", "import decisions"])
def test_undo_in_a_sitting_never_takes_back_the_work_of_many(study: Project, action: str) -> None:
    opened = queue(study)
    with study.store.transaction():
        study.store.history.add(
            Event("2026-05-01T00:00:00+00:00", "li", action, Target.PROJECT, "", owner="li")
        )
    with pytest.raises(DataError, match=action) as caught:
        opened.undo()
    assert "qualcode undo" in caught.value.hint
    opened.accept()
    assert opened.undo().event.action == "accept"


def test_undo_refuses_where_another_has_decided_since(study: Project) -> None:
    opened = queue(study)
    first = opened.ids[0]
    opened.accept()
    with study.store.recorded(_event("zhao")):
        kept = study.store.codings.get(first)
        assert kept is not None
        study.store.codings.put(replace(kept, review=Review.REJECTED))
    with pytest.raises(ConflictError, match="changed since"):
        undo(study, by="li")
    assert study.store.codings.get(first) == replace(kept, review=Review.REJECTED)


def _event(who: str) -> Event:
    return Event("2026-01-01T00:00:00+00:00", who, "reject", Target.CODING, "")
