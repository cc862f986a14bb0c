"""Saying that a document has been read to its end, so that what is not coded there is a no.

Without such a mark nobody can tell a document that was read and is empty from one that was
left in the middle. Whoever coded a document by hand is taken to have read it all the same.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.store.history import now
from qualcode.workflow.handcoding import known_document

if TYPE_CHECKING:
    from qualcode.workflow.project import Project

READ, NOT_READ = "read whole", "not read whole"
"""Actions in the history."""


def mark_read(project: Project, document: str, *, by: str, whole: bool = True) -> int:
    """Say that a person has read a document to its end, or that they have not.

    Returns:
        The number of the event, 0 when that was said already.

    Raises:
        UnknownNameError: When there is no such document.
    """
    known_document(project, document)
    action = READ if whole else NOT_READ
    event = Event(now(), by, action, Target.DOCUMENT, document)
    with project.store.recorded(event) as kept:
        if whole:
            project.store.readings.add(document, by, event.at)
        else:
            project.store.readings.remove(document, by)
    return kept.event


def is_read(project: Project, document: str, *, by: str) -> bool:
    """Tell whether a person has read a document to its end."""
    return document in project.store.views.marked(by)


def numbers_read(project: Project) -> dict[str, int]:
    """Return how many documents each person has read to the end; who marks none is left out."""
    return dict(Counter(coder for _, coder, _ in project.store.readings.all()))
