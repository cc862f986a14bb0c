"""The places around one hit that the steps look into.

Every place is a half-open stretch of the folded text, so that whatever a step
finds there can be shown as the words that stand in the transcript.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto
from typing import TYPE_CHECKING

from qualcode.model.coding import Reason

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qualcode.matching.assertion.cues import Cues
    from qualcode.matching.scene import Scene
    from qualcode.model.codebook import Kind
    from qualcode.model.span import Span


class Place(IntEnum):
    """Where a cue may stand."""

    BEFORE = auto()
    """In the clause of the hit, before its last matched word."""
    EARLIER = auto()
    """In the sentence, before the hit."""
    EARLIER_CLAUSE = auto()
    """In the sentence, before the clause of the hit."""
    JUST_AFTER = auto()
    """Directly after the hit."""
    AFTER = auto()
    """In the clause of the hit, after it."""
    LATER = auto()
    """In the sentence, after the hit."""
    LATER_ON = auto()
    """After the hit in its sentence, or in the sentence that follows it in the turn."""
    AROUND = auto()
    """In the clause of the hit; it may share characters with the hit but not lie within it."""
    SENTENCE = auto()
    """Anywhere in the sentence."""
    ANYWHERE = auto()
    """Anywhere in the sentence, the matched words included."""
    WITHIN = auto()
    """In the matched words themselves."""
    HEAD = auto()
    """At the beginning of the matched words."""
    BETWEEN = auto()
    """Between the cue and the hit."""


@dataclass(slots=True)
class Window:
    """One hit in its scene; not frozen, since that takes twice as long to make."""

    scene: Scene
    hit: Span
    """From the first to the last matched word."""
    words: tuple[Span, ...]
    """The matched words; what lies between them is not part of the pattern."""
    kind: Kind
    """What the code says about the world; a rule, for one, reads differently on a problem."""
    clause: Span
    """The clause or clauses that the hit lies in."""

    folded: str
    """The search copy of the whole text."""
    start: int
    """Where the sentence begins."""
    end: int
    """Where the sentence ends."""

    cues: Cues
    """The words of steps in the sentence."""

    @property
    def last(self) -> Span:
        """Return the last matched word: cues up to its start stand before the hit."""
        return self.words[-1]

    def bounds(self, place: Place) -> tuple[int, int]:
        """Return where a place begins and ends in the text."""
        start, end = _BOUNDS[place](self)
        return start, max(start, end)

    def find(self, pattern: re.Pattern[str], place: Place) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern in a place, without those among the hit's own words."""
        start, end = self.bounds(place)
        if place in _ANCHORED:
            match = pattern.match(self.folded, start, end)
            matches = iter([match] if match else [])
        elif place in _UP_TO_THE_HIT:
            matches = self._reading_on(pattern, start, end)
        else:
            matches = self.each(pattern, start, end)
        for match in matches:
            if not self._is_own(match, place):
                yield match

    def each(self, pattern: re.Pattern[str], start: int, end: int) -> Iterator[re.Match[str]]:
        """Return the matches of a pattern in a stretch, as `finditer` does."""
        places = self.cues.starts(pattern) if end <= self.end else None
        if places is None:
            return self._read(pattern, start, end)
        return self._each_from(places, pattern, start, end) if places else iter(())

    def _read(self, pattern: re.Pattern[str], start: int, end: int) -> Iterator[re.Match[str]]:
        """Return the matches of a pattern in a stretch; read once for all hits of a sentence."""
        key = id(pattern), start, end
        if key not in self.scene.kept:
            self.scene.kept[key] = list(pattern.finditer(self.folded, start, end))
        return iter(self.scene.kept[key])

    def _each_from(
        self, places: Sequence[int], pattern: re.Pattern[str], start: int, end: int
    ) -> Iterator[re.Match[str]]:
        at = start
        for place in places:
            if place >= end:
                return
            match = pattern.match(self.folded, place, end) if place >= at else None
            if match:
                yield match
                at = match.end()

    def search(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """Return the first match of a pattern in a stretch."""
        return next(self.each(pattern, start, end), None)

    def outside(self, match: re.Match[str]) -> re.Match[str] | None:
        """Return a match, or the shorter one that ends where the matched words begin."""
        if not self.touches(match.start(), match.end()):
            return match
        following = [word.start for word in self.words if word.start > match.start()]
        if not following or self.touches(match.start(), match.start() + 1):
            return None
        return match.re.match(self.folded, match.start(), following[0])

    def touches(self, start: int, end: int) -> bool:
        """Tell whether a stretch shares a character with the matched words."""
        for word in self.words:  # noqa: SIM110  asked of each cue: a generator costs more
            if word.start < end and start < word.end:
                return True
        return False

    def _reading_on(
        self, pattern: re.Pattern[str], start: int, end: int
    ) -> Iterator[re.Match[str]]:
        """Yield the matches that begin before `end`; their guards may look at what follows it."""
        stop = min(self.end, end + _GUARD)
        for match in self.each(pattern, start, stop):
            if match.start() >= end:
                return
            kept = self.outside(match)
            if kept and kept.end() <= end:
                yield kept

    def _is_own(self, match: re.Match[str], place: Place) -> bool:
        start, end = match.span()
        if place in _IN_THE_HIT or place is Place.ANYWHERE:
            return False
        if place is Place.AROUND:
            return any(word.start <= start and end <= word.end for word in self.words)
        return self.touches(start, end)

    def reason(self, step: str, start: int, end: int, outcome: str) -> Reason:
        """Return a reason whose cue is quoted from the stored text."""
        return Reason(step, self.scene.text[start:end], outcome)


def _end_of_next_sentence(window: Window) -> int:
    following = window.scene.sentence_after
    return following.end if following else window.end


_GUARD = 60
"""Most characters after a place that the guard of a cue looks at."""
_IN_THE_HIT = frozenset({Place.WITHIN, Place.HEAD})
_ANCHORED = frozenset({Place.JUST_AFTER, Place.HEAD})
_UP_TO_THE_HIT = frozenset({Place.BEFORE, Place.EARLIER, Place.EARLIER_CLAUSE})
_BOUNDS: Mapping[Place, Callable[[Window], tuple[int, int]]] = {
    Place.BEFORE: lambda window: (window.clause.start, window.last.start),
    Place.EARLIER: lambda window: (window.start, window.last.start),
    Place.EARLIER_CLAUSE: lambda window: (window.start, window.clause.start),
    Place.JUST_AFTER: lambda window: (window.hit.end, window.end),
    Place.AFTER: lambda window: (window.hit.end, window.clause.end),
    Place.LATER: lambda window: (window.hit.end, window.end),
    Place.LATER_ON: lambda window: (window.hit.end, _end_of_next_sentence(window)),
    Place.AROUND: lambda window: (window.clause.start, window.clause.end),
    Place.SENTENCE: lambda window: (window.start, window.end),
    Place.ANYWHERE: lambda window: (window.start, window.end),
    Place.WITHIN: lambda window: (window.hit.start, window.hit.end),
    Place.HEAD: lambda window: (window.hit.start, window.hit.end),
}
