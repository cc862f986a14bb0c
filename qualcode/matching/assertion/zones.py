"""Where a word stands in regard to a hit, and which steps may make use of it there."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from qualcode.matching.assertion.window import Place

if TYPE_CHECKING:
    from collections.abc import Mapping


class Zone(IntEnum):
    """The stretches of a sentence around a hit, in order."""

    EARLIER_CLAUSE = 0
    CLAUSE = 1
    """In the clause of the hit before it, farther than any step with a limit reaches."""
    BEFORE = 2
    """In the clause of the hit, not far before it."""
    GAP = 3
    """Between the first and the last of the matched words."""
    OWN = 4
    """In the last of the matched words."""
    AT_END = 5
    """Where the hit ends."""
    AFTER = 6
    """Not far after that."""
    LATER = 7
    """Farther after the hit than any step with a limit reaches."""


_FAR = frozenset({Zone.CLAUSE, Zone.LATER})
_AFTER = frozenset({Zone.AT_END, Zone.AFTER, Zone.LATER})
_WITHIN = frozenset({Zone.GAP, Zone.OWN})
_ANY = frozenset(Zone)
_ZONES: Mapping[Place, frozenset[Zone]] = {
    Place.BEFORE: frozenset({Zone.CLAUSE, Zone.BEFORE, Zone.GAP}),
    Place.EARLIER: frozenset({Zone.EARLIER_CLAUSE, Zone.CLAUSE, Zone.BEFORE, Zone.GAP}),
    Place.EARLIER_CLAUSE: frozenset({Zone.EARLIER_CLAUSE}),
    Place.JUST_AFTER: _AFTER,
    Place.AFTER: _AFTER,
    Place.LATER: _AFTER,
    Place.AROUND: _ANY - {Zone.EARLIER_CLAUSE},
    Place.WITHIN: _WITHIN,
    Place.HEAD: _WITHIN,
}


def zones_of(place: Place, reach: int | None) -> frozenset[Zone]:
    """Return the zones in which a word may stand of a cue that a step looks for.

    Args:
        place: Where the step looks.
        reach: Most characters from the beginning of the cue to the hit; None = any number.
    """
    zones = _ZONES.get(place, _ANY)
    return zones if reach is None else zones - _FAR
