"""Codings beside the text: each in a lane of its own, told apart by place and by sign.

Overlapping codings never share a lane. Every lane draws with other signs, so that
nothing hangs on colour.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model.span import Span


class Signs(NamedTuple):
    """How a lane draws a coding that begins, goes on, ends, or does both in a row."""

    begins: str
    goes_on: str
    ends: str
    whole: str


SIGNS = (
    Signs("┏", "┃", "┗", "┇"),
    Signs("┌", "│", "└", "┆"),
    Signs("╔", "║", "╚", "╬"),
    Signs("╭", "╎", "╰", "╳"),
)
"""The signs of the lanes, from the text outwards; further lanes begin again."""

MORE = "+"
"""Stands in the outermost lane where there are more codings than lanes."""


class Marked(NamedTuple):
    """A coding as the margin and the text show it."""

    id: str
    code: str
    span: Span
    lane: int = 0


class Lanes:
    """The codings of a document, each with its lane.

    Args:
        codings: In any order; their `lane` is decided here.
    """

    def __init__(self, codings: Iterable[Marked] = ()) -> None:
        self.codings = _in_lanes(codings)
        self.count = max((each.lane + 1 for each in self.codings), default=0)
        self._starts = [each.span.start for each in self.codings]
        self._longest = max((len(each.span) for each in self.codings), default=0)

    def touching(self, start: int, end: int) -> list[Marked]:
        """Return the codings that share a sign with a stretch, by position."""
        first = bisect_right(self._starts, start - self._longest - 1)
        last = bisect_right(self._starts, end - 1)
        return [each for each in self.codings[first:last] if each.span.end > start]

    def at(self, offset: int) -> list[Marked]:
        """Return the codings at an offset, the shortest first."""
        return sorted(self.touching(offset, offset + 1), key=lambda each: len(each.span))

    def margin(self, start: int, end: int, lanes: int) -> str:
        """Return the signs beside a row, outermost lane first.

        Args:
            start: Where the row begins.
            end: Where it ends.
            lanes: How many lanes there is room for.
        """
        signs = [" "] * lanes
        for each in self.touching(start, max(end, start + 1)):
            if each.lane < lanes:
                sign = _sign(each, start, end)
                signs[each.lane] = sign if signs[each.lane] == " " else SIGNS[each.lane % 4].whole
            elif lanes:
                signs[-1] = MORE
        return "".join(reversed(signs))


def _sign(coding: Marked, start: int, end: int) -> str:
    signs = SIGNS[coding.lane % len(SIGNS)]
    begins, ends = coding.span.start >= start, coding.span.end <= end
    if begins:
        return signs.whole if ends else signs.begins
    return signs.ends if ends else signs.goes_on


def _in_lanes(codings: Iterable[Marked]) -> Sequence[Marked]:
    """Give each coding the innermost lane that is free where it begins, the longest first."""
    free_from: list[int] = []
    found: list[Marked] = []
    for each in sorted(codings, key=lambda each: (each.span.start, -each.span.end, each.code)):
        lane = next(
            (lane for lane, stop in enumerate(free_from) if stop <= each.span.start), len(free_from)
        )
        free_from[lane : lane + 1] = [each.span.end]
        found.append(each._replace(lane=lane))
    return found
