"""Which language a piece of text is in, told by its characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.model.label import Language

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
"""Runs, not single characters: a tenth of the matches, and they are counted by their lengths."""
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")


def language_of(text: str) -> Language:
    """Return ``zh`` when a text is mainly Chinese, else ``en``.

    A Han character and a Latin word each count as one word, so that an English
    name in a Chinese sentence does not turn it English.
    """
    han = _han(text)
    if han == 0:
        return "en"
    return "zh" if han * 2 >= len(_LATIN_WORD.findall(text)) else "en"


def languages_of(text: str) -> str:
    """Return ``zh``, ``en`` or ``zh+en`` for a whole document; empty when it has no letters.

    The weaker language is named when it holds at least a tenth of the words.
    """
    han, latin = _han(text), len(_LATIN_WORD.findall(text))
    total = han + latin
    present = [
        name for name, count in (("zh", han), ("en", latin)) if total and count * 10 >= total
    ]
    return "+".join(present)


def count_words(text: str) -> int:
    """Return the number of Han characters and Latin words: 字数 as word processors count it."""
    return _han(text) + len(_LATIN_WORD.findall(text))


def _han(text: str) -> int:
    """Return the number of Han characters."""
    return sum(map(len, _HAN.findall(text)))
