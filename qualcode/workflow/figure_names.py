"""The names of the figures, light enough for a command line that only offers them."""

from __future__ import annotations

from enum import StrEnum


class FigureName(StrEnum):
    """The figures there are."""

    FREQUENCY = "frequency"
    HEATMAP = "heatmap"
    SATURATION = "saturation"
    COOCCURRENCE = "cooccurrence"
    NETWORK = "network"
