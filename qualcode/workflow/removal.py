"""Removing documents: never one that carries a person's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import ConflictError, UnknownNameError
from qualcode.model.history import Event
from qualcode.model.label import case_count
from qualcode.model.memo import Target
from qualcode.model.query import CodingQuery
from qualcode.store.history import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.workflow.project import Project


def plan_removal(project: Project, documents: Sequence[str]) -> dict[str, int]:
    """Return how many proposals would go with each document.

    Raises:
        UnknownNameError: When there is no such document.
        ConflictError: When a person has coded or decided in one of them.
    """
    store = project.store
    known = store.documents.names()
    decisions = store.codings.decisions()
    for name in documents:
        if name not in known:
            raise UnknownNameError("document", name, known, listing="qualcode status --documents")
        if decisions.get(name):
            raise ConflictError(
                f"{case_count(decisions[name], 'coding')} of persons on {name!r}",
                hint="a document with a person's work is not removed",
            )
    marks = store.excerpts.marks(CodingQuery(documents=tuple(documents)))
    return {name: sum(mark.document == name for mark in marks) for name in documents}


def remove_documents(project: Project, documents: Sequence[str], *, by: str) -> None:
    """Remove documents, and the participants who then speak nowhere."""
    store = project.store
    with store.transaction():
        for name in documents:
            store.documents.remove(name)
            store.history.add(Event(now(), by, "remove", Target.DOCUMENT, name))
        store.participants.forget_silent()
