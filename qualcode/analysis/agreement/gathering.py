"""Gathers the sets of codes that coders put on sentences or turns, all codings at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.places import by_unit
from qualcode.analysis.agreement.sets import UNREAD, SetRatings
from qualcode.analysis.sweeps import firsts, numbered, once

if TYPE_CHECKING:
    from qualcode.analysis.agreement.basis import Basis
    from qualcode.analysis.agreement.places import Ints, Places


def sets_of(places: Places, basis: Basis, sizes: Ints, read: Ints, coders: int) -> SetRatings:
    """Gather the sets of codes of each sentence or turn.

    Args:
        places: All codings.
        basis: Sentence or turn.
        sizes: Units of each document.
        read: Who has read each document, a bit for each coder.
        coders: How many there are.
    """
    from scipy import sparse

    sets, place, coder, number = _sets(places, basis, coders)
    units, unit = numbered(place)
    room = _room(places, basis)
    documents = np.concatenate([units // room, np.arange(len(sizes))])
    table = np.zeros((len(documents), coders), np.int64)  # the last lines: nobody coded anything
    table[unit, coder] = number
    has_read = (read[documents][:, None] >> np.arange(coders)) & 1
    table[has_read == 0] = UNREAD
    coded = np.bincount(units // room, minlength=len(sizes))
    weights = np.concatenate([np.ones(len(units)), np.maximum(0, sizes - coded)])
    patterns, pattern = _patterns(table, len(sets))
    shape = (len(sizes), len(patterns))
    return SetRatings(sets, patterns, sparse.csr_matrix((weights, (documents, pattern)), shape))


def _room(places: Places, basis: Basis) -> int:
    """Return a number above that of any unit."""
    _, units = by_unit(places, basis)
    return int(units.max()) + 1 if len(units) else 1


def _sets(
    places: Places, basis: Basis, coders: int
) -> tuple[tuple[frozenset[str], ...], Ints, Ints, Ints]:
    """Return the different sets, and place, coder and number of the set of each coder and unit.

    A set is found code by code: what it was so far, with the next code, is looked up
    as one number. The first set is the empty one.
    """
    lines, units = by_unit(places, basis)
    many = max(len(places.codes), 1)
    home = (places.document[lines] * _room(places, basis) + units) * coders + places.coder[lines]
    keys = once(home * many + places.code[lines])
    starts = firsts(keys // many) if len(keys) else keys
    homes = keys[starts] // many
    lengths = np.diff(starts, append=len(keys))
    sets: list[frozenset[str]] = [frozenset()]
    number = np.zeros(len(homes), np.int64)
    for step in range(int(lengths.max()) if len(lengths) else 0):
        more = np.flatnonzero(lengths > step)
        grown = number[more] * many + keys[starts[more] + step] % many
        found, where = numbered(grown)
        number[more] = where + len(sets)
        sets += [sets[each // many] | {places.codes[each % many]} for each in found.tolist()]
    return tuple(sets), homes // coders, homes % coders, number


def _patterns(table: Ints, sets: int) -> tuple[Ints, Ints]:
    """Return the different lines of a table, and which of them each line is; coder by coder."""
    number = np.zeros(len(table), np.int64)
    for column in table.T:
        _, number = numbered(number * (sets + 1) + column + 1)
    _, first = np.unique(number, return_index=True)
    return table[first], number
