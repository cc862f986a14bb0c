"""The review queue: one verb, one event, at once on disk, and always to be taken back."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import ConflictError, DataError, UnknownNameError, UsageError
from qualcode.model.coding import Review, Source, Status
from qualcode.model.span import Span
from qualcode.store.store import Store
from qualcode.workflow.coding import code_project
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.opinions import as_decided_by
from qualcode.workflow.review import QueueOptions, ReviewQueue
from tests.workflow.queues import codings_of, queue

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.workflow.project import Project


def test_an_item_brings_all_that_is_needed_to_decide(study: Project) -> None:
    item = queue(study).current
    assert item is not None
    assert (item.coding.document, item.coding.code) == ("P-01", "income")
    assert item.question == "家里怎么样？"
    assert item.card.definition.zh == "收入低。"
    assert [each.code for each in item.candidates] == []
    assert item.excerpt.turns_before[0].text == "家里怎么样？"
    assert item.reasons[0].cue == "没钱"
    assert item.decision is None


def test_candidates_are_what_else_is_there_and_then_the_family(study: Project) -> None:
    opened = queue(study)
    opened.move()
    item = opened.current
    assert item is not None
    assert item.coding.code == "scarce"
    assert [each.code for each in item.candidates] == ["formal"]


def test_a_decision_is_on_disk_when_the_verb_returns(study: Project, study_path: Path) -> None:
    opened = queue(study)
    first = opened.ids[0]
    done = opened.accept()
    with Store.open(study_path) as other:
        kept = other.codings.get(first)
        event = other.history.get(done.event)
    assert kept is not None
    assert (kept.review, kept.decided_by) == (Review.ACCEPTED, "li")
    assert event is not None
    assert (event.action, event.target_id, event.owner) == ("accept", first, "li")
    assert opened.ids[opened.position] != first


def test_recode_rejects_and_puts_the_persons_own_code_beside_it(study: Project) -> None:
    opened = queue(study)
    first = opened.ids[0]
    opened.recode("走形式")
    former = study.store.codings.get(first)
    own = [each for each in study.store.codings.of_coder("li") if each.code == "formal"]
    assert former is not None
    assert former.review is Review.REJECTED
    assert [(each.source, each.review, each.span) for each in own] == [
        (Source.PERSON, Review.ACCEPTED, former.span)
    ]
    with pytest.raises(UsageError, match="family"):
        opened.recode("contact")
    with pytest.raises(UnknownNameError, match="no code 'formel'"):
        opened.recode("formel")


def test_corrections_accept_and_keep_what_the_machine_said(study: Project) -> None:
    opened = queue(study)
    first = opened.ids[0]
    text = study.store.documents.text("P-01")
    start = text.index("没钱")
    opened.set_status(Status.HISTORICAL)
    opened.set_about(["GOV"])
    opened.move_edges(Span(start, start + 2))
    kept = study.store.codings.get(first)
    assert kept is not None
    assert (kept.status, kept.about, kept.quote) == (Status.HISTORICAL, ("GOV",), "没钱")
    assert kept.review is Review.ACCEPTED
    said = {each.cue: each.outcome for each in kept.evidence.reasons if each.step == "corrected"}
    assert said["status"] == "asserted"
    assert opened.ids[opened.position] == first
    assert study.store.codings.misplaced() == []


def test_edges_outside_of_the_text_are_refused(study: Project) -> None:
    opened = queue(study)
    with pytest.raises(UsageError, match="no stretch of 'P-01'"):
        opened.move_edges(Span(10_000, 10_001))
    assert study.store.history.undoable("li") is None


def test_a_machine_never_touches_what_was_decided(study: Project) -> None:
    opened = queue(study)
    text = study.store.documents.text("P-01")
    moved = Span(text.index("我们家"), text.index("我们家") + 2)
    first = opened.ids[0]
    opened.move_edges(moved)  # away from the words the machine would propose again
    before = study.store.codings.get(first)
    path = study.codebook_path
    path.write_text(path.read_text(encoding="utf-8").replace('"1"', '"2"', 1), encoding="utf-8")
    code_project(study, by="wang")
    assert study.store.codings.get(first) == before


def test_skipped_ones_come_at_the_end(study: Project) -> None:
    opened = queue(study)
    first, *others = opened.ids
    opened.skip()
    for _ in others:
        opened.accept()
    assert opened.ids[opened.position] == first
    opened.reject()
    assert opened.current is None
    with pytest.raises(DataError, match="end"):
        opened.accept()


def test_one_comes_back_to_where_one_left(study: Project) -> None:
    opened = queue(study)
    order = list(opened.ids)
    opened.accept()
    opened.skip()
    opened.move()
    opened.close()
    again = queue(study)
    assert again.current is not None
    assert again.current.coding.id == order[3]
    assert order[0] not in again.ids
    assert order[1] not in again.ids
    assert queue(study, by="zhao").ids[0] == order[1]


def test_all_equal_hits_at_once_is_one_step(study: Project) -> None:
    opened = queue(study)
    while opened.current and opened.current.coding.code != "scarce":
        opened.move()
    equal = opened.equal_hits()
    quotes = {each.evidence.reasons[0].cue for each in codings_of(study, equal)}
    assert len(equal) >= 3
    assert quotes == {"见不着"}
    done = opened.decide_all(equal, Review.ACCEPTED)
    assert {each.review for each in codings_of(study, equal)} == {Review.ACCEPTED}
    event = study.store.history.get(done.event)
    assert event is not None
    assert len(event.changes) == len(equal)
    opened.undo()
    assert {each.review for each in codings_of(study, equal)} == {Review.PROPOSED}


def test_all_of_a_pattern_leaves_other_patterns_of_the_code(study: Project) -> None:
    opened = queue(study)
    while opened.current and opened.current.coding.evidence.pattern != "走形式":
        opened.move()
    found = codings_of(study, opened.same_pattern())
    assert {each.evidence.pattern for each in found} == {"走形式"}
    assert len({each.status for each in found}) > 1


def test_a_second_persons_decision_stands_beside_the_first(study: Project) -> None:
    first = queue(study).ids[0]
    decide(study, [first], Decision(Review.ACCEPTED, status=Status.PARTIAL), by="li")
    blind = ReviewQueue(study, QueueOptions(blind=True), by="zhao")
    item = blind.item(first)
    assert (item.coding.review, item.coding.status) == (Review.PROPOSED, Status.ASSERTED)
    decide(study, [first], Decision(Review.REJECTED), by="zhao")
    kept = study.store.codings.get(first)
    view = as_decided_by(study, first, "zhao")
    assert kept is not None
    assert view is not None
    assert (kept.review, kept.decided_by) == (Review.ACCEPTED, "li")
    assert (view.review, view.coder) == (Review.REJECTED, "zhao")
    assert first not in ReviewQueue(study, QueueOptions(blind=True), by="zhao").ids


def test_nobody_decides_on_anothers_hand_coding(study: Project) -> None:
    opened = queue(study)
    opened.recode("formal")
    (own,) = study.store.codings.of_coder("li")
    with pytest.raises(ConflictError, match="li's own"):
        decide(study, [own.id], Decision(Review.REJECTED), by="zhao")


def test_flags_and_memos_leave_the_decision_open(study: Project) -> None:
    opened = queue(study)
    first = opened.ids[0]
    assert opened.flag()
    opened.memo("再看看")
    item = opened.current
    assert item is not None
    assert (item.flagged, [memo.text for memo in item.memos]) == (True, ["再看看"])
    assert item.coding.review is Review.PROPOSED
    assert ReviewQueue(study, QueueOptions(flagged=True), by="li").ids == [first]
    opened.undo()
    opened.undo()
    item = opened.item(first)
    assert (item.flagged, item.memos) == (False, ())


def test_progress_counts_and_tells_the_time_left(study: Project) -> None:
    opened = queue(study)
    total = opened.progress.total
    opened.accept()
    opened.reject()
    opened.accept()
    now = opened.progress
    assert (now.total, now.decided, now.accepted, now.rejected) == (total, 3, 2, 1)
    assert now.open == total - 3
    assert now.per_minute > 0
    assert now.seconds_left is not None


def test_a_queue_loads_nothing_of_what_finds_or_learns() -> None:
    """The first screen must stand at once; see `benchmarks/screens.py`."""
    loaded = (
        "import sys, qualcode.workflow.review;"
        "print(*(name for name in sys.modules if name.split('.')[0] == 'sklearn'"
        " or name.startswith(('qualcode.matching.', 'qualcode.suggestion'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
