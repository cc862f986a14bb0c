"""The zip file of a REFI-QDA project, opened with distrust.

Nothing is unpacked to disk. Programs differ in the names within: ``Sources`` or
``sources``, ``project.qde`` or one named after the project, paths with or without
``internal://``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Self

from qualcode.errors import DataError
from qualcode.transcripts.encodings import decode
from qualcode.transcripts.formats.archive import open_archive, read_member

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Mapping, Sequence

_LIMIT = 2**30
"""Bytes that a package may unpack to."""


@dataclass(frozen=True, slots=True)
class Package:
    """An open package."""

    project: bytes
    """The XML of the project."""
    _archive: zipfile.ZipFile
    _members: Mapping[str, str]
    """What the members are called, by their paths in lower case, and where only one of them
    has a name without folders, by that."""
    _path: str

    @classmethod
    def opened(cls, data: bytes, *, path: str) -> Self:
        """Open a package.

        Raises:
            DataError: When it is no zip file, is damaged or encrypted, unpacks to too much,
                or holds no project.
        """
        archive = open_archive(data, path=path, kind="REFI-QDA .qdpx", limit=_LIMIT)
        members = _by_name(archive.namelist())
        found = [name for name in members if name.endswith(".qde")]
        if not found:
            raise DataError(
                f"{path} holds no project.qde",
                hint="export it as a REFI-QDA project (.qdpx) once more",
            )
        project = members["project.qde"] if "project.qde" in members else members[found[0]]
        return cls(read_member(archive, project, path=path), archive, members, path)

    def text(self, reference: str) -> str | None:
        """Return a text by the path that the project names; None when it is not in the package.

        A byte order mark and CRLF line ends stay: positions may count them.
        """
        path = reference.rpartition("://")[2].replace("\\", "/").strip("/").casefold()
        choices = (path, f"sources/{path}", PurePosixPath(path).name) if path else ()
        member = next((self._members[each] for each in choices if each in self._members), None)
        if member is None:
            return None
        data = read_member(self._archive, member, path=self._path)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return decode(data, path=f"{self._path}/{member}").text


def _by_name(members: Sequence[str]) -> dict[str, str]:
    """Return members by path, and by bare name where that is one member's alone."""
    bare = [PurePosixPath(name).name.casefold() for name in members]
    times = Counter(bare)
    alone = {short: name for short, name in zip(bare, members, strict=True) if times[short] == 1}
    return {**alone, **{name.replace("\\", "/").casefold(): name for name in members}}
