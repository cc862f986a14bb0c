"""A codebook file as text: what is on the disk, decoded, or the reason why not.

UTF-8 only: a codebook is a file under version control that several people edit,
and a guessed encoding would turn patterns into others without a word.
"""

from __future__ import annotations

from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from qualcode.errors import Place, Problem, did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 20_000_000
"""No codebook is that large; what is, is something else."""

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_UTF8 = "save the file as UTF-8 in your editor"


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes | Problem:
    """Return the bytes of a codebook file, or the problem that keeps them away.

    Args:
        path: The file.
        most: How many bytes it may have.
    """
    try:
        status = path.stat()
        if S_ISDIR(status.st_mode):
            return _problem(path, "is a folder, not a codebook", _yaml_in(path))
        if not S_ISREG(status.st_mode):
            return _problem(path, "is not a file")
        if status.st_size > most:
            return too_large(str(path), status.st_size, most)
        return path.read_bytes()
    except FileNotFoundError:
        return _problem(path, "there is no such file", _near(path))
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        return _problem(path, f"cannot be read: {reason.lower()}")


def decode(data: bytes, path: str) -> str | Problem:
    """Return the text of a codebook's bytes, or the problem that keeps it from being read."""
    if data.startswith(_UTF16):
        return Problem(Place(path, 1, 1), "the file is UTF-16, not UTF-8", _SAVE_AS_UTF8)
    if b"\0" in data:
        hint = "a codebook is a text file in YAML; spreadsheets and documents are not read here"
        return Problem(Place(path), "is a binary file", hint)
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as fault:
        return _not_utf8(fault, path)


def too_large(path: str, size: int, most: int = MAX_BYTES) -> Problem:
    """Return the problem of a file beyond what it may have."""
    limit = most // 1_000_000
    return Problem(Place(path), f"is too large for a codebook ({size} bytes; limit {limit} MB)")


def _not_utf8(fault: UnicodeDecodeError, path: str) -> Problem:
    """Point at the first byte that is not UTF-8; its line and all before it are."""
    before = fault.object[: fault.start].decode("utf-8")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    message = f"the file is not UTF-8 (byte 0x{fault.object[fault.start]:02x})"
    return Problem(Place(path, line, column), message, _likely(fault.object) + _SAVE_AS_UTF8)


def _likely(data: bytes) -> str:
    """Name the encoding that Chinese editors use instead, where it fits."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "probably GB18030 (ANSI); "


def _problem(path: Path, message: str, hint: str = "") -> Problem:
    return Problem(Place(str(path)), message, hint)


def _near(path: Path) -> str:
    """Suggest a file of the same folder with a similar name."""
    try:
        return did_you_mean(path.name, sorted(file.name for file in path.parent.iterdir()))
    except (OSError, ValueError):
        return ""


def _yaml_in(folder: Path) -> str:
    """Name the YAML files of a folder that was given in place of one of them."""
    names = sorted(file.name for file in folder.iterdir() if file.suffix in {".yaml", ".yml"})
    return "name one file in it: " + ", ".join(names[:5]) if names else ""
