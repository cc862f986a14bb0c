"""Where a stretch of the stored text stands in its source, in the source's own terms.

A text file has lines, a PDF pages, a subtitle file cues with times, a table rows. Landmarks
are kept where the stored text is made from something other than lines of text.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Landmark(NamedTuple):
    """From here on, up to the next landmark, the source's place is this one."""

    start: int
    """Code point of the stored text."""
    place: str
    """``page 3``, ``row 12``, ``00:01:05``."""


class Places:
    """The places of one document, ready to be asked.

    Args:
        text: The stored text.
        landmarks: In order of their starts; without any, the source has lines.
    """

    def __init__(self, text: str, landmarks: Sequence[Landmark] = ()) -> None:
        self._text = text
        self._landmarks = landmarks

    def of(self, position: int) -> str:
        """Return where a code point of the text stands in its source."""
        if not self._landmarks:
            return f"line {bisect_right(self._lines, position)}"
        last = bisect_right(self._landmarks, position, key=lambda each: each.start) - 1
        return self._landmarks[max(last, 0)].place

    @cached_property
    def _lines(self) -> list[int]:
        """Return where each line begins."""
        lengths = [len(line) + 1 for line in self._text.split("\n")]
        return [0, *accumulate(lengths[:-1])]
