"""Where a stretch of the stored text stands in its source, in the source's own terms.

A text file has lines, a PDF pages, a subtitle file cues with times, a table rows. Landmarks
are kept where the stored text is made from something other than lines of text.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Landmark(NamedTuple):
    """From here on, up to the next landmark, the source's place is this one."""

    start: int
    """Code point of the stored text."""
    place: str
    """``page 3``, ``row 12``, ``00:01:05``."""


def place_of(text: str, landmarks: Sequence[Landmark], position: int) -> str:
    """Return where a position of the text stands in its source.

    Args:
        text: The stored text.
        landmarks: In order of their starts; without any, the source has lines.
        position: Code point of the text.
    """
    if not landmarks:
        return f"line {text.count(chr(10), 0, position) + 1}"
    last = bisect_right(landmarks, position, key=lambda each: each.start) - 1
    return landmarks[max(last, 0)].place
