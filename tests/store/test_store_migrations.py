"""Files of every older version come up to date, with a backup, or stay as they were."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError
from qualcode.store import connection
from qualcode.store.schema import APPLICATION_ID, MIGRATIONS, VERSION
from qualcode.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"


def _make(path: Path, version: int) -> Path:
    """Make a file as the qualcode of that version left it."""
    db = sqlite3.connect(path)
    db.executescript("".join(MIGRATIONS[:version]))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {version}")
    db.close()
    return path


def _look(path: Path, question: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    answer = db.execute(question).fetchall()
    db.close()
    return answer


def _add_migration(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(connection, "MIGRATIONS", (*MIGRATIONS, script))
    monkeypatch.setattr(connection, "VERSION", VERSION + 1)


@pytest.mark.parametrize("version", range(VERSION + 1))
def test_every_older_file_gets_the_present_shape(tmp_path: Path, version: int) -> None:
    Store.create(tmp_path / "new").close()
    old = _make(tmp_path / "old", version)
    Store.open(old).close()
    assert _look(old, SHAPE) == _look(tmp_path / "new", SHAPE)
    assert _look(old, "PRAGMA user_version") == [(VERSION,)]
    assert (tmp_path / f"old.v{version}.bak").exists() is (version < VERSION)


def test_codings_and_what_refers_to_them_live_through_a_table_made_anew(tmp_path: Path) -> None:
    path = _make(tmp_path / "old", 10)
    db = sqlite3.connect(path)
    db.execute(
        "INSERT INTO document (id, name, path, text, text_sha256, source_sha256, encoding, format,"
        " layout, language, words, header, warnings)"
        " VALUES (1, 'A', '', '没钱。', '', '', '', '', '', 'zh', 2, '{}', '[]')"
    )
    rows = [
        ("b", 0, 3, "proposed", "", 0.25),
        ("a", 1, 2, "accepted", "wang", None),
    ]
    for name, start, stop, review, by, score in rows:
        db.execute(
            "INSERT INTO coding VALUES (?, 1, 0, 0, 0, ?, ?, 'c', 'rules', 'rule', '没钱', '', '',"
            " 'asserted', ?, 'PH', 'named', '', ?, '{}', 'd', ?, '', '')",
            (name, start, stop, review, score, by),
        )
    db.execute("UPDATE coding SET definition = 'old' WHERE id = 'a'")
    db.execute("INSERT INTO flag VALUES ('a', 'wang')")
    db.commit()
    columns = ", ".join(row[1] for row in db.execute("PRAGMA table_info(coding)"))
    former = db.execute(f"SELECT {columns} FROM coding ORDER BY id").fetchall()
    db.close()
    with Store.open(path) as store:
        assert store.damage() == []
        store.codings.remove("b")
    assert _look(path, f"SELECT {columns} FROM coding ORDER BY id") == former[:1]
    assert _look(path, "SELECT * FROM flag") == [("a", "wang")]
    with Store.open(path) as store:
        store.codings.remove("a")
    assert _look(path, "SELECT * FROM flag") == []  # references hold again


def test_a_present_file_is_not_backed_up(tmp_path: Path) -> None:
    path = tmp_path / "study"
    Store.create(path).close()
    Store.open(path).close()
    assert list(tmp_path.iterdir()) == [path]


def test_the_former_file_is_kept_beside_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study"
    with Store.create(path) as store:
        store.settings.set("name", "study")
    former = _look(path, SHAPE)
    _add_migration(monkeypatch, "CREATE TABLE extra (id INTEGER) STRICT;")
    with Store.open(path) as store:
        assert store.settings.get("name") == "study"
    backup = tmp_path / f"study.v{VERSION}.bak"
    assert ("extra",) in _look(path, "SELECT name FROM sqlite_schema")
    assert _look(path, "PRAGMA user_version") == [(VERSION + 1,)]
    assert _look(backup, SHAPE) == former
    assert _look(backup, "PRAGMA user_version") == [(VERSION,)]
    assert _look(backup, "SELECT value FROM setting") == [("study",)]


def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study"
    Store.create(path).close()
    former = _look(path, SHAPE)
    _add_migration(monkeypatch, "CREATE TABLE extra (id); CREATE TABLE setting (id);")
    with pytest.raises(DataError, match="setting already exists"):
        Store.open(path)
    assert _look(path, SHAPE) == former
    assert _look(path, "PRAGMA user_version") == [(VERSION,)]


def test_a_project_in_memory_has_the_same_shape(tmp_path: Path) -> None:
    Store.create(tmp_path / "new").close()
    with Store.in_memory() as store:
        assert store._db.execute(SHAPE).fetchall() == _look(tmp_path / "new", SHAPE)
