"""The frames of a codebook over a document: from the words of all sets to joined frames.

The words come from the one automaton of the codebook. A sentence whose words
cannot make up any frame is left at once; in the others each clause is looked at.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.matching.gathering import Gatherer
from qualcode.matching.rules import Asking, Found, Guard, Rule, founds, guards_of, rules_of
from qualcode.matching.trial import Fate
from qualcode.model.codebook import Scope
from qualcode.text.sentences import clauses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qualcode.matching.gathering import Stretch
    from qualcode.matching.vocabulary import Hit, Vocabulary
    from qualcode.model.codebook import Codebook

    Question = Callable[[], str]

_QUESTIONS_KEPT = 256
"""Questions that are remembered: all sentences of an answer ask for the same one."""


class _Asked(NamedTuple):
    """A question with the frames whose conditions on it hold."""

    stretch: Stretch
    among: int


class Framer:
    """The compiled frames of a codebook, and the conditions of its other patterns.

    Args:
        codebook: Whose frames and word sets to use.
        vocabulary: Takes the words of all sets; its hits are what `find` is given.
        only: The codes whose frames to find; None = all.
    """

    def __init__(
        self, codebook: Codebook, vocabulary: Vocabulary, only: frozenset[str] | None = None
    ) -> None:
        self._rules: Sequence[Rule] = rules_of(codebook, only)
        self._guards = guards_of(codebook)
        self._vocabulary = vocabulary
        conditioned: list[Rule | Guard] = [*self._rules, *self._guards.values()]
        conditions = [each for rule in conditioned for each in (*rule.unless, *rule.when_asked)]
        frames = [rule.frame for rule in self._rules]
        self._gatherer = Gatherer(codebook, frames, conditions, vocabulary)
        self._asking = Asking(self._rules)
        self._unasked = self._gatherer.among(self._asking.free)
        self._of_scope = {
            scope: self._gatherer.among(
                index for index, rule in enumerate(self._rules) if rule.within is scope
            )
            for scope in {rule.within for rule in self._rules}
        }
        self._about = {each.name: each.about for each in codebook.sets if each.about}
        self._questions: dict[str, _Asked] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_questions": {}}

    def __bool__(self) -> bool:
        return bool(self._rules or self._guards)

    @property
    def spans_turns(self) -> bool:
        """Tell whether any frame reaches over a whole turn."""
        return Scope.TURN in self._of_scope

    def find(
        self, folded: str, unit: tuple[int, int], hits: Sequence[Hit], question: Question
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
        among = self._asked(question()).among if self._asking.conditions else self._unasked
        if not self._gatherer.could_hold(words, among):
            return
        sentence = _Whole(self._gatherer, folded, unit, words)
        if Scope.SENTENCE in self._of_scope:
            yield from self._joined(sentence, unit, words, among & self._of_scope[Scope.SENTENCE])
        among &= self._of_scope.get(Scope.CLAUSE, 0)
        for first, last in clauses(folded, *unit) if among else ():
            here = [hit for hit in words if first <= hit[0] and hit[1] <= last]
            if here:
                yield from self._joined(sentence, (first, last), here, among)

    def find_in_turn(
        self, folded: str, turn: tuple[int, int], hits: Sequence[Hit], question: Question
    ) -> Iterator[Found]:
        """Yield the frames that may reach over a whole turn; see `find`."""
        words = self._gatherer.of_sets(hits)
        among = self._asked(question()).among & self._of_scope[Scope.TURN]
        whole = _Whole(self._gatherer, folded, turn, words)
        yield from self._joined(whole, turn, words, among)

    def trials(
        self, folded: str, unit: tuple[int, int], hits: Sequence[Hit], question: Question
    ) -> Iterator[tuple[Found, Fate]]:
        """Yield the frames that stand in a sentence with what their conditions make of them."""
        words = self._gatherer.of_sets(hits)
        whole = _Whole(self._gatherer, folded, unit, words)
        for place in (unit, *clauses(folded, *unit)):
            here = [hit for hit in words if place[0] <= hit[0] and hit[1] <= place[1]]
            wide = place is unit
            stretch = self._gatherer.stretch(folded, *place, here, -1)
            for index in stretch.candidates:
                rule = self._rules[index]
                if (rule.within is Scope.CLAUSE) is not wide:
                    fate = self._fate(rule, whole, question)
                    yield from ((each, fate) for each in founds(rule, stretch, self._about))

    def _fate(self, rule: Rule, whole: _Whole, question: Question) -> Fate:
        if rule.when_asked and not self._asked(question()).stretch.has(rule.when_asked):
            return Fate.NOT_ASKED
        return Fate.UNLESS if rule.unless and whole.stretch.has(rule.unless) else Fate.COUNTS

    def guard_of(self, code: str, pattern: str) -> Guard | None:
        """Return the conditions of a literal or expression; most have none."""
        return self._guards.get((code, pattern))

    def allows(
        self,
        guard: Guard,
        folded: str,
        unit: tuple[int, int],
        hits: Sequence[Hit],
        question: Question,
    ) -> bool:
        """Tell whether conditions hold in a sentence; see `find`."""
        if guard.when_asked and not self._asked(question()).stretch.has(guard.when_asked):
            return False
        whole = _Whole(self._gatherer, folded, unit, self._gatherer.of_sets(hits))
        return not (guard.unless and whole.stretch.has(guard.unless))

    def _joined(
        self, whole: _Whole, place: tuple[int, int], words: Sequence[Hit], among: int
    ) -> Iterator[Found]:
        """Yield the frames among a choice that stand in a stretch and keep their conditions."""
        stretch = self._gatherer.stretch(whole.folded, *place, words, among)
        for index in stretch.candidates:
            rule = self._rules[index]
            found = list(founds(rule, stretch, self._about))
            if found and not (rule.unless and whole.stretch.has(rule.unless)):
                yield from found

    def _asked(self, question: str) -> _Asked:
        """Return a question with the frames whose conditions on it hold."""
        if question not in self._questions:
            if len(self._questions) >= _QUESTIONS_KEPT:
                self._questions.clear()
            hits = self._gatherer.of_sets(sorted(self._vocabulary.find(question)))
            stretch = self._gatherer.everything(question, 0, len(question), hits)
            among = self._unasked | self._gatherer.among(self._asking.held(stretch))
            self._questions[question] = _Asked(stretch, among)
        return self._questions[question]


class _Whole:
    """A sentence or turn whose words are all gathered only when a condition asks for them."""

    def __init__(
        self, gatherer: Gatherer, folded: str, unit: tuple[int, int], words: Sequence[Hit]
    ) -> None:
        self._gatherer = gatherer
        self._unit = unit
        self._words = words
        self.folded = folded

    @cached_property
    def stretch(self) -> Stretch:
        """Return all that stands in it."""
        return self._gatherer.everything(self.folded, *self._unit, self._words)
