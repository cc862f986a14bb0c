"""What must stand in a sentence for a step to fire at all, told from its expression.

Most sentences hold the cues of a handful of steps only. From each expression the
words are taken of which one must be there for it to match; an automaton finds the
words of all steps in one pass, and only the steps whose words are there are asked.
"""

from __future__ import annotations

from enum import Enum, auto
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.matching.assertion.window import Place
from qualcode.matching.lexicon import automaton

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from qualcode.matching.assertion.step import Step
    from qualcode.matching.assertion.window import Window

_MOST = 400
"""An expression that may begin with more words than this is always tried."""
_SHORT_CLASS = 12
"""Largest class of characters that is taken apart."""


class Cues(NamedTuple):
    """The words of steps that stand in a sentence."""

    triggers: Triggers
    words: Sequence[tuple[int, int]]
    """Where each begins, and the steps it may belong to, as bits."""

    def around(self, window: Window) -> tuple[Step, ...]:
        """Return the steps that may fire for a hit, in order."""
        clause, last, end = window.clause.start, window.last.start, window.hit.end
        anywhere = before = earlier = earlier_clause = after = 0
        for start, bits in self.words:
            anywhere |= bits
            if start >= end:
                after |= bits
            elif start < last:
                earlier |= bits
                if start < clause:
                    earlier_clause |= bits
                else:
                    before |= bits
        return self.triggers.steps(anywhere, before, earlier, earlier_clause, after)


class Triggers:
    """Steps by the words that they need.

    Args:
        steps: In the order in which they are asked.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self._always = 0
        bits: dict[str, int] = {}
        self._in = dict.fromkeys(_Side, 0)
        for index, step in enumerate(self._steps):
            words = words_needed(step.trigger) if step.trigger is not None else None
            if words is None:
                self._always |= 1 << index
            for word in words or ():
                bits[word] = bits.get(word, 0) | 1 << index
            self._in[_SIDES.get(step.place, _Side.ANYWHERE)] |= 1 << index
        self._bits = list(bits.values())
        self._automaton = automaton(list(bits))
        self._chosen: dict[int, tuple[Step, ...]] = {}

    def cues(self, folded: str, start: int, end: int) -> Cues:
        """Find the words of all steps in a sentence."""
        found = self._automaton.find_matches_as_indexes(folded[start:end], overlapping=True)
        return Cues(self, [(first + start, self._bits[number]) for number, first, _ in found])

    def steps(
        self, anywhere: int, before: int, earlier: int, earlier_clause: int, after: int
    ) -> tuple[Step, ...]:
        """Return the steps whose words stand on the side of the hit where they count."""
        sides = self._in
        active = (
            self._always
            | anywhere & sides[_Side.ANYWHERE]
            | before & sides[_Side.BEFORE]
            | earlier & sides[_Side.EARLIER]
            | earlier_clause & sides[_Side.EARLIER_CLAUSE]
            | after & sides[_Side.AFTER]
        )
        chosen = self._chosen.get(active)
        if chosen is None:
            if len(self._chosen) > _CHOICES_KEPT:
                self._chosen.clear()
            chosen = tuple(step for index, step in enumerate(self._steps) if active >> index & 1)
            self._chosen[active] = chosen
        return chosen


class _Side(Enum):
    """On which side of a hit the words of a step must stand."""

    ANYWHERE = auto()
    BEFORE = auto()
    EARLIER = auto()
    EARLIER_CLAUSE = auto()
    AFTER = auto()


_SIDES = {
    Place.BEFORE: _Side.BEFORE,
    Place.EARLIER: _Side.EARLIER,
    Place.EARLIER_CLAUSE: _Side.EARLIER_CLAUSE,
    Place.JUST_AFTER: _Side.AFTER,
    Place.AFTER: _Side.AFTER,
    Place.LATER: _Side.AFTER,
}
_CHOICES_KEPT = 10_000


def words_needed(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return words of which one stands in every match; None where there are none to tell."""
    words = _of_sequence(parser.parse(pattern.pattern, pattern.flags))
    return words if words and len(words) <= _MOST else None


def _of_sequence(items: Iterable[Any]) -> frozenset[str] | None:
    """Return the words of the part of a sequence that tells best: long ones, and few."""
    candidates: list[frozenset[str]] = []
    literal = ""
    for kind, value in [*items, (None, None)]:
        if kind is kinds.LITERAL:
            literal += chr(value)
            continue
        if literal:
            candidates.append(frozenset({literal}))
            literal = ""
        words = _of_item(kind, value)
        if words:
            candidates.append(words)
    return max(candidates, key=lambda each: (min(map(len, each)), -len(each)), default=None)


def _of_item(kind: Any, value: Any) -> frozenset[str] | None:
    if kind is kinds.BRANCH:
        options = [_of_sequence(each) for each in value[1]]
        return frozenset().union(*options) if all(options) else None  # type: ignore[arg-type]
    if kind is kinds.SUBPATTERN:
        return _of_sequence(value[3])
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT}:
        return _of_sequence(value[2]) if value[0] else None
    if (
        kind is kinds.IN
        and len(value) <= _SHORT_CLASS
        and all(each[0] is kinds.LITERAL for each in value)
    ):
        return frozenset(chr(each[1]) for each in value)
    return None
