"""What a spreadsheet takes for a formula, and the apostrophe that keeps it from being one."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")
_GUARD = "'"


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula."""
    return bool(_FORMULA.match(text))


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet runs; `unguarded` gives back what it was."""
    return _GUARD + text if is_formula(text) or is_guarded(text) else text


def unguarded(text: str) -> str:
    """Take off the apostrophe that `guarded` has put before a cell."""
    return text[1:] if is_guarded(text) else text


def is_guarded(text: str) -> bool:
    """Tell whether a cell begins with apostrophes that keep it from being a formula.

    Other words may begin with apostrophes too, one or two: those are their own.
    """
    return text.startswith(_GUARD) and is_formula(text.lstrip(_GUARD))
