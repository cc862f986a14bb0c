"""A code to add, and which lines an edit changes."""

from __future__ import annotations

import difflib

from qualcode.model.codebook import Code, Kind, Pattern
from qualcode.model.label import Label

NEW = Code(
    "new",
    "new",
    Label("新", "New"),
    Kind.CAUSE,
    definition=Label("新的：一种"),
    patterns=(Pattern("新, 的", "zh"),),
)


def changed_lines(old: str, new: str) -> list[str]:
    """Return the lines that differ, each with its sign."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]
