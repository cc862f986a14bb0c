"""What stands in a stretch of text: the words of all sets, and which frames they may make up."""

from __future__ import annotations

from bisect import bisect_left
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.frames import Prepared, Word, by_rarity, numbers
from qualcode.matching.sieve import Sieve
from qualcode.matching.wordsets import WordSets, builds_on
from qualcode.model.frame import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.matching.vocabulary import Hit, Vocabulary
    from qualcode.model.codebook import Codebook


class Stretch(NamedTuple):
    """A sentence or clause with the words found in it and the frames they may make up."""

    text: str
    words: Mapping[str, Sequence[Word]]
    candidates: Sequence[int] = ()
    """Numbers of the frames that may stand here."""

    def has(self, frames: Sequence[Prepared]) -> bool:
        """Tell whether any of these frames stands here."""
        return any(next(frame.join(self.words, self.text), None) for frame in frames)


class Gatherer:
    """The word sets of a codebook and the frames that are made of them.

    Args:
        codebook: Whose sets.
        frames: The frames to look for, by number.
        conditions: Frames that are asked for elsewhere, for the words they need.
        vocabulary: Takes the words of all sets and frames.
    """

    def __init__(
        self,
        codebook: Codebook,
        frames: Sequence[Prepared],
        conditions: Sequence[Prepared],
        vocabulary: Vocabulary,
    ) -> None:
        written = [each.frame for each in (*frames, *conditions)]
        self._sets = WordSets(codebook, written, vocabulary)
        self._inner = len(self._sets.frames)
        everything = [*(frame for _, frame in self._sets.frames), *frames]
        self._sieve = Sieve(by_rarity(everything))
        self._within_sets = self._sieve.those(range(self._inner))
        self._names = [frozenset(each.frame.names()) for each in everything]
        self._all_names = self._sets.all_names
        self._builds_on = builds_on(self._sets.frames, everything)
        self._fills = [self._sieve.bits_of(names) for names, _ in self._sets.frames]
        shared: dict[tuple[str, ...], int] = {}
        self._bits = {
            number: shared.setdefault(names, self._sieve.bits_of(names))
            for number, names in self._sets.names.items()
        }

    def among(self, frames: Iterable[int]) -> int:
        """Return a choice of frames, as `could_hold` and `stretch` take it."""
        return self._within_sets | self._sieve.those(index + self._inner for index in frames)

    def of_sets(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits that are words of sets or frames."""
        return [hit for hit in hits if hit[2] in self._bits]

    def could_hold(self, hits: Sequence[Hit], among: int) -> bool:
        """Tell whether words could make up any of the frames, wherever they stand."""
        return bool(self._possible(hits, among)[1])

    def stretch(
        self, folded: str, start: int, end: int, hits: Sequence[Hit], among: int
    ) -> Stretch:
        """Gather what the frames need that may stand in a stretch."""
        inner, outer = self._possible(hits, among)
        if not outer:
            return Stretch(folded, {})
        needed = frozenset[int]().union(*(self._builds_on[index] for index in outer))
        inner = [index for index in inner if index in needed]
        names = frozenset[str]().union(*(self._names[index] for index in (*inner, *outer)))
        words = self._words(folded, start, end, hits, names)
        self._join_sets(words, folded, inner)
        return Stretch(folded, words, [index - self._inner for index in outer])

    def everything(self, folded: str, start: int, end: int, hits: Sequence[Hit]) -> Stretch:
        """Gather all that stands in a stretch, whatever asks for it."""
        words = self._words(folded, start, end, hits, self._all_names)
        self._join_sets(words, folded, self._possible(hits, -1)[0])
        return Stretch(folded, words)

    def _possible(self, hits: Sequence[Hit], among: int) -> tuple[list[int], list[int]]:
        """Return the frames that words could make up, if every frame within sets stood.

        Returns:
            The frames within sets, and those to look for.
        """
        bits = reduce(or_, [self._bits[number] for _, _, number in hits], 0)
        seen = 0
        while True:
            possible = self._sieve.possible(bits, among)
            count = bisect_left(possible, self._inner)
            if count == seen:
                return possible[:count], possible[count:]
            seen = count
            bits = reduce(or_, [self._fills[index] for index in possible[:count]], bits)

    def _words(
        self, folded: str, start: int, end: int, hits: Sequence[Hit], wanted: frozenset[str]
    ) -> dict[str, list[Word]]:
        """Return the words of a stretch by set, with numbers."""
        names = self._sets.names
        words: dict[str, list[Word]] = {}
        for first, stop, number in hits:
            here = wanted.intersection(names[number])
            if here:
                word = Word(first, stop)
                for name in here:
                    listed = words.setdefault(name, [])
                    if not listed or listed[-1] != word:
                        listed.append(word)
        if NUMBER in wanted:
            words[NUMBER] = numbers(folded, start, end)
        return words

    def _join_sets(
        self, words: dict[str, list[Word]], folded: str, possible: Sequence[int]
    ) -> None:
        """Add what the frames within sets find, those first that others build on."""
        for index in possible:
            names, frame = self._sets.frames[index]
            joined = [Word(each.start, each.end) for each in frame.join(words, folded)]
            for name in names if joined else ():
                words[name] = sorted({*words.get(name, ()), *joined})
