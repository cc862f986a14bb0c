"""What must stand in a sentence for a step to fire at all, told from its expression.

Most sentences hold the cues of a handful of steps only. From each expression the
words are taken of which one must be there for it to match; an automaton finds the
words of all steps in one pass, and only the steps whose words are there are asked,
and they look only where a word stands that their expression can begin with.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from enum import Enum, auto
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING

from qualcode.matching.assertion.openings import ANY, words_needed, words_opening
from qualcode.matching.assertion.window import Place
from qualcode.matching.lexicon import automaton

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.matching.assertion.step import Step
    from qualcode.matching.scene import Scene


class Cues:
    """The words of steps that stand in a sentence, read once for all its hits.

    Args:
        triggers: Whose words they are.
        words: Where each begins, in order, and what it tells as bits: see `Triggers`.
        stirred: The steps without words that may fire in the sentence, as bits.
    """

    __slots__ = ("_after", "_before", "_bits", "_places", "_starts", "_stirred", "_triggers")

    def __init__(self, triggers: Triggers, words: Sequence[tuple[int, int]], stirred: int) -> None:
        self._triggers = triggers
        self._stirred = stirred
        self._places = [start for start, _ in words]
        self._bits = [bits for _, bits in words]
        self._before = list(accumulate(self._bits, or_, initial=0))
        self._after = list(accumulate(reversed(self._bits), or_, initial=0))[::-1]
        self._starts: dict[int, list[int] | None] = {}

    def around(self, clause: int, last: int, end: int) -> tuple[Step, ...]:
        """Return the steps that may fire for a hit, in order.

        Args:
            clause: Where the clause of the hit begins.
            last: Where its last matched word begins.
            end: Where the hit ends.
        """
        if not self._places:
            return self._triggers.steps((0, 0, 0, 0, 0), self._stirred)
        stop = bisect_left(self._places, last)
        first = min(stop, bisect_left(self._places, clause))
        words = (
            self._after[0],
            reduce(or_, self._bits[first:stop], 0),
            self._before[stop],
            self._before[first],
            self._after[bisect_left(self._places, end)],
        )
        return self._triggers.steps(words, self._stirred)

    def starts(self, pattern: re.Pattern[str]) -> list[int] | None:
        """Return the only places where a pattern can begin to match; None = not known."""
        key = id(pattern)
        if key not in self._starts:
            self._starts[key] = self._told(self._triggers.opening(pattern))
        return self._starts[key]

    def _told(self, shift: int | None) -> list[int] | None:
        """Return the places of words that have a bit."""
        if shift is None:
            return None
        told = zip(self._places, self._bits, strict=True)
        return list(dict.fromkeys(place for place, bits in told if bits >> shift & 1))


class Triggers:
    """Steps by the words that they need, and by those that their expressions begin with.

    Args:
        steps: In the order in which they are asked.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self._stirring: list[tuple[int, Callable[[Scene], bool]]] = []
        self._opened = 0
        self._openings: dict[int, int] = {}
        """Where the bit stands of what an expression begins with, by its id."""
        bits: dict[tuple[str, int], int] = {}
        sides = dict.fromkeys(_Side, 0)
        for index, step in enumerate(self._steps):
            sides[_SIDES.get(step.place, _Side.ANYWHERE)] |= 1 << index
            if isinstance(step.trigger, re.Pattern):
                self._take(index, step.trigger, bits)
            else:
                self._stirring.append((1 << index, step.trigger))
        self._sides = tuple(sides[side] for side in _Side)
        told: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for (word, by), each in bits.items():
            told[word].append((by, each))
        self._told = list(told.values())
        """For each word: how far before it a match begins, and the bits of the steps it is of."""
        self._automaton = automaton(list(told))
        self._chosen: dict[int, tuple[Step, ...]] = {}

    def _take(self, index: int, trigger: re.Pattern[str], bits: dict[tuple[str, int], int]) -> None:
        """Note the words of a step: in the low bits what it needs, above what it begins with."""
        needed, opening = words_needed(trigger), words_opening(trigger)
        begins = 1 << len(self._steps) + index
        if needed is None:
            self._stirring.append((1 << index, _always))
        if opening is not None:
            self._opened |= 1 << index
            self._openings[id(trigger)] = len(self._steps) + index
        told: list[tuple[tuple[str, int], int]] = [((word, 0), 1 << index) for word in needed or ()]
        for word in opening or ():
            stem = word.lstrip(ANY)
            told.append(((stem, len(word) - len(stem)), begins))
        for placed, bit in told:
            bits[placed] = bits.get(placed, 0) | bit

    def opening(self, pattern: re.Pattern[str]) -> int | None:
        """Return which bit of a word tells that a pattern may begin with it; None = not known."""
        return self._openings.get(id(pattern))

    def cues(self, scene: Scene) -> Cues:
        """Find the words of all steps in a sentence."""
        first, last = scene.sentence.start, scene.sentence.end
        found = self._automaton.find_matches_as_indexes(scene.folded[first:last], overlapping=True)
        told = self._told
        words = sorted((at + first - by, bits) for n, at, _ in found for by, bits in told[n])
        stirred = 0
        for bit, stirs in self._stirring:
            if stirs(scene):
                stirred |= bit
        return Cues(self, words, stirred)

    def steps(self, words: tuple[int, int, int, int, int], stirred: int) -> tuple[Step, ...]:
        """Return the steps whose words stand on the side of the hit where they count.

        Args:
            words: The bits of the words on each side, in the order of `_Side`.
            stirred: The steps without words that may fire in the sentence.
        """
        on_any, on_before, on_earlier, on_earlier_clause, on_after = self._sides
        anywhere, before, earlier, earlier_clause, after = words
        by = len(self._steps)
        needed = (
            anywhere & on_any
            | before & on_before
            | earlier & on_earlier
            | earlier_clause & on_earlier_clause
            | after & on_after
        )
        begun = (
            anywhere >> by & on_any
            | before >> by & on_before
            | earlier >> by & on_earlier
            | earlier_clause >> by & on_earlier_clause
            | after >> by & on_after
        )
        active = stirred | needed & (begun | ~self._opened)
        chosen = self._chosen.get(active)
        if chosen is None:
            if len(self._chosen) > _CHOICES_KEPT:
                self._chosen.clear()
            chosen = tuple(step for index, step in enumerate(self._steps) if active >> index & 1)
            self._chosen[active] = chosen
        return chosen


def _always(_: Scene) -> bool:
    return True


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
