"""What a file is called to people: its name may hold line feeds, escape codes and worse."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+"
)


def printable(name: str) -> str:
    """Return a name that fits on one line and does nothing to a terminal."""
    return _UNPRINTABLE.sub(" ", name).strip() or "unnamed"
