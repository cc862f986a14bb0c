"""The choices of a measurement of agreement, light enough for a command line that offers them."""

from __future__ import annotations

from enum import StrEnum

from qualcode.model.label import Label


class Basis(StrEnum):
    """What agreement is measured on."""

    SENTENCE = "sentence"
    TURN = "turn"
    CHARACTER = "character"
    SPAN = "span"
    """Free spans: alpha_u for the marks themselves."""


BASIS_NAMES: dict[Basis, Label] = {
    Basis.SENTENCE: Label("句", "sentence"),
    Basis.TURN: Label("话轮", "turn"),
    Basis.CHARACTER: Label("字符", "character"),
    Basis.SPAN: Label("自由片段（字符连续体）", "free span (continuum of characters)"),
}


class Universe(StrEnum):
    """Over which places agreement is reckoned."""

    DECIDED = "decided"
    """A code on a sentence or turn, where two have decided; what is undecided says nothing."""
    READ = "read"
    """Every unit of the documents that two say to have read to the end."""
    ALL = "all"
    """Every unit of the documents; where a coder put no code, that counts as a no."""


class What(StrEnum):
    """What coders agree on."""

    COUNTS = "counts"
    """Whether the code counts there: whether somebody coded it in a status that tables count."""
    CODE = "code"
    """Whether the code was put there, in whatever status."""


class SetDistance(StrEnum):
    """How far two sets of codes are apart, see `distances.SET_DISTANCES`."""

    NOMINAL = "nominal"
    JACCARD = "jaccard"
    MASI = "masi"
    MASI_PRODUCT = "masi-product"
    DP = "dp"
