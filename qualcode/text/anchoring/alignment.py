"""Which stretches of two texts are the same, stretches that were moved among them.

After Heckel (A technique for isolating differences between files, CACM 21, 1978):
clauses that stand once in each text belong together, and so do equal neighbours of
such pairs. The heaviest chain of the runs found keeps its order; long runs outside of
it were moved. What lies between two runs is aligned again, since a clause that is
frequent in the whole is often unique there. Every step is linear or nearly so.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from qualcode.text.anchoring.chains import Link, heaviest_chain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PIECE = re.compile(r"[^\n。！？!?；;，,、.]*[\n。！？!?；;，,、.]+|[^\n。！？!?；;，,、.]+")
_MOVED = 8
"""Characters from which an equal stretch in another order counts as moved, not as chance."""


class Block(NamedTuple):
    """An equal stretch: ``old_text[old:old + length] == new_text[new:new + length]``."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """Return where it ends in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Return where it ends in the new text."""
        return self.new + self.length


class Gap(NamedTuple):
    """A stretch of the old text and the stretch of the new one that took its place."""

    old: int
    old_end: int
    new: int
    new_end: int


class Alignment(NamedTuple):
    """The equal stretches of two texts."""

    kept: list[Block]
    """Those that keep their order; disjoint and rising in both texts."""
    moved: list[Block]
    """Those that stand elsewhere now, in the order of the old text."""


def align(old: str, new: str, weight: Callable[[Block], float]) -> Alignment:
    """Align two texts.

    Args:
        old: The former text.
        new: The text that takes its place.
        weight: How much an equal stretch counts when it is settled which ones were moved.
    """
    kept: list[Block] = []
    moved: list[Block] = []
    waiting = [Gap(0, len(old), 0, len(new))]
    while waiting:
        gap = waiting.pop()
        ends, inner = _trimmed(old, new, gap)
        runs = _runs(old, new, inner)
        chain = dict.fromkeys(_in_order(runs, weight))
        moved += [run for run in runs if run not in chain and run.length >= _MOVED]
        kept += [*ends, *chain]
        if chain:
            waiting += gaps_between(list(chain), inner)
    return Alignment(sorted(kept), sorted(moved))


def gaps_between(blocks: Sequence[Block], within: Gap) -> Iterator[Gap]:
    """Yield what lies between the blocks of a chain, where both texts have something there."""
    first = Block(within.old, within.new, 0)
    last = Block(within.old_end, within.new_end, 0)
    for left, right in pairwise((first, *blocks, last)):
        gap = Gap(left.old_end, right.old, left.new_end, right.new)
        if gap.old < gap.old_end and gap.new < gap.new_end:
            yield gap


def common_start(one: str, other: str, at: int, there: int, limit: int) -> int:
    """Return how many characters agree from two positions on, at most `limit`."""
    return _agreeing(limit, lambda a, b: one[at + a : at + b] == other[there + a : there + b])


def common_end(one: str, other: str, at: int, there: int, limit: int) -> int:
    """Return how many characters agree up to two positions, at most `limit`."""
    return _agreeing(limit, lambda a, b: one[at - b : at - a] == other[there - b : there - a])


def _agreeing(limit: int, same: Callable[[int, int], bool]) -> int:
    """Find the greatest length that agrees: in doubling steps forward, then in halving ones."""
    length, step = 0, 1
    while length + step <= limit and same(length, length + step):
        length += step
        step *= 2
    while step:
        if length + step <= limit and same(length, length + step):
            length += step
        step //= 2
    return length


def _trimmed(old: str, new: str, gap: Gap) -> tuple[list[Block], Gap]:
    """Return the equal beginning and end of a gap as blocks, and what lies between them."""
    start, end, there, there_end = gap
    head = common_start(old, new, start, there, min(end - start, there_end - there))
    left = min(end - start, there_end - there) - head
    tail = common_end(old, new, end, there_end, left)
    ends = [Block(start, there, head), Block(end - tail, there_end - tail, tail)]
    inner = Gap(start + head, end - tail, there + head, there_end - tail)
    return [block for block in ends if block.length], inner


def _in_order(runs: Sequence[Block], weight: Callable[[Block], float]) -> list[Block]:
    chain = heaviest_chain([Link(run.old, run.new, weight(run)) for run in runs])
    return [runs[index] for index in chain]


def _runs(old: str, new: str, gap: Gap) -> list[Block]:
    """Return the runs of clauses that belong together, in the order of the old text."""
    if gap.old == gap.old_end or gap.new == gap.new_end:
        return []
    ours = [*_PIECE.finditer(old, gap.old, gap.old_end)]
    theirs = [*_PIECE.finditer(new, gap.new, gap.new_end)]
    partners = _partners([piece[0] for piece in ours], [piece[0] for piece in theirs])
    runs: list[Block] = []
    for piece, partner in zip(ours, partners, strict=True):
        if partner < 0:
            continue
        block = Block(piece.start(), theirs[partner].start(), len(piece[0]))
        last = runs[-1] if runs else None
        if last and (last.old_end, last.new_end) == block[:2]:
            runs[-1] = Block(last.old, last.new, last.length + block.length)
        else:
            runs.append(block)
    return runs


def _partners(ours: Sequence[str], theirs: Sequence[str]) -> list[int]:
    """Return for each clause the index of its partner in the other text, or -1."""
    once = {piece for piece, count in Counter(theirs).items() if count == 1}
    once &= {piece for piece, count in Counter(ours).items() if count == 1}
    where = {piece: place for place, piece in enumerate(theirs) if piece in once}
    partners = [where.get(piece, -1) for piece in ours]
    taken = set(where.values())
    for step in (1, -1):
        _spread(partners, taken, ours, theirs, step)
    return partners


def _spread(
    partners: list[int], taken: set[int], ours: Sequence[str], theirs: Sequence[str], step: int
) -> None:
    """Pair the equal neighbours of pairs, forward (1) or backward (-1)."""
    order = range(len(ours)) if step == 1 else range(len(ours) - 1, -1, -1)
    for index in order:
        there = partners[index] + step
        if partners[index] < 0 or not 0 <= there < len(theirs) or there in taken:
            continue
        near = index + step
        if 0 <= near < len(ours) and partners[near] < 0 and ours[near] == theirs[there]:
            partners[near] = there
            taken.add(there)
