"""Which files an import means: those named, and the readable ones in named folders."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.transcripts.formats import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PARTICIPANTS = ("participants.csv", "participants.tsv")
"""What a table of participants is called in a folder of transcripts."""

MANIFEST = "manifest.json"
"""What an export calls the list of its files."""

_NOT_TRANSCRIPTS = frozenset({*PARTICIPANTS, "readme.md", "readme.txt", "license.md"})


def gather(sources: Sequence[Path]) -> list[Path]:
    """Return the files to import, each once, folders in order of their names.

    Files that are named are taken whatever they are called; from folders, those
    whose suffix can be read, except hidden ones, tables of participants and readmes.

    Raises:
        DataError: When a source does not exist or nothing is left to import.
    """
    files: dict[Path, None] = {}
    for source in sources:
        if not source.exists():
            raise DataError(f"there is no file or folder {source}", hint="check the path")
        for path in _in_folder(source) if source.is_dir() else [source]:
            files.setdefault(path)
    if not files:
        names = ", ".join(str(source) for source in sources)
        raise DataError(
            f"no transcripts in {names}",
            hint="files that can be read end in " + " ".join(sorted(SUFFIXES)),
        )
    return list(files)


def _exported(folder: Path) -> set[Path]:
    """Return the files that an export of ours has put there: tables, no transcripts."""
    found: set[Path] = set()
    for manifest in folder.rglob(MANIFEST):
        try:
            files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        found |= {manifest, *(manifest.parent / name for name in files)}
    return found


def participants_in(sources: Sequence[Path]) -> Path | None:
    """Return the table of participants in the first folder that has one."""
    candidates = [folder / name for folder in sources if folder.is_dir() for name in PARTICIPANTS]
    return next((path for path in candidates if path.is_file()), None)


def _in_folder(folder: Path) -> list[Path]:
    exported = _exported(folder)
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path not in exported
        and path.suffix.lower() in SUFFIXES
        and path.name.lower() not in _NOT_TRANSCRIPTS
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    )
