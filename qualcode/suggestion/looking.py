"""Learning the second look: how far scores can be trusted in interviews put apart.

See `qualcode.codebook.second_look` for what it sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.codebook.second_look import SecondLook, terms_of

if TYPE_CHECKING:
    from qualcode.suggestion.lines import Scores

_LIKELIEST = 8
"""So many codes of a sentence teach; of the others nothing is to be learned."""
_STRENGTH = 0.3
"""scikit-learn's C: a code that is rare leans on the others."""
_STEPS = 300


def second_look_of(scores: Scores, truth: Any, is_told: Any) -> SecondLook | None:
    """Learn a second look; None where there is nothing to tell apart.

    Args:
        scores: Scores of sentences by models that had not seen their interview.
        truth: Whether the codes hold, bool of shape (sentences, codes).
        is_told: Of which sentences this is known, bool of shape (sentences,).
    """
    import numpy as np
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    codes = truth.shape[1]
    row, column = np.nonzero(_likeliest(scores.scored.scores) & is_told[:, None])
    right = truth[row, column]
    if right.all() or not right.any():
        return None
    seen = [
        np.broadcast_to(each, truth.shape)[row, column]
        for each in (*terms_of(scores.scored), scores.rules)
    ]
    which = csr_matrix((np.ones(len(row)), (np.arange(len(row)), column)), (len(row), codes))
    model = LogisticRegression(C=_STRENGTH, max_iter=_STEPS)
    model.fit(hstack([csr_matrix(np.stack(seen, axis=1)), which]).tocsr(), right)
    weights = model.coef_[0].astype(np.float32)
    terms, rule, offset = weights[: len(seen) - 1], weights[len(seen) - 1], weights[len(seen) :]
    offset += np.float32(model.intercept_[0])
    return SecondLook(terms, offset, max(float(rule), 0.0))


def _likeliest(scores: Any) -> Any:
    """Return which codes of a sentence are among its likeliest, bool of the same shape."""
    import numpy as np

    many = min(_LIKELIEST, scores.shape[1])
    least = np.partition(scores, -many, axis=1)[:, -many]
    return scores >= least[:, None]
