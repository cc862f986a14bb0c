"""Arrays of numbers as text (zlib, base64), to lie in a line of JSON; nothing is executed."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any


def packed(array: Any) -> str:
    """Return the numbers of an array as text."""
    return base64.b64encode(zlib.compress(array.tobytes(), 9)).decode()


def unpacked(text: str, name: str, shape: tuple[int, ...], kind: str) -> Any:
    """Return an array of a shape; never more is unpacked than it takes.

    Args:
        text: See `packed`.
        name: What it is, for errors.
        shape: How many numbers there are.
        kind: Their type, as numpy names it.

    Raises:
        ValueError: When these are not such numbers.
    """
    import numpy as np

    dtype = np.dtype(kind)
    size = dtype.itemsize
    for each in shape:
        size *= each
    try:
        body = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), size + 1)
    except binascii.Error as error:
        raise ValueError(f"{name}: {error}") from error
    if len(body) != size:
        raise ValueError(f"{name} has not the size that codes and features tell")
    return np.frombuffer(body, dtype).reshape(shape)
