"""Places where coders disagree on whether a code holds, and that nobody has settled.

Such a place counts in tables while one of them says that the code holds; whoever reads
a table has to know how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.basis import Basis
from qualcode.analysis.agreement.places import by_unit
from qualcode.analysis.sweeps import firsts
from qualcode.model.marks import columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.analysis.agreement.places import Ints, Places
    from qualcode.analysis.agreement.units import Study
    from qualcode.model.excerpt import Mark


@dataclass(frozen=True, slots=True)
class Unsettled:
    """How many places (a code on a sentence) are disagreed on."""

    places: int = 0
    pair: tuple[str, ...] = ()
    """The two coders who disagree most often."""


def unsettled(
    study: Study, by_hand: Mapping[str, frozenset[str]], settled: Sequence[Mark]
) -> Unsettled:
    """Count the places that some coders say hold the code, and others who judged them do not.

    Args:
        study: What coders said and judged.
        by_hand: By document, who coded it by hand and so has judged all of it.
        settled: The codings of the consensus; their code is settled on their sentences, whether it
            holds or was rejected.
    """
    claims, coders = study.claims, study.coders
    lines, units = by_unit(claims, Basis.SENTENCE)
    if not len(lines):
        return Unsettled()
    room = int(units.max()) + 1
    key = claims.cell[lines] * room + units
    order = np.argsort(key, kind="stable")
    starts = firsts(key[order])
    masks = np.bitwise_or.reduceat(np.int64(1) << claims.coder[lines][order], starts)
    place = key[order][starts]
    document, unit = place // room % len(claims.documents), place % room
    whole = np.array([_mask(by_hand.get(name, ()), coders) for name in claims.documents], np.int64)
    said = masks & ((1 << len(coders)) - 1)
    seen = masks >> len(coders) | whole[document] | said
    code = place // room // len(claims.documents)
    spoken = _settled((document, code, unit), claims, settled)
    is_open = (said > 0) & (seen != said) & ~spoken
    return Unsettled(int(is_open.sum()), _worst(coders, said[is_open], seen[is_open]))


def _settled(
    places: tuple[Ints, Ints, Ints], claims: Places, settled: Sequence[Mark]
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Tell of each place (document, code, sentence) whether the consensus has spoken on it."""
    documents, codes = (
        {name: n for n, name in enumerate(names)} for names in (claims.documents, claims.codes)
    )
    done = {
        (documents[mark.document], codes[mark.code], each)
        for mark in columns_of(settled)
        if mark.document in documents and mark.code in codes
        for each in range(mark.unit, mark.unit_last + 1)
    }
    if not done:
        return np.zeros(len(places[0]), bool)
    listed = zip(*(column.tolist() for column in places), strict=True)
    return np.fromiter((each in done for each in listed), bool, len(places[0]))


def _worst(coders: Sequence[str], said: Ints, seen: Ints) -> tuple[str, ...]:
    """Return the two coders who differ most often; nobody where none do."""
    differing = {}
    for one, other in combinations(range(len(coders)), 2):
        both = (seen >> one & seen >> other & 1).astype(bool)
        differs = ((said >> one ^ said >> other) & 1).astype(bool)
        differing[coders[one], coders[other]] = int((both & differs).sum())
    pair = max(differing, key=lambda each: differing[each], default=())
    return pair if pair and differing[pair] else ()


def _mask(names: frozenset[str] | tuple[str, ...], coders: Sequence[str]) -> int:
    return sum(1 << number for number, coder in enumerate(coders) if coder in names)
