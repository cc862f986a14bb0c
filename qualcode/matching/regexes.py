"""Regular expressions on RE2, whose time grows with the text alone, whatever the expression."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.codebook import PatternKind
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.model.codebook import Pattern

_KEPT = re.compile(
    r"(\\(?:[pP](?:\{\^?\w+\}|\w)|x\{\w+\}|.)"  # escapes
    r"|\(\?(?:P?<\w+>|[a-zA-Z-]+[:)]))"  # names and flags of groups
)


class Found(NamedTuple):
    """A pattern or mask found in a text."""

    start: int
    end: int
    code: str
    pattern: str
    is_mask: bool


class Term(NamedTuple):
    """A pattern or mask and the code that it belongs to."""

    code: str
    pattern: Pattern
    is_mask: bool


class Regexes:
    """Regular expressions, found sentence by sentence so that none runs across a full stop.

    Args:
        terms: Patterns and masks; only those that are expressions are taken.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._patterns = [
            (term.code, term.pattern.text, term.is_mask)
            for term in terms
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
        self._set = re2.Set.SearchSet()
        for text in folded:
            self._set.Add(text)
        if folded:
            self._set.Compile()

    def by_unit(self, folded: str, units: Sequence[tuple[int, int]]) -> dict[int, list[Found]]:
        """Return every match of every expression by the index of its unit.

        Args:
            folded: The search copy of a document.
            units: Where its sentences stand.
        """
        if not self._patterns:
            return {}
        match = self._set.Match
        found: dict[int, list[Found]] = {}
        for index, (start, end) in enumerate(units):
            sentence = folded[start:end]
            numbers = match(sentence)
            if numbers:
                found[index] = [
                    each for number in numbers for each in self._matches(number, sentence, start)
                ]
        return found

    def _matches(self, number: int, sentence: str, offset: int) -> Iterator[Found]:
        """Yield the matches of one expression; empty ones do not count."""
        code, text, is_mask = self._patterns[number]
        for match in self._compiled[number].finditer(sentence):
            start, end = match.span()
            if end > start:
                yield Found(start + offset, end + offset, code, f"re:{text}", is_mask)


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
