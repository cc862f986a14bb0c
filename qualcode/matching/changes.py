"""Which codes a change of the codebook can touch: only these need to be coded again.

A code's proposals follow from its own patterns, the sets they speak of, and the
longer literals of other codes that may take words from it. What cannot be told
apart from all that (subjects, cues, variants, the choice of overlap) touches every
code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.matching.spelling import Speller
from qualcode.model.codebook import Overlap, PatternKind
from qualcode.model.frame import FrameSyntaxError, is_frame, parse_frames
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.model.codebook import Code, Codebook, Pattern

_EVERYTHING = ("subjects", "cues", "variants", "overlap")


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
    moved = {
        word
        for book in (old, new)
        for name in changed & book.by_id.keys()
        for word in _literals(book.by_id[name], speller)
    }
    any_expression = any(
        _has_expression(book.by_id[name])
        for book in (old, new)
        for name in changed & book.by_id.keys()
    )
    return {
        code.id
        for code in new.codes
        if code.id not in changed
        and _may_meet(code, _literals(code, speller), moved, any_expression=any_expression)
    }


def _may_meet(code: Code, words: set[str], moved: set[str], *, any_expression: bool) -> bool:
    """Tell whether a literal or expression of a code may overlap one that has changed."""
    if _has_expression(code):
        return bool(moved) or any_expression
    if any_expression:
        return bool(words)
    return any(word in other or other in word for word in words for other in moved)


def _has_expression(code: Code) -> bool:
    return any(each.kind is PatternKind.REGEX for each in (*code.patterns, *code.masks))


def _literals(code: Code, speller: Speller) -> set[str]:
    return {
        fold(way.removesuffix("*"))
        for each in (*code.patterns, *code.masks)
        if each.kind is PatternKind.LITERAL
        for way in speller.ways(each.text, each.language)
    }
