"""Regular expressions in SQL, in linear time: no pattern can make the search run for ever."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

FUNCTION = "matches"
"""``matches(pattern, text)`` in SQL: 1 where the pattern stands somewhere in the text."""


def register(db: sqlite3.Connection) -> None:
    """Teach a connection to match regular expressions."""
    db.create_function(FUNCTION, 2, _matches, deterministic=True)


def fault_of(pattern: str) -> str:
    """Return what is wrong with a pattern; empty when nothing is."""
    import re2

    try:
        compiled(pattern)
    except re2.error as error:
        said = error.args[0] if error.args else ""
        return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return ""


@lru_cache(maxsize=64)
def compiled(pattern: str) -> Any:
    """Return a pattern ready to be searched with, whatever the case of its letters.

    Raises:
        re2.error: When it is no regular expression of the linear-time kind.
    """
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.never_nl = False
    return re2.compile(pattern, options)


def _matches(pattern: str, text: str) -> int:
    return int(compiled(pattern).search(text) is not None)
