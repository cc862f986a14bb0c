"""Frames: a few named word sets in an order, inside one clause.

People name a thing by telling what happened: 「他一年到头露个脸就走了」 is rare
contact, and none of it stands in a list of keywords. A frame says it as
``{once-a-year} … {come}``: words of one set, any words, words of another.

The language::

    {helper}            a word of the set "helper"; {helper|cadre} of either set
    没人  come back      these very words
    (来|到|转)           one of these words
    {often}?            may be missing
    …                   anything within the clause; …4 at most 4 characters (English: words)
    {a} & {b} & {c}     all of them in the clause, in any order
    {number<=3}         a number, written with digits or in words, compared (<=, >=, =)

Parts that stand next to each other must do so in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    low: float = float("-inf")
    """For numbers: the smallest that serves."""
    high: float = float("inf")
    """For numbers: the largest that serves."""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame, read."""

    slots: tuple[Slot, ...]
    gaps: tuple[int | None, ...] = ()
    """How far each slot but the first may stand from the one before; `ANY` = anywhere."""
    ordered: bool = True
    """False: the slots may come in any order."""

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
    r"\s*(?:(?P<set>\{(?P<names>[^{}]*)\})|(?P<group>\((?P<words>[^()]*)\))|(?P<and>&)"
    r"|(?P<gap>(?:…|\.\.\.)\s?(?P<limit>\d+)?)|(?P<optional>\?)|(?P<word>[^{}()&…?.]+|\.(?!\.\.)))"
)
_COMPARISON = re.compile(r"number\s*(?:(<=|>=|=)\s*(\d+(?:\.\d+)?))?")


def parse_frame(text: str) -> Frame:
    """Read a frame.

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
            self._separate(token, ANY)
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
        return Frame(tuple(self.slots), tuple(self.gaps), ordered=not self.ands)

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
        self.slots[-1] = Slot(last.sets, last.words, last.low, last.high, optional=True)

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
        return Slot(sets=names)
    sign, limit = comparison.groups()
    low = float(limit) if sign in {">=", "="} else float("-inf")
    high = float(limit) if sign in {"<=", "="} else float("inf")
    return Slot(sets=(NUMBER,), low=low, high=high)


def _names(content: str, token: re.Match[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in content.split("|"))
    if not all(names):
        raise FrameSyntaxError(f"an empty name in {token[0].strip()}", token.start())
    return names
