"""Which steps are asked about a hit: those whose words stand where they count.

Most sentences hold the cues of a handful of steps only. From each expression the
words are taken of which one must be there for it to match; an automaton finds the
words of all steps in one pass over the sentence. A step is asked only if one of its
words stands where the step looks, no farther from the hit than it can reach, and it
looks only where a word stands that its expression can begin with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import reduce
from itertools import count
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.assertion.cues import Told
from qualcode.matching.assertion.step import Cue
from qualcode.matching.assertion.window import Place
from qualcode.matching.assertion.zones import Zones
from qualcode.matching.lexicon import automaton
from qualcode.matching.openings import (
    begins_at_border,
    first_characters,
    looks_ahead,
    placed,
    shortest,
    words_needed,
    words_opening,
)
from qualcode.model.codebook import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qualcode.matching.assertion.step import Step
    from qualcode.matching.scene import Scene


class Triggers:
    """Steps by the words that tell whether they may fire.

    Args:
        steps: In the order in which they are asked.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self.zones = Zones(steps)
        self.of_kind = {kind: self._those(_is_for(kind)) for kind in Kind}
        """For each kind of code the steps that apply to it, as bits."""
        self.stirring: list[tuple[int, Callable[[Scene], bool]]] = []
        """Steps, as bits, that tell themselves whether they may fire in a sentence."""
        self.openings: defaultdict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)
        """By the id of a cue: the words it can begin with, and how far before each it begins."""
        self.searched: defaultdict[int, list[tuple[re.Pattern[str], int]]] = defaultdict(list)
        """Cues that a sentence is searched for, with their steps as bits, by the word in it."""
        self.sought: set[int] = set()
        """Those cues by their ids."""
        words: defaultdict[str, list[_Use]] = defaultdict(list)
        for index, step in enumerate(self._steps):
            for word, use in self._words(index, step):
                words[word].append(use)
        for number, uses in enumerate(words.values()):
            for use in uses:
                if use.by is None:
                    self.searched[number].append((use.pattern, use.bit))
                    self.sought.add(id(use.pattern))
                elif use.opens:
                    known = self.openings[id(use.pattern)]
                    known[number] = (*known.get(number, ()), use.by)
        numbers = count()
        self.told = [tuple(_told(uses, numbers)) for uses in words.values()]
        """What is known of each word, by its number in the automaton."""
        # Not as a table: one of so many words is larger than what a processor keeps at hand.
        self._automaton = automaton(list(words))
        self._bounded = {n for n, uses in enumerate(words.values()) if all(map(_bounds, uses))}
        self._at_end, self._at_others = self._by_character()
        self._chosen: dict[int, tuple[Step, ...]] = {}

    def _words(self, index: int, step: Step) -> Iterator[tuple[str, _Use]]:
        """Yield the words of a step, and what each is good for.

        A step without words may fire anywhere, or tells itself where it may.
        """
        trigger = step.trigger
        sign = step.sign if isinstance(step, Cue) else None
        if sign and (opening := words_opening(sign)):
            for word, by in map(placed, opening):
                yield word, _Use(by, False, False, True, sign, 1 << index)
            return
        if not isinstance(trigger, re.Pattern):
            self.stirring.append((1 << index, trigger))
            return
        opening = None if step.place is Place.JUST_AFTER else words_opening(trigger)
        needed = words_needed(trigger)
        if opening is None and needed is None:
            self.stirring.append((1 << index, _always))
            return
        is_read = isinstance(step, Cue) and (step.place in _READ_ON or not looks_ahead(trigger))
        is_read = is_read and step.place is not Place.JUST_AFTER
        is_rarer = is_read and needed and opening and _is_common(opening) > _is_common(needed)
        if opening is not None and not is_rarer:
            is_bounded = begins_at_border(trigger)
            for word, by in map(placed, shortest(opening)):
                bounded = is_bounded and not by and word[0].isalnum()
                yield word, _Use(by, True, bounded, is_read, trigger, 1 << index)
        else:
            is_read = is_read and (opening is not None or step.reaches is None)
            by_search = None if is_read else 0
            for word in shortest(needed or ()):
                yield word, _Use(by_search, False, False, False, trigger, 1 << index)

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

    def at_end(self, character: str) -> int:
        """Return the steps that may fire by the character directly after a hit; empty = none."""
        return self._at_end.get(character, self._at_others)

    def found(self, folded: str, start: int, end: int) -> Sequence[tuple[int, int, int]]:
        """Return the words in a sentence: the number of each and its place, from the beginning."""
        found: Sequence[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(
            folded[start:end], overlapping=True
        )
        if not self._bounded:
            return found
        return [
            each
            for each in found
            if each[0] not in self._bounded
            or not (each[1] + start and folded[each[1] + start - 1].isalnum())
        ]

    def steps(self, active: int) -> tuple[Step, ...]:
        """Return the steps whose bits are set, in order."""
        chosen = self._chosen.get(active)
        if chosen is None:
            if len(self._chosen) > _CHOICES_KEPT:
                self._chosen.clear()
            chosen = tuple(step for index, step in enumerate(self._steps) if active >> index & 1)
            self._chosen[active] = chosen
        return chosen


class _Use(NamedTuple):
    """What a word is good for to a step."""

    by: int | None
    """How far before it the cue begins; None = anywhere, and the sentence is searched for it."""
    opens: bool
    """Whether the cue begins there, or may begin anywhere before."""
    is_bounded: bool
    """Whether the cue does not begin there after a letter."""
    is_tried: bool
    """Whether the cue is tried there; else the step is asked."""
    pattern: re.Pattern[str]
    bit: int


def _bounds(use: _Use) -> bool:
    return use.is_bounded


def _told(uses: Sequence[_Use], numbers: Iterator[int]) -> Iterator[Told]:
    """Yield what is known of a word, its uses put together where they are alike."""
    alike: defaultdict[int, list[_Use]] = defaultdict(list)
    for use in uses:
        if use.by is not None:
            alike[use.by].append(use)
    for by, some in alike.items():
        tried: dict[int, tuple[re.Pattern[str], int]] = {}
        for use in some:
            if use.is_tried:
                bits = tried.get(id(use.pattern), (use.pattern, 0))[1]
                tried[id(use.pattern)] = use.pattern, bits | use.bit
        asked = reduce(or_, (use.bit for use in some if not use.is_tried), 0)
        every = reduce(or_, (use.bit for use in some))
        yield Told(next(numbers), by, every, asked, tuple(tried.values()))


def _always(_: Scene) -> bool:
    return True


def _is_for(kind: Kind) -> Callable[[Step], bool]:
    return lambda step: step.kinds is None or kind in step.kinds


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
