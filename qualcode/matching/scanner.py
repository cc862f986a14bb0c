"""All patterns of all codes over a folded text, in one pass.

Literals and masks go into one automaton (Aho–Corasick), so the cost of the scan
does not grow with the number of codes; regular expressions run in linear time
on RE2, and only those that a filter over the text lets through. Then the
longest match wins: whatever lies within a longer match or mask of any code is
part of another expression (认命 in 不认命), and a mask that finds the very words
of a pattern takes them from its own code only, since another code may mean them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.matching.framer import Framer
from qualcode.matching.lexicon import at_borders, automaton, word_end
from qualcode.model.codebook import PatternKind
from qualcode.text.fold import fold
from qualcode.text.words import word_borders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.model.codebook import Codebook, Pattern

_KEPT = re.compile(
    r"(\\(?:[pP](?:\{\^?\w+\}|\w)|x\{\w+\}|.)"  # escapes
    r"|\(\?(?:P?<\w+>|[a-zA-Z-]+[:)]))"  # names and flags of groups
)


class Hit(NamedTuple):
    """A pattern found in a text; positions are half-open."""

    start: int
    end: int
    code: str
    pattern: str
    """The pattern as the codebook writes it."""
    words: tuple[tuple[int, int], ...] = ()
    """For frames: where the matched words stand; empty = from start to end."""

    def moved(self, by: int) -> Hit:
        """Return the hit, `by` characters further on."""
        words = tuple((start + by, end + by) for start, end in self.words)
        return self._replace(start=self.start + by, end=self.end + by, words=words)


class _Found(NamedTuple):
    """A pattern or mask found in a text."""

    start: int
    end: int
    code: str
    pattern: str
    is_mask: bool


class _Term(NamedTuple):
    """A pattern or mask and the code that it belongs to."""

    code: str
    pattern: Pattern
    is_mask: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """What an automaton word stands for; several codes may share one word."""

    code: str
    pattern: str
    is_mask: bool
    bounded: bool
    """English: must begin and end at a word border."""
    open_ended: bool
    """English with ``*``: the match runs on to the end of the word."""
    whole_words: bool
    """Chinese: must begin and end where words do."""


class Scanner:
    """The compiled patterns of a codebook.

    Args:
        codebook: Whose patterns to look for.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._words, self._entries = _words(codebook)
        self._terms = tuple(
            word
            for word, entries in zip(self._words, self._entries, strict=True)
            if any(entry.whole_words for entry in entries)
        )
        self._regexes = _Regexes(codebook)
        self._frames = Framer(codebook)
        self._automaton = automaton(self._words)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_automaton"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._automaton = automaton(self._words)

    def scan(self, folded: str, question: str = "") -> list[Hit]:
        """Find all codes in a sentence.

        Args:
            folded: The search copy of a sentence, see `qualcode.text.fold`.
            question: The search copy of the interviewer's question before.

        Returns:
            The hits that are not part of a longer one, sorted by position, then
            the frames: these tell of words apart from each other, so none of
            them lies within another match.
        """
        hits = _longest([*self._literals(folded), *self._regexes.find(folded)])
        return [*hits, *(Hit(*found) for found in self._frames.find(folded, question))]

    def _literals(self, folded: str) -> Iterator[_Found]:
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        for number, start, end in found:
            for entry in self._entries[number]:
                stop = word_end(folded, end) if entry.open_ended else end
                if self._is_whole(entry, folded, start, stop):
                    yield _Found(start, stop, entry.code, entry.pattern, entry.is_mask)

    def _is_whole(self, entry: _Entry, folded: str, start: int, end: int) -> bool:
        """Tell whether a match ends where its kind of pattern may."""
        if entry.whole_words:
            return {start, end} <= word_borders(folded, self._terms)
        return not entry.bounded or at_borders(folded, start, end)


class _Regexes:
    """The regular expressions of a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._patterns = [
            (term.code, term.pattern.text, term.is_mask)
            for term in _terms(codebook)
            if term.pattern.kind is PatternKind.REGEX
        ]
        self._compile()

    def __getstate__(self) -> list[tuple[str, str, bool]]:
        return self._patterns

    def __setstate__(self, state: list[tuple[str, str, bool]]) -> None:
        self._patterns = state
        self._compile()

    def _compile(self) -> None:
        import re2

        folded = [fold_regex(text) for _, text, _ in self._patterns]
        self._compiled = [re2.compile(text) for text in folded]
        self._filter = re2.Filter()
        for text in folded:
            self._filter.Add(text)
        if folded:
            self._filter.Compile()

    def find(self, folded: str) -> Iterator[_Found]:
        """Yield every match of every regular expression; empty matches do not count."""
        if not self._patterns:
            return
        for number in self._filter.Match(folded) or ():
            code, text, is_mask = self._patterns[number]
            for match in self._compiled[number].finditer(folded):
                if match.end() > match.start():
                    yield _Found(match.start(), match.end(), code, f"re:{text}", is_mask)


def fold_regex(pattern: str) -> str:
    r"""Fold the literal characters of a regular expression, so that it fits a folded text.

    Escapes (``\S``), flags and group names stay as they are. A full-width sign folds
    into one that the engine might read as its own (？ into ?), so that one is escaped.
    """
    parts = _KEPT.split(pattern)
    return "".join(
        part if number % 2 else "".join(map(_fold_sign, part)) for number, part in enumerate(parts)
    )


def _fold_sign(character: str) -> str:
    folded = fold(character)
    return folded if folded == character or folded.isalnum() else re.escape(folded)


def _terms(codebook: Codebook) -> Iterator[_Term]:
    for code in codebook.codes:
        yield from (_Term(code.id, pattern, is_mask=False) for pattern in code.patterns)
        yield from (_Term(code.id, mask, is_mask=True) for mask in code.masks)


def _words(codebook: Codebook) -> tuple[list[str], list[tuple[_Entry, ...]]]:
    """Return the automaton's words and, for each, what it stands for."""
    entries: defaultdict[str, list[_Entry]] = defaultdict(list)
    for code, pattern, is_mask in _terms(codebook):
        if pattern.kind is PatternKind.LITERAL:
            is_english = pattern.language == "en"
            open_ended = is_english and pattern.text.endswith("*")
            word = fold(pattern.text.removesuffix("*") if open_ended else pattern.text)
            whole = pattern.whole_words and not is_english
            entries[word].append(_Entry(code, pattern.text, is_mask, is_english, open_ended, whole))
    return list(entries), [tuple(each) for each in entries.values()]


def _longest(found: list[_Found]) -> list[Hit]:
    """Return the hits that lie in no longer match or mask; equal stretches are all kept."""
    found.sort()
    found.sort(key=lambda each: (each.start, -each.end))
    masked = {each[:3] for each in found if each.is_mask}
    hits: list[Hit] = []
    last = (-1, -1)
    """The stretch kept last: starts are sorted, so its end decides containment."""
    for each in found:
        if each.end > last[1] or (each.start, each.end) == last:
            last = (each.start, each.end)
            if each[:3] not in masked:
                hits.append(Hit(*each[:4]))
    return hits
