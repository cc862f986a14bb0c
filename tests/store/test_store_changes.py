"""Changes happen whole or not at all, and the history forgets none."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError
from qualcode.model.history import Event
from qualcode.model.memo import Memo, Target
from qualcode.model.participant import Participant
from qualcode.store.history import now
from qualcode.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = [
    Event("2026-01-01", "me", "import", Target.DOCUMENT, "A'01"),
    Event("2026-01-01", "", "accept", Target.CODING, "1", '{"a": "没"}', "{}", "because"),
]
COPY = (
    "SELECT id, at, 'nobody', action, target, target_id, before, after, reason, owner, of"
    " FROM history"
)


def _change(store: Store, error: BaseException | None = None) -> None:
    with store.transaction():
        store.settings.set("name", "half-way")
        store.participants.put([Participant("P1")])
        if error:
            raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_what_is_interrupted_did_not_happen(store: Store, error: type[BaseException]) -> None:
    store.settings.set("name", "before")
    with pytest.raises(error):
        _change(store, error())
    assert store.settings.all() == {"name": "before"}
    assert store.participants.all() == []
    with store.transaction():
        store.settings.set("name", "after")
    assert store.settings.get("name") == "after"


def test_a_process_that_dies_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "study"
    store = Store.create(path)
    store._db.execute("BEGIN IMMEDIATE")
    store.settings.set("name", "half-way")
    store.close()
    with Store.open(path) as again:
        assert again.settings.all() == {}
        assert again.damage() == []


def test_a_transaction_within_another_is_refused_and_all_is_undone(store: Store) -> None:
    with pytest.raises(DataError, match="within a transaction"), store.transaction():
        _change(store)
    assert store.settings.all() == {}


def test_the_error_is_told_when_sqlite_has_rolled_back_already(store: Store) -> None:
    def fail_like_a_full_disk() -> None:
        with store.transaction():
            store._db.execute("ROLLBACK")
            store._db.execute("no statement")

    with pytest.raises(DataError, match="syntax error"):
        fail_like_a_full_disk()
    with store.transaction():
        store.settings.set("name", "again")
    assert store.settings.get("name") == "again"


def test_the_history_is_kept_in_order(store: Store) -> None:
    for event in EVENTS:
        store.history.add(event)
    assert store.history.all() == EVENTS


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET who = 'nobody'",
        "DELETE FROM history",
        "DELETE FROM history WHERE id = 1",
        f"INSERT OR REPLACE INTO history {COPY}",
        f"REPLACE INTO history {COPY} WHERE id = 2",
        "UPDATE OR REPLACE history SET id = 2 WHERE id = 1",
    ],
)
def test_the_file_itself_refuses_to_forget(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "study"
    with Store.create(path) as store:
        for event in EVENTS:
            store.history.add(event)
    db = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="history is append-only"):
        db.execute(statement)
    db.close()
    with Store.open(path) as store:
        assert store.history.all() == EVENTS


def test_the_present_time_is_utc_to_the_second() -> None:
    at = datetime.fromisoformat(now())
    assert at.utcoffset() == timedelta(0)
    assert at.microsecond == 0
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)


def test_memos_come_the_oldest_first(store: Store) -> None:
    memos = [
        Memo("z", Target.CODING, "1", "me", "2026-01-01", "first 😀"),
        Memo("a", Target.CODING, "1", "me", "2026-01-01", "second"),
        Memo("m", Target.CODE, "income", "me", "2025-01-01", "oldest"),
        Memo("n", Target.CODING, "2", "me", "2026-01-02", "last"),
    ]
    for memo in memos:
        store.memos.add(memo)
    assert store.memos.all() == [memos[2], memos[0], memos[1], memos[3]]
    assert store.memos.on_codings() == {"1": "first 😀\nsecond", "2": "last"}


def test_settings(store: Store) -> None:
    assert store.settings.get("name") == ""
    assert store.settings.get("name", "none") == "none"
    store.settings.set("name", "甲's")
    store.settings.set("name", "乙")
    store.settings.set("codebook", "")
    assert store.settings.all() == {"codebook": "", "name": "乙"}
    assert store.settings.get("codebook", "none") == ""


def test_a_codebook_version_is_kept_once(store: Store) -> None:
    store.codebooks.add("d1", version="1", content="{}", at="2026")
    store.codebooks.add("d1", version="2", content="[]", at="2027")
    assert (store.codebooks.content("d1"), store.codebooks.content("d2")) == ("{}", "")
