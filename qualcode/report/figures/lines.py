"""The saturation curve: codes met so far, with the band of random orders around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.report.figures.canvas import BLUE, GRID, INK, ORANGE, PALE, Canvas, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LEFT, _TOP, _RIGHT, _BOTTOM = 56, 44, 20, 66
_LINES = 6
"""At most so many lines above the lowest."""
_LEGEND = 11
"""Size of its words, in pixels."""


@dataclass(frozen=True, slots=True)
class Accumulation:
    """What the curve shows, one value an interview."""

    total: Sequence[float]
    low: Sequence[float]
    median: Sequence[float]
    high: Sequence[float]


def saturation_svg(
    title: str,
    found: Accumulation,
    *,
    axes: tuple[str, str],
    legend: tuple[str, str],
    note: str = "",
) -> str:
    """Draw the curve in the order given, the median of random orders and their 95 % band.

    Args:
        title: Above the picture.
        found: The values.
        axes: Names of the horizontal and the vertical axis.
        legend: Names of the curve in the order given and of the median.
        note: Below the picture: what was counted.
    """
    canvas = Canvas(640, 420, title)
    canvas.text((12, 24), title, size=15)
    number, most = len(found.total), max((*found.high, *found.total), default=0) or 1
    room = (canvas.width - _LEFT - _RIGHT, canvas.height - _TOP - _BOTTOM)

    def at(index: int, value: float) -> tuple[float, float]:
        share = index / max(number - 1, 1)
        return _LEFT + room[0] * share, _TOP + room[1] * (1 - value / most)

    for value in range(0, int(most) + 1, _step(most)):
        canvas.line(at(0, value), at(max(number - 1, 1), value), colour=GRID)
        canvas.text((_LEFT - 8, at(0, value)[1] + 4), str(value), anchor="end", size=10)
    band = [at(i, v) for i, v in enumerate(found.high)]
    band += [at(i, v) for i, v in reversed(list(enumerate(found.low)))]
    canvas.path(band, BLUE, fill="#d5e3ee")
    canvas.path([at(i, v) for i, v in enumerate(found.median)], BLUE)
    canvas.path([at(i, v) for i, v in enumerate(found.total)], ORANGE)
    _ticks(canvas, number, at)
    canvas.text((_LEFT + room[0] / 2, canvas.height - 30), axes[0], anchor="middle", colour=PALE)
    canvas.text((14, _TOP + room[1] / 2), axes[1], anchor="middle", colour=PALE, turn=-90)
    _explain(canvas, legend)
    if note:
        canvas.text((12, canvas.height - 10), note, colour=PALE, size=10)
    return canvas.finished()


def _explain(canvas: Canvas, legend: tuple[str, str]) -> None:
    """Name the lines in the lower right corner, where no curve comes that has risen."""
    x = canvas.width - _RIGHT - 8 - max(width_of(name, _LEGEND) for name in legend)
    for line, (name, colour) in enumerate(zip(legend, (ORANGE, BLUE), strict=True)):
        y = canvas.height - _BOTTOM - 34 + line * 18
        canvas.line((x - 30, y), (x - 6, y), colour=colour, width=2)
        canvas.text((x, y + 4), name, colour=INK, size=_LEGEND)


def _step(most: float) -> int:
    """Return how many codes lie between two lines: 1, 2 or 5 times a power of ten."""
    decade = 1
    while True:
        for step in (decade, 2 * decade, 5 * decade):
            if most <= _LINES * step:
                return step
        decade *= 10


def _ticks(canvas: Canvas, number: int, at: Callable[[int, float], tuple[float, float]]) -> None:
    step = max(1, round(number / 10))
    for index in range(0, number, step):
        place = at(index, 0)
        canvas.text((place[0], place[1] + 16), str(index + 1), anchor="middle", size=10)
