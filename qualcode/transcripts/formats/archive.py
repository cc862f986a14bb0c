"""Zip containers (docx, odt, xlsx) opened with distrust.

A few kilobytes can unpack to gigabytes, so the declared sizes are added up and
limited before anything is unpacked.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.transcripts.options import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Sequence

_RATIO = 200
"""Unpacked size over packed size; office files reach about 20."""
_SMALL = 10 * MEGABYTE
"""Up to this unpacked size the ratio does not matter."""
_MEMBERS = 10_000
SPOILT = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError)
"""What reading a zip file may raise; an unknown compression is a RuntimeError of its own kind."""


def open_archive(data: bytes, *, path: str, kind: str, limit: int) -> zipfile.ZipFile:
    """Open a zip container after looking at its declared sizes.

    Args:
        data: The file.
        path: What to call it in an error.
        kind: What it should be, such as ``Word .docx``.
        limit: Bytes that it may unpack to.

    Raises:
        DataError: It is no zip file, is damaged or encrypted, or unpacks to too much.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DataError(
            f"{path} is an old or encrypted Office file, not a {kind} file",
            hint="open it in Word, remove the password and save it in the new format",
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except SPOILT:
        raise DataError(
            f"{path} is not a {kind} file, or it is damaged",
            hint="open it in its own program and save it again",
        ) from None
    _refuse_bomb(members, len(data), path, limit)
    if any(member.flag_bits & 1 for member in members):
        raise DataError(f"{path} is encrypted", hint="save it without a password")
    return archive


def _refuse_bomb(members: Sequence[zipfile.ZipInfo], packed: int, path: str, limit: int) -> None:
    size = sum(member.file_size for member in members)
    swollen = size > _SMALL and size > _RATIO * max(1, packed)
    if size > limit or len(members) > _MEMBERS or swollen:
        raise DataError(
            f"{path} would unpack to {size / MEGABYTE:.0f} MB in {len(members):,} parts;"
            f" the limit is {limit / MEGABYTE:.0f} MB, {_RATIO} times its size and"
            f" {_MEMBERS:,} parts",
            hint="this is no ordinary document; save its text as .txt",
        )


def read_member(archive: zipfile.ZipFile, name: str, *, path: str) -> bytes:
    """Unpack one part of a container.

    Raises:
        DataError: The part is missing or damaged.
    """
    try:
        return archive.read(name)
    except (*SPOILT, KeyError) as error:
        raise DataError(
            f"{path} is damaged: {name} cannot be unpacked ({type(error).__name__})",
            hint="open it in its own program and save it again",
        ) from None
