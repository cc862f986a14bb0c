"""A study as a project: one file, found by walking up from where one stands."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import DataError, UsageError
from qualcode.matching import ENGINE
from qualcode.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.model.codebook import Codebook

SUFFIX = ".qualcode"
FILE = "study" + SUFFIX
"""What `init` calls the project file."""
CODEBOOK = "codebook.yaml"
"""What `init` calls the codebook beside it."""

_CODEBOOK_PATH = "codebook_path"
CODEBOOK_DIGEST = "codebook_digest"
"""The setting that names the codebook the codings were made under."""
_LAST_CODED = "codebook_last_coded"


@dataclass(frozen=True)
class Project:
    """An open project."""

    store: Store
    path: Path | None
    """The project file; None for one that lives in memory."""

    @property
    def folder(self) -> Path:
        """Return the folder that relative paths start from."""
        return self.path.parent if self.path else Path.cwd()

    @property
    def codebook_path(self) -> Path:
        """Return where the codebook's YAML lies."""
        return self.folder / self.store.settings.get(_CODEBOOK_PATH, CODEBOOK)

    def use_codebook(self, path: Path) -> None:
        """Remember where the codebook lies: relative to the project where that is possible."""
        where = path.resolve()
        if where.is_relative_to(self.folder.resolve()):
            where = where.relative_to(self.folder.resolve())
        self.store.settings.set(_CODEBOOK_PATH, where.as_posix())

    @property
    def digest(self) -> str:
        """Return the digest of the codebook that the codings were made under; empty before."""
        return self.store.settings.get(CODEBOOK_DIGEST)

    def coded_under(self, digest: str) -> None:
        """Remember the codebook that the codings are made under."""
        self.store.settings.set(CODEBOOK_DIGEST, digest)

    @property
    def last_coded(self) -> str:
        """Return the digest of the codebook that the last `code` ran under; empty before."""
        return self.store.settings.get(_LAST_CODED)

    def has_coded_under(self, digest: str) -> None:
        """Remember the codebook that a run of `code` was made under."""
        if digest != self.last_coded:
            self.store.settings.set(_LAST_CODED, digest)

    def codebook(self) -> Codebook:
        """Return the codebook that the codings were made under.

        Raises:
            DataError: When nothing has been coded yet.
        """
        from qualcode.codebook.archive import from_json

        content = self.store.codebooks.content(self.digest)
        if not content:
            raise DataError("nothing has been coded yet", hint="run `qualcode code`")
        return from_json(content)


def coded_key(digest: str) -> str:
    """Return what marks a document as coded: this engine, this codebook."""
    return f"{ENGINE}:{digest}"


def digest_of(path: Path) -> str:
    """Return the digest of a codebook file, or the empty string when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def find_project(start: Path, given: Path | None = None) -> Path:
    """Return the project file for a folder.

    Args:
        start: Where to begin; its parents are looked through as well.
        given: A project file or its folder, named by the user; then nothing is searched.

    Raises:
        DataError: When there is none.
        UsageError: When a folder holds several.
    """
    if given is not None:
        return _only(given) if given.is_dir() else given
    for folder in (start, *start.parents):
        if any(folder.glob("*" + SUFFIX)):
            return _only(folder)
    raise DataError(
        f"there is no qualcode project in {start} or above",
        hint="`qualcode init` makes one; `--project FILE` names one elsewhere",
    )


@contextmanager
def opened(path: Path) -> Iterator[Project]:
    """Open a project for as long as the block lasts."""
    with Store.open(path) as store:
        yield Project(store, path)


def _only(folder: Path) -> Path:
    found = sorted(folder.glob("*" + SUFFIX))
    if not found:
        raise DataError(
            f"there is no qualcode project in {folder}", hint="`qualcode init` makes one"
        )
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise UsageError(f"{folder} holds several projects: {names}", hint="choose with --project")
    return found[0]
