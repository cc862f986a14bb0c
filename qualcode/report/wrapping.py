"""Where lines of mixed Chinese and English text end, and how many cells each sign takes.

A line may end between any two Chinese characters, but none begins with closing
punctuation or ends with an opening bracket (避头尾). Blanks at the end of a line hang
over its edge. Cells are summed up once per text, so that a transcript of 400,000
characters is wrapped in a tenth of a second.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_FIRST = frozenset("，。、；：？！）】》」』”’…—·,.;:?!)]}%％")
_NOT_LAST = frozenset("（【《「『“‘([{")
_JOINER, _WIDENER = "\u200d", "\ufe0f"
"""Signs of emoji: the next one is part of this one; this one is drawn wide."""


class _Cells(dict[str, int]):
    """Cells of each sign, looked up once."""

    def __missing__(self, sign: str) -> int:
        self[sign] = cells = cell_len(sign)
        return cells


_CELLS = _Cells()


def cell_stops(text: str) -> Sequence[int]:
    """Return how many cells stand before each sign of a text, and last of all its width.

    Returns:
        ``len(text) + 1`` numbers that never fall; the first is 0.
    """
    if _JOINER in text or _WIDENER in text:
        return _stops_of_emoji(text)
    return array("I", accumulate(map(_CELLS.__getitem__, text), initial=0))


def line_starts(text: str, width: int, stops: Sequence[int] = ()) -> list[int]:
    """Return where the second and further lines of a text begin.

    Args:
        text: Without line breaks.
        width: Cells of a line.
        stops: The text's `cell_stops`, where they are known.
    """
    stops = stops or cell_stops(text)
    starts: list[int] = []
    here, last = 0, len(text)
    while stops[last] - stops[here] > width:
        over = max(bisect_right(stops, stops[here] + width, here) - 1, here + 1)
        while over < last and text[over].isspace():
            over += 1
        if over == last:
            break
        here = _gap(text, here, over)
        starts.append(here)
    return starts


def _gap(text: str, here: int, over: int) -> int:
    """Return the last place up to `over` where a line may begin; `over` itself if there is none."""
    for index in range(min(over, len(text) - 1), here, -1):
        if _may_break(text, index):
            return index
    return over


def _may_break(text: str, index: int) -> bool:
    """Tell whether a line may begin at an index: after a blank, or beside a wide character."""
    before, after = text[index - 1], text[index]
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST or not _CELLS[after]:
        return False
    return before.isspace() or before in "-/" or _CELLS[before] == 2 or _CELLS[after] == 2


def _stops_of_emoji(text: str) -> Sequence[int]:
    """Measure a text with joined emoji as Rich does, sign by sign."""
    from rich.cells import split_graphemes

    stops = array("I", [0])
    for start, end, cells in split_graphemes(text)[0]:
        stops.extend([stops[-1] + cells] * (end - start))
    return stops
