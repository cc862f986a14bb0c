"""The small protocol of a step, and the step that most of them are: a cue in a place.

A language is an ordered list of steps. A step looks at a hit and either says
nothing or returns a finding; the first finding with a status ends the row, and
one without a status only leaves its reasons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from qualcode.matching.assertion.window import Place
from qualcode.matching.openings import longest_match

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualcode.matching.assertion.window import Window
    from qualcode.matching.scene import Scene
    from qualcode.model.codebook import Kind
    from qualcode.model.coding import Reason, Status


class Finding(NamedTuple):
    """What a step made of a hit."""

    reasons: tuple[Reason, ...]
    status: Status | None = None
    """None = noted, but the steps that follow decide."""
    view_of: str = ""
    """The words that name whose view is reported."""


class Step(Protocol):
    """One step of a language."""

    @property
    def trigger(self) -> re.Pattern[str] | Callable[[Scene], bool]:
        """Return what must match for it to fire, or what tells whether it may in a sentence."""
        ...

    @property
    def place(self) -> Place:
        """Return where it must match."""
        ...

    @property
    def kinds(self) -> frozenset[Kind] | None:
        """Return the kinds of code it applies to; None = all."""
        ...

    @property
    def reaches(self) -> int | None:
        """Return most characters between the hit and where a cue begins; None = any number."""
        ...

    def look(self, window: Window) -> Finding | None:
        """Return what the step concludes about a hit; None = nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Condition:
    """A pattern that must, or must not, stand in a place."""

    place: Place
    pattern: re.Pattern[str]

    def holds(self, window: Window, cue: re.Match[str]) -> bool:
        """Tell whether the pattern stands there, given the cue that was found."""
        if self.place is Place.BETWEEN:
            return bool(self.pattern.search(window.folded, *_between(window, cue)))
        return any(True for _ in window.find(self.pattern, self.place))


@dataclass(frozen=True, slots=True)
class Cue:
    """A step that fires when a cue stands in a place."""

    name: str
    """The step's name in the evidence."""
    pattern: re.Pattern[str]
    place: Place
    status: Status
    outcome: str
    """What it concludes, in words for a researcher."""
    reach: int | None = None
    """Most characters between the cue and the hit; None = any number."""
    kinds: frozenset[Kind] | None = None
    """Kinds of code it applies to; None = all."""
    needs: tuple[Condition, ...] = ()
    """All of these must hold."""
    unless: tuple[Condition, ...] = ()
    """None of these may hold."""
    sign: re.Pattern[str] | None = None
    """What stands within every match and is told sooner, with its surroundings."""

    @property
    def trigger(self) -> re.Pattern[str]:
        """Return the cue itself."""
        return self.pattern

    @property
    def reaches(self) -> int | None:
        """Return the reach with the length of the cue itself."""
        reach = 0 if self.place is Place.JUST_AFTER else self.reach
        longest = longest_match(self.pattern)
        return None if reach is None or longest is None else reach + longest

    def look(self, window: Window) -> Finding | None:
        """Return the status for the first cue whose conditions hold."""
        if self.kinds is not None and window.kind not in self.kinds:
            return None
        if self.place is Place.JUST_AFTER and not self.pattern.match(
            window.folded, window.hit.end, window.end
        ):
            return None  # most often so, and sooner told than by the way below
        for cue in window.find(self.pattern, self.place):
            if self._applies(window, cue):
                reason = window.reason(self.name, *_quoted(cue), self.outcome)
                return Finding((reason,), self.status)
        return None

    def _applies(self, window: Window, cue: re.Match[str]) -> bool:
        if self.reach is not None and _distance(window, cue) > self.reach:
            return False
        if any(condition.holds(window, cue) for condition in self.unless):
            return False
        return all(condition.holds(window, cue) for condition in self.needs)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A step that fires when quotation marks enclose just the matched words."""

    name: str
    status: Status
    outcome: str
    kinds: frozenset[Kind]
    trigger: re.Pattern[str] = re.compile('"')
    place: Place = Place.SENTENCE
    reaches: int | None = 1

    def look(self, window: Window) -> Finding | None:
        """Return the status for a hit that is quoted."""
        start, end = window.hit.start - 1, window.hit.end + 1
        if window.kind not in self.kinds or start < window.start or end > window.end:
            return None
        if window.folded[start] != '"' or window.folded[end - 1] != '"':
            return None
        return Finding((window.reason(self.name, start, end, self.outcome),), self.status)


def cue(
    name: str,
    words: str,
    place: Place,
    status: Status,
    outcome: str,
    *,
    reach: int | None = None,
    kinds: frozenset[Kind] | None = None,
    needs: Mapping[Place, str] | None = None,
    unless: Mapping[Place, str] | None = None,
    sign: str = "",
) -> Cue:
    """Return a step made from alternations of words; see `Cue`."""
    return Cue(
        name,
        re.compile(words),
        place,
        status,
        outcome,
        reach=reach,
        kinds=kinds,
        needs=_conditions(needs),
        unless=_conditions(unless),
        sign=re.compile(sign) if sign else None,
    )


def _conditions(words: Mapping[Place, str] | None) -> tuple[Condition, ...]:
    return tuple(Condition(place, re.compile(each)) for place, each in (words or {}).items())


def _between(window: Window, cue: re.Match[str]) -> tuple[int, int]:
    """Return the stretch that separates a cue from the hit; an empty one where they overlap."""
    if cue.start() >= window.hit.end:
        return window.hit.end, cue.start()
    following = (word.start for word in window.words if word.start >= cue.end())
    return cue.end(), next(following, cue.end())


def _distance(window: Window, cue: re.Match[str]) -> int:
    start, end = _between(window, cue)
    return end - start


def _quoted(cue: re.Match[str]) -> tuple[int, int]:
    """Return what to show of a match: its group ``cue`` where it has one, else all of it."""
    has_group = "cue" in cue.re.groupindex and cue.group("cue") is not None
    return cue.span("cue") if has_group else cue.span()
