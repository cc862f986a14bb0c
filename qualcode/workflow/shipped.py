"""The codebooks and sample interviews that come with qualcode."""

from __future__ import annotations

from filecmp import cmp
from pathlib import Path

from qualcode.errors import UnknownNameError

_PACKAGE = Path(__file__).resolve().parents[1]


def templates() -> dict[str, Path]:
    """Return the shipped codebooks by name."""
    return {path.stem: path for path in sorted(_folder("codebooks").glob("*.yaml"))}


def template(name: str) -> Path:
    """Return a shipped codebook.

    Raises:
        UnknownNameError: When there is none of that name.
    """
    known = templates()
    if name not in known:
        raise UnknownNameError("template", name, known)
    return known[name]


def codebook_named(path: Path) -> Path:
    """Return a codebook by its path, or a shipped one by its name where there is no such file.

    Raises:
        UnknownNameError: What looks like a name is none.
    """
    if path.exists() or path.suffix:
        return path
    return template(str(path))


def is_shipped(path: Path) -> bool:
    """Tell whether a file beside a codebook is as it came along with one."""
    own = _folder("codebooks") / path.name
    return own.is_file() and cmp(path, own, shallow=False)


def samples() -> Path:
    """Return the folder of synthetic sample interviews."""
    return _folder("sample_transcripts")


def _folder(name: str) -> Path:
    """Return a shipped folder: inside an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "_shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
