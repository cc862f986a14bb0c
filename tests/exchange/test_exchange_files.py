"""Files: whole or not at all, never over another one unasked."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import ConflictError, DataError
from qualcode.exchange.files import (
    Staging,
    make_folder,
    write_file,
    write_files,
    write_pieces,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_a_new_file_is_written_and_readable_by_others(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        assert write_file(tmp_path / "表.csv", b"new")
    finally:
        os.umask(old)
    assert (tmp_path / "表.csv").read_bytes() == b"new"
    assert (tmp_path / "表.csv").stat().st_mode & 0o777 == 0o644
    assert _names(tmp_path) == ["表.csv"]


def test_another_file_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(ConflictError, match="exists already") as caught:
        write_file(path, b"new")
    assert caught.value.hint == "--force replaces it"
    assert path.read_bytes() == b"old"
    assert write_file(path, b"new", force=True)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("force", [False, True])
def test_the_same_file_is_not_touched(tmp_path: Path, *, force: bool) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"same")
    os.utime(path, (1, 1))
    before = path.stat()
    assert not write_file(path, b"same", force=force)
    assert (path.stat().st_mtime, path.stat().st_ino) == (1, before.st_ino)


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_failing_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, fail)
    with pytest.raises(DataError, match=r"cannot write .*a.csv: No space left on device"):
        write_file(path, b"new", force=True)
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["a.csv"]


def test_an_interrupted_write_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a.csv", b"new")
    assert _names(tmp_path) == []


def test_pieces_are_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert write_pieces(path, iter([b"one,", b"two"]))
    assert path.read_bytes() == b"one,two"
    assert not write_pieces(path, iter([b"one", b",two"]))
    with pytest.raises(ConflictError, match="exists already"):
        write_pieces(path, iter([b"one,two", b"!"]))
    assert write_pieces(path, iter([b"one,tw0"]), force=True)
    assert path.read_bytes() == b"one,tw0"
    assert _names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("error", [DataError("damaged"), ValueError("ours"), OSError(5, "a pipe")])
@pytest.mark.parametrize("old", [None, b"old"])
def test_a_piece_that_cannot_be_made_leaves_what_was_there(
    tmp_path: Path, error: Exception, old: bytes | None
) -> None:
    path = tmp_path / "a.csv"
    if old:
        path.write_bytes(old)

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise error

    with pytest.raises(type(error)) as caught:
        write_pieces(path, pieces(), force=True)
    assert caught.value is error
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([old] if old else [])


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No such file or directory"):
        write_file(tmp_path / "none" / "a.csv", b"new")


def test_a_folder_that_refuses_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(DataError, match=r"cannot write .*: Permission denied"):
        write_file(tmp_path / "a.csv", b"new")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DataError, match="Permission denied"):
        write_file(tmp_path / "a.csv", b"new")


@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_file_is_never_replaced(tmp_path: Path, *, force: bool) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataError, match="is not a file"):
        write_file(tmp_path / "folder", b"new", force=force)
    assert _names(tmp_path) == ["folder"]


def test_an_unreadable_file_counts_as_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(b"same")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    monkeypatch.setattr("filecmp.cmp", lambda *_, **__: refuse(tmp_path))
    with pytest.raises(ConflictError):
        write_file(tmp_path / "a.csv", b"same")


def test_several_files_make_their_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "results"
    contents = {"a.csv": b"1", "b.csv": b"2"}
    assert write_files(folder, contents) == [folder / "a.csv", folder / "b.csv"]
    assert write_files(folder, contents) == []
    assert write_files(folder, contents | {"c.csv": b"3"}) == [folder / "c.csv"]


def test_several_files_are_checked_before_any_is_written(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"old")
    with pytest.raises(ConflictError, match=r"other versions of b\.csv"):
        write_files(tmp_path, {"a.csv": b"1", "b.csv": b"2"})
    assert _names(tmp_path) == ["b.csv"]
    assert len(write_files(tmp_path, {"a.csv": b"1", "b.csv": b"2"}, force=True)) == 2


def test_files_in_a_folder_come_together_or_not_at_all(tmp_path: Path) -> None:
    def half() -> Iterator[bytes]:
        yield b"half"
        raise DataError("damaged")

    (tmp_path / "a.csv").write_bytes(b"old")
    for folder in (tmp_path, tmp_path / "new"):
        staging = Staging(folder, force=True)
        with pytest.raises(DataError, match="damaged"), staging:  # noqa: PT012
            staging.add("a.csv", [b"new"])
            staging.add("b.csv", half())
        assert staging.written == []
    assert _names(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_a_file_in_a_folder_tells_its_digest(tmp_path: Path) -> None:
    staging = Staging(tmp_path / "new")
    with staging:
        digest = staging.add("a.csv", [b"one", b"two"])
    assert staging.written == [tmp_path / "new" / "a.csv"]
    assert digest == hashlib.sha256(staging.written[0].read_bytes()).hexdigest()


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "results").write_bytes(b"")
    with pytest.raises(DataError, match="cannot make the folder"):
        make_folder(tmp_path / "results")
    with pytest.raises(DataError, match="cannot make the folder"):
        write_files(tmp_path / "results", {"a.csv": b""})


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_folder_in_the_way_of_one_file_leaves_all_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").mkdir()
    staging = Staging(tmp_path, force=True)
    with pytest.raises(DataError), staging:  # noqa: PT012
        staging.add("a", [b"new"])
        staging.add("b", [b"new"])
    assert (tmp_path / "a").read_text() == "old"
