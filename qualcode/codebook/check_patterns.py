"""Checks on patterns: what cannot run, what would fire everywhere, what collides."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from qualcode.codebook.expressions import refusal
from qualcode.codebook.token_patterns import token_refusal
from qualcode.codebook.wording import named, quoted
from qualcode.model.codebook import PatternKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.codebook.places import PlaceKey, Places
    from qualcode.errors import Problem
    from qualcode.model.codebook import Code, Codebook, Pattern

WILDCARD = "*"
"""Stands for any ending of an English word."""

_REFUSALS = {PatternKind.REGEX: refusal, PatternKind.TOKEN: token_refusal}
"""What tells why a pattern of a kind cannot be used."""

_LONGEST = 200
"""Literals beyond this many characters are not searched for others inside."""


class _Found(NamedTuple):
    """A pattern, its code and its place."""

    pattern: Pattern
    code: Code
    key: PlaceKey

    @property
    def title(self) -> str:
        """Name the pattern and its code in a problem."""
        return f"{_written(self.pattern)} of {named('code', self.code.id)}"

    @property
    def same(self) -> tuple[str, PatternKind, str]:
        """What two patterns share that find the same words."""
        kind = self.pattern.kind
        text = self.pattern.text
        return self.pattern.language, kind, text.casefold() if kind is PatternKind.LITERAL else text


def useless(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find patterns without a word in them and expressions that are refused."""
    for found in (*_all(codebook, "patterns"), *_all(codebook, "masks")):
        if found.pattern.kind in _REFUSALS:
            refused = _REFUSALS[found.pattern.kind](found.pattern.text)
            if refused:
                why, hint = refused
                yield places.error(found.key, f"{found.title} cannot be used: {why}", hint)
        elif found.pattern.kind is PatternKind.LITERAL and not _letters(found.pattern):
            yield places.error(found.key, f"{found.title} has no word in it")


def short(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find literals of a single character: they fire on too much."""
    for found in _literals(codebook):
        if len(_letters(found.pattern)) == 1:
            message = f"{found.title} is a single character"
            yield places.warning(found.key, message, "add a word beside it")


def misplaced_wildcards(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find wildcards where they are no wildcards: in Chinese, or before the end."""
    for found in _literals(codebook):
        text = found.pattern.text
        inner = text.removesuffix(WILDCARD) if found.pattern.language == "en" else text
        if WILDCARD in inner and _letters(found.pattern):
            message = f"{found.title} has a '{WILDCARD}' that stands for itself"
            hint = "it serves at the end of an English pattern; elsewhere write 're:'"
            yield places.warning(found.key, message, hint)


def repeated(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find patterns that stand twice, in one code or in two."""
    first: dict[object, _Found] = {}
    for found in _all(codebook, "patterns"):
        known = first.setdefault(found.same, found)
        if known is found:
            continue
        if known.code.id == found.code.id:
            yield places.warning(found.key, f"{found.title} stands there twice")
        else:
            message = f"{found.title} stands in {named('code', known.code.id)} too"
            yield places.warning(found.key, message, "drop one, unless a hit should carry both")


def contained(codebook: Codebook, places: Places) -> Iterator[Problem]:
    """Find literals that lie inside a literal of another code.

    Only a note: the longest match wins. But the researcher should know that
    带动不了几户 takes 动不了 away from another code.
    """
    known = {
        (found.pattern.language, _units(found.pattern)): found for found in _literals(codebook)
    }
    around: dict[object, list[_Found]] = defaultdict(list)
    sizes = {(language, len(units)) for language, units in known}
    for longer in _literals(codebook):
        for part in _parts(longer.pattern, sizes):
            shorter = known.get((longer.pattern.language, part))
            if shorter and shorter.code.id != longer.code.id:
                around[shorter.key].append(longer)
    for found in known.values():
        if found.key in around and not _masked(found, around[found.key]):
            yield _inside(found, around[found.key], places)


def _inside(found: _Found, longer: list[_Found], places: Places) -> Problem:
    names = [f"{_written(each.pattern)} ({each.code.id})" for each in longer]
    names = list(dict.fromkeys(names))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    message = f"{found.title} lies inside {', '.join(names[:3])}{more}"
    return places.warning(found.key, message, "the longest match wins")


def _masked(found: _Found, longer: list[_Found]) -> bool:
    """Tell whether the code itself says that the longer words do not count."""
    masks = {mask.text for mask in found.code.masks}
    return all(each.pattern.text in masks for each in longer)


def _parts(pattern: Pattern, sizes: set[tuple[str, int]]) -> Iterator[tuple[str, ...]]:
    """Yield the pieces of a literal that are as long as some known literal, but not all of it."""
    units = _units(pattern)
    if len(pattern.text) > _LONGEST:
        return
    for size in range(1, len(units)):
        if (pattern.language, size) in sizes:
            yield from {units[start : start + size] for start in range(len(units) - size + 1)}


def _units(pattern: Pattern) -> tuple[str, ...]:
    """Cut a literal into what it can be found by: characters of Chinese, words of English."""
    text = pattern.text.casefold()
    return tuple(text.split()) if pattern.language == "en" else tuple(text)


def _all(codebook: Codebook, name: str) -> Iterator[_Found]:
    for index, code in enumerate(codebook.codes):
        for number, pattern in enumerate(getattr(code, name)):
            yield _Found(pattern, code, ("codes", index, name, number))


def _literals(codebook: Codebook) -> list[_Found]:
    found = _all(codebook, "patterns")
    return [each for each in found if each.pattern.kind is PatternKind.LITERAL]


def _letters(pattern: Pattern) -> str:
    """Return what a literal holds besides wildcards and blanks around it."""
    return pattern.text.replace(WILDCARD, "").strip()


def _written(pattern: Pattern) -> str:
    """Return a pattern as the codebook writes it, shortened for a message."""
    return quoted(pattern.written)
