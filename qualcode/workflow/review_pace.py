"""How far a person is in a queue, how fast, and how long it will still take."""

from __future__ import annotations

import time
from collections import Counter, deque
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.model.coding import Review

if TYPE_CHECKING:
    from collections.abc import Sequence

_RECENT = 20
"""Decisions that the speed is told from: as one works now, not as one did before lunch."""
_PAUSE = 120.0
"""Seconds without a decision that count as a pause and not as thinking."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is."""

    position: int
    """1-based place in the queue."""
    total: int
    """Proposals that were open when the queue was opened."""
    decided: int
    """Of them, decided in this sitting."""
    accepted: int
    rejected: int
    skipped: int
    per_minute: float
    """Decisions per minute of late; 0 while there are too few to tell."""
    seconds_left: float | None
    """How long the rest will take at this speed; None while it cannot be told."""

    @property
    def open(self) -> int:
        """Return how many are left."""
        return max(self.total - self.decided, 0)


class Pace:
    """The beat of decisions.

    Args:
        total: Proposals open at the start.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self._beats: deque[tuple[float, int]] = deque([(time.monotonic(), 0)], _RECENT + 1)

    def beat(self, decisions: int) -> None:
        """Count decisions made now; negative for such as were taken back."""
        self._beats.append((time.monotonic(), decisions))

    def progress(self, position: int, decided: Sequence[Review | None], skipped: int) -> Progress:
        """Return how far a person is.

        Args:
            position: 0-based place in the queue.
            decided: What was decided in this sitting.
            skipped: How many were put off.
        """
        reviews = Counter(decided)
        speed = self._per_second()
        left = max(self.total - len(decided), 0)
        return Progress(
            position=position + 1,
            total=self.total,
            decided=len(decided),
            accepted=reviews[Review.ACCEPTED],
            rejected=reviews[Review.REJECTED],
            skipped=skipped,
            per_minute=60 * speed,
            seconds_left=left / speed if speed else None,
        )

    def _per_second(self) -> float:
        beats = list(self._beats)
        if len(beats) < 3:
            return 0.0
        pairs = pairwise(beats)
        seconds = sum(min(later[0] - former[0], _PAUSE) for former, later in pairs)
        decisions = sum(number for _, number in beats[1:])
        return max(decisions, 0) / seconds if seconds > 0 else 0.0
