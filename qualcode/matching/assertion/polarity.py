"""Negation by counting: each negator and each rhetorical word turns the claim over once.

没有一个月不来 is two turns and therefore a claim, 谁愿意等靠要 is one and therefore a
denial, and 难道我不想自己干 is two again; so double negation and marked rhetorical
questions need no list of their own. What looks like a negator but asserts
(不光, 不得不, 没少, "not only") is an operator of no effect, found by the same
pattern before the bare negator inside it can be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.matching.assertion.step import Finding
from qualcode.matching.assertion.window import Place
from qualcode.matching.openings import longest_match
from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.matching.assertion.window import Window
    from qualcode.model.span import Span


@dataclass(frozen=True, slots=True)
class Operator:
    """A family of words that turn a claim over, or only seem to."""

    name: str
    """The step's name in the evidence."""
    words: str
    """What it looks like, as an alternation."""
    turns: bool
    """Whether it turns the claim over; False = it looks like a negator and asserts."""
    reach: int = 0
    """Most characters between it and what it turns over."""
    outcome: str = ""
    clausal: bool = False
    """Whether it takes a whole statement (谁说没企业), a negative one as well."""
    breaks: str = ""
    """Words that end its reach, where these are not the usual ones."""
    settles: bool = False
    """Whether it decides although it does not turn: a claim made by asking."""


class Polarity:
    """Counts the operators that reach the hit.

    Args:
        operators: In the order in which they are tried at a place.
        breaks: Words that end the reach of an operator.
        light: What may stand between an operator and a hit that is itself
            negative; anything heavier is a statement of its own (没人管 干不动).
        border: What stands where any operator begins; makes the search cheaper.
        negative: Tells whether matched words carry a negator of their own.
    """

    def __init__(
        self,
        operators: tuple[Operator, ...],
        *,
        breaks: str,
        light: str,
        negative: str,
        border: str = "",
    ) -> None:
        self._operators: Mapping[str, Operator] = {
            f"o{number}": each for number, each in enumerate(operators)
        }
        parts = (f"(?P<{key}>{each.words})" for key, each in self._operators.items())
        self._pattern = re.compile(f"{border}(?:{'|'.join(parts)})")
        self._breaks = {each: re.compile(each.breaks or breaks) for each in operators}
        self._light = re.compile(light)
        self._negative = re.compile(negative)

    @property
    def trigger(self) -> re.Pattern[str]:
        """Return all operators."""
        return self._pattern

    @property
    def place(self) -> Place:
        """Return where they are looked for: before the hit."""
        return Place.BEFORE

    @property
    def kinds(self) -> None:
        """Return None: it applies to all kinds of code."""

    @property
    def reaches(self) -> int | None:
        """Return the farthest reach of an operator with the length of its words."""
        longest = longest_match(self._pattern)
        reach = max(each.reach for each in self._breaks)
        return None if longest is None else reach + longest

    def look(self, window: Window) -> Finding | None:
        """Return denied for an odd number of turns, asserted for an even one, else nothing."""
        chain = self._chain(window)
        if not chain:
            return None
        reasons = tuple(
            window.reason(each.name, start, end, each.outcome) for each, start, end in chain
        )
        turns = sum(each.turns for each, _, _ in chain)
        if turns == 0:
            settled = any(each.settles for each, _, _ in chain)
            return Finding(reasons, Status.ASSERTED if settled else None)
        return Finding(reasons, Status.DENIED if turns % 2 else Status.ASSERTED)

    def _chain(self, window: Window) -> list[tuple[Operator, int, int]]:
        """Return the operators that reach the hit, each through the one after it."""
        chain: list[tuple[Operator, int, int]] = []
        for operator, start, end in reversed(list(self._found(window))):
            target = next((word for word in window.words if word.start >= end), window.last)
            stop = chain[-1][1] if chain and chain[-1][1] < target.start else target.start
            if not self._reaches(window, operator, (end, stop), target):
                break
            chain.append((operator, start, end))
        return chain[::-1]

    def _reaches(
        self, window: Window, operator: Operator, gap: tuple[int, int], target: Span
    ) -> bool:
        start, end = gap
        if end - start > operator.reach or self._breaks[operator].search(window.folded, start, end):
            return False
        if end < target.start or operator.clausal or not operator.turns:
            return True
        if self._negative.search(window.folded, target.start, target.end):
            return bool(self._light.fullmatch(window.folded, start, end))
        return True

    def _found(self, window: Window) -> Iterator[tuple[Operator, int, int]]:
        """Yield the operators before the last matched word, outside the matched words."""
        at, last = window.clause.start, window.last.start
        while match := window.search(self._pattern, at, window.clause.end):
            if match.start() >= last:
                return
            kept = window.outside(match)
            if kept and kept.lastgroup:
                yield self._operators[kept.lastgroup], kept.start(), kept.end()
            at = max(kept.end(), match.start() + 1) if kept else match.start() + 1
