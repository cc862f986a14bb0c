"""How good the learner is in interviews that it has not learned from.

Interviews are dealt into folds (k-fold cross-validation, grouped: no interview is ever
split), and what it proposes in those of one fold was learned without anything that is
known of them: neither decisions nor hits nor silence. Which interview goes into which fold
hangs on what was said, not on names, so that renaming files changes no figure.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from qualcode.suggestion.ranking import Suggester
    from qualcode.suggestion.training import Lesson

FOLDS = 5

Found = tuple[int, str]
"""A sentence and a code in it."""


class Measured(NamedTuple):
    """Proposals set against what persons have decided."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Return the share of proposals that are right; None without proposals."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Return the share of codings that were proposed; None without codings."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of the two; None where there is nothing to find or found."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def measured(truth: Mapping[Found, bool], proposed: Collection[Found]) -> Measured:
    """Return how proposals fare; those on which nobody has decided do not count."""
    right = sum(holds and each in proposed for each, holds in truth.items())
    wrong = sum(not holds and each in proposed for each, holds in truth.items())
    return Measured(right, wrong, sum(truth.values()) - right)


def folds_of(
    interviews: Sequence[str], texts: Sequence[str], decided: Iterable[int]
) -> list[frozenset[int]]:
    """Deal interviews into folds that hold about as many decided sentences each.

    Args:
        interviews: The interview of each sentence.
        texts: The words of each sentence.
        decided: Sentences on which persons have decided; interviews without are in no fold.

    Returns:
        All sentences of the interviews of each fold; empty where fewer than two are decided on.
    """
    from sklearn.model_selection import GroupKFold

    rows = sorted(decided)
    numbers = _numbered(interviews, texts, {interviews[row] for row in rows})
    if len(numbers) < 2:
        return []
    groups = sorted(numbers[interviews[row]] for row in rows)
    dealt = GroupKFold(min(FOLDS, len(numbers))).split(groups, groups=groups)
    apart = [{groups[place] for place in places} for _, places in dealt]
    of_row = [numbers.get(each, -1) for each in interviews]
    return [frozenset(r for r, number in enumerate(of_row) if number in fold) for fold in apart]


def proposed_apart(
    suggester: Suggester,
    lessons: Sequence[Lesson],
    folds: Sequence[frozenset[int]],
    decided: Collection[int],
    *,
    at_least: float,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> set[Found]:
    """Return what is proposed in decided sentences, each time learned from other interviews.

    Args:
        suggester: One that has read all sentences.
        lessons: All that is known.
        folds: Sentences that are kept apart together.
        decided: Sentences that matter.
        at_least: The score from which on it proposes.
        progress: Told how many of how many folds are done.
    """
    found: set[Found] = set()
    for done, fold in enumerate(folds):
        progress(done, len(folds))
        suggester.learn([each for each in lessons if each.row not in fold], apart=fold)
        rows = sorted(fold.intersection(decided))
        found |= {(e.row, e.code) for e in suggester.ranked(rows, at_least=at_least)}
    progress(len(folds), len(folds))
    return found


def _numbered(
    interviews: Sequence[str], texts: Sequence[str], chosen: Collection[str]
) -> dict[str, int]:
    """Return a number for each chosen interview, in an order made of its words alone."""
    words = {name: hashlib.blake2b(digest_size=16) for name in chosen}
    for name, text in zip(interviews, texts, strict=True):
        if name in words:
            words[name].update(text.encode() + b"\n")
    order = sorted(words, key=lambda name: words[name].digest())
    return {name: number for number, name in enumerate(order)}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
