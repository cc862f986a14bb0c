"""Every sentence of a respondent in a project, with who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.workflow.project import Project


class Spoken(NamedTuple):
    """One sentence; positions are half-open code points of its document."""

    document: str
    start: int
    end: int
    turn: int
    text: str
    participant: str
    subject: str


def spoken(project: Project) -> Iterator[Spoken]:
    """Yield the respondents' sentences of all documents, in order."""
    for name in project.store.documents.names():
        document = project.store.documents.read(name)
        for turn, start, end in document.units:
            speaker = document.turns[turn].speaker
            yield Spoken(
                name,
                start,
                end,
                turn,
                document.text[start:end],
                document.participants.get(speaker, ""),
                document.subjects.get(speaker, ""),
            )
