"""Frames: a few named word sets in an order, inside one clause.

People name a thing by telling what happened: 「他一年到头露个脸就走了」 is rare
contact, and none of it stands in a list of keywords. A frame says it as
``{once-a-year} … {come}``: words of one set, any words, words of another.

The language::

    {helper}            a word of the set "helper"; {helper|cadre} of either set
    没人  come back      these very words
    (来|到|转)           one of these words; ({a} … {b}|{c}) one of these ways to say it
    {@helper}           what fills it tells whom the frame is about
    {often}?            may be missing
    …                   anything within the clause; …4 at most 4 characters (English: words)
    {a} & {b} & {c}     all of them in the clause, in any order; &6 at most 6 apart
    {number<=3}         a number in digits or words, compared by <= >= < > =; or {count<=3}

Parts that stand next to each other must do so in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import inf, nextafter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ANY = None
"""A gap of any length within the scope."""
NUMBER = "number"
"""The name of the built-in set of numbers."""


class FrameSyntaxError(ValueError):
    """A frame that cannot be read.

    Args:
        message: What is wrong with it.
        offset: Where in the frame, in characters from 0.
    """

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a frame: what may fill it."""

    sets: tuple[str, ...] = ()
    """Names of word sets, any of which serves."""
    words: tuple[str, ...] = ()
    """Literal words, any of which serves."""
    low: float = -inf
    """For numbers: the smallest that serves."""
    high: float = inf
    """For numbers: the largest that serves."""
    optional: bool = False
    tells_whom: bool = False
    """Whether what fills it tells whom the frame is about."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame, read."""

    slots: tuple[Slot, ...]
    gaps: tuple[int | None, ...] = ()
    """How far each slot but the first may stand from the one before; `ANY` = anywhere.

    Without an order it is how far each may stand from the nearest of the others."""
    ordered: bool = True
    """False: the slots may come in any order."""
    whom: int | None = None
    """Index of the slot whose word tells whom it is about."""

    def sets(self) -> frozenset[str]:
        """Return the names of all word sets that it speaks of."""
        return frozenset(name for slot in self.slots for name in slot.sets)

    def names(self) -> frozenset[str]:
        """Return the names of all word sets, and its own words."""
        return self.sets().union(*(slot.words for slot in self.slots))


def is_frame(text: str) -> bool:
    """Tell whether a pattern is a frame rather than a plain literal."""
    return any(mark in text for mark in "{…&") or "..." in text or bool(_GROUP.search(text))


_GROUP = re.compile(r"\([^()]*\|[^()]*\)")
_TOKEN = re.compile(
    r"\s*(?:(?P<set>\{(?P<whom>@)?(?P<names>[^{}]*)\})|(?P<group>\((?P<words>[^()]*)\))"
    r"|(?P<and>&\s?(?P<apart>\d+)?)"
    r"|(?P<gap>(?:…|\.\.\.)\s?(?P<limit>\d+)?)|(?P<optional>\?)|(?P<word>[^{}()&…?.]+|\.(?!\.\.)))"
)
_COMPARISON = re.compile(r"number|(?:number|count)\s*(<=|>=|<|>|=)\s*(\d+(?:\.\d+)?)")
_WAYS = 64
"""Most ways to say it that the alternatives of one frame may come to."""
_STRUCTURE = re.compile(r"[({…&]|\.\.\.")


def parse_frames(text: str) -> tuple[Frame, ...]:
    """Read a frame in all the ways that its alternatives allow.

    Groups whose alternatives are more than words, and groups that may be missing,
    each make a frame of their own: ``({a} … {b}|{c}) {d}`` is ``{a} … {b} {d}`` or ``{c} {d}``.

    Raises:
        FrameSyntaxError: With the place of the fault, or when there are too many ways.
    """
    return tuple(dict.fromkeys(parse_frame(each) for each in _ways(text)))


def _ways(text: str) -> list[str]:
    """Spell out the groups that hold more than words, from left to right."""
    waiting, found = [text], list[str]()
    while waiting:
        each = waiting.pop(0)
        group = next((span for span in _groups(each) if _is_complex(each[slice(*span)])), None)
        if group is None:
            found.append(each)
            continue
        start, end = group
        is_optional = each[end:].startswith("?")
        options = [*_split(each[start + 1 : end - 1]), *([""] if is_optional else [])]
        waiting += [each[:start] + option + each[end + is_optional :] for option in options]
        if len(waiting) + len(found) > _WAYS:
            raise FrameSyntaxError(f"more than {_WAYS} ways to say it", start)
    return found


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the outermost parentheses stand that close."""
    depth, start = 0, 0
    for index, character in enumerate(text):
        if character == "(":
            start = start if depth else index
            depth += 1
        elif character == ")" and depth:
            depth -= 1
            if not depth:
                yield start, index + 1


def _is_complex(group: str) -> bool:
    return bool(_STRUCTURE.search(group[1:]))


def _split(content: str) -> list[str]:
    """Split at the bars that stand in no parentheses or braces of their own."""
    parts, depth = [""], 0
    for character in content:
        depth += (character in "({") - (character in ")}")
        if character == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def parse_frame(text: str) -> Frame:
    """Read a frame without alternatives other than words; see `parse_frames`.

    Raises:
        FrameSyntaxError: With the place of the fault.
    """
    reader = _Reader()
    position = 0
    stripped = text.rstrip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if match is None or match.end() == position:
            raise FrameSyntaxError(f"cannot read {stripped[position:]!r}", position)
        reader.take(match)
        position = match.end()
    return reader.frame(len(stripped))


class _Reader:
    """Gathers the slots of a frame from its tokens, left to right."""

    def __init__(self) -> None:
        self.slots: list[Slot] = []
        self.gaps: list[int | None] = []
        self.gap: int | None = 0
        self.ands = 0
        self.is_dangling = False

    def take(self, token: re.Match[str]) -> None:
        """Take the next token."""
        kind = token.lastgroup if token["set"] is None else "set"
        if token["gap"] is not None:
            self._separate(token, None if token["limit"] is None else int(token["limit"]))
        elif token["and"] is not None:
            self.ands += 1
            self._separate(token, None if token["apart"] is None else int(token["apart"]))
        elif token["optional"] is not None:
            self._make_optional(token)
        else:
            self._add(_slot(token, kind or ""))

    def frame(self, end: int) -> Frame:
        """Return the frame, once all tokens are taken."""
        needed = [slot for slot in self.slots if not slot.optional]
        if not needed:
            raise FrameSyntaxError("a frame needs at least one part that must be there", 0)
        if self.is_dangling:
            raise FrameSyntaxError("a frame cannot end with … or &", end)
        if self.ands and self.ands != len(self.slots) - 1:
            raise FrameSyntaxError("& cannot be mixed with … or neighbours", 0)
        whom = [index for index, slot in enumerate(self.slots) if slot.tells_whom]
        if len(whom) > 1:
            raise FrameSyntaxError("@ marks one part of a frame, not several", 0)
        return Frame(tuple(self.slots), tuple(self.gaps), not self.ands, whom[0] if whom else None)

    def _separate(self, token: re.Match[str], gap: int | None) -> None:
        if not self.slots or self.is_dangling:
            raise FrameSyntaxError(
                f"{token[0].strip()} must stand between two parts", token.start()
            )
        self.gap, self.is_dangling = gap, True

    def _make_optional(self, token: re.Match[str]) -> None:
        if not self.slots or self.is_dangling:
            raise FrameSyntaxError("? must follow a part", token.start())
        last = self.slots[-1]
        self.slots[-1] = replace(last, optional=True)

    def _add(self, slot: Slot) -> None:
        if self.slots:
            self.gaps.append(self.gap)
        self.slots.append(slot)
        self.gap, self.is_dangling = 0, False


def _slot(token: re.Match[str], kind: str) -> Slot:
    if kind == "set":
        return _set_slot(token)
    if token["group"] is not None:
        return Slot(words=_names(token["words"], token))
    return Slot(words=(token["word"].strip(),))


def _set_slot(token: re.Match[str]) -> Slot:
    names = _names(token["names"], token)
    comparison = _COMPARISON.fullmatch(names[0])
    if len(names) > 1 or comparison is None:
        return Slot(sets=names, tells_whom=token["whom"] is not None)
    low, high = _range(*comparison.groups())
    return Slot(sets=(NUMBER,), low=low, high=high)


def _range(sign: str | None, limit: str | None) -> tuple[float, float]:
    """Return the smallest and the largest number that a comparison lets pass."""
    bound = float(limit or 0)
    return {
        "<=": (-inf, bound),
        "<": (-inf, nextafter(bound, -inf)),
        ">=": (bound, inf),
        ">": (nextafter(bound, inf), inf),
        "=": (bound, bound),
    }.get(sign or "", (-inf, inf))


def _names(content: str, token: re.Match[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in content.split("|"))
    if not all(names):
        raise FrameSyntaxError(f"an empty name in {token[0].strip()}", token.start())
    return names
