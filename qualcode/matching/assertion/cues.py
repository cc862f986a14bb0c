"""The words of steps that stand in a sentence, and which steps they tell of for a hit in it.

A sentence is read once, by the automaton. What a word tells is settled when the first hit
needs it: most words stand where they count for no hit, or for no step that applies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.reading import reading

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from qualcode.matching.assertion.step import Step
    from qualcode.matching.assertion.trigger import Triggers
    from qualcode.matching.scene import Scene
    from qualcode.model.codebook import Kind
    from qualcode.model.span import Span


class Told(NamedTuple):
    """What is known of a word of the automaton, by how far before it cues begin."""

    number: int
    by: int
    """Characters from the beginning of the cues to the word."""
    bits: int
    """The steps of which a cue may begin there."""
    asked: int
    """Those of them that are asked whatever follows."""
    tried: tuple[tuple[re.Pattern[str], int], ...]
    """The cues of the others, which are asked only if their cue matches there."""


class Cues:
    """The words of steps that stand in a sentence, read once for all its hits.

    Args:
        triggers: Whose words they are.
        scene: The sentence.
    """

    __slots__ = ("_found", "_searched", "_settled", "_starts", "_stirred", "_triggers", "_where")

    def __init__(self, triggers: Triggers, scene: Scene) -> None:
        self._triggers = triggers
        first, last = scene.sentence.start, scene.sentence.end
        self._where = scene.folded, first, last
        self._found = triggers.found(scene.folded, first, last)
        self._searched: list[tuple[int, int]] | None = None
        self._settled: dict[tuple[int, int], int] = {}
        self._starts: dict[int, Sequence[int] | None] = {}
        self._stirred: dict[int, bool] = {}

    def around(self, scene: Scene, clause: int, hit: Span, last: int, kind: Kind) -> Sequence[Step]:
        """Return the steps that may fire for a hit, in order.

        Args:
            scene: The sentence.
            clause: Where the clause of the hit begins.
            hit: From the first to the last matched word.
            last: Where its last matched word begins.
            kind: What the code of the hit says about the world.
        """
        triggers, end = self._triggers, hit.end
        following = scene.folded[end] if end < scene.sentence.end else ""
        asked = triggers.of_kind[kind] & triggers.at_end(following)
        active = self._standing(asked, clause, hit.start, last, end) if self._found else 0
        for bit, stirs in triggers.stirring:
            if bit & asked:
                if bit not in self._stirred:
                    self._stirred[bit] = stirs(scene)
                active |= bit if self._stirred[bit] else 0
        return triggers.steps(active) if active else ()

    def _standing(self, asked: int, clause: int, start: int, last: int, end: int) -> int:
        """Return those of the steps that are asked of which a word stands where it counts."""
        zones, told_of, first = self._triggers.zones, self._triggers.told, self._where[1]
        far, earlier, before, after = zones.far, zones.earlier, zones.before, zones.after
        settled, active = self._settled, 0
        for number, at, _ in self._found:
            for told in told_of[number]:
                key, by, bits, _, _ = told
                bits &= asked
                if not bits:
                    continue
                place = at + first - by
                if place < clause:
                    bits &= earlier
                elif place < start:
                    bits &= before[start - place] if place > start - far else before[far]
                elif place < end:
                    bits &= zones.gap if place < last else zones.own
                else:
                    bits &= after[place - end] if place < end + far else after[far]
                if bits:
                    its = settled.get((key, place))
                    active |= bits & (self._settle(told, place) if its is None else its)
        for place, bits in self._found_by_search():
            active |= bits & asked & zones.at(place, clause, start, last, end)
        return active

    def _settle(self, told: Told, place: int) -> int:
        """Return the steps of which a cue begins where a word stands; told once."""
        folded, first, last = self._where
        bits = told.asked
        for pattern, its in told.tried if place >= first else ():
            if pattern.match(folded, place, last):
                bits |= its
        self._settled[told.number, place] = bits
        return bits

    def _found_by_search(self) -> list[tuple[int, int]]:
        """Return where cues stand that the sentence is searched for, with their steps."""
        if self._searched is None:
            searched = self._triggers.searched
            numbers = {number for number, _, _ in self._found} & searched.keys()
            # A pattern stands under each word that it needs, and is searched for once.
            wanted = dict.fromkeys(pair for number in numbers for pair in searched[number])
            self._searched = [
                (place, bits)
                for pattern, bits in wanted
                for place in reading(pattern).matches(*self._where)
            ]
        return self._searched

    def starts(self, pattern: re.Pattern[str]) -> Sequence[int] | None:
        """Return the only places where a pattern can begin to match; None = not known."""
        key = id(pattern)
        if key not in self._starts:
            self._starts[key] = self._begun(pattern)
        return self._starts[key]

    def _begun(self, pattern: re.Pattern[str]) -> Sequence[int] | None:
        if id(pattern) in self._triggers.sought:
            return reading(pattern).matches(*self._where)
        words = self._triggers.openings.get(id(pattern))
        if words is None:
            return reading(pattern).starts(*self._where)
        first = self._where[1]
        begun = [
            at + first - by
            for number, at, _ in self._found
            if number in words
            for by in words[number]
        ]
        return sorted(set(begun)) if len(begun) > 1 else begun
