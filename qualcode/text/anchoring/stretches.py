"""The equal stretches of two texts, asked for the place of a span."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.span import Span
from qualcode.text.anchoring.alignment import Block, Gap, common_end, common_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.text.anchoring.alignment import Alignment

STRONG = 64
"""Characters from which an equal stretch is no chance."""
_EDGE = 8
"""Characters at either end of a strong stretch that another passage may claim as well:
where a repetition was deleted, nothing tells which of the two it was."""


class Place(NamedTuple):
    """Where the words of a span are."""

    span: Span
    is_moved: bool = False
    is_sure: bool = False
    """Whether it lies in an equal stretch that is no chance."""


@dataclass(frozen=True)
class Stretches:
    """What two texts share, sorted for look-up."""

    kept: Sequence[Block]
    """Equal stretches in order, disjoint."""
    wide: Sequence[Block]
    """The same, each as long as the texts agree: they may overlap."""
    moved: Sequence[Block]
    """Stretches that stand elsewhere now."""
    strong: Sequence[Block]
    """Those of `kept` that are no chance."""
    claims: Sequence[Block]
    """All that are no chance, in the order of the new text."""

    @classmethod
    def of(cls, old: str, new: str, alignment: Alignment) -> Stretches:
        """Prepare an alignment for look-up."""
        first, last = Block(0, 0, 0), Block(len(old), len(new), 0)
        kept = [first, *alignment.kept, last]
        return cls(
            kept=kept,
            wide=_widened(old, new, kept),
            moved=alignment.moved,
            strong=[first, *_long(kept), last],
            claims=sorted(_long([*kept, *alignment.moved]), key=lambda block: block.new),
        )

    def place_of(self, span: Span) -> Place | None:
        """Return where a span is that lies in one equal stretch."""
        for blocks, is_moved in ((self.wide, False), (self.moved, True)):
            block = _holding(blocks, span)
            if block:
                there = span.moved(block.new - block.old)
                return Place(there, is_moved, block.length >= STRONG)
        return None

    def gap_of(self, span: Span) -> Gap:
        """Return the stretches of both texts between the nearest equal ones around a span."""
        return _around(self.kept, span)

    def bounds_of(self, span: Span) -> Gap:
        """Return the same between the nearest strong stretches."""
        return _around(self.strong, span)

    def is_claimed(self, place: Span) -> bool:
        """Tell whether a place of the new text surely belongs to another passage of the old."""
        at = bisect_right(self.claims, place.start, key=lambda block: block.new) - 1
        if at < 0:
            return False
        block = self.claims[at]
        return block.new + _EDGE <= place.start and place.end <= block.new_end - _EDGE

    def unexplained(self) -> list[Span]:
        """Return the stretches of the new text that are in no equal stretch."""
        covered = sorted((block.new, block.new_end) for block in (*self.kept, *self.moved))
        free, here = [], 0
        for start, end in covered:
            if start > here:
                free.append(Span(here, start))
            here = max(here, end)
        return free


def _widened(old: str, new: str, kept: Sequence[Block]) -> list[Block]:
    """Let each stretch reach over the gaps beside it as far as the texts agree."""
    wide = []
    for before, block, after in zip((kept[0], *kept), kept, (*kept[1:], kept[-1]), strict=False):
        left = min(block.old - before.old_end, block.new) if before is not block else 0
        right = min(after.old - block.old_end, len(new) - block.new_end)
        back = common_end(old, new, block.old, block.new, max(0, left))
        on = common_start(old, new, block.old_end, block.new_end, max(0, right))
        wide.append(Block(block.old - back, block.new - back, back + block.length + on))
    return wide


def _long(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.length >= STRONG]


def _holding(blocks: Sequence[Block], span: Span) -> Block | None:
    """Return the longest of the blocks near a span that holds it whole."""
    at = bisect_right(blocks, span.start, key=lambda block: block.old)
    near = [each for each in blocks[max(0, at - 2) : at] if span.end <= each.old_end]
    return max(near, key=lambda block: block.length, default=None)


def _around(blocks: Sequence[Block], span: Span) -> Gap:
    """Return what lies between the blocks on both sides; a block that holds an end is cut there."""
    left = blocks[max(0, bisect_right(blocks, span.start, key=lambda block: block.old) - 1)]
    at = bisect_right(blocks, span.end - 1, key=lambda block: block.old_end)
    right = blocks[min(at, len(blocks) - 1)]
    start = min(span.start, left.old_end)
    end = max(span.end, right.old)
    return Gap(start, end, start - left.old + left.new, end - right.old + right.new)
