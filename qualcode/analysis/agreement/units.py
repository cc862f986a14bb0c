"""From codings to ratings: for each code, which coders put it on which units.

The unit is a choice that moves every coefficient (the larger, the higher), so it
is chosen by the user and printed. Nothing is enumerated that nobody coded: units
without a coding are what is left of the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.basis import Basis
from qualcode.analysis.agreement.gathering import sets_of
from qualcode.analysis.agreement.places import found_on, masks_of, places_of
from qualcode.analysis.agreement.ratings import Ratings
from qualcode.analysis.sweeps import numbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.analysis.agreement.places import Found, Ints, Places
    from qualcode.analysis.agreement.ratings import Pattern
    from qualcode.analysis.agreement.sets import SetRatings
    from qualcode.model.excerpt import Mark
    from qualcode.model.label import Label


@dataclass(frozen=True, slots=True)
class Size:
    """How much respondents said in a document, and who has coded it."""

    sentences: int
    turns: int
    characters: int
    """Spoken by respondents."""
    length: int
    """Of the whole text; of use where codings are compared by character or free span."""
    coders: frozenset[str]
    """Those who worked through the document, whether or not they found anything."""

    def of(self, basis: Basis) -> int:
        """Return the number of units of a kind."""
        if basis is Basis.SENTENCE:
            return self.sentences
        return self.turns if basis is Basis.TURN else self.characters


@dataclass(frozen=True)
class Study:
    """What several coders made of the same documents."""

    coders: tuple[str, ...]
    documents: Mapping[str, Size]
    marks: Mapping[str, Sequence[Mark]]
    """By coder, what is compared; only in documents that at least two have coded."""
    judged: Mapping[str, Sequence[Mark]] | None = None
    """By coder, what they said yes or no to: then only places that two have judged are measured.
    None = who has worked in a document has judged all of it."""
    only_decided: tuple[str, ...] = ()
    """Coders who neither coded these documents by hand nor say to have read one of them whole:
    they judged what was proposed."""
    is_read: bool = False
    """Coders say of these documents that they have read them to the end."""
    left_out: tuple[str, ...] = ()
    """Documents that two have worked in and not two have coded by hand, where that is asked."""
    coded: Mapping[str, Sequence[Mark]] | None = None
    """By coder, what they coded in whatever status, where only some of it counts.
    None = the same as is compared."""
    statuses: Label | None = None
    """The statuses that count, where what is compared is what counts; None = the code itself."""
    alone: Mapping[str, str] = field(default_factory=dict)
    """Documents that only one of the coders has worked in, and who: they are not compared."""
    by_hand: tuple[str, ...] = ()
    """Coders who put codes by hand where decisions are compared: of these none is a no."""
    _found: dict[Basis, Found] = field(default_factory=dict, repr=False, compare=False)
    _sizes: dict[Basis, Ints] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def places(self) -> Places:
        """Return all codings by column."""
        return places_of(self.coders, self.documents, self.marks)

    @cached_property
    def claims(self) -> Places:
        """Return all codings, and behind them what was judged where that is told."""
        if self.judged is None:
            return self.places
        return places_of(self.coders, self.documents, self.marks, self.judged)

    @property
    def codings(self) -> Mapping[str, Sequence[Mark]]:
        """Return what each coder coded, in whatever status."""
        return self.marks if self.coded is None else self.coded

    @cached_property
    def held(self) -> Places:
        """Return by column what each coder coded, in whatever status."""
        if self.coded is None:
            return self.places
        return places_of(self.coders, self.documents, self.coded)

    @property
    def used(self) -> frozenset[str]:
        """Return the codes that anybody put or judged somewhere, in whatever status."""
        return frozenset(self.claims.codes) | frozenset(self.held.codes)

    @cached_property
    def read(self) -> Ints:
        """Return who has read each document, a bit for each coder."""
        return masks_of(self.coders, self.documents.values())

    def presence(self, code: str | None, basis: Basis) -> Ratings:
        """Return who put a code on which units: True, False, or None where they did not judge.

        None for the code puts all codes together; of use where only what was judged counts.
        """
        return self.judgements(code, basis).of_two()

    def judgements(self, code: str | None, basis: Basis) -> Ratings:
        """Return the same, with the units that only one coder judged."""
        found, sizes = self.found(basis), self.sizes(basis)
        known = self.claims.codes
        number = known.index(code) if code in known else -1
        mine = slice(None) if code is None else _stretch(found, number)
        documents, masks, units = found.document[mine], found.coders[mine], found.units[mine]
        if self.judged is None:
            coded = np.bincount(documents, units, minlength=len(sizes))
            documents = np.concatenate([np.arange(len(sizes)), documents])
            masks = np.concatenate([np.zeros(len(sizes), np.int64), masks])
            units = np.concatenate([np.maximum(0, sizes - coded), units])
            seen = self.read[documents]
        else:
            seen = masks >> len(self.coders)
            masks = masks & ((1 << len(self.coders)) - 1)
        (reads, read), (given, said) = numbered(seen), numbered(masks)
        kinds, kind = numbered(read * len(given) + said)
        cells = np.bincount(documents * len(kinds) + kind, units, len(sizes) * len(kinds))
        weights = cells.astype(float).reshape(len(sizes), len(kinds))
        patterns = tuple(
            self._pattern(int(reads[each // len(given)]), int(given[each % len(given)]))
            for each in kinds.tolist()
        )
        return Ratings(patterns, weights, tuple(self.documents))

    def sets(self, basis: Basis) -> SetRatings:
        """Return the set of codes that each coder put on each sentence or turn."""
        return sets_of(self.places, basis, self.sizes(basis), self.read, len(self.coders))

    def sizes(self, basis: Basis) -> Ints:
        """Return the number of units of each document."""
        if basis not in self._sizes:
            sizes = [size.of(basis) for size in self.documents.values()]
            self._sizes[basis] = np.array(sizes, np.int64)
        return self._sizes[basis]

    def found(self, basis: Basis) -> Found:
        """Return which coders gave which codes how many units of each document, by code."""
        if basis not in self._found:
            self._found[basis] = found_on(self.claims, basis)
        return self._found[basis]

    def lines(self, code: str) -> Ints:
        """Return the lines of `places` that are of a code."""
        known = self.places.codes
        return self._by_code[known.index(code)] if code in known else np.zeros(0, np.int64)

    @cached_property
    def _by_code(self) -> list[Ints]:
        """Return the lines of each code."""
        order = np.argsort(self.places.code, kind="stable")
        edges = np.searchsorted(self.places.code[order], np.arange(1, len(self.places.codes)))
        return np.split(order, edges)

    def _pattern(self, read: int, mask: int) -> Pattern:
        """Return what each coder said: None for who never read the document."""
        return tuple(
            bool(mask >> number & 1) if read >> number & 1 else None
            for number in range(len(self.coders))
        )


def _stretch(found: Found, code: int) -> slice:
    """Return the lines of a code; they stand together."""
    return slice(*np.searchsorted(found.code, [code, code + 1]))
