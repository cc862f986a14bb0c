"""Where an expression can begin to match, found for a whole sentence at once.

`re` tries an expression of many branches at every character. An automaton over the
words that it can begin with finds the few places worth a try.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.matching.lexicon import automaton
from qualcode.matching.openings import anywhere, placed, shortest, words_opening

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence


_FEW = 500
"""So many words are made a table."""


class Reading:
    """An expression with the words that it can begin with.

    Args:
        pattern: The expression.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        openings = [placed(word) for word in shortest(words_opening(pattern) or ())]
        words = [word for word, _ in openings]
        self._automaton: Any = automaton(words, as_table=len(words) <= _FEW) if words else None
        self._offsets = [by for _, by in openings]
        self._is_plain = not any(self._offsets)
        self._reach = max((len(word) + by for word, by in openings), default=0)
        """Most characters of a match that tell that it begins."""
        self._anywhere = anywhere(pattern)

    def starts(self, folded: str, start: int, end: int) -> Sequence[int] | None:
        """Return the only places of a stretch where it can begin, in order; None = not known."""
        if self._automaton is None:
            return None
        found = self._automaton.find_matches_as_indexes(folded[start:end], overlapping=True)
        if not found:
            return ()
        if self._is_plain:
            return sorted({at + start for _, at, _ in found})
        places = {at + start - self._offsets[n] for n, at, _ in found}
        return sorted(place for place in places if place >= start)

    def __getstate__(self) -> re.Pattern[str]:
        return self.pattern

    def __setstate__(self, pattern: re.Pattern[str]) -> None:
        self.__init__(pattern)  # type: ignore[misc]

    def each(
        self, folded: str, start: int, end: int, last: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Return the matches in a stretch, as `finditer` does.

        Args:
            folded: The search copy of a text.
            start: Where the stretch begins.
            end: Where it ends.
            last: Where matches that anybody asks for begin at the latest; None = at the end.
        """
        longest = end if last is None else min(end, last + self._reach)
        places = self.starts(folded, start, longest)
        if places is None:
            return self.pattern.finditer(folded, start, end)
        return self._tried(places, folded, end) if places else iter(())

    def _tried(self, places: Sequence[int], folded: str, end: int) -> Iterator[re.Match[str]]:
        at = places[0]
        for place in places:
            match = self.pattern.match(folded, place, end) if place >= at else None
            if match:
                yield match
                at = match.end()

    def matches(self, folded: str, start: int, end: int) -> list[int]:
        """Return every place of a stretch where it matches, within its matches too."""
        places = self.starts(folded, start, end)
        if places is None:
            return [found.start() for found in self._anywhere.finditer(folded, start, end)]
        return [place for place in places if self.pattern.match(folded, place, end)]


_readings: dict[int, Reading] = {}


def reading(pattern: re.Pattern[str]) -> Reading:
    """Return the reading of an expression; made once.

    They are kept by the identity of the expression: to compare two of them, `re` reads both.
    """
    key = id(pattern)
    if key not in _readings:
        _readings[key] = Reading(pattern)  # which holds the expression, so that its id stays its
    return _readings[key]
