"""The frame of a story: what follows 「2014年是这么回事」 in a turn is of the past as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.matching.assertion.step import Finding
from qualcode.matching.assertion.window import Place
from qualcode.model.coding import Status
from qualcode.text.sentences import sentences

if TYPE_CHECKING:
    import re

    from qualcode.matching.assertion.window import Window
    from qualcode.matching.scene import Scene
    from qualcode.model.codebook import Kind

_BEFORE = 160
"""Most characters back to where a story began."""
_SENTENCES = 2
"""Most sentences that a story is taken to last without a word that keeps it going."""


@dataclass(frozen=True, slots=True)
class Story:
    """Fires when a sentence before it in the turn opened a story that has not ended."""

    begins: re.Pattern[str]
    """Words near the beginning of a sentence that put it into the past."""
    ends: re.Pattern[str]
    """Words that come back to the present."""
    opening: int
    """Most characters of a sentence up to the end of the words that open a story."""
    outcome: str
    kinds: frozenset[Kind]
    """Kinds of code it applies to: a good deed of the past has been done all the same."""

    place: Place = Place.SENTENCE
    reaches: None = None

    def trigger(self, scene: Scene) -> bool:
        """Tell whether a story may have begun before a sentence that does not end it."""
        first, last = scene.sentence.start, scene.sentence.end
        start = max(scene.turn.start, first - _BEFORE)
        if start >= first or self.begins.search(scene.folded, start, first) is None:
            return False
        return self.ends.search(scene.folded, first, last) is None

    def look(self, window: Window) -> Finding | None:
        """Return historical for a sentence of a story."""
        if window.kind not in self.kinds:
            return None
        start = max(window.scene.turn.start, window.start - _BEFORE)
        for first, last in reversed(sentences(window.folded, start, window.start)[-_SENTENCES:]):
            opening = self.begins.search(window.folded, first, min(last, first + self.opening))
            if opening:
                reason = window.reason("time", *opening.span(), self.outcome)
                return Finding((reason,), Status.HISTORICAL)
            if self.ends.search(window.folded, first, last):
                return None
        return None
