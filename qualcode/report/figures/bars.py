"""Frequencies as horizontal bars: as SVG, and as plain bars on a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from qualcode.report.figures.canvas import BLUE, GRID, PALE, Canvas, shortened, width_of
from qualcode.report.plain import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW, _BAR = 24, 15
_LEFT_MOST = 300
_WIDER = 1.25
"""How much wider than reckoned the numbers are in the widest of usual fonts (DejaVu Sans)."""
_BLOCKS = " ▏▎▍▌▋▊▉█"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    name: str
    value: float
    said: str
    """The number as the table writes it, such as ``12/38 31.6%``."""


def bars_svg(title: str, bars: Sequence[Bar], *, width: int = 760, note: str = "") -> str:
    """Draw bars, the first on top; their lengths begin at zero."""
    left = min(max((width_of(bar.name) for bar in bars), default=0) + 16, _LEFT_MOST)
    height = 56 + _ROW * len(bars) + (22 if note else 0)
    right = max((width_of(bar.said, 11) for bar in bars), default=0) * _WIDER + 12
    width = max(width, ceil(width_of(note, 10) + 24))
    canvas = Canvas(width, height, title)
    canvas.text((12, 24), title, size=15)
    room, most = width - left - right, max((bar.value for bar in bars), default=0) or 1
    canvas.line((left, 40), (left, 44 + _ROW * len(bars)), colour=GRID)
    for number, bar in enumerate(bars):
        top = 44 + number * _ROW
        canvas.text((left - 8, top + 12), shortened(bar.name, left - 16), anchor="end")
        length = room * bar.value / most
        canvas.rect((left, top), (length, _BAR), BLUE, hover=f"{bar.name}: {bar.said}")
        canvas.text((left + length + 6, top + 12), bar.said, colour=PALE, size=11)
    if note:
        canvas.text((12, height - 10), note, colour=PALE, size=10)
    return canvas.finished()


def bars_text(bars: Sequence[Bar], *, width: int) -> Text:
    """Draw bars in eighths of a character, names aligned by what they take on a terminal."""
    names = [_line(bar.name) for bar in bars]
    left = min(max((cell_len(name) for name in names), default=0), width // 2)
    right = max((cell_len(bar.said) for bar in bars), default=0)
    room = max(width - left - right - 3, 8)
    most = max((bar.value for bar in bars), default=0) or 1
    lines = []
    for name, bar in zip(names, bars, strict=True):
        eighths = round(room * 8 * bar.value / most)
        full, rest = divmod(eighths, 8)
        drawn = "█" * full + (_BLOCKS[rest] if rest else "")
        lines.append(f"{_fitted(name, left)} {drawn} {_line(bar.said)}".rstrip())
    return Text("\n".join(lines))


def _line(words: str) -> str:
    """Return words on one line, powerless on a terminal."""
    return visible(" ".join(words.split()))


def _fitted(name: str, cells: int) -> str:
    """Return a name of exactly so many cells; what is cut shows that it is."""
    if cell_len(name) > cells:
        while name and cell_len(name) > cells - 1:
            name = name[:-1]
        name += "…"
    return name + " " * (cells - cell_len(name))
