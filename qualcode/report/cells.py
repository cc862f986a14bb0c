"""How a cell is said to a person: a value by its name, a moment in the time of where they are.

The file keeps moments in UTC, and so do all formats for programs.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from qualcode.analysis.table import written
from qualcode.analysis.wording import worded

if TYPE_CHECKING:
    from qualcode.analysis.table import Cell, Column
    from qualcode.model.label import Language

_MOMENTS = frozenset({"at", "decided_at", "replaced_at", "lost_at"})
"""Keys of the columns that hold moments."""


def said(cell: Cell, column: Column, language: Language) -> str:
    """Return a cell in words for a terminal."""
    if column.key in _MOMENTS:
        return local(written(cell, column.form))
    return worded(cell, column, language)


def local(moment: str) -> str:
    """Return a moment in local time with its zone: ``2026-05-31 18:04:00 +0800``.

    What is no moment, such as an empty cell, comes back as it is.
    """
    try:
        known = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return known.astimezone().strftime("%Y-%m-%d %H:%M:%S %z") if known.tzinfo else moment
