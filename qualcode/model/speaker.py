"""What a researcher says of speakers: their role, who they are, what kind of actor.

Transcription tools call people `说话人1`; readers guess who asks. The table of speakers
has the last word, for one document or for all, and belongs to the project.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.model.transcript import Role

ALL = "all"
"""Stands for every document in a table of speakers."""


@dataclass(frozen=True, slots=True)
class SpeakerRule:
    """What is known of one label; what is empty is left to the reader."""

    role: Role | None = None
    participant: str = ""
    """Id of the participant; labels with one id are one person."""
    subject: str = ""
    """The kind of actor, as the researcher writes it."""


@dataclass(frozen=True, slots=True)
class SpeakerTable:
    """What is known of the labels of a project."""

    rules: Mapping[str, Mapping[str, SpeakerRule]] = field(default_factory=dict)
    """Rules by document name (or `ALL`), then by label as written."""

    def of(self, document: str) -> dict[str, SpeakerRule]:
        """Return the rules for a document by label; its own before those for all."""
        return {**self.rules.get(ALL, {}), **self.rules.get(document, {})}

    def with_rules(self, other: SpeakerTable) -> SpeakerTable:
        """Return both tables as one, in which the other has the last word."""
        documents = dict.fromkeys((*self.rules, *other.rules))
        return SpeakerTable(
            {name: {**self.rules.get(name, {}), **other.rules.get(name, {})} for name in documents}
        )

    def without(self, label: str, document: str = ALL) -> SpeakerTable:
        """Return the table without what it says of a label."""
        own = {name: rule for name, rule in self.rules.get(document, {}).items() if name != label}
        return SpeakerTable({**self.rules, document: own})

    def __iter__(self) -> Iterator[tuple[str, str, SpeakerRule]]:
        """Yield document, label and rule."""
        for document, rules in self.rules.items():
            for label, rule in rules.items():
                yield document, label, rule


class Voice(NamedTuple):
    """One speaker of one document, as it is kept."""

    document: str
    label: str
    role: str
    turns: int
    characters: int
    participant: str
    """Id of the participant; empty for interviewers and notes."""
    subject: str
