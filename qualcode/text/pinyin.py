"""Chinese words by the sounds one types: initials (``kbn`` for 看病难) and whole syllables.

Uses pypinyin where it is installed; without it, nothing is found by sound and all
else works.
"""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = re.compile(r"([㐀-鿿]+)|[^\W_㐀-鿿]+")
"""Chinese characters, or letters and digits that stand for themselves."""


@lru_cache(maxsize=4096)
def sounds(words: str) -> tuple[str, str]:
    """Return the initials and the syllables of Chinese words, without tones.

    Returns:
        Two empty strings where pypinyin is not installed.
    """
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return "", ""
    initials, syllables = "", ""
    for run in _RUN.finditer(words.casefold()):
        spoken = lazy_pinyin(run.group()) if run.group(1) else list(run.group())
        initials += "".join(each[0] for each in spoken)
        syllables += "".join(spoken)
    return initials, syllables
