"""The door of this room: a file becomes a transcript.

Pure: it reads bytes and returns records. What it was not sure of is said in the
transcript's warnings, in words for the user.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.model.transcript import Transcript
from qualcode.transcripts.formats import reader_for
from qualcode.transcripts.limits import refuse_amount
from qualcode.transcripts.options import MEGABYTE, ReadingOptions
from qualcode.transcripts.understanding import understand

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.transcripts.content import Content, Part

__all__ = ["ReadingOptions", "read_bytes", "read_several", "read_transcript", "read_transcripts"]

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]+")
_NAME = re.compile(r"^(?!(?:sheet|工作表|表)\d*$).*[^\W\d_]", re.IGNORECASE)
"""A name that says more than which row or sheet it is."""
_DEFAULTS = ReadingOptions()


def read_transcript(
    path: Path, *, name: str | None = None, options: ReadingOptions = _DEFAULTS
) -> Transcript:
    """Read a file that holds one document; of several, the first.

    Args:
        path: The file; its ending says what it is.
        name: What to call the document; ``None`` = the file's stem.
        options: What the user says about the file.

    Raises:
        DataError: The file is missing, too large, empty, damaged or of an unknown kind.
    """
    return read_transcripts(path, name=name, options=options)[0]


def read_transcripts(
    path: Path, *, name: str | None = None, options: ReadingOptions = _DEFAULTS
) -> tuple[Transcript, ...]:
    """Read all documents of a file: a table can hold one for each respondent.

    Raises:
        DataError: As `read_transcript`.
        UsageError: The user names a column that does not exist.
    """
    shown = _plain(str(path))
    data = _contents(path, shown, options.max_bytes)
    called = _plain(path.stem if name is None else name)
    return read_several(data, suffix=path.suffix, name=called, path=shown, options=options)


def read_bytes(
    data: bytes, *, suffix: str, name: str, path: str, options: ReadingOptions = _DEFAULTS
) -> Transcript:
    """Read what was in a file or came through a pipe; of several documents, the first.

    Args:
        data: The whole content.
        suffix: The ending that says what it is, such as ``.txt``.
        name: What to call the document.
        path: What to call the file in errors and in the record.
        options: What the user says about the file.

    Raises:
        DataError: The content is too large, empty, damaged or of an unknown kind.
    """
    return read_several(data, suffix=suffix, name=name, path=path, options=options)[0]


def read_several(
    data: bytes, *, suffix: str, name: str, path: str, options: ReadingOptions = _DEFAULTS
) -> tuple[Transcript, ...]:
    """Read all documents of a content; see `read_bytes`.

    Those of a table are called by what it calls them, numbers with the file's name before.
    """
    read = reader_for(suffix, path=path)
    _refuse_size(len(data), path, options.max_bytes)
    content = read(data, path=path, options=options)
    if not content.parts:
        return (_transcript(content, name, path, hashlib.sha256(data).hexdigest(), options),)
    first, *others = (_of_part(content, part, name, path, options) for part in content.parts)
    # What is doubtful about the file as a whole is said once, with its first document.
    return (replace(first, warnings=(*content.warnings, *first.warnings)), *others)


def _of_part(
    content: Content, part: Part, stem: str, path: str, options: ReadingOptions
) -> Transcript:
    """Make a document of a part; only a change in the part itself makes it another one."""
    told = _plain(part.name)
    name = told if _NAME.search(told) else f"{stem}-{told}"
    header = {"id": told, **part.attributes}
    digest = hashlib.sha256(repr((part.speeches, sorted(header.items()))).encode()).hexdigest()
    single = replace(
        content, parts=(), warnings=(), speeches=part.speeches, header={**content.header, **header}
    )
    transcript = _transcript(single, name, path, digest, options)
    return replace(transcript, attributes=part.attributes)


def _transcript(
    content: Content, name: str, path: str, digest: str, options: ReadingOptions
) -> Transcript:
    refuse_amount(content.text, path)
    understood = understand(content, options)
    return Transcript(
        name=name,
        path=path,
        text=understood.text,
        source_sha256=digest,
        encoding=content.encoding,
        format=content.format,
        layout=understood.layout,
        turns=understood.turns,
        header=understood.header,
        warnings=understood.warnings,
        landmarks=understood.landmarks,
        comments=understood.comments,
        columns=content.columns,
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
