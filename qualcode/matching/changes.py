"""Which codes a change of the codebook can touch: only these need to be coded again.

A code's proposals follow from its own patterns, the sets they speak of, and the
longer literals of other codes that may take words from it. What cannot be told
apart from all that (subjects, cues, variants, the choice of overlap, weights) touches every
code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.matching.regexes import fold_regex
from qualcode.matching.spelling import Speller
from qualcode.model.codebook import Overlap, PatternKind
from qualcode.model.frame import FrameSyntaxError, is_frame, parse_frames
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qualcode.model.codebook import Code, Codebook, Pattern

_EVERYTHING = ("subjects", "cues", "variants", "overlap", "learned")


def touched_codes(old: Codebook, new: Codebook) -> frozenset[str] | None:
    """Return the codes whose proposals may differ between two codebooks; None = any.

    Args:
        old: What was coded under.
        new: What is to be coded under; codes that it lacks are named too.
    """
    if any(getattr(old, name) != getattr(new, name) for name in _EVERYTHING):
        return None
    sets = _touched_sets(old, new)
    changed = {
        name
        for name in old.by_id.keys() | new.by_id.keys()
        if _essence(old.by_id.get(name), sets) != _essence(new.by_id.get(name), set())
    }
    if new.overlap is Overlap.LONGEST:
        changed |= _overlapping(old, new, changed)
    both = [code for book in (old, new) for code in book.codes]
    opposite = {name for code in both if code.id in changed for name in code.opposite}
    opposite |= {code.id for code in both if changed.intersection(code.opposite)}
    return frozenset(changed | opposite)


def _essence(code: Code | None, touched: set[str]) -> object:
    """Return all of a code that its proposals depend on; one with a touched set equals none."""
    if code is None or touched.intersection(_sets_of(code)):
        return None
    patterns = [_written(each) for each in code.patterns]
    masks = [_written(each) for each in code.masks]
    return patterns, masks, code.kind, code.about, code.opposite


def _written(pattern: Pattern) -> tuple[object, ...]:
    conditions = (pattern.unless, pattern.when_asked, pattern.said_by, pattern.about)
    shape = (pattern.text, pattern.language, pattern.kind, pattern.within, pattern.whole_words)
    return (*shape, *conditions)


def _touched_sets(old: Codebook, new: Codebook) -> set[str]:
    """Return the sets that differ, and those that hold them, however deep."""
    before = {each.name: (each.words, each.about) for each in old.sets}
    after = {each.name: (each.words, each.about) for each in new.sets}
    names = before.keys() | after.keys()
    touched = {name for name in names if before.get(name) != after.get(name)}
    holds = [*_holds(old).items(), *_holds(new).items()]
    while True:
        more = {name for name, held in holds if held & touched} - touched
        if not more:
            return touched
        touched |= more


def _holds(book: Codebook) -> Mapping[str, set[str]]:
    return {
        each.name: _named(word for words in each.words.values() for word in words)
        for each in book.sets
    }


def _sets_of(code: Code) -> set[str]:
    """Return the sets that the frames and conditions of a code speak of."""
    texts = (
        text
        for pattern in code.patterns
        for text in (pattern.text, *pattern.unless, *pattern.when_asked)
    )
    return _named(texts)


def _named(texts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for text in texts:
        if is_frame(text):
            try:
                found.update(name for frame in parse_frames(text) for name in frame.sets())
            except FrameSyntaxError:
                continue  # an expression that only looks like a frame
    return found


def _overlapping(old: Codebook, new: Codebook, changed: set[str]) -> set[str]:
    """Return the codes whose literals lie in, or around, a literal of a changed code."""
    speller = Speller(new.variants)
    pairs = [(old.by_id.get(name), new.by_id.get(name)) for name in changed]
    different = [each for pair in pairs for each in _different(*pair)]
    moved = {word for each in different for word in _ways(each, speller)}
    any_expression = any(each.kind in _EXPRESSIONS for each in different)
    return {
        code.id
        for code in new.codes
        if code.id not in changed
        and _may_meet(code, _literals(code, speller), moved, any_expression=any_expression)
    }


def _different(old: Code | None, new: Code | None) -> list[Pattern]:
    """Return the literals, expressions and masks that only one of two versions has."""
    sides = [
        {
            (is_mask, *_written(each)): each
            for is_mask, patterns in ((False, code.patterns), (True, code.masks))
            for each in patterns
            if each.kind is not PatternKind.FRAME
        }
        if code
        else {}
        for code in (old, new)
    ]
    return [
        each
        for key, each in {**sides[0], **sides[1]}.items()
        if (key in sides[0]) != (key in sides[1])
    ]


def _may_meet(code: Code, words: set[str], moved: set[str], *, any_expression: bool) -> bool:
    """Tell whether something longer that has changed may take words from a code.

    A literal takes what lies within it; what an expression takes cannot be told, so
    where one has changed every code with literals or expressions is touched.
    """
    if any_expression:
        return bool(words) or _has_expression(code)
    if any(word in other or other in word for word in words for other in moved):
        return True
    if moved and any(each.kind is PatternKind.TOKEN for each in (*code.patterns, *code.masks)):
        return True
    return any(each.search(word) for each in _expressions(code) for word in moved)


_EXPRESSIONS = (PatternKind.REGEX, PatternKind.TOKEN)
"""Kinds of pattern whose words cannot be told beforehand."""


def _expressions(code: Code) -> list[Any]:
    """Return the expressions of a code, compiled."""
    import re2

    return [
        re2.compile(fold_regex(each.text))
        for each in (*code.patterns, *code.masks)
        if each.kind is PatternKind.REGEX
    ]


def _has_expression(code: Code) -> bool:
    return any(each.kind in _EXPRESSIONS for each in (*code.patterns, *code.masks))


def _literals(code: Code, speller: Speller) -> set[str]:
    return {word for each in (*code.patterns, *code.masks) for word in _ways(each, speller)}


def _ways(pattern: Pattern, speller: Speller) -> Iterator[str]:
    """Yield the folded words of a literal; other patterns have none."""
    if pattern.kind is PatternKind.LITERAL:
        for way in speller.ways(pattern.text, pattern.language):
            yield fold(way.removesuffix("*"))
