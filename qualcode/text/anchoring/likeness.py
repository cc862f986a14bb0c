"""Quotes whose words were changed: what they became.

A changed quote is first looked for where it was: the letters of the gap between the
nearest equal stretches are aligned. Where that gives too little, passages that are new
to the text are searched for one that shares its three-letter groups, since a passage
may be moved and corrected in one go.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.model.anchor import Anchor, Anchored
from qualcode.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.text.anchoring.alignment import Gap
    from qualcode.text.anchoring.stretches import Stretches

_HERE = 0.5
"""Likeness that is enough between two unchanged neighbours."""
_SURE = 0.75
"""Likeness from which nobody looks elsewhere."""
_ELSEWHERE = 0.7
"""Likeness that is needed in another place."""
_GRAM = 3
_COMMON = 50
"""A group of letters that stands at more places than this tells nothing."""
_TRIED = 3
"""Places whose likeness is measured."""
_CELLS = 200_000_000
"""Product of two lengths up to which letters are aligned: about a tenth of a second."""


class Likeness:
    """What changed words have become.

    Args:
        old: Search copy of the old text.
        new: Search copy of the new one.
        stretches: What both share.
    """

    def __init__(self, old: str, new: str, stretches: Stretches) -> None:
        self._old, self._new, self._stretches = old, new, stretches
        self._letters: dict[Gap, list[tuple[int, int, int]]] = {}

    def anchor(self, span: Span) -> Anchor:
        """Return the anchor of a span whose words are no longer there."""
        likeness, place = self._best(span, self._here(span))
        if likeness < _SURE:
            far, there = self._best(span, self._elsewhere(span))
            if far >= _ELSEWHERE and far > likeness:
                likeness, place = far, there
        if place is None or likeness < _HERE:
            return Anchor(span, Anchored.LOST, None, 0.0)
        return Anchor(span, Anchored.FUZZY, place, likeness)

    def in_place(self, span: Span) -> Anchor | None:
        """Return the anchor of a span whose words were surely corrected where they stood."""
        likeness, place = self._best(span, self._here(span))
        if place is None or likeness < _SURE:
            return None
        return Anchor(span, Anchored.FUZZY, place, likeness)

    def _best(self, span: Span, places: Iterable[Span]) -> tuple[float, Span | None]:
        return max(((self._like(span, place), place) for place in places), default=(0.0, None))

    def _like(self, span: Span, place: Span) -> float:
        from rapidfuzz.distance import Indel

        return Indel.normalized_similarity(span.of(self._old), place.of(self._new))

    def _here(self, span: Span) -> Iterable[Span]:
        """Yield what stands where the span stood, by the letters around and in it."""
        gap = self._stretches.gap_of(span)
        if gap.new < gap.new_end:
            equal = self._aligned(gap)
            start, end = _start_of(span.start, equal, gap), _end_of(span.end, equal, gap)
            yield from _stripped(self._new, start, end)

    def _aligned(self, gap: Gap) -> list[tuple[int, int, int]]:
        """Return the equal letters of a gap: old position, new position, how many."""
        if gap not in self._letters:
            self._letters[gap] = _equal_letters(self._old, self._new, gap)
        return self._letters[gap]

    def _elsewhere(self, span: Span) -> Iterable[Span]:
        """Yield the passages new to the text that share most groups of letters with a span."""
        from rapidfuzz.fuzz import partial_ratio_alignment

        words = span.of(self._old)
        votes: Counter[int] = Counter()
        width = len(words) // 2 + 1
        for offset in range(len(words) - _GRAM + 1):
            for at in self._grams.get(words[offset : offset + _GRAM], ()):
                votes[(at - offset) // width] += 1
        for bucket, _ in votes.most_common(_TRIED):
            start = max(0, (bucket - 1) * width)
            window = self._new[start : start + len(words) + 3 * width]
            best = partial_ratio_alignment(words, window)
            if best and len(window) >= len(words):
                yield from _stripped(self._new, start + best.dest_start, start + best.dest_end)

    @cached_property
    def _grams(self) -> dict[str, list[int]]:
        """Return where each group of letters stands in passages that are new."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for stretch in self._stretches.unexplained():
            for at in range(stretch.start, stretch.end - _GRAM + 1):
                found[self._new[at : at + _GRAM]].append(at)
        return {gram: places for gram, places in found.items() if len(places) <= _COMMON}


def _equal_letters(old: str, new: str, gap: Gap) -> list[tuple[int, int, int]]:
    from rapidfuzz.distance import Indel

    ours, theirs = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    if len(ours) * len(theirs) > _CELLS:
        return []
    return [
        (gap.old + op.src_start, gap.new + op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(ours, theirs)
        if op.tag == "equal"
    ]


def _start_of(position: int, equal: list[tuple[int, int, int]], gap: Gap) -> int:
    """Return where a stretch that began at an old position begins now."""
    before = (gap.old, gap.new)
    for old, new, length in equal:
        if old <= position < old + length:
            return new + position - old
        if old > position:
            return _between(position, before, (old, new))
        before = (old + length, new + length)
    return _between(position, before, (gap.old_end, gap.new_end))


def _end_of(position: int, equal: list[tuple[int, int, int]], gap: Gap) -> int:
    """Return where a stretch that ended at an old position ends now."""
    before = (gap.old, gap.new)
    for old, new, length in equal:
        if old < position <= old + length:
            return new + position - old
        if old >= position:
            return _between(position, before, (old, new))
        before = (old + length, new + length)
    return _between(position, before, (gap.old_end, gap.new_end))


def _between(position: int, before: tuple[int, int], after: tuple[int, int]) -> int:
    """Return a new position for an old one among replaced letters, in proportion."""
    share = (position - before[0]) / max(1, after[0] - before[0])
    return before[1] + round(share * (after[1] - before[1]))


def _stripped(text: str, start: int, end: int) -> Iterable[Span]:
    """Yield the stretch without the blanks at its ends, unless nothing is left of it."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    length = len(words.strip())
    if length:
        yield Span(start, start + length)
