"""What a codebook's weights know of sentences, as the learner of suggestions takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.codebook.learned import learned_of
from qualcode.matching.weigher import Heard, Weigher, beside_features
from qualcode.suggestion.encoders import E5
from qualcode.suggestion.features import pairs_in
from qualcode.suggestion.prior import Foreseen
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qualcode.model.codebook import Codebook
    from qualcode.suggestion.features import Sentence


class WeighedPrior:
    """Foresees by weights that were learned from coded interviews; see `Prior`.

    Args:
        weigher: Knows the weights; they must tell whether there is anything.
        codebook: Its codes are told of, in its order.
    """

    def __init__(self, weigher: Weigher, codebook: Codebook) -> None:
        self._weigher = weigher
        self._codes = [code.id for code in codebook.leaves]

    def foresee(self, sentences: Sequence[Sentence], vectors: Any = None) -> Foreseen:
        """Return what the weights tell of sentences; of what they mean, if that was learned."""
        import numpy as np

        meaning = self._weigher.learned.meaning
        is_told = meaning is not None and meaning.encoder == E5.name
        odds, each = self._weigher.foreseen(_heard(sentences), vectors if is_told else None)
        which = np.full((len(sentences), len(self._codes)), np.nan, np.float32)
        for at, code in enumerate(self._codes):
            if code in self._weigher.column:
                which[:, at] = each[:, self._weigher.column[code]]
        return Foreseen(odds, which)

    def words(self, sentence: Sentence, code: str) -> list[str]:
        """Return the words that weigh most for a code; none where the weights do not know it."""
        if code not in self._weigher.column:
            return []
        return self._weigher.words(fold(sentence.text), code)


def prior_of(codebook: Codebook, path: Path) -> WeighedPrior | None:
    """Return what the weights of a codebook know; None where it has none that tell enough.

    Args:
        codebook: The codebook.
        path: Its file, beside which the weights lie.

    Raises:
        DataError: When the file of weights is not there, is damaged, or is not the one meant.
    """
    learned = learned_of(codebook, path)
    if learned is None or learned.anything is None:
        return None
    return WeighedPrior(Weigher(learned, codebook), codebook)


def _heard(sentences: Sequence[Sentence]) -> Heard:
    """Return sentences as they are weighed."""
    near: Any = (
        beside_features(pairs_in(text) for text in (each.before, each.after)) for each in sentences
    )
    return Heard(
        [fold(each.text) for each in sentences],
        near,
        [fold(each.asked) for each in sentences],
        [each.speaker for each in sentences],
    )
