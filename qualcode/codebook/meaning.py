"""How much what sentences mean (their embeddings) speaks for each code.

One hidden layer, as all codes share what a sentence is about; files of before have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.packing import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_BYTES = 400_000_000
_SHARP = 10.0
"""Embeddings of length one times this are of the size that a layer learns from best."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Hidden units: each is what it adds up, or 0 where that is less."""

    weights: Any
    """int8, shape (numbers, units); times `scale` it is what a number adds."""
    scale: Any
    bias: Any
    """Of each unit, float32."""

    def units(self, rows: Any) -> Any:
        """Return the units of centred embeddings, shape (rows, units)."""
        import numpy as np

        return np.maximum(rows @ (self.weights * self.scale) + self.bias, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Whether:
    """How much units speak for there being any code, whatever its status."""

    weights: Any
    """int8, shape (units,); times `scale` it is what a unit adds."""
    scale: float
    bias: float


class Meant(NamedTuple):
    """What sentences mean for codes."""

    codes: Any
    """Log-odds, shape (sentences, codes)."""
    anything: Any
    """Log-odds that there is any, shape (sentences,); 0 where that was not learned."""


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """Weights of what sentences mean."""

    encoder: str
    """Who made the embeddings: those of another are not for these weights."""
    centre: Any
    """The mean of embeddings, float32, shape (numbers,); taken away before they are weighed."""
    weights: Any
    """int8, shape (units, codes); without a layer the numbers of embeddings are the units."""
    scale: Any
    bias: Any
    """As in `Learned`."""
    layer: Layer | None = None
    anything: Whether | None = None
    """None = the file is of a time before it was learned."""

    def scores(self, vectors: Any) -> Meant:
        """Return what embeddings speak for."""
        import numpy as np

        rows = centred(vectors, self.centre)
        units = self.layer.units(_SHARP * rows) if self.layer else rows
        codes = units @ (self.weights * self.scale) + self.bias
        if not (of_any := self.anything):
            return Meant(codes, np.zeros(len(codes), np.float32))
        return Meant(codes, units @ (of_any.weights * of_any.scale) + of_any.bias)


def centred(vectors: Any, centre: Any) -> Any:
    """Return embeddings without what all have in common, each of length one again.

    All sentences of such a model lie in one narrow cone; what tells them apart is the rest.
    """
    import numpy as np

    apart = vectors - centre
    return apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-6)


def sharpened(vectors: Any, centre: Any) -> Any:
    """Return embeddings as a layer takes them."""
    return _SHARP * centred(vectors, centre)


_NUMBERS = {"centre": "<f4", "weights": "i1", "scale": "<f4", "bias": "<f4"}
"""Names of the arrays of `Meaning` with the type of their numbers."""
_OF_LAYER = {"weights": "i1", "scale": "<f4", "bias": "<f4"}


def told(meaning: Meaning) -> dict[str, Any]:
    """Return what the head of a file tells; the arrays stand with the numbers."""
    head: dict[str, Any] = {"encoder": meaning.encoder, "numbers": len(meaning.centre)}
    if meaning.layer:
        head["units"] = len(meaning.layer.bias)
    if of_any := meaning.anything:
        head["anything"] = {"scale": of_any.scale, "bias": of_any.bias}
    return head


def arrays(meaning: Meaning) -> dict[str, str]:
    """Return the arrays of a file, packed."""
    found = {f"meaning {name}": packed(getattr(meaning, name)) for name in _NUMBERS}
    if layer := meaning.layer:
        found |= {f"meaning layer {name}": packed(getattr(layer, name)) for name in _OF_LAYER}
    if meaning.anything:
        found["meaning anything"] = packed(meaning.anything.weights)
    return found


def read(row: Mapping[str, Any], numbers: Mapping[str, str], codes: int) -> Meaning:
    """Return what a file tells; see `told` and `arrays`.

    Raises:
        ValueError: When it is damaged.
    """
    size, units = int(row["numbers"]), int(row.get("units", 0))
    if min(size, units) < 0 or max(size * codes, size * units, units * codes) > _MOST_BYTES:
        raise ValueError("it is larger than any weights are")
    shapes = {"centre": (size,), "weights": (units or size, codes)}
    shapes |= {"scale": (codes,), "bias": (codes,)}
    found = {
        name: unpacked(numbers[f"meaning {name}"], f"meaning {name}", shapes[name], kind)
        for name, kind in _NUMBERS.items()
    }
    layer = _layer(numbers, size, units)
    of_any = _whether(row.get("anything"), numbers, units or size)
    return Meaning(str(row["encoder"]), **found, layer=layer, anything=of_any)


def _whether(
    told: Mapping[str, Any] | None, numbers: Mapping[str, str], units: int
) -> Whether | None:
    if told is None:
        return None
    weights = unpacked(numbers["meaning anything"], "meaning anything", (units,), "i1")
    return Whether(weights, float(told["scale"]), float(told["bias"]))


def _layer(numbers: Mapping[str, str], size: int, units: int) -> Layer | None:
    if not units:
        return None
    shapes: dict[str, tuple[int, ...]] = {"weights": (size, units)}
    found = {
        name: unpacked(numbers[f"meaning layer {name}"], name, shapes.get(name, (units,)), kind)
        for name, kind in _OF_LAYER.items()
    }
    return Layer(**found)
