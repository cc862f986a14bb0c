"""A picture as SVG: rectangles, lines, circles and words on a sheet of a given size."""

from __future__ import annotations

import html

from rich.cells import cell_len

from qualcode.report.plain import visible

FONTS = (
    "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', 'Source Han Sans SC',"
    " sans-serif"
)
"""Fonts of the reader's own system, Chinese ones among them on each."""
INK, PALE, GRID = "#222222", "#666666", "#dddddd"
BLUE, ORANGE = "#2f6f9f", "#c8642d"
SIZE = 12
"""Of the words, in pixels."""


class Canvas:
    """A sheet to draw on.

    Args:
        width: In pixels.
        height: In pixels.
        title: What the picture shows, for readers who cannot see it, too.
    """

    def __init__(self, width: float, height: float, title: str) -> None:
        self.width, self.height, self.title = width, height, title
        self._parts: list[str] = []

    def rect(
        self,
        place: tuple[float, float],
        size: tuple[float, float],
        fill: str,
        *,
        hover: str = "",
    ) -> None:
        """Draw a filled rectangle; hovering over it tells more."""
        shape = (
            f'<rect x="{place[0]:.1f}" y="{place[1]:.1f}" width="{max(size[0], 0):.1f}"'
            f' height="{max(size[1], 0):.1f}" fill="{fill}"'
        )
        told = f"><title>{_escaped(hover)}</title></rect>" if hover else "/>"
        self._parts.append(shape + told)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: str = GRID,
        width: float = 1,
    ) -> None:
        """Draw a straight line."""
        self._parts.append(
            f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
            f' stroke="{colour}" stroke-width="{width:.1f}"/>'
        )

    def path(self, points: list[tuple[float, float]], colour: str, *, fill: str = "none") -> None:
        """Draw a line through points, or fill what it encloses."""
        if points:
            steps = " L".join(f"{x:.1f},{y:.1f}" for x, y in points)
            stroke = "none" if fill != "none" else colour
            self._parts.append(
                f'<path d="M{steps}" fill="{fill}" stroke="{stroke}" stroke-width="1.8"/>'
            )

    def curve(
        self,
        start: tuple[float, float],
        bend: tuple[float, float],
        end: tuple[float, float],
        *,
        width: float,
        hover: str = "",
    ) -> None:
        """Draw a bent arrow."""
        self._parts.append(
            f'<path d="M{start[0]:.1f},{start[1]:.1f} Q{bend[0]:.1f},{bend[1]:.1f}'
            f' {end[0]:.1f},{end[1]:.1f}" fill="none" stroke="{BLUE}" stroke-opacity="0.55"'
            f' stroke-width="{width:.1f}" marker-end="url(#arrow)">'
            f"<title>{_escaped(hover)}</title></path>"
        )

    def circle(self, place: tuple[float, float], radius: float, *, fill: str = BLUE) -> None:
        """Draw a filled circle."""
        self._parts.append(
            f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="{radius:.1f}" fill="{fill}"/>'
        )

    def text(
        self,
        place: tuple[float, float],
        words: str,
        *,
        anchor: str = "start",
        colour: str = INK,
        size: float = SIZE,
        turn: float = 0,
        lifted: bool = False,
    ) -> None:
        """Write words; `place` is where their baseline begins, is centred, or ends.

        Lifted words have a white edge, and can be read where a line runs below them.
        """
        x, y = place
        turned = f' transform="rotate({turn:.0f} {x:.1f} {y:.1f})"' if turn else ""
        edge = ' stroke="#ffffff" stroke-width="4" paint-order="stroke"' if lifted else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"'
            f' font-size="{size:.0f}"{edge}{turned}>{_escaped(words)}</text>'
        )

    def finished(self) -> str:
        """Return the picture."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:.0f}"'
            f' height="{self.height:.0f}" viewBox="0 0 {self.width:.0f} {self.height:.0f}"'
            f' font-family="{FONTS}" role="img">'
        )
        arrow = (
            '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"'
            ' markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">'
            f'<path d="M0,0 L8,4 L0,8 z" fill="{BLUE}"/></marker></defs>'
        )
        paper = f'<rect width="100%" height="100%" fill="#ffffff"/>{arrow}'
        body = "\n".join(self._parts)
        return f"{head}<title>{_escaped(self.title)}</title>{paper}\n{body}\n</svg>\n"


def width_of(words: str, size: float = SIZE) -> float:
    """Return about how many pixels words take, a Chinese character being twice a letter."""
    return cell_len(words) * size * 0.56


def shortened(words: str, room: float, size: float = SIZE) -> str:
    """Return words that fit, with an ellipsis where they were cut; the hover has all of them."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def _escaped(words: str) -> str:
    return html.escape(visible(words))
