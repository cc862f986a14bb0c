"""Files that spare a second wait, in the user's cache folder: each whole, or as if not there.

What goes wrong with one (no such folder, no right to write, half a file) means no more
than that the work is done again. The folders may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path


def folder_of(kind: str) -> Path:
    """Return the folder of one kind of files.

    Raises:
        RuntimeError: When no home can be found.
    """
    import platformdirs

    return platformdirs.user_cache_path("qualcode") / kind


def find(kind: str, name: str) -> bytes | None:
    """Return what is kept under a name, if it is whole."""
    try:
        file = folder_of(kind) / name
        checksum, body = file.read_bytes().split(b"\n", 1)
    except (OSError, ValueError, RuntimeError):
        return None
    if hashlib.sha256(body).hexdigest().encode() != checksum:
        return None
    with suppress(OSError):
        os.utime(file)  # used now: the last to make room
    return body


def keep(kind: str, name: str, body: bytes, *, most: int) -> None:
    """Keep something under a name, where that is possible.

    Args:
        kind: The folder.
        name: The file.
        body: What is kept.
        most: Files of the kind that may stay; the one not used for longest makes room.
    """
    with suppress(OSError, RuntimeError):
        folder = folder_of(kind)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(folder / name, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        files = sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
        for file in files[most:]:
            file.unlink(missing_ok=True)


def _replace(file: Path, content: bytes) -> None:
    """Write a file whole; readers see the former one or this one, writers do not mix."""
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(name, file)  # noqa: PTH105 - atomic, on Windows too
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
