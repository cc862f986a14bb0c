"""The frames of a codebook over a sentence: find the words of all sets, then join them.

Word sets are found in one pass. Then each clause is looked at: frames that stand
inside sets first, then those of the codes whose rarest set is there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.matching.frames import Prepared, Word, prepared, with_numbers
from qualcode.matching.lexicon import at_borders, automaton, word_end
from qualcode.matching.wordsets import WordSets, localised
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
        self._rules = _by_anchor(rules)
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
        self._join_sets(gathered, folded)
        return _Stretch(folded, {name: found for name, found in gathered.items() if found})

    def _join_sets(self, gathered: dict[str, Sequence[Word]], folded: str) -> None:
        """Add what the frames within sets find, those first that others build on."""
        waiting = sorted({index for name in gathered for index in self._sets.users.get(name, ())})
        while waiting:
            index = heappop(waiting)
            names, frame = self._sets.frames[index]
            joined = [Word(each.start, each.end) for each in frame.join(gathered, folded)]
            for name in names if joined else ():
                if name not in gathered:
                    later = {each for each in self._sets.users.get(name, ()) if each > index}
                    for each in later.difference(waiting):
                        heappush(waiting, each)
                gathered[name] = sorted({*gathered.get(name, ()), *joined})

    def _words(self, folded: str) -> list[tuple[Word, str]]:
        """Find the words of all sets, those within longer words too.

        Sets do not know of each other, so a long word in one must not silence
        another; where a longer word means something else, a frame says `unless`.
        """
        if self._automaton is None:
            return []
        found: dict[Word, set[str]] = defaultdict(set)
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            entry = self._sets.entries[number]
            stop = word_end(folded, end) if entry.open_ended else end
            if not entry.bounded or at_borders(folded, start, stop):
                found[Word(start, stop)].update(entry.sets)
        return [(word, name) for word in sorted(found) for name in sorted(found[word])]


def _founds(rule: _Rule, stretch: _Stretch) -> Iterator[Found]:
    for each in rule.frame.join(stretch.words, stretch.text):
        words = tuple((part.start, part.end) for part in each.parts)
        yield each.start, each.end, rule.code, rule.pattern, words


def _rule(code: str, pattern: Pattern) -> _Rule:
    return _Rule(
        code,
        pattern.text,
        _prepared(pattern.text, pattern.language),
        pattern.within,
        tuple(_prepared(each, pattern.language) for each in pattern.unless),
        tuple(_prepared(each, pattern.language) for each in pattern.when_asked),
    )


def _prepared(text: str, language: str) -> Prepared:
    return prepared(localised(parse_frame(text), language))


def _by_anchor(rules: Sequence[_Rule]) -> dict[str, list[_Rule]]:
    """Return the frames by the names they are looked up under.

    Of its needs a frame is looked up by the one that the fewest frames share: a
    set that many speak of (never, come) stands in every other sentence.
    """
    shared = Counter(name for rule in rules for need in rule.frame.needs for name in need)
    shared[NUMBER] = len(rules) + 1
    found: dict[str, list[_Rule]] = defaultdict(list)
    for rule in rules:
        anchor = min(rule.frame.needs, key=lambda need: sum(shared[name] for name in need))
        for name in anchor:
            found[name].append(rule)
    return found
