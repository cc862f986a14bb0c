"""A concordance for the terminal: what was found stands in one column, line below line.

Columns are counted in cells, since a Chinese character takes two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from qualcode.report.plain import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.model.hit import Hit

_SMALLEST = 8
"""Cells of context on either side, at least; a narrower terminal folds the line."""


def render_concordance(hits: Sequence[Hit], *, width: int) -> Iterator[Text]:
    """Yield one line for each hit, aligned at the words found.

    Args:
        hits: What was found.
        width: Cells of the terminal.
    """
    places = [visible(f"{hit.document}#{hit.turn + 1}") for hit in hits]
    margin = max((cell_len(place) for place in places), default=0)
    widest = max((cell_len(_flat(hit.words)) for hit in hits), default=0)
    key = min(widest, max(width // 3, _SMALLEST))
    side = max((width - margin - key - 6) // 2, _SMALLEST)
    for place, hit in zip(places, hits, strict=True):
        line = Text(no_wrap=True)
        line.append(set_cell_size(place, margin), style="dim")
        line.append("  ")
        line.append(_last_cells(_flat(hit.left), side))
        line.append("【", style="bold")
        line.append(_flat(hit.words), style="bold")
        line.append("】", style="bold")
        line.append(_first_cells(_flat(hit.right), side))
        yield line


def _flat(text: str) -> str:
    return visible(" ".join(text.splitlines()))


def _last_cells(text: str, size: int) -> str:
    """Return the end of a text, filled with blanks on the left to exactly so many cells."""
    while cell_len(text) > size:
        text = text[1:]
    return " " * (size - cell_len(text)) + text


def _first_cells(text: str, size: int) -> str:
    """Return the beginning of a text, of at most so many cells."""
    while cell_len(text) > size:
        text = text[:-1]
    return text
