"""Learning the second look: how far scores can be trusted in interviews put apart.

See `qualcode.codebook.second_look` for what it sees.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.codebook.second_look import SecondLook, likely, terms_of

if TYPE_CHECKING:
    from qualcode.suggestion.lines import Known, Scores

_LIKELIEST = 8
"""So many codes of a sentence teach; of the others nothing is to be learned."""
_STRENGTH = 0.3
"""scikit-learn's C: a code that is rare leans on the others."""
_STEPS = 300
_EVEN = 4.0
"""How many sentences that are even (1 of 2 right) weigh as much as knowing nothing."""
_NEWTON = 20
"""Steps: the shift no longer moves after a few."""


def second_look_of(scores: Scores, known: Known, answer: int) -> SecondLook | None:
    """Learn a second look; None where there is nothing to tell apart.

    Args:
        scores: Scores of sentences by models that had not seen their interview.
        known: The same sentences.
        answer: Sentences that hardly an answer has more of.
    """
    import numpy as np
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    truth, is_told = known.truth, known.weights > 0
    codes = truth.shape[1]
    row, column = np.nonzero(_likeliest(scores.scored.scores) & is_told[:, None])
    right = truth[row, column]
    if right.all() or not right.any():
        return None
    seen = [
        np.broadcast_to(each, truth.shape)[row, column]
        for each in (*terms_of(scores.scored, answer), scores.rules)
    ]
    which = csr_matrix((np.ones(len(row)), (np.arange(len(row)), column)), (len(row), codes))
    model = LogisticRegression(C=_STRENGTH, max_iter=_STEPS)
    model.fit(hstack([csr_matrix(np.stack(seen, axis=1)), which]).tocsr(), right)
    weights = model.coef_[0].astype(np.float32)
    terms, rule, offset = weights[: len(seen) - 1], weights[len(seen) - 1], weights[len(seen) :]
    offset += np.float32(model.intercept_[0])
    look = SecondLook(terms, offset, max(float(rule), 0.0), 0.0, answer)
    return replace(look, plain=_plain(look, scores, known))


def claimed(look: SecondLook, scores: Scores, known: Known) -> Any:
    """Return log-odds that sentences hold codes, with what patterns find in them.

    Args:
        look: The second look.
        scores: Scores of sentences.
        known: The same sentences.

    Returns:
        Array of shape (sentences, codes).
    """
    odds = look.odds(scores.scored)
    return odds + look.rule * scores.rules + look.plain * _plainly(odds, known)


def _plainly(odds: Any, known: Known) -> Any:
    """Return where a pattern is most of the sentence, and no other code fits it better."""
    return known.plain & (odds == odds.max(axis=1, keepdims=True))


def _plain(look: SecondLook, scores: Scores, known: Known) -> float:
    """Return by how much log-odds are too low of what is said plainly; never less than 0.

    The likeliest shift, held near 0 where little is known (Newton's method).
    """
    is_plain = _plainly(look.odds(scores.scored), known) & (known.weights > 0)[:, None]
    told, right = claimed(look, scores, known)[is_plain], known.truth[is_plain]
    shift = 0.0
    for _ in range(_NEWTON):
        sure = likely(told + shift)
        slope, curve = (right - sure).sum() - _EVEN * shift, (sure * (1 - sure)).sum() + _EVEN
        shift += float(slope / curve)
    return max(shift, 0.0)


def _likeliest(scores: Any) -> Any:
    """Return which codes of a sentence are among its likeliest, bool of the same shape."""
    import numpy as np

    many = min(_LIKELIEST, scores.shape[1])
    least = np.partition(scores, -many, axis=1)[:, -many]
    return scores >= least[:, None]
