"""What a text is made of for those who learn from it: runs of characters, words, pairs of words.

Chinese is taken by runs of one to three characters, which need no dictionary and forgive
dialect; English by words and pairs of words, endings cut off. What learns and what
applies what was learned must see the same, so both take it from here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAID, ASKED, BESIDE, SPEAKER = "", "?", "~", "#"
"""Marks before features of a sentence itself, its question, its neighbours, and who speaks."""
BLOCKS = {SAID: 1.0, ASKED: 0.7, BESIDE: 0.4, SPEAKER: 0.2}
"""How long the row of each kind is where each is weighed for itself: what is said counts most."""
LONGEST = 400
"""Characters of a sentence that are looked at: one without end must not outweigh all others."""
_RUNS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z\u00c0-\u024f']+|\d+")
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ing|ed|ies|s|ly)$")
_HAN_IN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_HAN = "\u3400"
"""All that is not Han among the runs stands before it."""


def grams(folded: str) -> Iterator[str]:
    """Yield runs of one to three Han characters, and words and pairs of words.

    Args:
        folded: The search copy of a sentence, see `qualcode.text.fold`.
    """
    former = ""
    for run in _RUNS.findall(folded[:LONGEST]):
        if run[0] >= _HAN:
            size = len(run)
            yield from run
            yield from (run[at : at + 2] for at in range(size - 1))
            yield from (run[at : at + 3] for at in range(size - 2))
            former = ""
        else:
            word = stem(run)
            yield word
            if former:
                yield f"{former} {word}"
            former = word


def pairs(folded: str) -> tuple[str, ...]:
    """Return a text more coarsely, each once: pairs of Han characters, single words.

    Args:
        folded: The search copy of a text; the end of it counts.
    """
    found: dict[str, None] = {}
    for run in _RUNS.findall(folded[-LONGEST:]):
        if run[0] >= _HAN:
            found.update((run[at : at + 2], None) for at in range(len(run) - 1))
        else:
            found[stem(run)] = None
    return tuple(found)


def length_of(texts: Iterable[str], longest: tuple[int, int]) -> Any:
    """Return the logarithm of characters of sentences, none longer than people speak.

    Args:
        texts: The sentences.
        longest: Characters that are counted of one with Chinese characters, and of others.
    """
    import numpy as np

    han, other = longest
    sizes = [min(len(text), han if has_han(text) else other) for text in texts]
    return np.log1p(sizes).astype(np.float32)


def has_han(text: str) -> bool:
    """Tell whether there are Chinese characters in a text."""
    return _HAN_IN.search(text) is not None


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return an English word without its ending."""
    return _ENDINGS.sub("", word)
