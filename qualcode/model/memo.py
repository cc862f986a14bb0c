"""A note of the researcher on anything in the project."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Target(StrEnum):
    """What a memo or an entry of the history is about."""

    PROJECT = "project"
    DOCUMENT = "document"
    PARTICIPANT = "participant"
    CODE = "code"
    CODING = "coding"
    CODEBOOK = "codebook"


@dataclass(frozen=True, slots=True)
class Memo:
    """One note."""

    id: str
    target: Target
    target_id: str
    author: str
    at: str
    """When it was written, ISO 8601, UTC."""
    text: str
