"""What a transcript view shows at one moment, row by row; it knows no terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.transcript import Role
from qualcode.review_app.lanes import Lanes
from qualcode.review_app.motions import Caret, Ground, sign_after
from qualcode.review_app.rows import MEASURE, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.model.span import Span
    from qualcode.model.transcript import Turn

_NUMBER = 5
"""Cells for the number of a turn and a blank."""


class Mark(NamedTuple):
    """A style, by name, on a stretch of the text; later marks lie over earlier ones."""

    start: int
    end: int
    style: str


@dataclass
class Scene:
    """A document, its codings, and where a person stands in it."""

    ground: Ground
    lanes: Lanes = field(default_factory=Lanes)
    caret: Caret = field(default_factory=lambda: Caret(0))
    found: Sequence[Span] = ()
    """What a search has found."""
    tagged: Sequence[Span] = ()
    """What waits to be coded together."""
    with_lanes: bool = True
    width: int = 80
    rows: Rows = field(default_factory=lambda: Rows("", 1))

    @property
    def lane_count(self) -> int:
        """Return for how many lanes there is room: so many that coding rarely shifts the text."""
        if not self.with_lanes:
            return 0
        least, most = (2, 4) if self.width >= 50 else (1, 2)
        return min(max(self.lanes.count, least), most)

    @property
    def margin(self) -> int:
        """Return the cells to the left of the text: lanes, a line, the number of the turn."""
        return self.lane_count + 1 + (_NUMBER if self.width >= 30 else 0)

    def wrap(self, width: int) -> None:
        """Wrap the text for a view of a width."""
        self.width = width
        room = width - self.margin - 2  # the scroll bar, and a blank that hangs over
        self.rows = Rows(self.ground.text, min(max(room, 4), MEASURE))

    def beside(self, row: int) -> str:
        """Return what stands to the left of a row."""
        start, end = self.rows[row]
        signs = self.lanes.margin(start, end, self.lane_count) + "│"
        if self.margin == len(signs):
            return signs
        first = next((turn for turn in self._turns(start, end) if turn.span.start >= start), None)
        return signs + (f"{first.index + 1:>4} " if first else " " * _NUMBER)

    def marks(self, row: int) -> Iterator[Mark]:
        """Yield the styles of a row, the lowest first."""
        start, end = self.rows[row]
        for turn in self._turns(start, end):
            yield Mark(turn.span.start, turn.speech.start, "label")
            if turn.role is not Role.RESPONDENT:
                yield Mark(turn.speech.start, turn.speech.end, "question")
        here = {each.id for each in self.lanes.at(self.caret.offset)}
        for each in self.lanes.touching(start, end):
            yield Mark(each.span.start, each.span.end, "here" if each.id in here else "coded")
        yield from (Mark(span.start, span.end, "found") for span in self.found)
        yield from (Mark(span.start, span.end, "tagged") for span in self.tagged)
        if self.caret.span:
            yield Mark(self.caret.span.start, self.caret.span.end, "selected")
        yield Mark(self.caret.offset, sign_after(self.ground.text, self.caret.offset), "caret")

    def _turns(self, start: int, end: int) -> Iterator[Turn]:
        """Yield the turns that a row shares a sign with, or that begin in an empty one."""
        turn = self.ground.turn_at(start) or self.ground.turn_after(start)
        while turn is not None and turn.span.start < max(end, start + 1):
            yield turn
            turn = self.ground.turn_after(turn.span.start)
