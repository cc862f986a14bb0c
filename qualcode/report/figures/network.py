"""The network of who speaks of whom, on a circle, so that the picture is always the same."""

from __future__ import annotations

from math import cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING

from qualcode.report.figures.canvas import ORANGE, PALE, Canvas, shortened, width_of

if TYPE_CHECKING:
    from qualcode.analysis.tables.network import Edge, Network, Node
    from qualcode.model.label import Language

_HEIGHT, _RADIUS = 640, 215
_MARGIN = 230
"""On both sides, for the names."""
_WIDTH = 2 * (_RADIUS + _MARGIN + 50)
_CENTRE = (_WIDTH / 2, _HEIGHT / 2 + 12)
_UPRIGHT = 0.2
"""Sine of the angle up to which a name stands above or below its node."""


def network_svg(network: Network, title: str, language: Language, *, note: str = "") -> str:
    """Draw nodes as large as the number of persons interviewed, arrows as wide as persons.

    What a kind of actor says of itself is a ring around its node.
    """
    canvas = Canvas(_WIDTH, _HEIGHT + 24, title)
    canvas.text((12, 24), title, size=15)
    places = _places(network.nodes)
    most = max((edge.persons for edge in network.edges), default=1)
    own = {edge.source: edge for edge in network.edges if edge.source == edge.target}
    for edge in network.edges:
        if edge.source != edge.target:
            _arrow(canvas, edge, places, 1 + 7 * edge.persons / most)
    for node in network.nodes:
        radius = _radius(node)
        if node.id in own:
            ring = radius + 2 + 5 * own[node.id].persons / most
            canvas.circle(places[node.id], ring, fill="#e8c4b2")
        canvas.circle(places[node.id], radius, fill=ORANGE if node.persons else "#bbbbbb")
        _name(canvas, node, places[node.id], language)
    if note:
        canvas.text((12, canvas.height - 10), note, colour=PALE, size=10)
    return canvas.finished()


def _places(nodes: tuple[Node, ...]) -> dict[str, tuple[float, float]]:
    step = 2 * pi / max(len(nodes), 1)
    return {
        node.id: (
            _CENTRE[0] + _RADIUS * sin(step * number),
            _CENTRE[1] - _RADIUS * cos(step * number),
        )
        for number, node in enumerate(nodes)
    }


def _radius(node: Node) -> float:
    return 9 + 3 * sqrt(min(node.persons, 40))


def _arrow(
    canvas: Canvas, edge: Edge, places: dict[str, tuple[float, float]], width: float
) -> None:
    """Draw an arrow bent to one side, so that the one that answers it does not hide it."""
    (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
    length = hypot(x2 - x1, y2 - y1) or 1
    unit = ((x2 - x1) / length, (y2 - y1) / length)
    start = (x1 + unit[0] * 20, y1 + unit[1] * 20)
    end = (x2 - unit[0] * 26, y2 - unit[1] * 26)
    bend = ((x1 + x2) / 2 - unit[1] * length * 0.16, (y1 + y2) / 2 + unit[0] * length * 0.16)
    codes = ", ".join(edge.codes[:5])
    hover = f"{edge.source} → {edge.target}: {edge.persons} / {edge.references} ({codes})"
    canvas.curve(start, bend, end, width=width, hover=hover)


def _name(canvas: Canvas, node: Node, place: tuple[float, float], language: Language) -> None:
    """Write the name outside of the circle, where few arrows pass."""
    size = f" (N={node.persons})"
    words = shortened(node.name.say(language), _MARGIN - width_of(size)) + size
    across, down = ((place[n] - _CENTRE[n]) / _RADIUS for n in (0, 1))
    far = _radius(node) + 14
    x, y = place[0] + across * far, place[1] + down * far + 4 + 8 * down
    anchor = "middle" if abs(across) < _UPRIGHT else "start" if across > 0 else "end"
    canvas.text((x, y), words, anchor=anchor, lifted=True)
