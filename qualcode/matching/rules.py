"""The rules that the frames and conditions of a codebook amount to, and what they find."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.frames import Prepared, by_rarity, prepared
from qualcode.matching.sieve import Sieve
from qualcode.matching.wordsets import localised
from qualcode.model.codebook import PatternKind, Scope
from qualcode.model.frame import parse_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from qualcode.matching.gathering import Stretch
    from qualcode.model.codebook import Codebook, Pattern


class Found(NamedTuple):
    """A frame of a code in a text; positions are half-open."""

    start: int
    end: int
    code: str
    pattern: str
    words: tuple[tuple[int, int], ...]
    """Where the matched words stand."""
    whom: tuple[int, int] | None = None
    """The word that tells whom it is about."""
    about: str = ""
    """The subject that this word names, as far as its set says so."""


class Guard(NamedTuple):
    """The conditions of a literal or an expression."""

    unless: tuple[Prepared, ...]
    when_asked: tuple[Prepared, ...]


class Rule(NamedTuple):
    """One way of a frame of a code, with its conditions."""

    code: str
    pattern: str
    language: str
    frame: Prepared
    within: Scope
    unless: tuple[Prepared, ...]
    when_asked: tuple[Prepared, ...]


def rules_of(codebook: Codebook, only: frozenset[str] | None = None) -> list[Rule]:
    """Return the frames of a codebook as rules, one for each way that its alternatives allow.

    Args:
        codebook: Whose frames.
        only: The codes whose frames are wanted; None = all.
    """
    naming = {each.name for each in codebook.sets if each.about}
    return [
        Rule(
            code.id,
            pattern.text,
            pattern.language,
            _telling_whom(frame, naming),
            pattern.within,
            _conditions(pattern.unless, pattern.language),
            _conditions(pattern.when_asked, pattern.language),
        )
        for code in codebook.codes
        for pattern in code.patterns
        if pattern.kind is PatternKind.FRAME and (only is None or code.id in only)
        for frame in _conditions((pattern.text,), pattern.language)
    ]


def _telling_whom(each: Prepared, naming: AbstractSet[str]) -> Prepared:
    """Let the first slot of a set that names a subject tell whom a frame is about."""
    slots = each.frame.slots
    told = (at for at, slot in enumerate(slots) if naming & {_plain(name) for name in slot.sets})
    if each.frame.whom is not None:
        return each
    return each._replace(frame=replace(each.frame, whom=next(told, None)))


def guards_of(codebook: Codebook) -> dict[tuple[str, str], Guard]:
    """Return the conditions of literals and expressions by code and pattern."""
    return {
        (code.id, written_as(pattern)): Guard(
            _conditions(pattern.unless, pattern.language),
            _conditions(pattern.when_asked, pattern.language),
        )
        for code in codebook.codes
        for pattern in code.patterns
        if pattern.kind is not PatternKind.FRAME and (pattern.unless or pattern.when_asked)
    }


def written_as(pattern: Pattern) -> str:
    """Return a pattern as the codebook writes it."""
    return pattern.written


def founds(rule: Rule, stretch: Stretch, about: Mapping[str, str]) -> Iterator[Found]:
    """Yield where a rule stands.

    Args:
        rule: The rule.
        stretch: A stretch of text with its words.
        about: The subject whom the words of a set name, by the name of the set.
    """
    for each in rule.frame.join(stretch.words, stretch.text):
        words = tuple((part.start, part.end) for part in each.parts)
        found = Found(each.start, each.end, rule.code, rule.pattern, words)
        if each.whom:
            word, sets = each.whom
            named = next(filter(None, (about.get(_plain(name)) for name in sets)), "")
            found = found._replace(whom=(word.start, word.end), about=named)
        yield found


def _plain(name: str) -> str:
    """Return the name of a set without the language it was made of."""
    return name.partition(":")[2]


class Asking:
    """The conditions of frames on the question before; `free` are the frames without any."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.free = [index for index, rule in enumerate(rules) if not rule.when_asked]
        self.conditions = [
            (index, each) for index, rule in enumerate(rules) for each in rule.when_asked
        ]
        self._sieve = Sieve(by_rarity([each for _, each in self.conditions]))

    def held(self, asked: Stretch) -> set[int]:
        """Return the rules one of whose conditions stands in a question."""
        possible = self._sieve.possible(self._sieve.bits_of(asked.words))
        conditions = [self.conditions[each] for each in possible]
        return {index for index, condition in conditions if asked.has([condition])}


def _conditions(texts: Sequence[str], language: str) -> tuple[Prepared, ...]:
    frames = (frame for text in texts for frame in parse_frames(text))
    return tuple(prepared(localised(frame, language)) for frame in frames)
