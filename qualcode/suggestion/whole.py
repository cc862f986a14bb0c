"""Weights as whole numbers: finer ones say no more, and take four times the room."""

from __future__ import annotations

from typing import Any

_LEVELS = 127


def whole(coefficients: Any) -> tuple[Any, Any]:
    """Return int8 of the same shape, and for each column what to multiply it by."""
    import numpy as np

    scale = np.maximum(np.abs(coefficients).max(axis=0), 1e-6) / _LEVELS
    return np.rint(coefficients / scale).astype(np.int8), scale.astype(np.float32)
