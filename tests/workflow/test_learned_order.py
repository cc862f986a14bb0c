"""The learned order of review: learns from decisions beside the keys, and tells what it drew."""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook.reader import read_codebook
from qualcode.store.store import Store
from qualcode.suggestion.mixing import mixed
from qualcode.workflow.beside import TURN, beside_keys
from qualcode.workflow.coding import code_project
from qualcode.workflow.ingest import ImportOptions, import_files
from qualcode.workflow.learned_order import DRAW, LearnedOrder
from qualcode.workflow.project import Project, opened
from qualcode.workflow.review import QueueOptions, ReviewQueue
from qualcode.workflow.review_order import SITTING, Order
from qualcode.workflow.unseen import outlook, unseen_table
from tests.workflow.conftest import CODEBOOK, INTERVIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def on_disk(tmp_path: Path) -> Iterator[Project]:
    """Give a study in a file, which a thread can open for itself."""
    (tmp_path / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    for name, text in INTERVIEWS.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    subjects = read_codebook(tmp_path / "codebook.yaml").subjects
    with Store.create(tmp_path / "study.qualcode") as store:
        made = Project(store, tmp_path / "study.qualcode")
        made.use_codebook(tmp_path / "codebook.yaml")
        import_files(store, sorted(tmp_path.glob("*.txt")), subjects, ImportOptions())
        code_project(made)
    with opened(tmp_path / "study.qualcode") as found:
        yield found


@settings(deadline=None)  # the first one loads libraries
@given(st.dictionaries(st.text(max_size=3), st.floats(0, 1), max_size=40), st.integers(0, 9))
def test_a_mixture_has_each_once_and_the_most_likely_first(
    scores: dict[str, float], seed: int
) -> None:
    order, drawn = mixed(scores, seed=seed)
    assert sorted(order) == sorted(scores)
    assert drawn <= set(order)
    assert (order, drawn) == mixed(scores, seed=seed)
    if order:
        assert scores[order[0]] == max(scores.values())


def test_about_two_of_ten_are_drawn_at_random() -> None:
    order, drawn = mixed({str(n): n / 1000 for n in range(1000)}, seed=3)
    assert len(drawn & set(order[:100])) == 20


def test_the_queue_holds_all_and_learns_beside_the_keys(on_disk: Project) -> None:
    queue = ReviewQueue(on_disk, QueueOptions(order=Order.LEARN), by="li")
    open_ = set(queue.all_ids())
    assert open_ == {each.id for each in on_disk.store.waiting.candidates(queue.proposals.query)}
    queue.accept()
    order = queue.proposals.ordering
    assert isinstance(order, LearnedOrder)
    assert len(queue.all_ids()) == len(open_) - 1
    order.wait()
    assert order._known is not None
    assert len(order._known[0].decided) == 1


def test_what_was_drawn_is_in_the_history_once(on_disk: Project) -> None:
    queue = ReviewQueue(on_disk, QueueOptions(order=Order.LEARN), by="li")
    queue.all_ids()
    queue.all_ids()
    told = [each for each in on_disk.store.history.all() if each.action == DRAW]
    drawn = [name for each in told for name in json.loads(each.after)["drawn"]]
    assert drawn
    assert len(drawn) == len(set(drawn))


def test_undo_does_not_stop_at_a_draw(on_disk: Project) -> None:
    queue = ReviewQueue(on_disk, QueueOptions(order=Order.LEARN), by="li")
    here = queue.ids[0]
    queue.accept()
    queue.all_ids()
    assert here in queue.undo().codings


def test_what_is_unseen_is_told_once_draws_are_decided(on_disk: Project) -> None:
    before = unseen_table(on_disk).rows[-1]
    assert before[-1] is None
    queue = ReviewQueue(on_disk, QueueOptions(order=Order.LEARN), by="li")
    queue.all_ids()
    drawn = [each for each in on_disk.store.history.all() if each.action == DRAW]
    assert drawn
    queue.walk.ids = queue.all_ids()
    while queue.current is not None:
        queue.accept()
    after = unseen_table(on_disk).rows[-1]
    assert after[-3:] == (0, 0, 0)
    assert outlook(on_disk).found == 0


def test_a_few_are_found_as_all_are(on_disk: Project) -> None:
    queue = ReviewQueue(on_disk, QueueOptions(order=Order.LEARN), by="li")
    order = queue.proposals.ordering
    assert isinstance(order, LearnedOrder)
    order.wait()
    everything = queue.all_ids()
    order.wait()
    passed = everything[:2]
    for few in (1, 3, SITTING):
        found = order(on_disk, queue.proposals.query, limit=few, without=passed)
        assert found == [each for each in everything if each not in passed][:few]
    asked = replace(queue.proposals.query, codes=(queue.item(everything[2]).coding.code,))
    found = order(on_disk, asked, limit=3, without=())
    kept = {each.id for each in on_disk.store.waiting.candidates(asked)}
    assert found == [each for each in everything if each in kept][:3]


def test_keys_go_first_while_it_learns_and_not_after() -> None:
    with beside_keys():  # waits for the threads of other tests
        pass
    before = sys.getswitchinterval()
    with beside_keys():
        assert sys.getswitchinterval() == pytest.approx(TURN)
        assert not gc.isenabled()
    assert sys.getswitchinterval() == before
    assert gc.isenabled()


def test_a_file_that_is_gone_meanwhile_leaves_the_order_as_it_was(on_disk: Project) -> None:
    order = LearnedOrder(on_disk, by="li")
    order.wait()
    before = order._order
    assert on_disk.path
    on_disk.path.rename(on_disk.path.with_suffix(".elsewhere"))
    order._learn_apart()
    assert order._order == before
