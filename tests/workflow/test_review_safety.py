"""Whatever happens to the process, the disk or the file: what was confirmed is there."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import ConflictError, DataError, QualcodeError
from qualcode.model.coding import Review
from qualcode.store import connection
from qualcode.store.store import Store
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.project import Project
from qualcode.workflow.review import ReviewQueue
from qualcode.workflow.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.model.history import Event

WORKER = """
import random, sys
from pathlib import Path
from qualcode.model.coding import Review, Status
from qualcode.store.store import Store
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.memos import add_memo
from qualcode.model.memo import Target
from qualcode.workflow.project import Project
from qualcode.workflow.undoing import undo

path, seed = Path(sys.argv[1]), int(sys.argv[2])
chance = random.Random(seed)
with Store.open(path) as store:
    project = Project(store, path)
    ids = sorted(each.id for name in store.documents.names()
                 for each in store.codings.of_document(name) if each.coder == "rules")
    for _ in range(1000):
        some = chance.sample(ids, chance.choice([1, 1, 1, 5]))
        review = chance.choice([Review.ACCEPTED, Review.REJECTED])
        if chance.random() < 0.1:
            event = undo(project, by="li").number if store.history.undoable("li") else 0
        else:
            event = decide(project, some, Decision(review), by="li").event
        print(event, flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_loses_nothing_that_was_confirmed(study_path: Path, seed: int) -> None:
    command = [sys.executable, "-c", WORKER, str(study_path), str(seed)]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    confirmed = [int(worker.stdout.readline())]
    wait = random.Random(seed).uniform(0.05, 0.6)
    time.sleep(wait)
    os.kill(worker.pid, signal.SIGKILL)
    confirmed += [int(line) for line in worker.stdout.read().split("\n")[:-1] if line]
    worker.wait()
    with Store.open(study_path) as store:
        project = Project(store, study_path)
        assert verify(project).holds
        events = [event for event in store.history.all() if event.owner == "li"]
        numbers = {event.id for event in events}
        assert {each for each in confirmed if each} <= numbers
        assert len(numbers - set(confirmed)) <= 1  # done, but not said any more
        _assert_replayed(store, events)


def _assert_replayed(store: Store, events: list[Event]) -> None:
    """The reviews that stand are those that the history adds up to."""
    reviews: dict[str, str] = {}
    for event in events:
        for change in event.changes:
            if change.after and "review" in change.after:
                reviews[change.key["id"]] = change.after["review"]
    for name, review in reviews.items():
        coding = store.codings.get(name)
        assert coding is not None
        assert coding.review == review


def test_the_second_process_waits_or_says_who_is_in_the_way(
    study: Project, study_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.2)
    coding = study.store.codings.of_document("P-01")[0].id
    held = sqlite3.connect(study_path, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    with Store.open(study_path) as store:
        queue = ReviewQueue(Project(store, study_path), by="li")  # reading goes on
        with pytest.raises(ConflictError, match="in use by another process"):
            queue.accept()
        held.execute("COMMIT")
        queue.accept()  # the same decision goes through once the other has finished
        assert store.history.undoable("li")
    held.close()
    assert study.store.codings.get(coding)


def test_two_processes_take_turns(study_path: Path) -> None:
    script, path = WORKER.replace("1000", "60"), str(study_path)
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", script.replace('"li"', f'"{who}"'), path, str(number)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number, who in enumerate(("li", "zhao"))
    ]
    said = [worker.communicate(timeout=120) for worker in workers]
    for (out, err), worker in zip(said, workers, strict=True):
        # A worker may meet what the other has changed: that is told and nothing else is.
        assert worker.returncode == 0 or b"changed since" in err, err
        assert out
    with Store.open(study_path) as store:
        assert verify(Project(store, study_path)).holds


def test_a_full_disk_is_told_and_the_same_decision_goes_through_later(
    study: Project, study_path: Path
) -> None:
    queue = ReviewQueue(study, by="li")
    pages = study.store._db.execute("PRAGMA page_count").fetchone()[0]
    study.store._db.execute(f"PRAGMA max_page_count = {pages}")
    free = study.store._db.execute("PRAGMA freelist_count").fetchone()[0]
    with pytest.raises(DataError, match="no room left on the disk"):
        _decide_again_and_again(study, queue.ids[0], 400 + free)
    before = len(study.store.history.all())
    study.store._db.execute("PRAGMA max_page_count = 1000000")
    queue.accept()
    assert len(study.store.history.all()) == before + 1
    assert verify(study).holds


def _decide_again_and_again(project: Project, coding: str, times: int) -> None:
    for _ in range(times):
        for review in (Review.ACCEPTED, Review.REJECTED):
            decide(project, [coding], Decision(review, reason="x" * 4000), by="li")


def test_a_read_only_file_is_told(study_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = connection._connect

    def read_only(address: str, label: str) -> connection.Connection:
        return real(address.replace("mode=rw", "mode=ro"), label)

    monkeypatch.setattr(connection, "_connect", read_only)
    with Store.open(study_path) as store:
        queue = ReviewQueue(Project(store, study_path), by="li")
        assert queue.current
        with pytest.raises(DataError, match="cannot write to"):
            queue.accept()
        assert queue.position == 0


def test_a_file_that_was_removed_under_the_queue_is_told(study_path: Path) -> None:
    with Store.open(study_path) as store:
        queue = ReviewQueue(Project(store, study_path), by="li")
        study_path.rename(study_path.with_name("elsewhere"))
        with pytest.raises(QualcodeError, match="removed or renamed"):
            queue.accept()
        study_path.with_name("elsewhere").rename(study_path)
        queue.accept()
    with Store.open(study_path) as store:
        assert store.history.undoable("li")
