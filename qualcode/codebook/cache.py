"""Codebooks that were read before, kept in the user's cache folder: nobody waits for them twice.

Reading thousands of lines of YAML takes a second or more, and nearly every command
reads the same file again. So what a file without errors says is kept under the digest
of its bytes and of the reading program itself. What is kept is taken only when it is
whole; whatever goes wrong with it (no such folder, no right to write, half a file)
means no more than that the file is read as if nothing had been kept.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode import __version__
from qualcode.codebook import kept_files
from qualcode.codebook.archive import from_json, to_json
from qualcode.errors import DataError, Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.codebook import Codebook

WORTH = 32_000
"""Characters from which on keeping is worth a file; shorter texts are read as fast as found."""
MOST = 16
"""Codebooks that are kept; the one not used for longest makes room."""

_KIND = "codebooks"
_READERS = (Path(__file__).parent, Path(__file__).parents[1] / "model")
"""The folders whose modules decide what a file is understood as."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file without errors says."""

    codebook: Codebook
    warnings: tuple[Problem, ...]
    advice: tuple[Problem, ...] | None = None
    """What could be better; None = not looked for."""


def find(digest: str, *, path: str) -> Kept | None:
    """Return what is kept of a file, or None.

    Args:
        digest: sha256 of the file's bytes.
        path: The file as it is to be named in warnings.
    """
    body = kept_files.find(_KIND, _name(digest))
    if body is None:
        return None
    try:
        codebook, warnings, advice = body.decode("utf-8", "surrogatepass").split("\n")
        kept = Kept(
            from_json(codebook),
            _problems(json.loads(warnings), path) or (),
            _problems(json.loads(advice), path),
        )
    except (ValueError, TypeError, RuntimeError, DataError):
        return None
    return kept if kept.codebook.digest == digest else None


def keep(kept: Kept) -> None:
    """Keep what a file says, where that is possible."""
    rows = [_rows(kept.warnings), None if kept.advice is None else _rows(kept.advice)]
    lines = [to_json(kept.codebook), *(json.dumps(each) for each in rows)]
    body = "\n".join(lines).encode("utf-8", "surrogatepass")
    kept_files.keep(_KIND, _name(kept.codebook.digest), body, most=MOST)


def folder() -> Path:
    """Return the folder of kept codebooks; it may be deleted at any time."""
    return kept_files.folder_of(_KIND)


def _name(digest: str) -> str:
    return f"{digest[:32]}-{_program()[:16]}"


@cache
def _program() -> str:
    """Return a digest of the reading program: its version, and its files as they are now.

    Both, since the program may be worked on without another version.
    """
    files = sorted(file for each in _READERS for file in each.glob("*.py"))
    stats = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(repr((__version__, stats)).encode()).hexdigest()


def _rows(problems: Iterable[Problem]) -> list[list[Any]]:
    """Return warnings without the path: the same file may lie elsewhere next time."""
    return [
        [each.place.line, each.place.column, each.message, each.hint, each.topic]
        for each in problems
    ]


def _problems(rows: list[list[Any]] | None, path: str) -> tuple[Problem, ...] | None:
    if rows is None:
        return None
    return tuple(
        Problem(Place(path, line, column), message, hint, Severity.WARNING, topic)
        for line, column, message, hint, topic in rows
    )
