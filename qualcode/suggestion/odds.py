"""What moves the odds that there is anything in a sentence before any lesson: length and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggestion.features import Sentence

_LENGTH, _RULE = 0.5, 0.5
"""Log-odds: for each e-fold of length, and for each of up to two rules that fired."""
FORESEEN_RULE = 0.3
"""The same for a rule where all but the rules was known before."""


def known_beforehand(sentences: Sequence[Sentence]) -> Any:
    """Return log-odds that hold for interviews as such: long sentences hold more, rules know.

    Their mean is 0: how much there is in all is learned.
    """
    import numpy as np

    sizes = np.log1p([len(one.text) for one in sentences])
    odds = _LENGTH * sizes + _RULE * rules_in(sentences)
    return odds - odds.mean()


def rules_in(sentences: Sequence[Sentence]) -> Any:
    """Return how many rules fired in each sentence; more than two say no more."""
    import numpy as np

    fired = [sum(each.startswith("rule:") for each in one.signals) for one in sentences]
    return np.minimum(fired, 2)


def moved(probability: Any, odds: Any) -> Any:
    """Return probabilities moved by log-odds."""
    import numpy as np

    sure = np.clip(probability, 1e-6, 1 - 1e-6)
    return 1 / (1 + (1 - sure) / sure * np.exp(-odds))
