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
from itertools import groupby
from typing import TYPE_CHECKING

from qualcode.matching.framer import Framer
from qualcode.matching.overlap import Hit, candidate, resolved
from qualcode.matching.regexes import Found, Regexes, Term
from qualcode.matching.spelling import Speller
from qualcode.matching.tokens import Tokens
from qualcode.matching.trial import Candidate, Fate
from qualcode.matching.vocabulary import Shape, Vocabulary
from qualcode.model.codebook import PatternKind
from qualcode.text.fold import fold
from qualcode.text.words import word_borders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qualcode.model.codebook import Codebook


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
        only: The codes to find; None = all. Literals of the others still win where
            they are longer.
    """

    def __init__(self, codebook: Codebook, only: frozenset[str] | None = None) -> None:
        self._only = only
        self._vocabulary = Vocabulary()
        self._overlap = codebook.overlap
        self._entries, self._terms = _literals(codebook, self._vocabulary)
        self._regexes = Regexes(_terms(codebook))
        self._tokens = Tokens(_terms(codebook))
        self._frames = Framer(codebook, self._vocabulary, only)

    def scan(self, folded: str, question: str = "") -> list[Hit]:
        """Find all codes in a sentence, see `scan_units`.

        Args:
            folded: The search copy of a sentence, see `qualcode.text.fold`.
            question: The search copy of the interviewer's question before.
        """
        found = self.scan_units(folded, [(0, len(folded))], lambda _: question)
        return [hit for _, hits in found for hit in hits]

    def scan_units(
        self,
        folded: str,
        units: Sequence[tuple[int, int]],
        question: Callable[[int], str],
        turns: Sequence[int] = (),
        text: str = "",
    ) -> Iterator[tuple[int, list[Hit]]]:
        """Find all codes in the sentences of a document, which is read once.

        Args:
            folded: The search copy of the document.
            units: Where its sentences stand, in order.
            question: Takes the index of a unit, returns the search copy of the
                interviewer's question before it.
            turns: The turn of each unit; none given = each is a turn of its own.
            text: The document as it is written, for patterns of tokens; empty = folded.

        Yields:
            The index of each unit that has hits, and its hits: those that are not
            part of a longer one, sorted by position, then the frames. Frames tell
            of words apart from each other, so none of them lies within another
            match.
        """
        words = dict(self._vocabulary.by_unit(folded, units))
        expressions = self._expressions(folded, text, units)
        by_turn = self._by_turn(folded, units, words, question, turns)
        for index in sorted(words.keys() | expressions.keys()):
            here, unit = words.get(index, []), units[index]
            found = self._found(folded, unit, here)
            if index in expressions:
                found += expressions[index]
            hits = resolved(found, self._overlap) if found else []
            if self._only is not None:
                hits = [hit for hit in hits if hit.code in self._only]
            if self._frames:
                ask = partial(question, index)
                hits = [hit for hit in hits if self._holds(hit, folded, unit, here, ask)]
                hits += [Hit(*each) for each in self._frames.find(folded, unit, here, ask)]
                hits += by_turn.get(index, ())
            if hits:
                yield index, hits

    def _holds(
        self,
        hit: Hit,
        folded: str,
        unit: tuple[int, int],
        words: Sequence[tuple[int, int, int]],
        ask: Callable[[], str],
    ) -> bool:
        """Tell whether the conditions of a literal or expression hold; most have none."""
        guard = self._frames.guard_of(hit.code, hit.pattern)
        return guard is None or self._frames.allows(guard, folded, unit, words, ask)

    @property
    def reads_case(self) -> bool:
        """Tell whether some pattern is matched in the text as it is written."""
        return bool(self._tokens)

    def _expressions(
        self, folded: str, text: str, units: Sequence[tuple[int, int]]
    ) -> dict[int, list[Found]]:
        """Return what regular expressions and patterns of tokens find by the index of the unit."""
        found = self._regexes.by_unit(folded, units)
        for index, hits in self._tokens.by_unit(folded, text, units).items():
            found[index] = [*found.get(index, []), *hits]
        return found

    def candidates(self, folded: str, question: str = "", text: str = "") -> list[Candidate]:
        """Find every match in a sentence, those that do not count too; see `scan`."""
        unit = (0, len(folded))
        words = dict(self._vocabulary.by_unit(folded, [unit])).get(0, [])
        found = self._found(folded, unit, words)
        found += self._expressions(folded, text, [unit]).get(0, [])
        kept = set(resolved(list(found), self._overlap))
        candidates = [
            candidate(each, found, kept, folded) for each in sorted(found) if not each.is_mask
        ]
        checked = [
            Candidate(each.hit, self._fate(each, folded, words, question), each.by)
            for each in candidates
        ]
        frames = self._frames.trials(folded, unit, words, lambda: question)
        return [*checked, *(Candidate(Hit(*each), fate) for each, fate in frames)]

    def _fate(
        self,
        candidate: Candidate,
        folded: str,
        words: Sequence[tuple[int, int, int]],
        question: str,
    ) -> Fate:
        guard = self._frames.guard_of(candidate.hit.code, candidate.hit.pattern)
        if guard is None or candidate.fate is not Fate.COUNTS:
            return candidate.fate
        unit = (0, len(folded))
        if not self._frames.allows(
            guard._replace(unless=()), folded, unit, words, lambda: question
        ):
            return Fate.NOT_ASKED
        allowed = self._frames.allows(guard, folded, unit, words, lambda: question)
        return Fate.COUNTS if allowed else Fate.UNLESS

    def _by_turn(
        self,
        folded: str,
        units: Sequence[tuple[int, int]],
        words: dict[int, list[tuple[int, int, int]]],
        question: Callable[[int], str],
        turns: Sequence[int],
    ) -> dict[int, list[Hit]]:
        """Return the frames that reach over a turn by the unit in which each is complete."""
        found: defaultdict[int, list[Hit]] = defaultdict(list)
        if not self._frames.spans_turns:
            return found
        turn_of = turns or range(len(units))
        for _, group in groupby(sorted(words), key=lambda index: turn_of[index]):
            here = list(group)
            hits = [hit for index in here for hit in words[index]]
            place = (units[here[0]][0], units[here[-1]][1])
            for each in self._frames.find_in_turn(folded, place, hits, partial(question, here[0])):
                unit = next(index for index in here if each.words[-1][0] < units[index][1])
                found[unit].append(Hit(*each))
        return found

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
    speller = Speller(codebook.variants)
    for code, pattern, is_mask in _terms(codebook):
        if pattern.kind is PatternKind.LITERAL:
            is_english = pattern.language == "en"
            whole = pattern.whole_words and not is_english
            entry = _Entry(code, pattern.text, is_mask, whole)
            for way in speller.ways(pattern.text, pattern.language):
                shape = _shape(way) if is_english else Shape.ANYWHERE
                word = fold(way.removesuffix("*") if shape is Shape.OPEN_ENDED else way)
                entries[vocabulary.add(word, shape)].append(entry)
                if whole:
                    terms[word] = None
    return dict(entries), tuple(terms)


def _shape(word: str) -> Shape:
    return Shape.OPEN_ENDED if word.endswith("*") else Shape.BOUNDED
