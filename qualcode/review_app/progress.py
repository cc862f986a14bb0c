"""How far a document is coded: which turns wait, and which share is done."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from qualcode.model.transcript import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model.document import Document
    from qualcode.model.span import Span
    from qualcode.model.transcript import Turn


class Coverage:
    """Which respondents' turns carry a coding.

    Args:
        document: The document.
        spans: Where the codings are.
        speaker: Only turns of this label; empty = of all respondents.
    """

    def __init__(self, document: Document, spans: Iterable[Span], *, speaker: str = "") -> None:
        self.turns = [
            turn
            for turn in document.turns
            if turn.role is Role.RESPONDENT and speaker in {"", turn.speaker} and len(turn.speech)
        ]
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = _reach(ordered)
        self.open = [turn for turn in self.turns if not self._is_coded(turn)]

    @property
    def share(self) -> int:
        """Return how many of a hundred turns carry a coding."""
        return round(100 * (1 - len(self.open) / len(self.turns))) if self.turns else 0

    def next(self, offset: int, way: int) -> Turn | None:
        """Return the next open turn after an offset, or before it, going round; None = none.

        Args:
            offset: Where one stands.
            way: 1 or -1.
        """
        if not self.open:
            return None
        if way > 0:
            after = [turn for turn in self.open if turn.speech.start > offset]
            return after[0] if after else self.open[0]
        before = [turn for turn in self.open if turn.speech.end <= offset]
        return before[-1] if before else self.open[-1]

    def _is_coded(self, turn: Turn) -> bool:
        place = bisect_right(self._starts, turn.speech.end - 1)
        return bool(place) and self._reach[place - 1] > turn.speech.start


def _reach(spans: Sequence[Span]) -> list[int]:
    """Return the furthest end among each span and those before it."""
    found: list[int] = []
    for span in spans:
        found.append(max(span.end, found[-1] if found else 0))
    return found
