"""From spans of an old text to anchors in a new one.

Each span is asked, in this order: does it lie in an equal stretch; do its very words
stand anywhere that is not another passage's; is there something like it. A quote that
occurs often goes where the order of all quotes, the words around it and the alignment
send it. Texts are aligned on their search copies, so that another script or width
hinders nothing; a quote counts as exact only when its own characters are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.model.anchor import Anchor, Anchored
from qualcode.text.anchoring.alignment import align
from qualcode.text.anchoring.likeness import Likeness
from qualcode.text.anchoring.occurrences import Occurrences
from qualcode.text.anchoring.stretches import Stretches
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qualcode.model.span import Span
    from qualcode.text.anchoring.alignment import Block
    from qualcode.text.anchoring.stretches import Place

_CONTEXT = 8
"""Characters beside its quotes that make an equal stretch more than these quotes."""
_HELD = 4
"""How much more a stretch that holds quotes weighs than one that holds none."""
_BARE = 25
"""The same for a stretch that is nothing but quotes: such a one has hardly moved, its
surroundings have, so whatever is changed outside of quotes leaves them in their order."""


def anchor(old: str, new: str, spans: Sequence[Span]) -> list[Anchor]:
    """Find the words of spans again in the text that takes the old one's place.

    Args:
        old: The former text.
        new: The corrected one.
        spans: Stretches of the former text, in any order; they may overlap.

    Returns:
        One anchor for each span, in the order given. While the words of all spans are
        unchanged and in order, each is `EXACT`, whatever has happened around them; only where
        long stretches show that a quote was deleted, an equal sentence elsewhere is no substitute.
    """
    if old == new:
        return [Anchor(span, Anchored.EXACT, span, 1.0) for span in spans]
    return _Anchoring.of(old, new, spans).anchors(spans)


@dataclass(frozen=True)
class _Anchoring:
    """Two texts, aligned for some spans."""

    old: str
    new: str
    stretches: Stretches
    occurrences: Occurrences
    likeness: Likeness

    @classmethod
    def of(cls, old: str, new: str, spans: Iterable[Span]) -> _Anchoring:
        """Align two texts with regard to some spans."""
        ours, theirs = fold(old), fold(new)
        alignment = align(ours, theirs, _weight(len(old), spans))
        stretches = Stretches.of(ours, theirs, alignment)
        return cls(
            old,
            new,
            stretches,
            Occurrences(ours, theirs, stretches),
            Likeness(ours, theirs, stretches),
        )

    def anchors(self, spans: Sequence[Span]) -> list[Anchor]:
        """Return one anchor for each span."""
        seen = {span: self._in_equal_stretch(span) for span in dict.fromkeys(spans)}
        sure = {span: place for span, place in seen.items() if place and place.is_sure}
        unsure = {span: place for span, place in seen.items() if span not in sure}
        if any(place is None or place.is_moved for place in unsure.values()):
            unsure = dict(self.occurrences.placed(unsure, sure, self.old, self.new))
        return [self._anchor(span, sure.get(span) or unsure.get(span)) for span in spans]

    def _in_equal_stretch(self, span: Span) -> Place | None:
        """Return where a span is that lies in an equal stretch, if its own characters are."""
        place = self.stretches.place_of(span)
        return place if place and place.span.of(self.new) == span.of(self.old) else None

    def _anchor(self, span: Span, place: Place | None) -> Anchor:
        place = place or self.stretches.place_of(span)
        if place is None:
            return self._as_found(self.likeness.anchor(span))
        if place.is_moved and not place.is_sure:  # a twin may stand there, the quote be corrected
            corrected = self.likeness.in_place(span)
            if corrected:
                return self._as_found(corrected)
        state = Anchored.MOVED if place.is_moved else Anchored.EXACT
        return self._as_found(Anchor(span, state, place.span, 1.0))

    def _as_found(self, found: Anchor) -> Anchor:
        """Return an anchor whose state says what the characters themselves say."""
        if found.new is None:
            return found
        is_same = found.new.of(self.new) == found.old.of(self.old)
        if is_same and found.state is Anchored.FUZZY:
            return replace(found, state=Anchored.EXACT)
        return found if is_same else replace(found, state=Anchored.FUZZY)


def _weight(length: int, spans: Iterable[Span]) -> Callable[[Block], float]:
    """Return how much an equal stretch weighs, from how much of it is quoted."""
    quoted = _running_total(length, spans)

    def weight(block: Block) -> float:
        held = quoted[block.old_end] - quoted[block.old]
        if not held:
            return block.length
        return block.length * (_HELD if block.length - held >= _CONTEXT else _BARE)

    return weight


def _running_total(length: int, spans: Iterable[Span]) -> list[int]:
    """Return, for each position, how many characters before it lie in a span."""
    covered = bytearray(length)
    for span in spans:
        covered[span.start : span.end] = b"\1" * len(span)
    total, totals = 0, [0]
    for each in covered:
        total += each
        totals.append(total)
    return totals
