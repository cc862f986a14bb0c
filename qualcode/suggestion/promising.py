"""Learning what promises that there is something: from scores in interviews put apart.

See `qualcode.codebook.promise` for what is weighed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.codebook.promise import Promise, Seen, Standing, terms_of
from qualcode.codebook.second_look import expected, likely
from qualcode.suggestion.whole import whole

if TYPE_CHECKING:
    from qualcode.codebook.second_look import SecondLook
    from qualcode.suggestion.lines import Known, Scores, Whether


def promise_of(scores: Scores, known: Known, look: SecondLook, whether: Whether) -> Promise | None:
    """Learn a promise; None where there is nothing to tell apart.

    Args:
        scores: Scores of sentences by models that had not seen their source.
        known: The same sentences.
        look: Their second look.
        whether: The model of any code being there that was learned from all.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    is_told = known.weights > 0
    carried = known.carried[is_told]
    if carried.all() or not carried.any():
        return None
    seen = seen_in(scores, look)
    terms = terms_of(seen, Standing(known.answers, known.interviews))[is_told]
    even = StandardScaler().fit(terms)
    model = LogisticRegression().fit(even.transform(terms), carried)
    weights = model.coef_[0] / even.scale_
    constant = float(model.intercept_[0] - weights @ even.mean_)
    of_features, scale = whole(whether.weights[:, None])
    return Promise(
        of_features[:, 0], float(scale[0]), *whether[1:], constant, weights.astype("float32")
    )


def seen_in(scores: Scores, look: SecondLook) -> Seen:
    """Return what is seen of sentences by their scores."""
    scored = scores.scored
    best: Any = look.odds(scored).max(axis=1)
    return Seen(scores.carried, expected(likely(scored.scores)), best, scored.lengths, scored.han)
