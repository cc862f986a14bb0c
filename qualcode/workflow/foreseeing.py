"""What a codebook's weights know of sentences, as the learner of suggestions takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.codebook.learned import learned_of
from qualcode.codebook.promise import Seen, alone, together
from qualcode.matching.weigher import Heard, Weigher, beside_features, blocks
from qualcode.suggestion.encoders import E5
from qualcode.suggestion.features import pairs_in
from qualcode.suggestion.prior import Foreseen
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qualcode.codebook.promise import Standing
    from qualcode.model.codebook import Codebook
    from qualcode.suggestion.features import Sentence

_MEANT = 0.25
"""Log-odds that there is anything, for each e-fold of what embeddings promise beyond their mean
(`Foresight.meant`): up to 0.5 the order of interviews put apart is as good."""


class WeighedPrior:
    """Foresees by weights that were learned from coded interviews; see `Prior`.

    Args:
        weigher: Knows the weights.
        codebook: Its codes are told of, in its order.
    """

    def __init__(self, weigher: Weigher, codebook: Codebook) -> None:
        self._weigher = weigher
        self._codes = [code.id for code in codebook.leaves]

    def foresee(
        self, sentences: Sequence[Sentence], vectors: Any = None, standing: Standing | None = None
    ) -> Foreseen:
        """Return what the weights tell of sentences; of what they mean, if that was learned."""
        import numpy as np

        meaning, promise = self._weigher.learned.meaning, self._weigher.learned.promise
        is_told = vectors is not None and meaning is not None and meaning.encoder == E5.name
        where = alone(len(sentences)) if standing is None else standing
        which = np.full((len(sentences), len(self._codes)), np.nan, np.float32)
        columns = self._weigher.column
        known = [(at, columns[code]) for at, code in enumerate(self._codes) if code in columns]
        by_meaning = np.zeros(len(sentences))
        seen = [Seen(*(np.empty(0) for _ in Seen._fields))]
        for some in blocks(where.answers):
            meant = vectors[some] if is_told else None
            heard = _heard(sentences[some])
            each, looked, by_meaning[some] = self._weigher.foreseen(
                heard, where.answers[some], meant
            )
            which[some, [at for at, _ in known]] = each[:, [column for _, column in known]]
            seen.append(looked)
        found = together(seen)
        odds = promise.odds(found, where) if promise else found.anything
        return Foreseen(odds + _MEANT * _beyond_mean(by_meaning) if is_told else odds, which)

    def words(self, sentence: Sentence, code: str) -> list[str]:
        """Return the words that weigh most for a code; none where the weights do not know it."""
        if code not in self._weigher.column:
            return []
        return self._weigher.words(fold(sentence.text), code)


def prior_of(codebook: Codebook, path: Path) -> WeighedPrior | None:
    """Return what the weights of a codebook know; None where it has none of its codes.

    Args:
        codebook: The codebook.
        path: Its file, beside which the weights lie.

    Raises:
        DataError: When the file of weights is not there, is damaged, or is not the one meant.
    """
    learned = learned_of(codebook, path)
    weigher = Weigher(learned, codebook) if learned else None
    return WeighedPrior(weigher, codebook) if weigher and weigher.column else None


def _beyond_mean(numbers: Any) -> Any:
    return numbers - numbers.mean() if len(numbers) else numbers


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
