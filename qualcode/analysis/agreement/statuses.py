"""Agreement on the status of what two coders both coded: is it asserted, denied, past?

Whether a code counts mixes two questions: is it there, and does the speaker claim that
it holds. This is the second one by itself, on places where the first is agreed on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.places import by_unit
from qualcode.analysis.agreement.ratings import Ratings
from qualcode.analysis.sweeps import changes, numbered

if TYPE_CHECKING:
    from qualcode.analysis.agreement.basis import Basis
    from qualcode.analysis.agreement.places import Ints, Places
    from qualcode.analysis.agreement.ratings import Pattern
    from qualcode.analysis.agreement.units import Study


def status_ratings(study: Study, basis: Basis) -> Ratings:
    """Return the status that each coder gave a code, by turn or else sentence, where two coded it.

    The values are sets of statuses, a bit for each: somebody may have put a code on a
    sentence twice.
    """
    coders = len(study.coders)
    place, coder, status = _given(study.held, basis, coders)
    number, home = numbered(place)
    table = np.zeros((len(number), coders), np.int64)
    table[home, coder] = status
    both = table[(table > 0).sum(axis=1) >= 2]
    lines, counts = _counted(both)
    patterns = tuple(_pattern(line) for line in lines)
    return Ratings(patterns, counts[None, :].astype(float))


def _given(places: Places, basis: Basis, coders: int) -> tuple[Ints, Ints, Ints]:
    """Return place, coder and statuses of each code that a coder put on a unit."""
    lines, units = by_unit(places, basis)
    if not len(lines):
        return units, units, units
    room = int(units.max()) + 1
    keys = (places.cell[lines] * room + units) * coders + places.coder[lines]
    order = np.argsort(keys, kind="stable")
    starts = changes(keys[order])
    status = np.bitwise_or.reduceat(np.int64(1) << places.status[lines][order], starts)
    found = keys[order][starts]
    return found // coders, found % coders, status


def _counted(table: Ints) -> tuple[list[list[int]], Ints]:
    """Return the different lines of a table, and how often each comes; column by column."""
    number = np.zeros(len(table), np.int64)
    for column in table.T:
        values, value = numbered(column)
        _, number = numbered(number * max(len(values), 1) + value)
    _, first, counts = np.unique(number, return_index=True, return_counts=True)
    return table[first].tolist(), counts


def _pattern(line: list[int]) -> Pattern:
    return tuple(value or None for value in line)
