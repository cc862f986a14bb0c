"""Places where coders disagree on whether a code holds, and that nobody has settled.

Such a place counts in tables while one of them says that the code holds; whoever reads
a table has to know how many there are. They are told under every table, so a million
codings are gone through by column, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.analysis.sweeps import firsts, repeated
from qualcode.model.coding import Review, Source
from qualcode.model.marks import columns_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from qualcode.model.excerpt import Mark
    from qualcode.model.marks import Marks

    Ints = NDArray[np.int64]
    Truths = NDArray[np.bool_]

LOOKED_AT = frozenset({"code", "coder", "source", "review", "decided_by", "unit", "unit_last"})
"""Columns that tell who said what of a place, beside the document."""
_BITS = 62
"""Coders that fit into a number of the processor; of more, Python's own numbers are taken."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """How many places (a code on a sentence) are disagreed on."""

    places: int = 0
    pair: tuple[str, ...] = ()
    """The two coders who disagree most often."""


class _Places(NamedTuple):
    """Codes on sentences, each once, with a bit for each coder."""

    place: Ints
    said: Ints
    """Who says that the code holds."""
    seen: Ints
    """Who has judged the place."""

    def at(self, lines: Truths) -> _Places:
        return _Places(*(column[lines] for column in self))


def unsettled(
    marks: Sequence[Mark],
    by_hand: Mapping[str, Collection[str]],
    settled: Sequence[Mark] = (),
    counts: Truths | None = None,
) -> Unsettled:
    """Count the places that some coders say hold the code, and others who judged them do not.

    Args:
        marks: Codings of whatever review, with the columns `LOOKED_AT`; with the status where
            statuses are named.
        by_hand: The coders, and the documents that each coded by hand and so has judged whole.
        settled: The codings of the consensus, whether they hold or were rejected; what they touch
            of the same code is settled.
        counts: Of each coding, whether its status says that the code holds; None = all do.
    """
    given, done, coders = columns_of(marks), columns_of(settled), tuple(by_hand)
    who, judged = _hands(given, coders)
    holds = ~given.having("review", [Review.REJECTED]) & (True if counts is None else counts)
    if not judged.all():
        given, who, holds = given.taken(judged), who[judged], holds[judged]
    if not len(given):
        return Unsettled()
    room = 1 + max(int(each.numbers["unit_last"].max()) for each in (given, done) if len(each))
    bits = np.array(
        [1 << n for n in range(len(coders))], np.int64 if len(coders) <= _BITS else object
    )
    found = _places(given, bits[who], holds, room)
    documents, codes = given.names["document"].values, len(given.names["code"].values)
    whole = np.array(
        [bits[[name in by_hand[coder] for coder in coders]].sum() for name in documents], bits.dtype
    )
    found = found._replace(seen=found.seen | whole[found.place // codes // room])
    found = found.at((found.said > 0) & (found.seen != found.said))
    if len(done):
        found = found.at(~np.isin(found.place, _settled(done, given, room)))
    return Unsettled(len(found.said), _worst(coders, found.said, found.seen))


def _hands(given: Marks, coders: Sequence[str]) -> tuple[Ints, Truths]:
    """Return whose word each coding is, by number, and whether it is one of these coders'.

    What a person made is theirs; what a machine proposed, theirs who decided on it.
    """
    number = {name: n for n, name in enumerate(coders)}
    made, decided = (
        np.array([number.get(name, -1) for name in given.names[column].values] or [-1], np.int64)[
            given.names[column].codes
        ]
        for column in ("coder", "decided_by")
    )
    is_made = given.having("source", [Source.PERSON])
    who = np.where(is_made, made, decided)
    return who, (who >= 0) & (is_made | ~given.having("review", [Review.PROPOSED]))


def _places(given: Marks, bits: Ints, holds: Truths, room: int) -> _Places:
    """Put together what is said of each code on each sentence; some coding is given."""
    lines, place = _numbered(given, given, room)
    order = np.argsort(place, kind="stable")
    starts = firsts(place[order])
    seen = bits[lines][order]
    said = np.where(holds[lines][order], seen, 0)
    return _Places(
        place[order][starts],
        np.bitwise_or.reduceat(said, starts),
        np.bitwise_or.reduceat(seen, starts),
    )


def _settled(done: Marks, given: Marks, room: int) -> Ints:
    """Return the places of codings that the consensus touches: other edges are settled with it."""
    lines, place = _numbered(given, given, room)
    touched = np.zeros(len(given), bool)
    touched[lines[np.isin(place, _numbered(done, given, room)[1])]] = True
    return place[touched[lines]]


def _numbered(marks: Marks, given: Marks, room: int) -> tuple[Ints, Ints]:
    """Return the line of each coding and the number of the place, for every sentence it touches.

    Args:
        marks: Codings.
        given: By whose documents and codes places are numbered; those of others are below 0.
        room: More sentences than any document has.
    """
    home, code = (_renumbered(marks, given, name) for name in ("document", "code"))
    first, last = (marks.numbers[name].astype(np.int64) for name in ("unit", "unit_last"))
    codes = len(given.names["code"].values)
    begin = np.where((home < 0) | (code < 0), -room * codes, (home * room + first) * codes + code)
    if (first == last).all():
        return np.arange(len(first)), begin
    lines, place = repeated(last - first + 1)
    return lines, begin[lines] + place * codes


def _renumbered(marks: Marks, given: Marks, name: str) -> Ints:
    """Return a column of names by the numbers that other codings give them; unknown ones -1."""
    number = {value: n for n, value in enumerate(given.names[name].values)}
    column = marks.names[name]
    return np.array([number.get(value, -1) for value in column.values], np.int64)[column.codes]


def _worst(coders: Sequence[str], said: Ints, seen: Ints) -> tuple[str, ...]:
    """Return the two coders who differ most often; nobody where none do."""
    differing = {}
    for one, other in combinations(range(len(coders)), 2):
        both = (seen >> one & seen >> other & 1).astype(bool)
        differs = ((said >> one ^ said >> other) & 1).astype(bool)
        differing[coders[one], coders[other]] = int((both & differs).sum())
    pair = max(differing, key=lambda each: differing[each], default=())
    return pair if pair and differing[pair] else ()
