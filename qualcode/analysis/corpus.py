"""What a table is made of: the people, the documents, the codebook and the marks.

The floors above read these from the project; nothing in this room knows where
they came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Status
    from qualcode.model.excerpt import Mark
    from qualcode.model.participant import Participant


@dataclass(frozen=True)
class Corpus:
    """Everything a table may count."""

    codebook: Codebook
    participants: Sequence[Participant]
    """All of them, also those without any coding."""
    speech: Mapping[str, Mapping[str, int]]
    """Characters spoken by each participant in each document that is counted."""
    marks: Sequence[Mark] = field(default=())
    """The codings that pass the question's filters, whatever their status."""
    statuses: tuple[Status, ...] = ()
    """What counts by the user's own word; empty = findings, see `model.finding`."""
    unsettled: int = 0
    """Places on whose code coders disagree, and that no consensus has settled."""

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Return the marks by column, for counting; see `marks.mark_frame`."""
        from qualcode.analysis.marks import mark_frame

        return mark_frame(self.marks)

    @cached_property
    def found(self) -> pd.DataFrame:
        """Return those of the frame that count."""
        from qualcode.analysis.findings import findings

        return findings(self.frame, self.codebook, self.statuses)

    def found_of(self, codes: Iterable[str]) -> pd.DataFrame:
        """Return those of some codes that count."""
        from qualcode.analysis.marks import having

        return self.found[having(self.found, "code", codes)]

    @property
    def documents(self) -> list[str]:
        """Return the names of all documents that are counted, in order."""
        return sorted({name for lengths in self.speech.values() for name in lengths})

    def characters(self, people: Iterable[str], document: str | None = None) -> int:
        """Return how many characters people spoke, in one document or in all."""
        return sum(
            length
            for person in people
            for name, length in self.speech.get(person, {}).items()
            if document in {None, name}
        )
