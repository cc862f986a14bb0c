"""The frames of a codebook over a sentence: find the words of all sets, then join them.

Word sets are found in one pass; a word that lies within a longer word of any
set belongs to that one (来 in 来不了). Then each clause is looked at: frames that
stand inside sets first, then those of the codes whose first set is there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.matching.frames import Prepared, Word, prepared, with_numbers
from qualcode.matching.lexicon import at_borders, automaton, word_end
from qualcode.matching.wordsets import WordSets
from qualcode.model.codebook import PatternKind, Scope
from qualcode.model.frame import NUMBER, parse_frame
from qualcode.text.sentences import clauses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.model.codebook import Codebook, Pattern

Found = tuple[int, int, str, str, tuple[tuple[int, int], ...]]
"""Start, end, code, pattern and the matched words of a frame."""


class _Rule(NamedTuple):
    """A frame of a code, read, with its conditions."""

    code: str
    pattern: str
    frame: Prepared
    within: Scope
    unless: tuple[Prepared, ...]
    when_asked: tuple[Prepared, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A sentence or clause with the words found in it."""

    text: str
    words: Mapping[str, Sequence[Word]]

    def has(self, frames: Sequence[Prepared]) -> bool:
        """Tell whether any of these frames stands here."""
        return any(next(frame.join(self.words, self.text), None) for frame in frames)


class Framer:
    """The compiled frames of a codebook.

    Args:
        codebook: Whose frames and word sets to use.
    """

    def __init__(self, codebook: Codebook) -> None:
        rules = [
            _rule(code.id, pattern)
            for code in codebook.codes
            for pattern in code.patterns
            if pattern.kind is PatternKind.FRAME
        ]
        conditions = [each for rule in rules for each in (*rule.unless, *rule.when_asked)]
        frames = [each.frame for each in (*(rule.frame for rule in rules), *conditions)]
        self._sets = WordSets(codebook, frames)
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        for rule in rules:
            for name in _anchor(rule.frame):
                self._rules[name].append(rule)
        self._automaton = automaton(self._sets.texts) if self._sets.texts else None

    def __getstate__(self) -> dict[str, Any]:
        return {"_sets": self._sets, "_rules": self._rules}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._automaton = automaton(self._sets.texts) if self._sets.texts else None

    def find(self, folded: str, question: str = "") -> Iterator[Found]:
        """Yield the frames that stand in a sentence, each code's pattern once a place.

        Args:
            folded: The search copy of a sentence.
            question: The search copy of the interviewer's question before.
        """
        words = self._words(folded)
        if not words:
            return
        sentence = self._stretch(folded, words, 0, len(folded))
        asked: _Stretch | None = None
        for scope, stretch in self._stretches(folded, words, sentence):
            for rule in self._candidates(stretch, scope):
                if rule.unless and sentence.has(rule.unless):
                    continue
                if rule.when_asked:
                    asked = asked or self._whole(question)
                    if not asked.has(rule.when_asked):
                        continue
                yield from _founds(rule, stretch)

    def _stretches(
        self, folded: str, words: list[tuple[Word, str]], sentence: _Stretch
    ) -> Iterator[tuple[Scope, _Stretch]]:
        yield Scope.SENTENCE, sentence
        pieces = clauses(folded, 0, len(folded))
        for start, end in pieces:
            whole = len(pieces) == 1
            yield Scope.CLAUSE, sentence if whole else self._stretch(folded, words, start, end)

    def _candidates(self, stretch: _Stretch, scope: Scope) -> list[_Rule]:
        """Return the frames of a scope whose first needed set is present, each once."""
        found = {
            id(rule): rule
            for name in stretch.words
            for rule in self._rules.get(name, ())
            if rule.within is scope and rule.frame.may_stand(stretch.words)
        }
        return list(found.values())

    def _whole(self, folded: str) -> _Stretch:
        return self._stretch(folded, self._words(folded), 0, len(folded))

    def _stretch(
        self, folded: str, words: list[tuple[Word, str]], start: int, end: int
    ) -> _Stretch:
        """Gather the words of a stretch by set, with numbers and the frames that sets hold."""
        here: defaultdict[str, list[Word]] = defaultdict(list)
        for word, name in words:
            if start <= word.start and word.end <= end:
                here[name].append(word)
        gathered: dict[str, Sequence[Word]] = dict(here)
        if self._sets.has_numbers:
            gathered = with_numbers(gathered, folded, start, end)
        for names, frame in self._sets.frames:
            joined = [Word(each.start, each.end) for each in frame.join(gathered, folded)]
            for name in names if joined else ():
                gathered[name] = sorted({*gathered.get(name, ()), *joined})
        return _Stretch(folded, {name: found for name, found in gathered.items() if found})

    def _words(self, folded: str) -> list[tuple[Word, str]]:
        """Find the words of all sets; those within a longer word are not there."""
        if self._automaton is None:
            return []
        found: dict[Word, set[str]] = defaultdict(set)
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            entry = self._sets.entries[number]
            stop = word_end(folded, end) if entry.open_ended else end
            if not entry.bounded or at_borders(folded, start, stop):
                found[Word(start, stop)].update(entry.sets)
        kept = _outermost(sorted(found, key=lambda word: (word.start, -word.end)))
        return [(word, name) for word in kept for name in sorted(found[word])]


def _outermost(words: list[Word]) -> list[Word]:
    kept: list[Word] = []
    for word in words:
        if not kept or word.end > kept[-1].end:
            kept.append(word)
    return kept


def _founds(rule: _Rule, stretch: _Stretch) -> Iterator[Found]:
    for each in rule.frame.join(stretch.words, stretch.text):
        words = tuple((part.start, part.end) for part in each.parts)
        yield each.start, each.end, rule.code, rule.pattern, words


def _rule(code: str, pattern: Pattern) -> _Rule:
    return _Rule(
        code,
        pattern.text,
        _prepared(pattern.text),
        pattern.within,
        tuple(map(_prepared, pattern.unless)),
        tuple(map(_prepared, pattern.when_asked)),
    )


def _prepared(text: str) -> Prepared:
    return prepared(parse_frame(text))


def _anchor(frame: Prepared) -> frozenset[str]:
    """Return the names under which a frame is looked up: its smallest need, numbers last."""
    rare = [need for need in frame.needs if NUMBER not in need]
    return (rare or list(frame.needs))[0]
