"""The ways in which a word of a codebook may be written: variants of dialect, forms of English.

Each way becomes a word of the automaton, so the text is still read once. A word
with many variable places could be written in very many ways; no more than
`MOST_WAYS` are made, those with the fewest changes first.
"""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING

from qualcode.text.inflection import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MOST_WAYS = 128
_ANY_FORM = re.compile(r"([A-Za-z]+)~")


class Speller:
    """Spells words out.

    Args:
        variants: By language: rows of words that stand for each other, such as 没, 莫, 冒.
    """

    def __init__(self, variants: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._rows = {
            language: {word: tuple(dict.fromkeys((word, *row))) for row in rows for word in row}
            for language, rows in variants.items()
        }
        self._patterns = {
            language: _alternation(rows, whole=language == "en")
            for language, rows in self._rows.items()
            if rows
        }

    def ways(self, word: str, language: str) -> Iterator[str]:
        """Yield the ways to write a word, as it stands first; each once."""
        found = (way for form in _forms(word) for way in self._variants(form, language))
        yield from islice(dict.fromkeys(islice(found, 4 * MOST_WAYS)), MOST_WAYS)

    def _variants(self, word: str, language: str) -> Iterator[str]:
        pattern = self._patterns.get(language)
        places = list(pattern.finditer(word)) if pattern else []
        if not places:
            yield word
            return
        rows = [self._rows[language][place.group()] for place in places]
        for chosen in product(*rows):
            yield _replaced(word, places, chosen)


def _replaced(word: str, places: Iterable[re.Match[str]], chosen: Iterable[str]) -> str:
    parts, end = [], 0
    for place, variant in zip(places, chosen, strict=True):
        parts += [word[end : place.start()], variant]
        end = place.end()
    return "".join([*parts, word[end:]])


def _alternation(words: Iterable[str], *, whole: bool) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    joined = "|".join(map(re.escape, ordered))
    return re.compile(rf"\b(?:{joined})\b" if whole else joined)


def _forms(word: str) -> Iterator[str]:
    """Yield a word with each marked part (``come~``) in each of its forms."""
    places = list(_ANY_FORM.finditer(word))
    for chosen in product(*(forms_of(place[1].lower()) for place in places)):
        yield _replaced(word, places, chosen)
