"""What an expression must hold, and what it can begin with, told from its parts.

`Triggers` asks both of each step once, so that no expression is tried in a sentence
that lacks its words, nor at a place where none of them stands.
"""

from __future__ import annotations

import re
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ANY = "\0"
"""Stands in an opening word for a character that may be any."""
_MOST = 400
"""An expression that needs one of more words than this is always tried."""
_MOST_OPENINGS = 3000
"""An expression that may begin with more words than this is searched for everywhere."""
_ENDLESS = 1_000
_FEW = 120
"""Most words that are made by joining what parts of a sequence begin with."""
_SHORT_CLASS = 12
"""Largest class of characters that is taken apart."""
_MOST_REPEATED = 6
"""Most characters before a word that are counted: 不 in [^,]{1,6}不 stands after one to six."""
_CHARACTERS = frozenset({kinds.ANY, kinds.NOT_LITERAL, kinds.IN, kinds.LITERAL})
_WIDTHLESS = frozenset({kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT})


def longest_match(pattern: re.Pattern[str]) -> int | None:
    """Return the most characters that an expression can match; None where they have no end."""
    most: int = parser.parse(pattern.pattern, pattern.flags).getwidth()[1]
    return most if most < _ENDLESS else None


def words_needed(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return words of which one stands in every match; None where there are none to tell."""
    words = _of_sequence(parser.parse(pattern.pattern, pattern.flags))
    return words if words and len(words) <= _MOST else None


def _of_sequence(items: Iterable[Any]) -> frozenset[str] | None:
    """Return the words of the part of a sequence that tells best: long ones, and few."""
    candidates: list[frozenset[str]] = []
    literal = ""
    for kind, value in [*items, (None, None)]:
        if kind is kinds.LITERAL:
            literal += chr(value)
            continue
        if literal:
            candidates.append(frozenset({literal}))
            literal = ""
        words = _of_item(kind, value)
        if words:
            candidates.append(words)
    return max(candidates, key=lambda each: (min(map(len, each)), -len(each)), default=None)


def _of_item(kind: Any, value: Any) -> frozenset[str] | None:
    if kind is kinds.BRANCH:
        options = [_of_sequence(each) for each in value[1]]
        return frozenset().union(*options) if all(options) else None  # type: ignore[arg-type]
    if kind is kinds.SUBPATTERN:
        return _of_sequence(value[3])
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT}:
        return _of_sequence(value[2]) if value[0] else None
    if (
        kind is kinds.IN
        and len(value) <= _SHORT_CLASS
        and all(each[0] is kinds.LITERAL for each in value)
    ):
        return frozenset(chr(each[1]) for each in value)
    return None


def words_opening(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return words with one of which every match begins; None where they cannot be told.

    A word may begin with `ANY` for a character that may be any.
    """
    words = _openings(list(parser.parse(pattern.pattern, pattern.flags)))
    if words is None or len(words) > _MOST_OPENINGS or not all(word.strip(ANY) for word in words):
        return None
    return words


def placed(word: str) -> tuple[str, int]:
    """Return what of an opening word can be looked for, and how far before it a match begins.

    That is its longest part without gaps; of equal ones the last: 促 of 以…促, since what
    grammar asks for comes first and stands everywhere.
    """
    part = max(reversed(word.split(ANY)), key=len)
    return part, word.rindex(part)


def shortest(words: Iterable[str]) -> list[str]:
    """Return words without those that begin with another of them: 没有 stands where 没 does."""
    kept: list[str] = []
    for word in sorted(words):
        if not (kept and word.startswith(kept[-1])):
            kept.append(word)
    return kept


def anywhere(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Return an expression that finds every place where another begins, within its matches too."""
    return re.compile(f"(?={pattern.pattern})", pattern.flags)


def looks_ahead(pattern: re.Pattern[str]) -> bool:
    """Tell whether what follows a match has a say in it."""
    return _is_guarded(parser.parse(pattern.pattern, pattern.flags))


def _is_guarded(value: Any) -> bool:
    if not isinstance(value, (tuple, list, parser.SubPattern)):
        return value is kinds.AT
    if len(value) == 2 and any(value[0] is each for each in (kinds.ASSERT, kinds.ASSERT_NOT)):
        return bool(value[1][0] > 0)  # looking back is no looking ahead
    return any(_is_guarded(each) for each in value)


def begins_at_border(pattern: re.Pattern[str]) -> bool:
    r"""Tell whether an expression begins with ``\b``."""
    for kind, value in parser.parse(pattern.pattern, pattern.flags):
        if kind not in _WIDTHLESS:
            return False
        if kind is kinds.AT and value is kinds.AT_BOUNDARY:
            return True
    return False


def first_characters(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return the characters with one of which every match begins; None where they are many."""
    first = _firsts(list(parser.parse(pattern.pattern, pattern.flags)))
    return None if first is None or "" in first else first


def _firsts(items: Sequence[Any]) -> frozenset[str] | None:
    """Return the first characters of a sequence; an empty one where it may match nothing."""
    found = frozenset({""})
    for kind, value in items:
        if "" not in found:
            return found
        if kind in _WIDTHLESS:
            continue
        first = _firsts_of(kind, value)
        if first is None:
            return None
        found = found - {""} | first
    return found


def _firsts_of(kind: Any, value: Any) -> frozenset[str] | None:
    if kind is kinds.LITERAL:
        return frozenset({chr(value)})
    if kind is kinds.BRANCH:
        options = [_firsts(list(each)) for each in value[1]]
        return None if None in options else frozenset().union(*options)  # type: ignore[arg-type]
    if kind is kinds.SUBPATTERN:
        return _firsts(list(value[3]))
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT}:
        first = _firsts(list(value[2]))
        return first if first is None or value[0] else first | {""}
    return _of_item(kind, value)


def _openings(items: Sequence[Any]) -> frozenset[str] | None:
    """Return what a sequence begins with; an empty word where it may match nothing."""
    rest = [each for each in items if each[0] not in _WIDTHLESS]
    if not rest:
        return frozenset({""})
    words = _opening_of(*rest[0])
    if words is None or (len(rest) == 1):
        return words
    following = _openings(rest[1:])
    if following is not None:
        following = frozenset(shortest(following))
    if following is not None and len(words) * len(following) <= _FEW:
        return frozenset(word + each for word in words for each in following)
    if "" not in words:
        return words
    return None if following is None else words - {""} | following


def _opening_of(kind: Any, value: Any) -> frozenset[str] | None:
    if kind is kinds.LITERAL:
        return frozenset({chr(value)})
    if kind is kinds.BRANCH:
        options = [_openings(list(each)) for each in value[1]]
        return None if None in options else frozenset().union(*options)  # type: ignore[arg-type]
    if kind is kinds.SUBPATTERN:
        return _openings(list(value[3]))
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT}:
        return _of_repeat(*value)
    if kind in {kinds.ANY, kinds.NOT_LITERAL, kinds.IN}:
        return _of_item(kind, value) or frozenset({ANY})
    return None


def _of_repeat(least: int, most: int, items: Sequence[Any]) -> frozenset[str] | None:
    """Return what a repeated part begins with, where it is there or not, or there once."""
    words = _openings(list(items))
    if words is not None and most == 1:
        return words if least else words | {""}
    if most <= _MOST_REPEATED and len(items) == 1 and items[0][0] in _CHARACTERS:
        return frozenset(ANY * times for times in range(least, most + 1))
    return None
