"""How the cue tables are written: alternations of words or phrases, spread over lines."""

from __future__ import annotations

import re

_BETWEEN_PHRASES = re.compile(r"\s+\|\s+|\s*\n\s*")


def words(table: str) -> str:
    """Return words that are separated by blanks as one alternation."""
    return "|".join(table.split())


def phrases(table: str) -> str:
    """Return phrases that are separated by a bar between blanks, or by line breaks."""
    return "|".join(part for part in _BETWEEN_PHRASES.split(table.strip()) if part)
