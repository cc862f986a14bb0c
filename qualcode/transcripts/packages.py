"""Zip files of transcripts, as colleagues send them: looked into with distrust.

Nothing is unpacked to disk, so a member's path is only a name and can do no harm. Names
that were written on a Chinese Windows are GBK, whatever the zip file says; what a Mac
adds for itself is left out.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.transcripts.formats.archive import SPOILT
from qualcode.transcripts.naming import printable
from qualcode.transcripts.options import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEMBERS = 10_000
_RATIO = 200
"""Unpacked size over packed size of one member; office files reach about 20, text 10."""
_SMALL = 10 * MEGABYTE
"""Up to this unpacked size the ratio does not matter."""
_UTF8 = 0x800
"""Flag of a member whose name is UTF-8."""
_UNICODE_PATH = 0x7075
"""Extra field that holds the name once more, as UTF-8."""
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a package."""

    package: Path
    path: str
    """Its folders and name within the package, made harmless."""
    index: int
    """Its number in the package's directory."""

    def contents(self, limit: int) -> bytes:
        """Unpack it.

        Raises:
            DataError: It is encrypted or damaged, or unpacks to too much.
        """
        shown = f"{self.package}/{self.path}"
        try:
            with zipfile.ZipFile(self.package) as archive:
                info = archive.infolist()[self.index]
                _refuse(info, shown, limit)
                with archive.open(info) as file:
                    return file.read(limit + 1)
        except (*SPOILT, IndexError) as error:
            raise DataError(
                f"{shown} cannot be unpacked ({type(error).__name__})",
                hint="make the zip file again, or unpack it and import the folder",
            ) from None


def members_of(package: Path) -> Iterator[Member]:
    """Yield the files in a package, in the order of their paths.

    Raises:
        DataError: It is no zip file, is damaged, or holds too many files.
    """
    try:
        with zipfile.ZipFile(package) as archive:
            infos = archive.infolist()
    except SPOILT as error:
        raise DataError(
            f"{package} is not a zip file, or it is damaged ({type(error).__name__})",
            hint="make the zip file again, or import the folder it was made from",
        ) from None
    if len(infos) > _MEMBERS:
        raise DataError(
            f"{package} holds {len(infos):,} files; the limit is {_MEMBERS:,}",
            hint="unpack it and import the folders that you need",
        )
    found = [
        Member(package, _harmless(_name(info)), index)
        for index, info in enumerate(infos)
        if not info.is_dir() and not _is_link(info)
    ]
    yield from sorted(found, key=lambda member: member.path)


def _refuse(info: zipfile.ZipInfo, shown: str, limit: int) -> None:
    if info.flag_bits & 1:
        raise DataError(f"{shown} is encrypted", hint="unpack it with its password")
    swollen = info.file_size > _SMALL and info.file_size > _RATIO * max(1, info.compress_size)
    if info.file_size > limit or swollen:
        raise DataError(
            f"{shown} would unpack to {info.file_size / MEGABYTE:.0f} MB; the limit is"
            f" {limit / MEGABYTE:.0f} MB and {_RATIO} times its packed size",
            hint="this is no ordinary transcript",
        )


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name as it was meant.

    A zip file without the flag for UTF-8 claims the alphabet of old IBM machines, which
    Python then decodes; the bytes are those of the writer's own system.
    """
    if info.flag_bits & _UTF8:
        return info.filename
    spare = _unicode_path(info.extra)
    if spare:
        return spare
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _unicode_path(extra: bytes) -> str:
    """Return the name of the extra field that Info-ZIP writes beside an old one."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def _harmless(name: str) -> str:
    """Return a path without roots, drives and steps upwards."""
    name = _DRIVE.sub("", name.replace("\\", "/"))
    steps = {"/", "//", "..", "."}
    parts = [printable(part) for part in PurePosixPath(name).parts if part not in steps]
    return "/".join(parts) or "unnamed"


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
