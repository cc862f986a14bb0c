"""Where files lie as seen from the project, so that it holds when both are moved together."""

from __future__ import annotations

import os
from pathlib import Path


def seen_from(home: Path | None, path: str) -> str:
    """Return the path of a file from the project's folder.

    Args:
        home: The project's folder; ``None`` = there is none, and the path stays as it is.
        path: A file as the user gave it, or ``-`` for a pipe.

    Returns:
        A relative path with slashes; an absolute one where the two share no folder.
    """
    if home is None or path == "-":
        return path
    whole, folder = Path(os.path.abspath(path)), Path(os.path.abspath(home))  # noqa: PTH100
    # By the text of the path alone: a link stays what the user called it.
    if whole.parts[:2] != folder.parts[:2]:  # nothing but the root, or another drive
        return whole.as_posix()
    return Path(os.path.relpath(whole, folder)).as_posix()
