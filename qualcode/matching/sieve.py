"""Which frames may stand in a stretch of text, told by a few operations on whole numbers.

Each word carries a number whose bits say which frames it serves as their first,
second or third need. The numbers of all words of a stretch are joined by "or"; a
frame whose bits are all there may stand, and nearly all others are ruled out
without looking at them.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Need = frozenset[str]

_NEEDS = 3
"""How many needs of a frame are told by bits; the rest is left to the joining."""
_BUCKETS = 4096
"""Most bits for one need; with more frames than that, several share a bit."""


class Sieve:
    """The needs of frames as bits.

    Args:
        needs: For each frame the names of sets and words, of each group of which
            one must be present.
    """

    def __init__(self, needs: Sequence[Sequence[Need]]) -> None:
        self._count = len(needs)
        self._size = max(1, min(self._count, _BUCKETS))
        self._all = (1 << self._size) - 1
        self._always = 0
        names: dict[str, dict[int, None]] = {}
        for index, each in enumerate(needs):
            self._take(index, each, names)
        self._of_name = {name: _number(bits) for name, bits in names.items()}

    def _take(self, index: int, needs: Sequence[Need], names: dict[str, dict[int, None]]) -> None:
        bits = [rank * self._size + index % self._size for rank in range(_NEEDS)]
        for bit, need in zip(bits, needs, strict=False):
            for name in need:
                names.setdefault(name, {})[bit] = None
        self._always |= reduce(or_, (1 << bit for bit in bits[len(needs) :]), 0)

    def bits_of(self, names: Iterable[str]) -> int:
        """Return what words of these sets serve for."""
        return reduce(or_, (self._of_name.get(name, 0) for name in names), 0)

    def those(self, frames: Iterable[int]) -> int:
        """Return a choice of frames, to be given to `possible`."""
        return reduce(or_, (1 << index % self._size for index in frames), 0)

    def possible(self, bits: int, among: int = -1) -> list[int]:
        """Return the frames that may stand where the words with these bits are, in order.

        Args:
            bits: The bits of all words there, joined by "or".
            among: Which frames to ask for; sharing a bit may let a few others in.
        """
        bits |= self._always
        left = bits & (bits >> self._size) & (bits >> 2 * self._size) & self._all & among
        found: list[int] = []
        while left:
            lowest = left & -left
            found.extend(range(lowest.bit_length() - 1, self._count, self._size))
            left ^= lowest
        if self._count > self._size:
            found.sort()
        return found


def _number(bits: Iterable[int]) -> int:
    """Return the number that has these bits."""
    highest = max(bits, default=0)
    raw = bytearray(highest // 8 + 1)
    for bit in bits:
        raw[bit // 8] |= 1 << bit % 8
    return int.from_bytes(raw, "little")
