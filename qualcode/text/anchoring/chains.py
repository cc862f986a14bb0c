"""The heaviest chain: of many pairs of positions, those that keep one order in both texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Link(NamedTuple):
    """A place of the old text, a place of the new one, and how much speaks for the pair."""

    old: int
    new: int
    weight: float


def heaviest_chain(links: Sequence[Link]) -> list[int]:
    """Choose the links of greatest total weight whose positions rise in both texts.

    A Fenwick tree over the new positions holds the best chain that ends before each of
    them, so that n links take n log n steps.

    Args:
        links: In any order; of several links with one old position at most one is chosen.

    Returns:
        Indexes of the chosen links, in the order of the texts.
    """
    rank = {new: place for place, new in enumerate(sorted({link.new for link in links}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(rank) + 1)
    before = [-1] * len(links)
    waiting: list[tuple[int, float, int]] = []
    last_old = -1
    for index in sorted(range(len(links)), key=lambda each: links[each].old):
        link = links[index]
        if link.old != last_old:
            _enter(best, waiting)
            waiting, last_old = [], link.old
        weight, before[index] = _best_below(best, rank[link.new])
        waiting.append((rank[link.new], weight + link.weight, index))
    _enter(best, waiting)
    return _walk_back(before, _best_below(best, len(rank) + 1)[1])


def _enter(best: list[tuple[float, int]], chains: Sequence[tuple[int, float, int]]) -> None:
    for place, weight, index in chains:
        at = place
        while at < len(best):
            if best[at][0] < weight:
                best[at] = (weight, index)
            at += at & -at


def _best_below(best: Sequence[tuple[float, int]], place: int) -> tuple[float, int]:
    found = (0.0, -1)
    at = place - 1
    while at > 0:
        if best[at][0] > found[0]:
            found = best[at]
        at -= at & -at
    return found


def _walk_back(before: Sequence[int], last: int) -> list[int]:
    chain = []
    while last >= 0:
        chain.append(last)
        last = before[last]
    return chain[::-1]
