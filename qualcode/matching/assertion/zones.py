"""Where a word stands in regard to a hit, and which steps may make use of it there."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from qualcode.matching.assertion.window import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.matching.assertion.step import Step


class Zone(IntEnum):
    """The stretches of a sentence around a hit, in order."""

    EARLIER_CLAUSE = 0
    BEFORE = 1
    """In the clause of the hit, before it."""
    GAP = 2
    """Between the first and the last of the matched words."""
    OWN = 3
    """In the last of the matched words."""
    AFTER = 4
    """Where the hit ends, or after that."""


_WITHIN = frozenset({Zone.GAP, Zone.OWN})
_ANY = frozenset(Zone)
_ZONES: Mapping[Place, frozenset[Zone]] = {
    Place.BEFORE: frozenset({Zone.BEFORE, Zone.GAP}),
    Place.EARLIER: frozenset({Zone.EARLIER_CLAUSE, Zone.BEFORE, Zone.GAP}),
    Place.EARLIER_CLAUSE: frozenset({Zone.EARLIER_CLAUSE}),
    Place.JUST_AFTER: frozenset({Zone.AFTER}),
    Place.AFTER: frozenset({Zone.AFTER}),
    Place.LATER: frozenset({Zone.AFTER}),
    Place.AROUND: _ANY - {Zone.EARLIER_CLAUSE},
    Place.WITHIN: _WITHIN,
    Place.HEAD: _WITHIN,
}


class Zones:
    """For each place around a hit the steps whose words count there, as bits.

    Args:
        steps: In the order of their bits.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        reaches = [step.reaches for step in steps]

        def those(zone: Zone, distance: int = 0) -> int:
            return sum(
                1 << index
                for index, (step, reach) in enumerate(zip(steps, reaches, strict=True))
                if zone in _ZONES.get(step.place, _ANY) and (reach is None or distance <= reach)
            )

        far = 2 + max((reach or 0 for reach in reaches), default=0)
        self.far = far - 1
        """The distance from which on the distance has no say any more."""
        self.earlier = those(Zone.EARLIER_CLAUSE)
        self.before = [those(Zone.BEFORE, distance) for distance in range(far)]
        """By the characters from the word to the hit."""
        self.gap = those(Zone.GAP)
        self.own = those(Zone.OWN)
        self.after = [those(Zone.AFTER, distance) for distance in range(far)]
        """By the characters from the end of the hit to the word."""

    def at(self, place: int, clause: int, start: int, last: int, end: int) -> int:
        """Return the steps for which a word counts that stands in a place.

        Args:
            place: Where the word stands.
            clause: Where the clause of the hit begins.
            start: Where the hit begins.
            last: Where the last of its words begins.
            end: Where it ends.
        """
        if place < clause:
            return self.earlier
        if place < start:
            return self.before[min(start - place, self.far)]
        if place < end:
            return self.gap if place < last else self.own
        return self.after[min(place - end, self.far)]
