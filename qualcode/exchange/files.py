"""Writing files: whole or not at all, and never over another one unasked."""

from __future__ import annotations

import filecmp
import hashlib
import os
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from qualcode.errors import ConflictError, DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

BOM = "\ufeff"
"""Tells Excel that a CSV file is UTF-8."""


def write_file(path: Path, content: bytes, *, force: bool = False) -> bool:
    """Write a file by way of a temporary one beside it.

    Args:
        path: Where; the folder must exist.
        content: What.
        force: Replace a file that is there.

    Returns:
        False when the very same file was there already and nothing was done.

    Raises:
        ConflictError: When another file is there and `force` is not given.
        DataError: When the folder is missing or cannot be written to, or when a
            folder or device (``/dev/null``) has that name.
    """
    return not _holds(path, content) and write_pieces(path, [content], force=force)


def write_pieces(path: Path, pieces: Iterable[bytes], *, force: bool = False) -> bool:
    """Write a file piece by piece, see `write_file`; when a piece cannot be made, nothing is left.

    Only when all has been made is it known whether the very same file is there, so that is
    when another one is found to be in the way.
    """
    _must_be_file(path)
    with _beside(path) as temporary:
        _write(temporary, pieces, path)
        if _same(temporary, path):
            return False
        if path.exists() and not force:
            raise ConflictError(f"{path} exists already", hint="--force replaces it")
        _put(temporary, path)
    return True


def write_files(folder: Path, contents: Mapping[str, bytes], *, force: bool = False) -> list[Path]:
    """Write several files into a folder, after looking that none is in the way.

    Returns:
        The files that were new or changed.
    """
    staging = Staging(folder, force=force)
    with staging:
        for name, content in contents.items():
            staging.add(name, [content])
    return staging.written


class Staging:
    """Several files that come into a folder together: when the block ends well, or not at all.

    Args:
        folder: Made when it is missing.
        force: Replace files that are there.

    Raises:
        ConflictError: At the end of the block, when other files are there and `force` is not given.
    """

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        self._folder, self._force = folder, force
        self._temporary: dict[str, Path] = {}
        self._kept = ExitStack()
        self.written: list[Path] = []
        """Those that were new or changed, when the block has ended."""

    def __enter__(self) -> Self:
        if not self._folder.exists():
            self._kept.callback(_remove_empty, self._folder)
        make_folder(self._folder)
        return self

    def add(self, name: str, pieces: Iterable[bytes]) -> str:
        """Write a file, as yet under another name; return the sha256 of what is in it."""
        path, digest = self._folder / name, hashlib.sha256()
        self._temporary[name] = self._kept.enter_context(_beside(path))
        _write(self._temporary[name], _hashed(pieces, digest), path)
        return digest.hexdigest()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._kept:
            if kind is None:
                self._settle()

    def _settle(self) -> None:
        for name in self._temporary:
            _must_be_file(self._at(name))
        changed = [name for name, new in self._temporary.items() if not _same(new, self._at(name))]
        taken = [name for name in changed if self._at(name).exists()]
        if taken and not self._force:
            raise ConflictError(
                f"{self._folder} already holds other versions of {', '.join(taken)}",
                hint="--force replaces them",
            )
        for name in changed:
            _put(self._temporary[name], self._at(name))
        self.written = [self._at(name) for name in changed]

    def _at(self, name: str) -> Path:
        return self._folder / name


def make_folder(folder: Path) -> None:
    """Make a folder and those above it.

    Raises:
        DataError: When that is not possible.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"cannot make the folder {folder}: {error.strerror}") from error


def _same(new: Path, old: Path) -> bool:
    try:
        return old.is_file() and filecmp.cmp(new, old, shallow=False)
    except OSError:
        return False


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.is_file() and path.read_bytes() == content
    except OSError:
        return False


def _must_be_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise DataError(f"{path} is not a file")


def _put(temporary: Path, path: Path) -> None:
    """Let a finished file take its name."""
    _must_be_file(path)
    with _told(path):
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)


def _remove_empty(folder: Path) -> None:
    """Remove a folder that was made for files which did not come."""
    with suppress(OSError):
        folder.rmdir()


def _hashed(pieces: Iterable[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give an empty file beside another one, which is gone afterwards unless it was renamed."""
    with _told(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _write(temporary: Path, pieces: Iterable[bytes], path: Path) -> None:
    with _told(path):
        file = temporary.open("wb")
    with file:
        for piece in pieces:
            with _told(path):
                file.write(piece)
        with _told(path):
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn a failure of the disk into words on the file that was to be written."""
    try:
        yield
    except OSError as error:
        raise DataError(f"cannot write {path}: {error.strerror}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
