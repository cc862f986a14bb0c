"""The door of this room: a file becomes a transcript.

Pure: it reads bytes and returns records. What it was not sure of is said in the
transcript's warnings, in words for the user.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.model.transcript import Transcript
from qualcode.transcripts.formats import reader_for
from qualcode.transcripts.options import MEGABYTE, ReadingOptions
from qualcode.transcripts.understanding import understand

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ReadingOptions", "read_bytes", "read_transcript"]

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]+")
_DEFAULTS = ReadingOptions()


def read_transcript(
    path: Path, *, name: str | None = None, options: ReadingOptions = _DEFAULTS
) -> Transcript:
    """Read a file.

    Args:
        path: The file; its ending says what it is.
        name: What to call the document; ``None`` = the file's stem.
        options: What the user says about the file.

    Raises:
        DataError: The file is missing, too large, empty, damaged or of an unknown kind.
    """
    shown = _plain(str(path))
    data = _contents(path, shown, options.max_bytes)
    called = _plain(path.stem if name is None else name)
    return read_bytes(data, suffix=path.suffix, name=called, path=shown, options=options)


def read_bytes(
    data: bytes, *, suffix: str, name: str, path: str, options: ReadingOptions = _DEFAULTS
) -> Transcript:
    """Read what was in a file or came through a pipe.

    Args:
        data: The whole content.
        suffix: The ending that says what it is, such as ``.txt``.
        name: What to call the document.
        path: What to call the file in errors and in the record.
        options: What the user says about the file.

    Raises:
        DataError: The content is too large, empty, damaged or of an unknown kind.
    """
    read = reader_for(suffix, path=path)
    _refuse_size(len(data), path, options.max_bytes)
    content = read(data, path=path, options=options)
    understood = understand(content, options)
    return Transcript(
        name=name,
        path=path,
        text=understood.text,
        source_sha256=hashlib.sha256(data).hexdigest(),
        encoding=content.encoding,
        format=content.format,
        layout=understood.layout,
        turns=understood.turns,
        header=understood.header,
        warnings=understood.warnings,
    )


def _contents(path: Path, shown: str, limit: int) -> bytes:
    try:
        if path.is_dir():
            raise DataError(f"{shown} is a folder", hint="name the files in it")
        _refuse_size(path.stat().st_size, shown, limit)
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{shown} does not exist") from None
    except OSError as error:
        raise DataError(f"{shown} cannot be read: {error.strerror or error}") from error


def _refuse_size(size: int, path: str, limit: int) -> None:
    if size > limit:
        raise DataError(
            f"{path} has {size / MEGABYTE:.1f} MB; the limit is {limit / MEGABYTE:.0f} MB",
            hint="divide the file, or raise the limit",
        )


def _plain(name: str) -> str:
    """Return a name that fits on one line: a file's name may hold line feeds."""
    return _UNPRINTABLE.sub(" ", name).strip() or "unnamed"
