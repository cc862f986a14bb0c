"""A row of text in styles: marks laid over each other, cut where one begins or ends."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qualcode.review_app.scene import Mark

_BARE = Style()


def painted(
    words: str, at: int, marks: Iterable[Mark], styles: Mapping[str, Style]
) -> Iterator[Segment]:
    """Yield a row's words in their styles.

    Args:
        words: The words of the row as they are drawn.
        at: Offset of the first sign.
        marks: Offsets are of the whole text; parts outside of the row are left out.
        styles: Styles by the names that marks use.
    """
    end = at + len(words)
    here = [mark for mark in marks if mark.start < end and mark.end > at]
    inside = {edge for mark in here for edge in mark[:2] if at < edge < end}
    for start, stop in pairwise(sorted(inside | {at, end})):
        over = [styles[mark.style] for mark in here if mark.start <= start and stop <= mark.end]
        yield Segment(words[start - at : stop - at], Style.combine((_BARE, *over)))
