"""What a table is made of: the people, the documents, the codebook and the marks.

The floors above read these from the project; nothing in this room knows where
they came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.model.codebook import Codebook
    from qualcode.model.excerpt import Mark
    from qualcode.model.participant import Participant


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything a table may count."""

    codebook: Codebook
    participants: Sequence[Participant]
    """All of them, also those without any coding."""
    spoken: Mapping[str, int]
    """Characters spoken by each participant."""
    speaks_in: Mapping[str, Sequence[str]]
    """Documents in which each participant speaks."""
    marks: Sequence[Mark] = field(default=())
    """The codings that pass the question's filters, whatever their status."""
