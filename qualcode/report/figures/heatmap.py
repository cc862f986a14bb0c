"""A table of numbers as shades: subjects by codes, or codes by codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.rounding import half_up
from qualcode.report.figures.canvas import INK, PALE, Canvas, shortened, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELL, _LEFT_MOST, _TOP_MOST = 34, 280, 170
_SMALL = 11
"""Size of the names, in pixels."""
_DARK = (47, 111, 159)


def heatmap_svg(
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[float | None]],
    *,
    said: Sequence[Sequence[str]] | None = None,
    note: str = "",
) -> str:
    """Draw shades from white (0) to blue (the largest value).

    Args:
        title: Above the picture.
        rows: Names, top down.
        columns: Names, from left.
        values: One for each cell; None stays white, with a dash.
        said: What stands in each cell; default: the value.
        note: Below the picture.
    """
    left = min(max((width_of(name) for name in rows), default=0) + 14, _LEFT_MOST)
    top = 40 + min(max((width_of(name) for name in columns), default=0) * 0.72 + 16, _TOP_MOST)
    tops = [shortened(name, _TOP_MOST * 1.3, _SMALL) for name in columns]
    ends = [left + _CELL * (n + 0.5) + width_of(name, _SMALL) * 0.72 for n, name in enumerate(tops)]
    least = max(width_of(title, 15), width_of(note, 10))
    width = max([least + 12, left + _CELL * len(columns), *ends]) + 12
    canvas = Canvas(width, top + _CELL * 0.7 * len(rows) + 34, title)
    canvas.text((12, 24), title, size=15)
    most = max((value for row in values for value in row if value is not None), default=0) or 1
    for number, name in enumerate(tops):
        place = (left + _CELL * (number + 0.5), top - 6)
        canvas.text(place, name, turn=-45, size=_SMALL)
    for line, (name, row) in enumerate(zip(rows, values, strict=True)):
        y = top + line * _CELL * 0.7
        canvas.text(
            (left - 6, y + 16), shortened(name, left - 12, _SMALL), anchor="end", size=_SMALL
        )
        for number, value in enumerate(row):
            words = said[line][number] if said else _number(value)
            _cell(canvas, (left + number * _CELL, y), value, most, words)
    if note:
        canvas.text((12, canvas.height - 10), note, colour=PALE, size=10)
    return canvas.finished()


def _cell(
    canvas: Canvas, place: tuple[float, float], value: float | None, most: float, words: str
) -> None:
    share = max(0.0, (value or 0.0) / most)
    canvas.rect(place, (_CELL - 1.5, _CELL * 0.7 - 1.5), _shade(share), hover=words)
    colour = "#ffffff" if share > 0.55 else INK
    middle = (place[0] + _CELL / 2 - 1, place[1] + 15)
    canvas.text(middle, words, anchor="middle", colour=colour, size=9)


def _shade(share: float) -> str:
    parts = (round(255 - (255 - dark) * share) for dark in _DARK)
    return "#" + "".join(f"{part:02x}" for part in parts)


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value == int(value) else half_up(value, 2)
