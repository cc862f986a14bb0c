"""What is known of sentences before anybody has decided anything in a project.

A codebook may carry what was learned from interviews that were coded with it before. The
learner begins there: it learns only what the project says otherwise. Where that knowledge
comes from is no matter here; whoever has some offers it by the protocol of this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.codebook.promise import Standing
    from qualcode.suggestion.features import Sentence

_OWN = 0.4
"""How much the project's own lessons count for which code it is (geometric mean)."""


class Foreseen(NamedTuple):
    """What is known of sentences."""

    odds: Any
    """Log-odds that there is anything, shape (sentences,)."""
    which: Any
    """The probability of each code by itself, shape (sentences, codes); nan = nothing is known."""


class Prior(Protocol):
    """Knows something of sentences beforehand."""

    def foresee(
        self, sentences: Sequence[Sentence], vectors: Any = None, standing: Standing | None = None
    ) -> Foreseen:
        """Return what is known of sentences; codes as in the codebook, in its order.

        Args:
            sentences: The sentences.
            vectors: What they mean, one row each, where that is known too.
            standing: Where they stand; None = each for itself.
        """

    def words(self, sentence: Sentence, code: str) -> list[str]:
        """Return the words of a sentence that speak most for a code, the heaviest first."""


def blended(foreseen: Any, own: Any) -> Any:
    """Return the shares of codes from what was known and from what a project has taught.

    Codes of which nothing was known keep the share that the project gives them.

    Args:
        foreseen: See `Foreseen.which`.
        own: Shares by the project's lessons, of the same shape.
    """
    import numpy as np

    known = ~np.isnan(foreseen)
    before = np.where(known, foreseen, 0)
    room = np.where(known, own, 0).sum(axis=1, keepdims=True)
    mean = np.where(known, before ** (1 - _OWN) * own**_OWN, 0)
    scale = room / np.maximum(mean.sum(axis=1, keepdims=True), 1e-12)
    found = np.where(known, mean * scale, own)
    total = found.sum(axis=1, keepdims=True)
    return np.divide(found, total, out=np.zeros_like(found), where=total > 0)
