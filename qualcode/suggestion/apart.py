"""Putting sources apart in turn: what is learned is judged by people it was not learned from.

Interviews of one source are alike, so all of them are learned from or none is (k-fold
cross-validation, grouped by source).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.suggestion.quality import FOLDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Part(NamedTuple):
    """Rows that are judged by what was learned from others."""

    rows: Any
    """Their numbers, in order."""
    others: Any
    """Which rows are of other sources, bool of shape (all rows,)."""


def parts_of(judged: Sequence[str]) -> int:
    """Return in how many parts sources are put apart; fewer than two = not at all.

    Args:
        judged: The source of each row that is judged; empty = it is not.
    """
    return min(FOLDS, len(set(judged) - {""}))


def put_apart(sources: Sequence[str], judged: Sequence[str], seed: int) -> Iterator[Part]:
    """Yield the parts: every row that is judged stands in one of them.

    Args:
        sources: The source of each row; empty = it is of none, and always learned from.
        judged: The same of those that are judged, see `parts_of`; two at least.
        seed: For how sources are dealt.
    """
    import numpy as np
    from sklearn.model_selection import GroupKFold

    names = np.array(sources)
    rows = np.flatnonzero(np.array(judged) != "")
    split = GroupKFold(parts_of(judged), shuffle=True, random_state=seed)
    for _, places in split.split(rows, groups=names[rows]):
        yield Part(rows[places], ~np.isin(names, list(set(names[rows[places]]))))
