"""Type-ahead over codes: by id, Chinese, English and the sounds of the Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.text.pinyin import sounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model.codebook import Code

_NOT = 99
"""Rank of what does not match."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as it can be found."""

    code: Code
    names: tuple[str, ...]
    """Id and names, in small letters."""
    initials: str
    syllables: str


def entries(codes: Iterable[Code]) -> list[Entry]:
    """Return the codes ready to be searched."""
    return [_entry(code) for code in codes]


def ranked(typed: str, among: Sequence[Entry]) -> list[Code]:
    """Return the codes that match what was typed, the best first; all when nothing was typed.

    Several words must all match. Among equals, the order of the codebook holds.
    """
    words = typed.casefold().split()
    scored = [(max((_rank(word, each) for word in words), default=0), each) for each in among]
    scored.sort(key=lambda pair: pair[0])
    return [each.code for rank, each in scored if rank < _NOT]


def _entry(code: Code) -> Entry:
    initials, syllables = sounds(code.name.zh)
    names = tuple(name.casefold() for name in (code.id, code.name.zh, code.name.en) if name)
    return Entry(code, names, initials, syllables)


def _rank(word: str, entry: Entry) -> int:
    """Return how well a word matches: 0 is the very name, `_NOT` is not at all."""
    tests = (
        word in entry.names,
        any(name.startswith(word) for name in entry.names),
        entry.initials.startswith(word),
        entry.syllables.startswith(word),
        any(_begins_a_word(word, name) for name in entry.names),
        any(word in name for name in entry.names),
        word in entry.initials,
        word in entry.syllables,
        any(_is_scattered(word, name) for name in entry.names),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), _NOT)


def _begins_a_word(word: str, name: str) -> bool:
    return any(part.startswith(word) for part in name.replace("-", " ").replace("/", " ").split())


def _is_scattered(word: str, name: str) -> bool:
    """Tell whether the letters of a word stand in a name in this order (``ctsc``)."""
    rest = iter(name)
    return len(word) > 2 and all(letter in rest for letter in word)
