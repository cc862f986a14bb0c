"""The frames of a codebook over a sentence: from the words of all sets to joined frames.

The words come from the one automaton of the codebook. A sentence whose words
cannot make up any frame is left at once; in the others each clause is looked at.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.matching.frames import Prepared, by_rarity, prepared
from qualcode.matching.gathering import Gatherer
from qualcode.matching.sieve import Sieve
from qualcode.matching.wordsets import localised
from qualcode.model.codebook import PatternKind, Scope
from qualcode.model.frame import parse_frame
from qualcode.text.sentences import clauses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qualcode.matching.gathering import Stretch
    from qualcode.matching.vocabulary import Hit, Vocabulary
    from qualcode.model.codebook import Codebook, Pattern

Found = tuple[int, int, str, str, tuple[tuple[int, int], ...]]
"""Start, end, code, pattern and the matched words of a frame."""

_QUESTIONS_KEPT = 256
"""Questions that are remembered: all sentences of an answer ask for the same one."""


class _Rule(NamedTuple):
    """A frame of a code, read, with its conditions."""

    code: str
    pattern: str
    frame: Prepared
    within: Scope
    unless: tuple[Prepared, ...]
    when_asked: tuple[Prepared, ...]


class Framer:
    """The compiled frames of a codebook.

    Args:
        codebook: Whose frames and word sets to use.
        vocabulary: Takes the words of all sets; its hits are what `find` is given.
    """

    def __init__(self, codebook: Codebook, vocabulary: Vocabulary) -> None:
        self._rules = [
            _rule(code.id, pattern)
            for code in codebook.codes
            for pattern in code.patterns
            if pattern.kind is PatternKind.FRAME
        ]
        self._vocabulary = vocabulary
        self._gatherer = Gatherer(
            codebook,
            [rule.frame for rule in self._rules],
            [each for rule in self._rules for each in (*rule.unless, *rule.when_asked)],
            vocabulary,
        )
        self._has_long = any(rule.within is not Scope.CLAUSE for rule in self._rules)
        self._asking = _Asking(self._rules)
        self._unasked = self._gatherer.among(self._asking.free)
        self._questions: dict[str, int] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_questions": {}}

    def find(
        self, folded: str, unit: tuple[int, int], hits: Sequence[Hit], question: Callable[[], str]
    ) -> Iterator[Found]:
        """Yield the frames that stand in a sentence, each code's pattern once a place.

        Args:
            folded: The search copy of the document.
            unit: Where the sentence begins and ends.
            hits: The words of the vocabulary in it.
            question: Returns the search copy of the interviewer's question before.
        """
        words = self._gatherer.of_sets(hits) if self._rules else []
        if not words:
            return
        among = self._when_asked(question())
        if not self._gatherer.could_hold(words, among):
            return
        sentence = _Sentence(self._gatherer, folded, unit, words)
        for scopes, stretch in self._stretches(sentence, among):
            for index in stretch.candidates:
                rule = self._rules[index]
                if rule.within not in scopes:
                    continue
                founds = list(_founds(rule, stretch))
                if founds and not (rule.unless and sentence.whole.has(rule.unless)):
                    yield from founds

    def _when_asked(self, question: str) -> int:
        """Return the frames whose conditions on the question before hold."""
        if not self._asking.conditions:
            return self._unasked
        if question not in self._questions:
            if len(self._questions) >= _QUESTIONS_KEPT:
                self._questions.clear()
            hits = self._gatherer.of_sets(sorted(self._vocabulary.find(question)))
            asked = self._gatherer.everything(question, 0, len(question), hits)
            self._questions[question] = self._unasked | self._gatherer.among(
                self._asking.held(asked)
            )
        return self._questions[question]

    def _stretches(
        self, sentence: _Sentence, among: int
    ) -> Iterator[tuple[frozenset[Scope], Stretch]]:
        """Yield the clauses and the sentence, each once, with the frames that may stand there."""
        folded, (start, end) = sentence.folded, sentence.unit
        pieces = clauses(folded, start, end)
        if len(pieces) == 1 or self._has_long:
            scopes = _BOTH if len(pieces) == 1 else _SENTENCE
            yield scopes, self._gatherer.stretch(folded, start, end, sentence.words, among)
        for first, last in pieces if len(pieces) > 1 else ():
            here = [hit for hit in sentence.words if first <= hit[0] and hit[1] <= last]
            if here:
                yield _CLAUSE, self._gatherer.stretch(folded, first, last, here, among)


_BOTH = frozenset({Scope.CLAUSE, Scope.SENTENCE})
_CLAUSE = frozenset({Scope.CLAUSE})
_SENTENCE = frozenset({Scope.SENTENCE})


class _Sentence:
    """A sentence whose words are all gathered only when a condition asks for them."""

    def __init__(
        self, gatherer: Gatherer, folded: str, unit: tuple[int, int], words: Sequence[Hit]
    ) -> None:
        self._gatherer = gatherer
        self.folded = folded
        self.unit = unit
        self.words = words

    @cached_property
    def whole(self) -> Stretch:
        return self._gatherer.everything(self.folded, *self.unit, self.words)


class _Asking:
    """The conditions of frames on the question before; `free` are the frames without any."""

    def __init__(self, rules: Sequence[_Rule]) -> None:
        self.free = [index for index, rule in enumerate(rules) if not rule.when_asked]
        self.conditions = [
            (index, each) for index, rule in enumerate(rules) for each in rule.when_asked
        ]
        self._sieve = Sieve(by_rarity([each for _, each in self.conditions]))

    def held(self, asked: Stretch) -> set[int]:
        """Return the rules one of whose conditions stands in a question."""
        possible = self._sieve.possible(self._sieve.bits_of(asked.words))
        conditions = [self.conditions[each] for each in possible]
        return {index for index, condition in conditions if asked.has([condition])}


def _founds(rule: _Rule, stretch: Stretch) -> Iterator[Found]:
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
