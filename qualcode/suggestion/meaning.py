"""Learning what embeddings of coded sentences say of codes: one logistic regression a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.codebook.learned import Meaning, centred
from qualcode.suggestion.lines import NEVER, known_of
from qualcode.suggestion.whole import whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.suggestion.lines import Coded

_STRENGTH = 3.0
"""scikit-learn's C: smaller = nearer to knowing nothing. Rows are of length one."""
_STEPS = 100


def sampled(coded: Sequence[Coded]) -> list[Coded]:
    """Return coded sentences, and of those that hold nothing one for two of them.

    To read a sentence takes a fiftieth of a second, and most hold nothing. Each that is
    taken counts for those that are not.
    """
    held = [each for each in coded if each.holds]
    empty = [each for each in coded if not each.holds and each.is_judged and each.weight]
    every = max(1, 2 * len(empty) // max(len(held), 1))
    kept = empty[::every]
    return [*held, *(each._replace(weight=each.weight * len(empty) / len(kept)) for each in kept)]


def meaning_of(
    coded: Sequence[Coded], vectors: Any, families: Mapping[str, str], encoder: str
) -> Meaning:
    """Learn weights of embeddings.

    Args:
        coded: Sentences of which is known what they hold.
        vectors: Their embeddings, float32 of shape (sentences, numbers).
        families: The family of each code, in the order of the codebook.
        encoder: Who made the embeddings.
    """
    import numpy as np

    known = known_of(vectors, coded, tuple(families))
    centre = np.average(vectors, axis=0, weights=known.weights).astype(np.float32)
    apart = centred(vectors, centre)
    table = np.stack([_line(apart, known.weights, truth) for truth in known.truth.T], axis=1)
    weights, scale = whole(table[:-1])
    return Meaning(encoder, centre, weights, scale, table[-1].astype(np.float32))


def _line(rows: Any, weights: Any, truth: Any) -> Any:
    """Return coefficients and bias of one code."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    if truth.sum() < 2 or truth.all():
        return np.array([0.0] * rows.shape[1] + [NEVER], np.float32)
    model = LogisticRegression(C=_STRENGTH, max_iter=_STEPS)
    model.fit(rows, truth, sample_weight=weights)
    return np.concatenate([model.coef_[0], model.intercept_]).astype(np.float32)
