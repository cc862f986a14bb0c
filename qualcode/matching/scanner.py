"""All patterns of all codes over a folded text, in one pass.

Literals and masks go into one automaton (Aho–Corasick), so the cost of the scan
does not grow with the number of codes; regular expressions run in linear time
on RE2, and only those that a filter over the text lets through. Then the
longest match wins: whatever lies within a longer match of any code, or within a
mask, is part of another expression (认命 in 不认命).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.model.codebook import PatternKind
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.model.codebook import Codebook, Pattern

_ESCAPE = re.compile(r"(\\(?:[pP]\{\w+\}|.))")


class Hit(NamedTuple):
    """A pattern found in a text; positions are half-open."""

    start: int
    end: int
    code: str
    pattern: str
    """The pattern as the codebook writes it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What an automaton word stands for; several codes may share one word."""

    code: str
    """Empty for a mask."""
    pattern: str
    bounded: bool
    """English: must begin and end at a word border."""
    open_ended: bool
    """English with ``*``: the match runs on to the end of the word."""


class Scanner:
    """The compiled patterns of a codebook.

    Args:
        codebook: Whose patterns to look for.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._words, self._entries = _words(codebook)
        self._regexes = _Regexes(codebook)
        self._automaton = _automaton(self._words)

    def __getstate__(self) -> dict[str, Any]:
        return {"_words": self._words, "_entries": self._entries, "_regexes": self._regexes}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._automaton = _automaton(self._words)

    def scan(self, folded: str) -> list[Hit]:
        """Find all codes in a folded text.

        Args:
            folded: The search copy of a text, see `qualcode.text.fold`.

        Returns:
            The hits that are not part of a longer one, sorted by position.
        """
        hits = [*self._literals(folded), *self._regexes.find(folded)]
        return [hit for hit in _longest(hits) if hit.code]

    def _literals(self, folded: str) -> Iterator[Hit]:
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        for number, start, end in found:
            for entry in self._entries[number]:
                stop = _word_end(folded, end) if entry.open_ended else end
                if not entry.bounded or _at_borders(folded, start, stop):
                    yield Hit(start, stop, entry.code, entry.pattern)


class _Regexes:
    """The regular expressions of a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._patterns = [
            (code, pattern.text)
            for code, pattern in _patterns(codebook)
            if pattern.kind is PatternKind.REGEX
        ]
        self._compile()

    def __getstate__(self) -> list[tuple[str, str]]:
        return self._patterns

    def __setstate__(self, state: list[tuple[str, str]]) -> None:
        self._patterns = state
        self._compile()

    def _compile(self) -> None:
        import re2

        folded = [fold_regex(text) for _, text in self._patterns]
        self._compiled = [re2.compile(text) for text in folded]
        self._filter = re2.Filter()
        for text in folded:
            self._filter.Add(text)
        if folded:
            self._filter.Compile()

    def find(self, folded: str) -> Iterator[Hit]:
        """Yield every match of every regular expression; empty matches do not count."""
        if not self._patterns:
            return
        for number in self._filter.Match(folded) or ():
            code, text = self._patterns[number]
            for match in self._compiled[number].finditer(folded):
                if match.end() > match.start():
                    yield Hit(match.start(), match.end(), code, f"re:{text}")


def fold_regex(pattern: str) -> str:
    r"""Fold the literal characters of a regular expression, leaving escapes (``\S``) alone."""
    parts = _ESCAPE.split(pattern)
    return "".join(part if number % 2 else fold(part) for number, part in enumerate(parts))


def _patterns(codebook: Codebook) -> Iterator[tuple[str, Pattern]]:
    """Yield each pattern with its code, and each mask with an empty code."""
    for code in codebook.codes:
        yield from ((code.id, pattern) for pattern in code.patterns)
        yield from (("", mask) for mask in code.masks)


def _words(codebook: Codebook) -> tuple[list[str], list[tuple[_Entry, ...]]]:
    """Return the automaton's words and, for each, what it stands for."""
    entries: defaultdict[str, list[_Entry]] = defaultdict(list)
    for code, pattern in _patterns(codebook):
        if pattern.kind is PatternKind.LITERAL:
            word = fold(pattern.text).rstrip("*")
            is_english = pattern.language == "en"
            open_ended = is_english and pattern.text.endswith("*")
            entries[word].append(_Entry(code, pattern.text, is_english, open_ended))
    return list(entries), [tuple(each) for each in entries.values()]


def _automaton(words: list[str]) -> Any:
    import ahocorasick_rs

    return ahocorasick_rs.AhoCorasick(words)


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _word_end(text: str, end: int) -> int:
    while end < len(text) and _is_letter(text[end]):
        end += 1
    return end


def _at_borders(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch neither begins nor ends inside a Latin word."""
    cut_before = start > 0 and _is_letter(text[start - 1]) and _is_letter(text[start])
    cut_after = end < len(text) and _is_letter(text[end]) and _is_letter(text[end - 1])
    return not (cut_before or cut_after)


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drop each hit that lies within a longer one; equal stretches are all kept."""
    hits.sort(key=lambda hit: (hit.start, -hit.end, hit.code, hit.pattern))
    kept: list[Hit] = []
    reach = -1
    """The furthest end of any hit so far: starts are sorted, so it decides containment."""
    last: tuple[int, int] = (-1, -1)
    for hit in hits:
        if hit.end > reach or (hit.start, hit.end) == last:
            kept.append(hit)
            reach = max(reach, hit.end)
            last = (hit.start, hit.end)
    return kept
