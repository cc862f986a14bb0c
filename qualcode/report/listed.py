"""A table of sentences on a narrow terminal: row by row, each value behind its heading.

Cut into blocks of columns, a quote would stand a screen away from its code; so where
words do not fit beside each other, they stand below each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from qualcode.report.folding import Folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from qualcode.report.layout import Strip

PROSE = 60
"""A column whose longest cell is wider than this holds sentences."""
_MARGIN = "    "


def is_prose(strips: Sequence[Strip]) -> bool:
    """Tell whether any of the columns holds sentences."""
    return any(not each.is_number and each.natural() > PROSE for each in strips)


def listed(strips: Sequence[Strip]) -> RenderableType:
    """Return rows one below the other; a head is not repeated where the next row has the same."""
    return Group(*_lines(strips))


def _lines(strips: Sequence[Strip]) -> Iterator[RenderableType]:
    head, *others = strips
    last = None
    for number, name in enumerate(head.cells):
        yield Text()
        if name != last:
            yield Folded(Text(name, "bold"), head.margins[number] if head.margins else "")
        last = name
        for strip in others:
            if strip.cells[number] not in {"", "–"}:
                yield _entry(" ".join(strip.heading.split()), strip.cells[number])


def _entry(heading: str, words: str) -> RenderableType:
    return Folded(Text.assemble((f"{heading}: ", "dim"), words), _MARGIN)
