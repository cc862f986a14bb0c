"""Who put which code where, for all codes at once.

Each unit that anybody coded is one number for its place and one for the set of coders
who coded it (a bit for each), so that a million codings are sorted once and not
looked at one by one. Units that nobody coded are what is left of a document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.basis import Basis
from qualcode.analysis.sweeps import firsts, numbered, once, repeated
from qualcode.errors import UsageError
from qualcode.model.marks import Numbering, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from qualcode.analysis.agreement.units import Size
    from qualcode.model.excerpt import Mark
    from qualcode.model.marks import Names

    Ints = NDArray[np.int64]

MOST_CODERS = 60
"""Coders that fit into the bits of one number."""


@dataclass(frozen=True, slots=True)
class Places:
    """The codings of a study by column: numbers for codes, documents and coders."""

    codes: tuple[str, ...]
    documents: tuple[str, ...]
    code: Ints
    document: Ints
    coder: Ints
    unit: Ints
    unit_last: Ints
    turn: Ints
    start: Ints
    stop: Ints
    status: Ints
    """Numbered in the order of their first appearance."""

    @property
    def cell(self) -> Ints:
        """Return one number for code and document."""
        return self.code * len(self.documents) + self.document


@dataclass(frozen=True, slots=True)
class Found:
    """How many units of a document which coders gave a code: one line each."""

    code: Ints
    document: Ints
    coders: Ints
    """A bit for each coder, the first one the lowest."""
    units: Ints


def places_of(
    coders: Sequence[str],
    documents: Mapping[str, Size],
    marks: Mapping[str, Sequence[Mark]],
    judged: Mapping[str, Sequence[Mark]] | None = None,
) -> Places:
    """Gather codings; those in documents that are not their coder's are left out.

    What a coder has judged, either way, stands as that of a further coder: the first one's
    behind the last coder, and so on.

    Raises:
        UsageError: When there are more coders than bits.
    """
    given = [(coder, marks.get(coder, ())) for coder in coders]
    if judged is not None:
        given += [(coder, judged.get(coder, ())) for coder in coders]
    _refuse_many(len(given))
    names = tuple(documents)
    index = {name: number for number, name in enumerate(names)}
    codes, statuses = Numbering(), Numbering()
    parts: list[list[Ints]] = [[_NONE] for _ in _COLUMNS]
    for number, (coder, theirs) in enumerate(given):
        mine = columns_of(theirs)
        home = [
            index[name] if name in index and coder in documents[name].coders else -1
            for name in mine.names["document"].values
        ]
        document = _renumbered(mine.names["document"], home)
        is_in = document >= 0
        columns = [
            _renumbered(mine.names["code"], [codes[name] for name in mine.names["code"].values]),
            document,
            np.full(len(mine), number, np.int64),
            *(mine.numbers[each].astype(np.int64) for each in _NUMBERS),
            _renumbered(
                mine.names["status"], [statuses[name] for name in mine.names["status"].values]
            ),
        ]
        for column, part in zip(columns, parts, strict=True):
            part.append(column if is_in.all() else column[is_in])
    return Places(tuple(codes), names, *map(np.concatenate, parts))


def _renumbered(names: Names, numbers: Sequence[int]) -> Ints:
    """Return a column of names by other numbers, one for each name."""
    return np.array(numbers, np.int64)[names.codes] if numbers else _NONE


def found_on(places: Places, basis: Basis) -> Found:
    """Count, for each code and document, the units that the same coders gave it."""
    if basis in {Basis.SENTENCE, Basis.TURN}:
        cells, masks, sizes = _of_units(places, basis)
    else:
        cells, masks, sizes = _of_characters(places)
    kinds, kind = numbered(masks)
    lines, line = numbered(cells * max(len(kinds), 1) + kind)
    units = np.bincount(line, weights=sizes, minlength=len(lines)).astype(np.int64)
    cell, kind = lines // max(len(kinds), 1), lines % max(len(kinds), 1)
    many = max(len(places.documents), 1)
    return Found(cell // many, cell % many, kinds[kind], units)


def by_unit(places: Places, basis: Basis) -> tuple[Ints, Ints]:
    """Return the line of each coding and the number of the unit, for every unit it touches."""
    if basis is Basis.TURN:
        return np.arange(len(places.turn)), places.turn
    lines, place = repeated(places.unit_last - places.unit + 1)
    return lines, places.unit[lines] + place


def _of_units(places: Places, basis: Basis) -> tuple[Ints, Ints, Ints]:
    """Return cell, coders and 1 for each unit that anybody gave a code."""
    lines, units = by_unit(places, basis)
    if not len(lines):
        return _NONE, _NONE, _NONE
    room, coders = int(units.max()) + 1, int(places.coder.max()) + 1
    keys = once((places.cell[lines] * room + units) * coders + places.coder[lines])
    starts = firsts(keys // coders)
    masks = np.bitwise_or.reduceat(np.int64(1) << (keys % coders), starts)
    unit = keys[starts] // coders
    return unit // room, masks, np.ones(len(unit), np.int64)


def _of_characters(places: Places) -> tuple[Ints, Ints, Ints]:
    """Return cell, coders and length of each stretch, in one sweep over the edges of all codings.

    At the end of a cell all codings of it have ended, so one sum runs through all cells.
    """
    cells = np.concatenate([places.cell, places.cell])
    edges = np.concatenate([places.start, places.stop])
    steps = np.repeat([1, -1], len(places.start))
    coders = np.concatenate([places.coder, places.coder])
    order = np.lexsort((edges, cells))
    masks = np.zeros(len(order), np.int64)
    for coder in range(int(coders.max()) + 1 if len(coders) else 0):
        depth = np.cumsum(np.where(coders[order] == coder, steps[order], 0))
        masks |= (depth > 0).astype(np.int64) << coder
    length = np.diff(edges[order], append=0)
    is_coded = masks > 0
    return cells[order][is_coded], masks[is_coded], length[is_coded]


def masks_of(coders: Sequence[str], sizes: Iterable[Size]) -> Ints:
    """Return who has read each document, a bit for each coder.

    Raises:
        UsageError: When there are more coders than bits.
    """
    _refuse_many(len(coders))
    return np.array(
        [sum(1 << n for n, coder in enumerate(coders) if coder in size.coders) for size in sizes],
        dtype=np.int64,
    )


def _refuse_many(coders: int) -> None:
    if coders > MOST_CODERS:
        raise UsageError(
            f"agreement of {coders} coders; at most {MOST_CODERS} can be compared at a time,"
            " half as many on the places that they decided",
            hint="name fewer of them",
        )


_NUMBERS = ("unit", "unit_last", "turn", "start", "stop")
_NONE: Ints = np.zeros(0, np.int64)
_COLUMNS = ("code", "document", "coder", *_NUMBERS, "status")
