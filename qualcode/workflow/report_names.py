"""The names of the tables, light enough for a command line that only offers them."""

from __future__ import annotations

from enum import StrEnum


class ReportName(StrEnum):
    """The tables there are beside the frequency table."""

    PARTICIPANTS = "participants"
    LEVELS = "levels"
    NODES = "nodes"
    ABOUT = "about"
    FRAMEWORK = "framework"
    COOCCURRENCE = "cooccurrence"
    MATRIX = "matrix"
    CHAIN = "chain"
    THEORY = "theory"
    QUOTES = "quotes"
    AUDIT = "audit"
    SOURCES = "sources"
