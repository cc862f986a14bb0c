"""Words of both languages, with their positions: jieba for Chinese, spaCy for English.

Matching goes by characters, since the same Chinese words are cut differently in
different company; words serve where a pattern asks for a word border, and in
statistics. Both libraries are loaded when the first word is asked for.
"""

from __future__ import annotations

import logging
from functools import cache
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


def english_words(text: str) -> list[tuple[int, int]]:
    """Cut English text into tokens by spaCy's rules (``don't`` → ``do``, ``n't``).

    Returns:
        Half-open positions in `text`, without blanks.
    """
    return [
        (token.idx, token.idx + len(token.text)) for token in _english()(text) if not token.is_space
    ]


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


@cache
def _english() -> Any:
    import spacy

    return spacy.blank("en").tokenizer
