"""What counts where literals and expressions overlap: the longest, by the codebook's choice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.trial import Candidate, Fate
from qualcode.model.codebook import Overlap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.matching.regexes import Found


class Hit(NamedTuple):
    """A pattern found in a text; positions are half-open."""

    start: int
    end: int
    code: str
    pattern: str
    """The pattern as the codebook writes it."""
    words: tuple[tuple[int, int], ...] = ()
    """For frames: where the matched words stand; empty = from start to end."""
    whom: tuple[int, int] | None = None
    """For frames: the word that tells whom it is about."""
    about: str = ""
    """The subject that this word names, as far as the codebook says so."""


def resolved(found: list[Found], overlap: Overlap) -> list[Hit]:
    """Return the hits that count where some overlap."""
    if len(found) == 1:
        return [] if found[0].is_mask else [Hit(*found[0][:4])]
    if overlap is not Overlap.LONGEST_IN_CODE:
        return _longest(found, keep_all=overlap is Overlap.ALL)
    by_code: defaultdict[str, list[Found]] = defaultdict(list)
    for each in found:
        by_code[each.code].append(each)
    return sorted(hit for some in by_code.values() for hit in _longest(some, keep_all=False))


def _longest(found: list[Found], *, keep_all: bool) -> list[Hit]:
    """Return the hits that lie in no longer match or mask; equal stretches are all kept.

    Args:
        found: Matches of patterns and masks in a sentence.
        keep_all: Whether only masks take away what lies within them.
    """
    found.sort(key=_place)
    masked = {each[:3] for each in found if each.is_mask}
    hits: list[Hit] = []
    last = (-1, -1)
    """The stretch kept last: starts are sorted, so its end decides containment."""
    for each in found:
        if each.end > last[1] or (each.start, each.end) == last:
            if each.is_mask or not keep_all:
                last = (each.start, each.end)
            if each[:3] not in masked:
                hits.append(Hit(*each[:4]))
    return hits


def _place(found: Found) -> tuple[int, int, str, str, bool]:
    """Return what matches are sorted by: their beginnings, and then the longest first."""
    return found.start, -found.end, *found[2:]


def candidate(each: Found, found: Sequence[Found], kept: set[Hit], folded: str) -> Candidate:
    """Return a match with what the others in the sentence make of it."""
    hit = Hit(*each[:4])
    if hit in kept:
        return Candidate(hit)
    around = [
        other
        for other in found
        if other.start <= each.start and each.end <= other.end and other is not each
    ]
    for other in sorted(around, key=lambda other: (not other.is_mask, other.end - other.start)):
        if other.is_mask:
            return Candidate(hit, Fate.MASK, folded[other.start : other.end])
        if other[:2] != each[:2]:
            return Candidate(hit, Fate.LONGER, f"{folded[other.start : other.end]} ({other.code})")
    return Candidate(hit, Fate.LONGER)
