"""Opening project files: what is ours, what is not, who holds it, what is damaged."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import ConflictError, DataError
from qualcode.model.memo import Memo, Target
from qualcode.store import connection
from qualcode.store.schema import APPLICATION_ID, VERSION
from qualcode.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.store.conftest import Import


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "study.qualcode"
    Store.create(path).close()
    return path


def _sqlite(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path)
    with db:
        for statement in statements:
            db.execute(statement)
    db.close()


@pytest.mark.parametrize("name", ["study.qualcode", "贫困 调研?#%20&mode=ro.qualcode"])
def test_a_project_is_made_and_opened_again(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with Store.create(path) as store, store.transaction():
        store.settings.set("name", "study")
    assert [each.name for each in tmp_path.iterdir()] == [name]
    with Store.open(path) as store:
        assert store.settings.get("name") == "study"
        assert store.damage() == []


def test_the_header_names_qualcode_and_the_version(project: Path) -> None:
    db = sqlite3.connect(project)
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    db.close()


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    with pytest.raises(ConflictError, match=r"notes\.txt exists already"):
        Store.create(path)
    assert path.read_text() == "mine"


def test_a_project_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"cannot write to .*study"):
        Store.create(tmp_path / "nowhere" / "study")


def _missing(path: Path) -> None:
    assert not path.exists()


def _folder(path: Path) -> None:
    path.mkdir()


def _text(path: Path) -> None:
    path.write_text("答：没钱", encoding="utf-8")


def _empty(path: Path) -> None:
    path.touch()


def _foreign(path: Path) -> None:
    _sqlite(path, "CREATE TABLE document (id)")


def _newer(path: Path) -> None:
    Store.create(path).close()
    _sqlite(path, f"PRAGMA user_version = {VERSION + 1}")


def _only_the_header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\xaa" * 500)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_missing, "there is no project file"),
        (_folder, "cannot read .*Is a directory"),
        (_text, "is not a qualcode project"),
        (_empty, "is not a qualcode project"),
        (_foreign, "is a SQLite file, but not a qualcode project"),
        (_newer, f"was made by a newer qualcode .schema {VERSION + 1}, this one knows {VERSION}"),
        (_only_the_header, "is damaged"),
    ],
)
def test_what_is_not_ours_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], message: str
) -> None:
    path = tmp_path / "study"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(DataError, match=message) as caught:
        Store.open(path)
    assert str(path) in caught.value.message
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [each for each in tmp_path.iterdir() if each != path] == []


def test_a_refused_file_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def remembering(address: str, label: str) -> connection.Connection:
        opened.append(connect(address, label))
        return opened[-1]

    connect = connection._connect
    monkeypatch.setattr(connection, "_connect", remembering)
    path = tmp_path / "study"
    _foreign(path)
    with pytest.raises(DataError):
        Store.open(path)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")


HOLDER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN " + sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_project_that_another_process_writes_is_in_use(
    project: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.05)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(project), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline().strip() == b"held"
        with (
            pytest.raises(ConflictError, match="in use by another process"),
            Store.open(project) as store,
            store.transaction(),
        ):
            raise AssertionError("never reached")
    finally:
        holder.communicate()
    with Store.open(project) as store, store.transaction():
        store.settings.set("name", "free again")


def test_reading_goes_on_while_another_process_prepares_to_write(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.05)
    with Store.open(project) as writer, writer.transaction():
        writer.settings.set("name", "later")
        with Store.open(project) as reader:
            assert reader.settings.get("name", "none") == "none"


def test_a_commit_that_must_wait_for_a_reader_is_undone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.05)
    with Store.open(project) as store:
        reader = sqlite3.connect(project, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM setting").fetchall()
        with pytest.raises(ConflictError), store.transaction():
            store.settings.set("name", "lost")
        reader.close()
        assert store.settings.get("name", "none") == "none"
        with store.transaction():
            store.settings.set("name", "kept")
        assert store.settings.get("name") == "kept"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_file_without_the_right_to_write_can_be_read(project: Path) -> None:
    project.chmod(0o444)
    _assert_read_only(project)


def test_a_read_only_project_can_be_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(address: str, label: str) -> connection.Connection:
        return connect(address.replace("mode=rw", "mode=ro"), label)

    connect = connection._connect
    monkeypatch.setattr(connection, "_connect", read_only)
    _assert_read_only(project)


def _assert_read_only(project: Path) -> None:
    with Store.open(project) as store:
        assert store.documents.names() == []
        with pytest.raises(DataError, match=r"cannot write to .*study"):
            store.settings.set("name", "x")


def _fill(path: Path) -> None:
    with Store.open(path) as store, store.transaction():
        for number in range(4000):  # most of the file is memos
            store.memos.add(Memo(f"m{number}", Target.PROJECT, "", "me", f"{number:05}", "x" * 300))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_damage_is_told_and_never_raised_raw(project: Path, share: float) -> None:
    _fill(project)
    content = bytearray(project.read_bytes())
    at = int(len(content) * share) // 4096 * 4096
    content[at : at + 24_576] = b"\xaa" * 24_576  # six pages: some of them hold memos
    project.write_bytes(content)
    with Store.open(project) as store:
        assert store.damage()
        with pytest.raises(DataError, match="is damaged"):
            store.memos.all()


def test_a_file_that_was_cut_off_is_damaged(project: Path) -> None:
    _fill(project)
    project.write_bytes(project.read_bytes()[:20_000])
    with pytest.raises(DataError, match="is damaged"), Store.open(project) as store:
        store.memos.all()


def test_rows_that_refer_to_nothing_are_found(project: Path, keep: Import) -> None:
    with Store.open(project) as store:
        keep(store)
    _sqlite(project, "PRAGMA foreign_keys = OFF", "DELETE FROM participant WHERE id = 'A01-妻'")
    with Store.open(project) as store:
        assert store.damage() == ["a row of turn refers to a missing participant"]


def test_a_full_disk_is_told(project: Path, keep: Import) -> None:
    with Store.open(project) as store:
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DataError, match="no room left on the disk"), store.transaction():
            keep(store, "答：" + "没钱。" * 5000)
        assert store.documents.names() == []
