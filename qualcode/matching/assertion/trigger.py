"""Which steps are asked about a hit: those whose words stand where they count.

Most sentences hold the cues of a handful of steps only. From each expression the
words are taken of which one must be there for it to match; an automaton finds the
words of all steps in one pass over the sentence. A step is asked only if one of its
words stands where the step looks, no farther from the hit than it can reach, and it
looks only where a word stands that its expression can begin with.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, auto
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING

from qualcode.matching.assertion.step import Cue
from qualcode.matching.assertion.window import Place
from qualcode.matching.assertion.zones import Zone, zones_of
from qualcode.matching.lexicon import automaton
from qualcode.matching.openings import (
    first_characters,
    looks_ahead,
    placed,
    shortest,
    words_needed,
    words_opening,
)
from qualcode.matching.reading import reading
from qualcode.model.codebook import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qualcode.matching.assertion.step import Step
    from qualcode.matching.scene import Scene
    from qualcode.model.span import Span


class Cues:
    """The words of steps that stand in a sentence, read once for all its hits.

    Args:
        triggers: Whose words they are.
        scene: The sentence.
        words: Where each stands, in order, and whose it is as bits: see `Triggers`.
        stirred: The steps that may fire whatever stands there.
    """

    __slots__ = ("_before", "_bits", "_places", "_scene", "_starts", "_stirred", "_triggers")

    def __init__(
        self, triggers: Triggers, scene: Scene, words: Sequence[tuple[int, int]], stirred: int
    ) -> None:
        self._triggers = triggers
        self._scene = scene
        self._stirred = stirred
        self._places = [start for start, _ in words]
        self._bits = [bits for _, bits in words]
        self._before: list[int] = []
        self._starts: dict[int, Sequence[int] | None] = {}

    def around(self, clause: int, hit: Span, last: int, kind: Kind) -> tuple[Step, ...]:
        """Return the steps that may fire for a hit, in order.

        Args:
            clause: Where the clause of the hit begins.
            hit: From the first to the last matched word.
            last: Where its last matched word begins.
            kind: What the code of the hit says about the world.
        """
        active = self._stirred
        if self._places:
            active |= self._in_zones(clause, hit.start, last, hit.end)
        if active:
            active &= self._triggers.of_kind[kind] & self._triggers.at_end(self._scene, hit.end)
        return self._triggers.steps(active) if active else ()

    def _in_zones(self, clause: int, start: int, last: int, end: int) -> int:
        """Return the steps of which a word stands in a zone where it counts."""
        places, bits = self._places, self._bits
        earlier, far, before, gap, own, at_end, after, later = self._triggers.masks
        reach = self._triggers.reach
        at = bisect_left(places, clause)
        active = self._earlier(at) & earlier if at else 0
        for index in range(at, len(places)):
            place = places[index]
            if place < last:
                mask = far if place < start - reach else before if place < start else gap
            elif place > end:
                mask = after if place <= end + reach else later
            else:
                mask = own if place < end else at_end
            active |= bits[index] & mask
        return active

    def _earlier(self, count: int) -> int:
        """Return whose the first words are; added up once for all hits of the sentence."""
        if not self._before:
            self._before = list(accumulate(self._bits, or_, initial=0))
        return self._before[count]

    def starts(self, pattern: re.Pattern[str]) -> Sequence[int] | None:
        """Return the only places where a pattern can begin to match; None = not known."""
        key = id(pattern)
        if key not in self._starts:
            bit = self._triggers.opening(pattern)
            self._starts[key] = self._read(pattern) if bit is None else self._told(1 << bit)
        return self._starts[key]

    def _told(self, bit: int) -> list[int]:
        """Return the places of words that have a bit."""
        told = zip(self._places, self._bits, strict=True)
        return list(dict.fromkeys(place for place, bits in told if bits & bit))

    def _read(self, pattern: re.Pattern[str]) -> Sequence[int] | None:
        """Return where words stand that a pattern without words of its own can begin with."""
        sentence = self._scene.sentence
        return reading(pattern).starts(self._scene.folded, sentence.start, sentence.end)


class Triggers:
    """Steps by the words that tell whether they may fire.

    Args:
        steps: In the order in which they are asked.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self.reach = max((step.reaches or 0 for step in steps), default=0)
        """Most characters from a hit to a cue of those steps that have a limit."""
        self.masks = [0] * len(Zone)
        """For each zone the steps whose words count there, as bits."""
        self.of_kind = {kind: self._those(_is_for(kind)) for kind in Kind}
        """For each kind of code the steps that apply to it, as bits."""
        self._stirring: list[tuple[int, Callable[[Scene], bool]]] = []
        self._openings: dict[int, int] = {}
        """The bit of each expression that is told by what it begins with, by its id."""
        told: defaultdict[str, dict[tuple[int, _Way, int], _Told]] = defaultdict(dict)
        for index, step in enumerate(self._steps):
            for word, by, way in self._words(index, step):
                assert isinstance(step.trigger, re.Pattern)
                key = by, way, id(step.trigger)
                told[word].setdefault(key, _Told(by, way, step.trigger)).bits |= 1 << index
            for zone in zones_of(step.place, step.reaches):
                self.masks[zone] |= 1 << index
        self._told = [tuple(each.values()) for each in told.values()]
        self._automaton = automaton(list(told))
        self._at_end, self._at_others = self._by_character()
        self._chosen: dict[int, tuple[Step, ...]] = {}

    def _words(self, index: int, step: Step) -> Iterator[tuple[str, int, _Way]]:
        """Yield the words of a step, how far before each its cue begins, and their use.

        A step without words may fire anywhere, or tells itself where it may.
        """
        trigger = step.trigger
        if not isinstance(trigger, re.Pattern):
            self._stirring.append((1 << index, trigger))
            return
        opening = None if step.place is Place.JUST_AFTER else words_opening(trigger)
        needed = words_needed(trigger)
        if opening is None and needed is None:
            self._stirring.append((1 << index, _always))
            return
        is_read = isinstance(step, Cue) and (step.place in _READ_ON or not looks_ahead(trigger))
        is_read = is_read and step.place is not Place.JUST_AFTER
        is_rarer = is_read and needed and opening and _is_common(opening) > _is_common(needed)
        if opening is not None and not is_rarer:
            self._openings[id(trigger)] = index
            way = _Way.TRIED if is_read else _Way.STANDS
            yield from ((*placed(word), way) for word in shortest(opening))
        else:
            is_read = is_read and (opening is not None or step.reaches is None)
            if is_read:
                self._openings[id(trigger)] = index
            way = _Way.SEARCHED if is_read else _Way.STANDS
            yield from ((word, 0, way) for word in shortest(needed or ()))

    def _those(self, are: Callable[[Step], bool]) -> int:
        return reduce(or_, (1 << n for n, step in enumerate(self._steps) if are(step)), 0)

    def _by_character(self) -> tuple[dict[str, int], int]:
        """Return the steps that may fire by the character after the hit, and for all others."""
        firsts = [
            first_characters(step.trigger)
            if step.place is Place.JUST_AFTER and isinstance(step.trigger, re.Pattern)
            else None
            for step in self._steps
        ]
        others = reduce(or_, (1 << n for n, first in enumerate(firsts) if first is None), 0)
        at_end: dict[str, int] = {}
        for index, first in enumerate(firsts):
            for character in first or ():
                at_end[character] = at_end.get(character, others) | 1 << index
        return at_end, others

    def at_end(self, scene: Scene, end: int) -> int:
        """Return the steps that may fire by what stands directly after a hit."""
        character = scene.folded[end] if end < scene.sentence.end else ""
        return self._at_end.get(character, self._at_others)

    def opening(self, pattern: re.Pattern[str]) -> int | None:
        """Return which bit of a word tells that a pattern may begin with it; None = not known."""
        return self._openings.get(id(pattern))

    def cues(self, scene: Scene) -> Cues:
        """Find the words of all steps in a sentence."""
        folded, first, last = scene.folded, scene.sentence.start, scene.sentence.end
        found = self._automaton.find_matches_as_indexes(folded[first:last], overlapping=True)
        words: list[tuple[int, int]] = []
        searched: dict[int, _Told] = {}
        for number, at, _ in found:
            for told in self._told[number]:
                place = at + first - told.by
                if told.way is _TRIED:
                    if place >= first and told.pattern.match(folded, place, last):
                        words.append((place, told.bits))
                elif told.way is _STANDS:
                    words.append((place, told.bits))
                else:
                    searched[id(told.pattern)] = told
        for told in searched.values():
            places = reading(told.pattern).matches(folded, first, last)
            words += [(place, told.bits) for place in places]
        words.sort()
        stirred = 0
        for bit, stirs in self._stirring:
            if stirs(scene):
                stirred |= bit
        return Cues(self, scene, words, stirred)

    def steps(self, active: int) -> tuple[Step, ...]:
        """Return the steps whose bits are set, in order."""
        chosen = self._chosen.get(active)
        if chosen is None:
            if len(self._chosen) > _CHOICES_KEPT:
                self._chosen.clear()
            chosen = tuple(step for index, step in enumerate(self._steps) if active >> index & 1)
            self._chosen[active] = chosen
        return chosen


def _always(_: Scene) -> bool:
    return True


def _is_for(kind: Kind) -> Callable[[Step], bool]:
    return lambda step: step.kinds is None or kind in step.kinds


class _Way(Enum):
    """What a word in a sentence is good for."""

    STANDS = auto()
    """The step is asked."""
    TRIED = auto()
    """The cue is tried where the word stands: most often it does not match, and nobody is asked."""
    SEARCHED = auto()
    """The sentence may hold the cue, and is searched for it."""


_STANDS, _TRIED = _Way.STANDS, _Way.TRIED


@dataclass(slots=True)
class _Told:
    """What is known of a word."""

    by: int
    """How far before it the cue begins."""
    way: _Way
    pattern: re.Pattern[str]
    bits: int = 0
    """The steps that it is of."""


def _is_common(words: Iterable[str]) -> bool:
    """Tell whether one of these words is a single character, and so in nearly every sentence."""
    return any(len(word) == 1 for word in words)


_READ_ON = frozenset(
    {Place.BEFORE, Place.EARLIER, Place.EARLIER_CLAUSE}
    | {Place.LATER, Place.SENTENCE, Place.ANYWHERE}
)
"""Places in which a cue is read to the end of its sentence, or far beyond the place itself: one
that does not match in the sentence does not match in them either."""
_CHOICES_KEPT = 10_000
