"""The search copy of a text: width, case, quotes and traditional characters folded.

Its length never changes: each character is replaced by exactly one other, so a
position in the copy is the same position in the text. What cannot be folded one
to one (ß, ligatures) is left alone.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»「」『』〝〞＂"), ord('"')) | dict.fromkeys(
    map(ord, "‘’‚‛′＇"), ord("'")
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―－"), ord("-"))
_VARIANTS = {ord("著"): ord("着"), ord("妳"): ord("你")}  # what traditional script tells by context
_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))


_SHORT = 50
"""Characters up to which a text is sooner folded one by one than as an array."""
_FIRST = 500_000
"""So many characters are folded one by one first: to load numpy takes as long."""


class _Folded:
    """What this process has folded one by one, of texts that are not short."""

    characters = 0


def fold(text: str) -> str:
    """Return the search copy of a text; ``len(fold(text)) == len(text)``."""
    if text.isascii():
        return text.lower()
    if len(text) > _SHORT:
        if _Folded.characters >= _FIRST:
            return _fold_array(text)
        _Folded.characters += len(text)
    return text.translate(_table())


def _fold_array(text: str) -> str:
    """Fold a text at up to sixty times the speed: its characters are looked up all at once."""
    import numpy as np

    numbers = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return str(_array().take(numbers).tobytes().decode("utf-32-le", "surrogatepass"))


@cache
def _array() -> Any:
    """Return the table as an array with a place for every character there is."""
    import numpy as np

    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    table[list(_table())] = list(_table().values())
    return table


@cache
def _table() -> dict[int, int]:
    """Build the one-to-one table, each character with its last form: folding twice changes nothing.

    A full-width capital becomes a capital, then lower case; 薴 becomes 苧, then 苎.
    """
    table = _FULLWIDTH | _simplified() | _VARIANTS | _lowered() | _QUOTES | _DASHES
    return {code: _last_form(table, code) for code in table}


def _last_form(table: dict[int, int], code: int) -> int:
    for _ in range(3):  # more than any character needs
        code = table.get(code, code)
    return code


def _lowered() -> dict[int, int]:
    """Map each capital that has a single lower-case character (İ has two: left alone)."""
    capitals = (code for code in range(0x41, 0x2C00) if chr(code).isupper())
    return {code: ord(chr(code).lower()) for code in capitals if len(chr(code).lower()) == 1}


def _simplified() -> dict[int, int]:
    """Map traditional characters to simplified ones, character by character.

    OpenCC is asked once for all Han characters, one a line, so that none is read
    as part of a word: words could change length, single characters cannot.
    """
    import opencc

    source = [chr(code) for start, end in _HAN for code in range(start, end)]
    folded = opencc.OpenCC("t2s").convert("\n".join(source)).split("\n")
    return {
        ord(old): ord(new)
        for old, new in zip(source, folded, strict=True)
        if new != old and len(new) == 1
    }
