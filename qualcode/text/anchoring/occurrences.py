"""Quotes whose very words stand somewhere: which of the places is theirs.

All quotes are placed together. The more of them keep their order the better, then
the words around them and the alignment decide; a place that surely belongs to
another passage is none.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from qualcode.model.span import Span
from qualcode.text.anchoring.alignment import common_end, common_start
from qualcode.text.anchoring.chains import Link, heaviest_chain
from qualcode.text.anchoring.stretches import Place, Stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NEAREST = 40
"""Places of a frequent quote that are looked at: those nearest to where it should be."""
_AROUND = 30
"""Characters on either side that are compared."""
_ORDER = 1000.0
"""What keeping the order weighs; more than all that context can say."""
_ALIGNED = 100
"""What it weighs that the alignment puts a span there."""
_SURE = 1e6
"""What a place weighs that is certain."""


class Occurrences:
    """Where the words of the old text stand in the new one.

    Args:
        old: Search copy of the old text.
        new: Search copy of the new one.
        stretches: What both share.
    """

    def __init__(self, old: str, new: str, stretches: Stretches) -> None:
        self._old, self._new, self._stretches = old, new, stretches
        self._known: dict[tuple[str, bool], list[int]] = {}

    def placed(
        self,
        unsure: Mapping[Span, Place | None],
        sure: Mapping[Span, Place],
        old: str,
        new: str,
    ) -> dict[Span, Place]:
        """Place the spans whose words are there, in one order with those whose place is certain.

        Args:
            unsure: Spans, with the place that the alignment proposes.
            sure: Spans whose place is certain.
            old: The old text itself.
            new: The new text itself: its own characters go before those of the search copy.
        """
        groups: dict[int, list[Span]] = {}
        links = [
            Link(span.start, place.span.start, _SURE)
            for span, place in sure.items()
            if not place.is_moved
        ]
        for span in sorted(unsure, key=lambda each: (each.start, -each.end)):
            group = groups.setdefault(span.start, [])
            if not group:  # of spans that begin together, the longest that can be found leads
                found = self._links(span, unsure[span], old, new)
                links += found
                if not found:
                    continue
            group.append(span)
        in_order = {links[index].old: links[index].new for index in heaviest_chain(links)}
        best = _best(links)
        return {
            span: self._place(span, in_order.get(start), best[start])
            for start, group in groups.items()
            for span in group
        }

    def _place(self, span: Span, in_order: int | None, best: int) -> Place:
        """Return a span's place: in order where it is in the chain, else where most speaks for."""
        if in_order is None:
            return Place(span.moved(best - span.start), is_moved=True)
        there = span.moved(in_order - span.start)
        bounds = self._stretches.bounds_of(span)
        slack = len(span)
        inside = bounds.new - slack <= there.start and there.end <= bounds.new_end + slack
        return Place(there, is_moved=not inside)

    def _links(self, span: Span, aligned: Place | None, old: str, new: str) -> list[Link]:
        """Return a link to each place where a span's words stand and are not another's."""
        for ours, theirs, literal in ((old, new, True), (self._old, self._new, False)):
            found = self._all(span.of(ours), theirs, literal=literal)
            near = _nearest(found, self._expected(span))
            free = [at for at in near if not self._stretches.is_claimed(Span(at, at + len(span)))]
            if free:
                return [self._link(span, at, aligned) for at in free]
        return []

    def _all(self, words: str, text: str, *, literal: bool) -> list[int]:
        """Return every position of some words in the new text."""
        key = (words, literal)
        if key not in self._known:
            found, at = [], text.find(words) if words else -1
            while at >= 0:
                found.append(at)
                at = text.find(words, at + 1)
            self._known[key] = found
        return self._known[key]

    def _expected(self, span: Span) -> int:
        gap = self._stretches.gap_of(span)
        share = (span.start - gap.old) / max(1, gap.old_end - gap.old)
        return gap.new + round(share * (gap.new_end - gap.new))

    def _link(self, span: Span, at: int, aligned: Place | None) -> Link:
        end = at + len(span)
        before = common_end(self._old, self._new, span.start, at, min(_AROUND, span.start, at))
        room = min(_AROUND, len(self._old) - span.end, len(self._new) - end)
        after = common_start(self._old, self._new, span.end, end, room)
        gap = self._stretches.gap_of(span)
        inside = gap.new <= at and end <= gap.new_end
        proposed = aligned is not None and aligned.span.start == at
        weight = _ORDER + before + after + _AROUND * inside + _ALIGNED * proposed
        return Link(span.start, at, weight)


def _nearest(places: Sequence[int], expected: int) -> Sequence[int]:
    at = bisect_left(places, expected)
    near = places[max(0, at - _NEAREST) : at + _NEAREST]
    return sorted(near, key=lambda each: abs(each - expected))[:_NEAREST]


def _best(links: Iterable[Link]) -> dict[int, int]:
    best: dict[int, Link] = {}
    for link in links:
        if link.old not in best or best[link.old].weight < link.weight:
            best[link.old] = link
    return {old: link.new for old, link in best.items()}
