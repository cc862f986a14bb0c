"""Learning what embeddings of coded sentences say of codes: all codes over one hidden layer.

Whether there is any code is learned over the same layer: it makes the order of reading, and
is not the sum of what is said of each, as rare codes are seldom learned.
"""

from __future__ import annotations

import warnings
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from qualcode.codebook.meaning import Layer, Meaning, Whether, sharpened
from qualcode.codebook.second_look import Longest
from qualcode.suggestion.encoders import meant
from qualcode.suggestion.lines import NEVER, known_of
from qualcode.suggestion.whole import whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.suggestion.lines import Coded

_UNITS = 256
"""So many hidden units at most."""
_ROUNDS = 10
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
    taken counts for those that are not. It is drawn by what is read of it: where interviews
    are added, hardly another is taken of those before, and what was read of them is kept.
    """
    held = [each for each in coded if each.holds or each.carries]
    empty = [
        each
        for each in coded
        if not (each.holds or each.carries) and each.is_judged and each.weight
    ]
    many = min(max(len(held) // 2, 1), len(empty))
    places = sorted(range(len(empty)), key=lambda at: _draw(empty[at]))
    kept = [empty[at] for at in sorted(places[:many])]
    return [*held, *(each._replace(weight=each.weight * len(empty) / many) for each in kept)]


def _draw(coded: Coded) -> bytes:
    text = meant(coded.sentence).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=8).digest()


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
    shares = known.weights / known.weights.mean()
    truth = np.column_stack([known.truth, known.carried])
    model = MLPClassifier(
        (min(_UNITS, len(coded)),),
        alpha=_STRENGTH,
        batch_size=min(256, len(coded)),
        max_iter=min(max(_ROUNDS, _SENTENCES // len(coded)), _MOST_ROUNDS),
        random_state=1,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # to go on until nothing changes learns by heart
        model.fit(sharpened(vectors, centre), truth, sample_weight=shares)
    has_two = known.truth.sum(axis=0) > 1
    weights, scale = whole(model.coefs_[1][:, :-1] * has_two)
    bias = np.where(has_two, model.intercepts_[1][:-1], NEVER).astype(np.float32)
    return Meaning(encoder, centre, weights, scale, bias, _layer(model), _whether(model))


def _whether(model: Any) -> Whether:
    weights, scale = whole(model.coefs_[1][:, -1:])
    return Whether(weights[:, 0], float(scale[0]), float(model.intercepts_[1][-1]))


def _layer(model: Any) -> Layer:
    weights, scale = whole(model.coefs_[0])
    return Layer(weights, scale, model.intercepts_[0].astype("float32"))
