"""All patterns of all codes over a folded text, in one pass.

Literals, masks and the words of frames stand in one automaton (Aho–Corasick), so
the cost of the scan does not grow with the number of codes; regular expressions
run in linear time on RE2. Then the longest match wins: whatever lies within a
longer match or mask of any code is part of another expression (认命 in 不认命), and
a mask that finds the very words of a pattern takes them from its own code only,
since another code may mean them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.framer import Framer
from qualcode.matching.regexes import Found, Regexes, Term
from qualcode.matching.vocabulary import Shape, Vocabulary
from qualcode.model.codebook import PatternKind
from qualcode.text.fold import fold
from qualcode.text.words import word_borders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qualcode.model.codebook import Codebook, Pattern


class Hit(NamedTuple):
    """A pattern found in a text; positions are half-open."""

    start: int
    end: int
    code: str
    pattern: str
    """The pattern as the codebook writes it."""
    words: tuple[tuple[int, int], ...] = ()
    """For frames: where the matched words stand; empty = from start to end."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a literal stands for; several codes may share one."""

    code: str
    pattern: str
    is_mask: bool
    whole_words: bool
    """Chinese: must begin and end where words do."""


class Scanner:
    """The compiled patterns of a codebook.

    Args:
        codebook: Whose patterns to look for.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._vocabulary = Vocabulary()
        self._entries, self._terms = _literals(codebook, self._vocabulary)
        self._regexes = Regexes(_terms(codebook))
        self._frames = Framer(codebook, self._vocabulary)

    def scan(self, folded: str, question: str = "") -> list[Hit]:
        """Find all codes in a sentence, see `scan_units`.

        Args:
            folded: The search copy of a sentence, see `qualcode.text.fold`.
            question: The search copy of the interviewer's question before.
        """
        found = self.scan_units(folded, [(0, len(folded))], lambda _: question)
        return [hit for _, hits in found for hit in hits]

    def scan_units(
        self, folded: str, units: Sequence[tuple[int, int]], question: Callable[[int], str]
    ) -> Iterator[tuple[int, list[Hit]]]:
        """Find all codes in the sentences of a document, which is read once.

        Args:
            folded: The search copy of the document.
            units: Where its sentences stand, in order.
            question: Takes the index of a unit, returns the search copy of the
                interviewer's question before it.

        Yields:
            The index of each unit that has hits, and its hits: those that are not
            part of a longer one, sorted by position, then the frames. Frames tell
            of words apart from each other, so none of them lies within another
            match.
        """
        words = dict(self._vocabulary.by_unit(folded, units))
        expressions = self._regexes.by_unit(folded, units)
        for index in sorted(words.keys() | expressions.keys()):
            here = words.get(index, [])
            found = self._found(folded, units[index], here) + expressions.get(index, [])
            hits = _longest(found) if found else []
            frames = self._frames.find(folded, units[index], here, partial(question, index))
            hits += [Hit(*each) for each in frames]
            if hits:
                yield index, hits

    def _found(
        self, folded: str, unit: tuple[int, int], hits: Sequence[tuple[int, int, int]]
    ) -> list[Found]:
        entries = self._entries
        return [
            Found(start, end, entry.code, entry.pattern, entry.is_mask)
            for start, end, number in hits
            if number in entries
            for entry in entries[number]
            if not entry.whole_words or self._is_whole(folded, unit, start, end)
        ]

    def _is_whole(self, folded: str, unit: tuple[int, int], start: int, end: int) -> bool:
        """Tell whether a match begins and ends where Chinese words do."""
        first, last = unit
        return {start - first, end - first} <= word_borders(folded[first:last], self._terms)


def _terms(codebook: Codebook) -> Iterator[Term]:
    for code in codebook.codes:
        yield from (Term(code.id, pattern, is_mask=False) for pattern in code.patterns)
        yield from (Term(code.id, mask, is_mask=True) for mask in code.masks)


def _literals(
    codebook: Codebook, vocabulary: Vocabulary
) -> tuple[dict[int, list[_Entry]], tuple[str, ...]]:
    """Add the literals to the vocabulary.

    Returns:
        What each of its words stands for, and the words that must be whole ones.
    """
    entries: defaultdict[int, list[_Entry]] = defaultdict(list)
    terms: dict[str, None] = {}
    for code, pattern, is_mask in _terms(codebook):
        if pattern.kind is PatternKind.LITERAL:
            is_english = pattern.language == "en"
            shape = _shape(pattern) if is_english else Shape.ANYWHERE
            is_open = shape is Shape.OPEN_ENDED
            word = fold(pattern.text.removesuffix("*") if is_open else pattern.text)
            whole = pattern.whole_words and not is_english
            entry = _Entry(code, pattern.text, is_mask, whole)
            entries[vocabulary.add(word, shape)].append(entry)
            if whole:
                terms[word] = None
    return dict(entries), tuple(terms)


def _shape(pattern: Pattern) -> Shape:
    return Shape.OPEN_ENDED if pattern.text.endswith("*") else Shape.BOUNDED


def _longest(found: list[Found]) -> list[Hit]:
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
