"""Codebook versions by any name a person has for them: a file, a digest, ``coded``, ``1.0``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook.archive import from_json
from qualcode.errors import DataError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.workflow.project import Project

CODED = "coded"
"""The version that the last `code` ran under, whatever has been renamed, moved or added since."""
PROJECT = "project"
"""The version that the project counts by: the last coding's, with what commands changed since."""
_SHORTEST = 4
"""Characters of a digest that a person must give."""


def codebook_version(project: Project | None, name: str) -> Codebook:
    """Return a codebook by a file, `CODED`, `PROJECT`, a digest's beginning, or its version number.

    Raises:
        ProblemsError: When the file has faults.
        DataError: When nothing has been coded yet.
        UnknownNameError: When there is no such version.
        UsageError: When a digest's beginning fits several.
    """
    if Path(name).suffix in {".yaml", ".yml"} or Path(name).is_file():
        from qualcode.codebook.reader import read_codebook

        return read_codebook(Path(name))
    if project is None:
        raise DataError(f"there is no file {name}", hint="outside of a project, name two files")
    if name in {CODED, PROJECT}:
        content = name == CODED and project.store.codebooks.content(project.last_coded)
        return from_json(content) if content else project.codebook()
    kept = project.store.codebooks.versions()
    found = [each.digest for each in kept if _is_begun(each.digest, name)]
    found = found or [each.digest for each in kept if each.version == name][-1:]
    if len(found) > 1:
        raise UsageError(f"several versions begin with {name!r}", hint="give more of the digest")
    if not found:
        known = [CODED, PROJECT, *(f"{each.digest[:12]} ({each.version})" for each in kept)]
        raise UnknownNameError("codebook version", name, known)
    return from_json(project.store.codebooks.content(found[0]))


def _is_begun(digest: str, name: str) -> bool:
    return len(name) >= _SHORTEST and digest.startswith(name.lower())
