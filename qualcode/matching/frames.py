"""Frames joined from the hits of word sets, clause by clause.

The automaton finds the words of all sets in the same pass as everything else;
what remains here is to put hits in order within a clause. Only clauses that
hold a word of a frame's rarest set are looked at, so the cost stays that of the
scan.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.numerals import least_of, numbers_in
from qualcode.model.frame import NUMBER, Frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.model.frame import Slot


class Word(NamedTuple):
    """A hit of a word set; positions are half-open."""

    start: int
    end: int
    value: float = 0.0
    """For numbers: which; of a range (一两) the upper end."""
    least: float = 0.0
    """For numbers: the lower end of a range."""


Filled = tuple[Word | None, ...]
"""What fills each slot; None = an optional slot left empty."""

_DESERT = 300
"""Most characters between two words of a frame, however wide its gap: a transcript
without punctuation is one endless clause."""
_TRIED = 8
"""Most words that are tried for one slot of a frame without an order."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A frame found in a text."""

    parts: tuple[Word, ...]
    """The words that fill its slots, in the order of the text."""
    whom: tuple[Word, tuple[str, ...]] | None = None
    """The word that tells whom it is about, and the sets that it was looked for in."""

    @property
    def start(self) -> int:
        """Return where it begins."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Return where it ends."""
        return max(part.end for part in self.parts)


def join(frame: Frame, words: Mapping[str, Sequence[Word]], text: str) -> Iterator[Joined]:
    """Yield where a frame stands in a stretch of text, each beginning once.

    Args:
        frame: The frame; its literal words must be sets of `words` under their own names.
        words: Hits within the stretch by the name of their set, each sorted by position.
        text: The text that the positions are of.
    """
    finder = _ordered if frame.ordered else _unordered
    reached = -1
    for filled in finder(frame, words, text):
        parts = sorted(each for each in filled if each is not None)
        if parts[0].start > reached:
            reached = parts[-1].end - 1
            yield Joined(tuple(parts), _whom(frame, filled))


def _whom(frame: Frame, filled: Filled) -> tuple[Word, tuple[str, ...]] | None:
    """Return what fills the slot that tells whom the frame is about."""
    if frame.whom is None:
        return None
    word = filled[frame.whom]
    return None if word is None else (word, frame.slots[frame.whom].sets)


class Prepared(NamedTuple):
    """A frame with what must be there for it to stand anywhere: most are ruled out by that."""

    frame: Frame
    needs: tuple[frozenset[str], ...]
    """For each slot that must be filled: the names of which one must be present."""

    def may_stand(self, words: Mapping[str, Sequence[Word]]) -> bool:
        """Tell whether each slot that must be filled has some word, in whatever order."""
        return not any(need.isdisjoint(words) for need in self.needs)

    def join(self, words: Mapping[str, Sequence[Word]], text: str) -> Iterator[Joined]:
        """Yield where the frame stands, see `join`."""
        if self.may_stand(words):
            yield from join(self.frame, words, text)


def prepared(frame: Frame) -> Prepared:
    """Return a frame with its needs, the one with the fewest names first."""
    needs = [frozenset((*slot.sets, *slot.words)) for slot in frame.slots if not slot.optional]
    return Prepared(frame, tuple(sorted(needs, key=len)))


def by_rarity(frames: Sequence[Prepared]) -> list[tuple[frozenset[str], ...]]:
    """Return the needs of each frame, those first that the fewest frames share.

    A set that many frames speak of (never, come) stands in every other sentence
    and rules nothing out. Numbers are left out: they are not words of any set.
    """
    shared = Counter(name for frame in frames for need in frame.needs for name in need)
    return [
        tuple(
            sorted(
                (need for need in frame.needs if NUMBER not in need),
                key=lambda need: sum(shared[name] for name in need),
            )
        )
        for frame in frames
    ]


def fillers(slot: Slot, words: Mapping[str, Sequence[Word]]) -> list[Word]:
    """Return the words that may fill a slot, by position."""
    names = (*slot.sets, *slot.words)
    if len(names) == 1 and names[0] != NUMBER:
        return list(words.get(names[0], ()))
    found = {word for name in names for word in words.get(name, ())}
    if slot.sets == (NUMBER,):
        found = {word for word in found if slot.low <= word.least and word.value <= slot.high}
    return sorted(found)


def numbers(text: str, start: int, end: int) -> list[Word]:
    """Return the numbers of a stretch of text: the words of the built-in set."""
    return [
        Word(first, last, value, least_of(text[first:last], value))
        for first, last, value in numbers_in(text, start, end)
    ]


def _ordered(frame: Frame, words: Mapping[str, Sequence[Word]], text: str) -> Iterator[Filled]:
    candidates = [fillers(slot, words) for slot in frame.slots]
    first = next(index for index, slot in enumerate(frame.slots) if not slot.optional)
    search = _Search(frame, candidates, text)
    for number in range(first + 1):
        for word in candidates[number]:
            rest = search.after(number + 1, word.end)
            if rest is not None:
                yield (*[None] * number, word, *rest)


class _Search:
    """Looks for the words of the slots in order; what has failed once is not tried again."""

    def __init__(self, frame: Frame, candidates: list[list[Word]], text: str) -> None:
        self._frame = frame
        self._candidates = candidates
        self._text = text
        self._failed: set[tuple[int, int]] = set()

    def after(self, index: int, end: int) -> Filled | None:
        """Return words for the slots from `index` on, after a position; None if none fit."""
        if index == len(self._candidates):
            return ()
        if (index, end) in self._failed:
            return None
        found = self._filled(index, end)
        if found is None and self._frame.slots[index].optional:
            rest = self.after(index + 1, end)
            found = None if rest is None else (None, *rest)
        if found is None:
            self._failed.add((index, end))
        return found

    def _filled(self, index: int, end: int) -> Filled | None:
        options = self._candidates[index]
        limit = self._frame.gaps[index - 1]
        for position in range(bisect_left(options, (end,)), len(options)):
            word = options[position]
            if not _near(self._text, end, word.start, limit):
                return None
            rest = self.after(index + 1, word.end)
            if rest is not None:
                return (word, *rest)
        return None


def _near(text: str, start: int, end: int, limit: int | None) -> bool:
    """Tell whether what stands between two words is short enough.

    Blanks do not count; a run of Latin letters counts as one, since English is
    measured in words. Even without a limit nothing is joined across a desert.
    """
    if end - start > _DESERT:
        return False
    if limit is None:
        return True
    between = text[start:end].strip()
    if len(between) <= limit:
        return True
    return between.isascii() and len(between.split()) <= limit


def _unordered(frame: Frame, words: Mapping[str, Sequence[Word]], text: str) -> Iterator[Filled]:
    candidates = [[] if slot.optional else fillers(slot, words) for slot in frame.slots]
    needed = [index for index, slot in enumerate(frame.slots) if not slot.optional]
    anchor = min(needed, key=lambda index: len(candidates[index]))
    rest = [index for index in needed if index != anchor]
    for word in candidates[anchor]:
        near = [_around(candidates[index], word) for index in rest]
        chosen = _apart(near, (word,), frame.gaps[0] if frame.gaps else None, text)
        if chosen:
            filled: list[Word | None] = [None] * len(frame.slots)
            for index, each in zip((anchor, *rest), chosen, strict=True):
                filled[index] = each
            yield tuple(filled)


def _around(options: list[Word], word: Word) -> list[Word]:
    """Return the words near another, nearest first; a few are enough."""
    start = bisect_left(options, (word.start - _DESERT,))
    stop = bisect_left(options, (word.end + _DESERT,))
    near = sorted(options[start:stop], key=lambda each: abs(each.start - word.start))
    return near[:_TRIED]


def _apart(
    candidates: list[list[Word]], chosen: tuple[Word, ...], limit: int | None, text: str
) -> tuple[Word, ...] | None:
    """Choose one word for each slot so that no two overlap and none is too far from the others."""
    if not candidates:
        ordered = sorted(chosen)
        pairs = pairwise(ordered)
        return chosen if all(_near(text, a.end, b.start, limit) for a, b in pairs) else None
    for word in candidates[0]:
        if all(word.end <= other.start or other.end <= word.start for other in chosen):
            found = _apart(candidates[1:], (*chosen, word), limit, text)
            if found:
                return found
    return None
