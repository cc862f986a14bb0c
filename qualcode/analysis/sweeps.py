"""One sweep over many stretches of text, instead of comparing each with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


def runs(begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Number the runs of stretches that overlap, link by link.

    Args:
        begin: Where each stretch begins; places of their own kind far enough apart.
        end: Where it ends, half-open.

    Returns:
        The stretches in order of where they begin, and the run of each in that order.
    """
    order = np.argsort(begin)
    if not len(order):
        return order, order
    reached = np.maximum.accumulate(end[order])
    opens = np.concatenate([[True], begin[order][1:] >= reached[:-1]])
    return order, np.cumsum(opens) - 1


def once(numbers: Ints) -> Ints:
    """Return each number once, in order; sorting is quicker here than `numpy.unique`."""
    ordered = np.sort(numbers)
    return (
        ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered
    )


def firsts(ordered: Ints) -> Ints:
    """Return where each number begins among numbers in order."""
    return np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))


def changes(*ordered: Ints) -> Ints:
    """Return where each group begins: where any of some columns in order has another value."""
    is_first = np.zeros(len(ordered[0]), dtype=bool)
    for column in ordered:
        is_first[firsts(column)] = True
    return np.flatnonzero(is_first)


def along(values: Ints, starts: Ints, length: int) -> Ints:
    """Return the value of each group on each of its lines; `starts` as `changes` gives them."""
    return np.repeat(values, np.diff(np.append(starts, length)))


def repeated(times: Ints) -> tuple[Ints, Ints]:
    """Repeat each line so many times.

    Args:
        times: For each line, 0 or more.

    Returns:
        The line of each copy, and its place among the copies of that line, from 0.
    """
    lines = np.repeat(np.arange(len(times)), times)
    return lines, np.arange(len(lines)) - np.repeat(np.cumsum(times) - times, times)


def numbered(values: Ints) -> tuple[Ints, Ints]:
    """Return the different values, in order, and which of them each one is."""
    if len(values) and values.min() >= 0 and values.max() < _ROOM + len(values):
        is_there = np.zeros(int(values.max()) + 1, bool)
        is_there[values] = True
        return np.flatnonzero(is_there), (np.cumsum(is_there) - 1)[values]
    found = once(values)
    return found, np.searchsorted(found, values)


_ROOM = 10_000
"""Values not much above their number are ticked off on a list, which is quicker than sorting."""
