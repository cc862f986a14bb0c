"""Chinese words, cut by jieba: where they begin and end.

Matching goes by characters, since the same words are cut differently in different
company (看病难死了); words serve where a pattern asks for whole ones. jieba is loaded
when the first word is asked for.
"""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def chinese_words(text: str, extra: Iterable[str] = ()) -> list[tuple[int, int]]:
    """Cut Chinese text into words.

    Args:
        text: Any text.
        extra: Words that the dictionary should know, such as a codebook's terms.

    Returns:
        Half-open positions in `text`, without blanks.
    """
    tokens = _jieba(tuple(extra)).tokenize(text)
    return [(start, end) for word, start, end in tokens if not word.isspace()]


@lru_cache(maxsize=64)
def word_borders(text: str, extra: tuple[str, ...] = ()) -> frozenset[int]:
    """Return the positions at which a word of a Chinese text begins or ends.

    Args:
        text: Any text.
        extra: Words that the dictionary should know, such as a codebook's terms.
    """
    return frozenset(border for word in chinese_words(text, extra) for border in word)


@cache
def _jieba(extra: tuple[str, ...]) -> Any:
    import jieba
    import platformdirs

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = platformdirs.user_cache_dir("qualcode", ensure_exists=True)
    for word in extra:
        tokenizer.add_word(word)
    return tokenizer
