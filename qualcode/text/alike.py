"""How much two texts have in common, wherever it stands: to tell a correction from another talk."""

from __future__ import annotations

from collections import Counter

from qualcode.text.fold import fold

_RUN = 5
"""Letters of a run: long enough that two talks on one subject share few."""


def likeness(one: str, other: str) -> float:
    """Return the share of runs of five letters that two texts have in common.

    Returns:
        0 to 1 (Dice): twice the runs of both, each as often as in either, by all runs.
    """
    first, second = _runs(one), _runs(other)
    number = first.total() + second.total()
    return 2 * (first & second).total() / number if number else 0.0


def _runs(text: str) -> Counter[str]:
    letters = "".join(filter(str.isalnum, fold(text)))
    return Counter(letters[at : at + _RUN] for at in range(len(letters) - _RUN + 1))
