"""Learning what embeddings of coded sentences say of codes: all codes over one hidden layer."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from qualcode.codebook.meaning import Layer, Meaning, sharpened
from qualcode.codebook.second_look import Longest
from qualcode.suggestion.lines import NEVER, known_of
from qualcode.suggestion.whole import whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.suggestion.lines import Coded

_UNITS = 256
"""So many hidden units at most."""
_ROUNDS = 8
"""Times that all sentences are gone through: more learns them by heart."""
_MOST_ROUNDS = 200
"""The same where there are few sentences: a round of theirs is a step or two."""
_SENTENCES = 25_000
"""Sentences, each as often as it is gone through, that are enough."""
_STRENGTH = 1e-3
"""scikit-learn's alpha: larger = nearer to knowing nothing."""


def sampled(coded: Sequence[Coded]) -> list[Coded]:
    """Return coded sentences, and of those that hold nothing one for two of them.

    To read a sentence takes a fiftieth of a second, and most hold nothing. Each that is
    taken counts for those that are not.
    """
    held = [each for each in coded if each.holds or each.carries]
    empty = [
        each
        for each in coded
        if not (each.holds or each.carries) and each.is_judged and each.weight
    ]
    every = max(1, 2 * len(empty) // max(len(held), 1))
    kept = empty[::every]
    return [*held, *(each._replace(weight=each.weight * len(empty) / len(kept)) for each in kept)]


def meaning_of(
    coded: Sequence[Coded], vectors: Any, families: Mapping[str, str], encoder: str
) -> Meaning:
    """Learn weights of embeddings, from codings of whatever status.

    Args:
        coded: Sentences of which is known what they hold.
        vectors: Their embeddings, float32 of shape (sentences, numbers).
        families: The family of each code, in the order of the codebook.
        encoder: Who made the embeddings.
    """
    import numpy as np
    from sklearn.neural_network import MLPClassifier

    spoken = [each._replace(holds=each.holds | each.carries) for each in coded]
    known = known_of(vectors, spoken, tuple(families), Longest())
    centre = np.average(vectors, axis=0, weights=known.weights).astype(np.float32)
    taught = np.repeat(np.arange(len(coded)), np.maximum(np.rint(known.weights), 1).astype(int))
    model = MLPClassifier(
        (min(_UNITS, len(taught)),),
        alpha=_STRENGTH,
        batch_size=min(256, len(taught)),
        max_iter=min(max(_ROUNDS, _SENTENCES // len(taught)), _MOST_ROUNDS),
        random_state=1,
    )
    has_two = known.truth.sum(axis=0) > 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # to go on until nothing changes learns by heart
        model.fit(sharpened(vectors, centre)[taught], known.truth[taught])
    weights, scale = whole(model.coefs_[1] * has_two)
    bias = np.where(has_two, model.intercepts_[1], NEVER).astype(np.float32)
    return Meaning(encoder, centre, weights, scale, bias, _layer(model))


def _layer(model: Any) -> Layer:
    weights, scale = whole(model.coefs_[0])
    return Layer(weights, scale, model.intercepts_[0].astype("float32"))
