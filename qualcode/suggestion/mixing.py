"""In which order persons decide: mostly the likely, some of the doubtful, some at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.suggestion.progress import place_in_draw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def mixed(scores: Mapping[str, float], *, seed: int) -> tuple[list[str], set[str]]:
    """Return names in the order in which to decide on them, and those that were drawn at random.

    Of ten, six are the most likely, so that time is not lost on what is wrong; two are the
    most doubtful, from which most is learned; two are drawn at random, so that it can be
    told what the other eight leave out.

    Args:
        scores: The probability of each.
        seed: For the draws: the same names and seed give the same.
    """
    names = list(scores)
    likely = _sorted(names, [-score for score in scores.values()])
    doubtful = _sorted(names, [abs(score - 0.5) for score in scores.values()])
    chance = _sorted(names, [int.from_bytes(place_in_draw(name, seed)) for name in names])
    queues = {"l": iter(likely), "d": iter(doubtful), "r": iter(chance)}
    order: dict[str, None] = {}
    drawn: set[str] = set()
    while len(order) < len(scores):
        for turn in _TURNS:
            name = next((each for each in queues[turn] if each not in order), None)
            if name is not None:
                order[name] = None
                drawn |= {name} if turn == "r" else set()
    return list(order), drawn


def _sorted(names: Sequence[str], values: Sequence[float]) -> list[str]:
    """Return names by their values, then by themselves; other threads go on meanwhile."""
    import numpy as np

    order = np.lexsort((np.array(names, dtype=str), np.array(values)))
    return [names[place] for place in order.tolist()]


_TURNS = "lldlrlldlr"
"""Likely, doubtful or random, ten times over."""
