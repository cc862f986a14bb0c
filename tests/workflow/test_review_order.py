"""Which proposals a queue holds, and in which order they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.coding import Review, Status
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.filters import Filters
from qualcode.workflow.review import QueueOptions, ReviewQueue
from qualcode.workflow.review_order import Order, sample_of
from tests.workflow.queues import codings_of, queue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Coding
    from qualcode.workflow.project import Project


def test_a_sample_is_the_same_each_time_and_asks_for_what_others_decided(study: Project) -> None:
    for coding in queue(study).ids:
        decide(study, [coding], Decision(Review.ACCEPTED), by="li")
    assert queue(study, by="zhao").current is None
    options = QueueOptions(sample=5, seed=7)
    one, two = (ReviewQueue(study, options, by="zhao").ids for _ in range(2))
    assert one == two
    assert len(one) == 5
    assert len({each.code for each in codings_of(study, one)}) == 3
    assert ReviewQueue(study, QueueOptions(sample=5, seed=8), by="zhao").ids != one


def test_shares_of_a_sample_follow_the_sizes() -> None:
    from collections import Counter

    from qualcode.store.waiting import Candidate

    listed = [
        Candidate(f"{code}{n}", code, "", "", "asserted", "proposed", "")
        for code, size in (("a", 80), ("b", 15), ("c", 5))
        for n in range(size)
    ]
    drawn = Counter(name[0] for name in sample_of(listed, 20, 1))
    assert drawn == {"a": 16, "b": 3, "c": 1}
    assert len(sample_of(listed, 1000, 1)) == 100


def test_filters_and_orders(study: Project) -> None:
    by_code = queue(study, order=Order.CODE)
    codes = [each.code for each in codings_of(study, by_code.ids)]
    assert codes == sorted(codes, key=["scarce", "formal", "income"].index)
    options = QueueOptions(Filters(codes=["contact"], documents=["P-02"]), Order.DOCUMENT)
    found = codings_of(study, ReviewQueue(study, options, by="li").ids)
    assert {(each.code, each.document) for each in found} == {
        ("scarce", "P-02"),
        ("formal", "P-02"),
    }
    doubted = codings_of(study, queue(study, order=Order.UNCERTAIN).ids)
    assert doubted[0].status is not Status.ASSERTED


def test_impact_puts_the_only_support_first(study: Project) -> None:
    ranked = codings_of(study, queue(study, order=Order.IMPACT).ids)
    cells = [(each.document, each.code) for each in ranked]
    counted = [cell for cell, each in zip(cells, ranked, strict=True) if is_counted(each)]
    support = [cells.count(cell) for cell in counted]
    assert support == sorted(support)
    assert [is_counted(each) for each in ranked] == [True] * len(counted) + [False] * (
        len(ranked) - len(counted)
    )
    decide(study, [ranked[0].id], Decision(Review.ACCEPTED), by="li")
    again = codings_of(study, queue(study, order=Order.IMPACT).ids)
    settled = [each for each in again if (each.document, each.code) == cells[0]]
    assert [each for each in again if is_counted(each)][-len(settled) :] == [
        each for each in settled if is_counted(each)
    ] or not settled


def is_counted(coding: Coding) -> bool:
    return coding.status in {Status.ASSERTED, Status.PARTIAL}


def test_a_learned_order_may_take_the_place(study: Project) -> None:
    def backwards(
        project: Project, query: object, *, limit: int, without: Sequence[str]
    ) -> list[str]:
        ids = sorted(queue(project).ids, reverse=True)
        return [each for each in ids if each not in without][:limit]

    opened = ReviewQueue(study, by="li", ordering=backwards)
    assert opened.ids == sorted(opened.ids, reverse=True)
    opened.accept()
    assert opened.position == 1
