"""The approaches of qualitative analysis that a methods text can speak of."""

from __future__ import annotations

from enum import StrEnum


class Approach(StrEnum):
    """How the analysis understands itself."""

    DIRECTED = "directed"
    """Directed content analysis with inductive additions."""
    CODEBOOK = "codebook"
    """Codebook thematic analysis."""
    REFLEXIVE = "reflexive"
    """Reflexive thematic analysis: no coefficients of agreement."""


class Standard(StrEnum):
    """Reporting checklists."""

    COREQ = "coreq"
    SRQR = "srqr"
