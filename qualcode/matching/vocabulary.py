"""One automaton over every word of a codebook: literals, masks, words of sets and frames.

The text is read once, whatever the number of words; each hit is one number, and
what the number stands for was worked out when the codebook was compiled.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from qualcode.matching.lexicon import at_borders, automaton, word_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Hit = tuple[int, int, int]
"""Start, end and the number of a word."""


class Shape(IntEnum):
    """Where a word may stand."""

    ANYWHERE = 0
    BOUNDED = 1
    """English: must begin and end at a word border."""
    OPEN_ENDED = 2
    """English with ``*``: begins at a word border and runs on to the end of the word."""


_ANYWHERE = Shape.ANYWHERE


class Vocabulary:
    """Words under numbers, found in one pass.

    Words are added first; the automaton is made when it is first asked.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, Shape], int] = {}
        self._automaton: Any = None
        self.shapes: list[Shape] = []

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_automaton": None}

    def __len__(self) -> int:
        return len(self.shapes)

    def add(self, word: str, shape: Shape) -> int:
        """Return the number of a folded word; the same word and shape have one number."""
        number = self._numbers.setdefault((word, shape), len(self.shapes))
        if number == len(self.shapes):
            self.shapes.append(shape)
        return number

    def find(self, folded: str) -> Iterator[Hit]:
        """Yield every hit, those within longer words too, by end."""
        shapes = self.shapes
        for number, start, end in self._find(folded, overlapping=True):
            shape = shapes[number]
            if shape is _ANYWHERE:
                yield start, end, number
                continue
            stop = word_end(folded, end) if shape is Shape.OPEN_ENDED else end
            if at_borders(folded, start, stop):
                yield start, stop, number

    def by_unit(
        self, folded: str, units: Iterable[tuple[int, int]]
    ) -> Iterator[tuple[int, list[Hit]]]:
        """Yield the index of each unit that holds a word, and its hits by position.

        Args:
            folded: The search copy of a whole document.
            units: Stretches of it that do not overlap, in order.
        """
        numbered = enumerate(units)
        index, (start, end) = next(numbered, (-1, (0, 0)))
        here: list[Hit] = []
        for hit in self.find(folded):
            while index >= 0 and hit[1] > end:
                if here:
                    yield index, sorted(here)
                    here = []
                index, (start, end) = next(numbered, (-1, (0, 0)))
            if index < 0:
                return
            if hit[0] >= start:
                here.append(hit)
        if here:
            yield index, sorted(here)

    def _find(self, folded: str, *, overlapping: bool) -> Sequence[tuple[int, int, int]]:
        if not self.shapes:
            return ()
        if self._automaton is None:
            self._automaton = automaton([word for word, _ in self._numbers])
        found: Sequence[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(
            folded, overlapping=overlapping
        )
        return found
