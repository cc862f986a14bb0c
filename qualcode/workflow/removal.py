"""Removing documents: one that carries a person's work only when that is said, and to be undone.

What only machines proposed is made anew by an import and a run. What persons did goes
into the history with the text it stands on, and comes back by `undo` as it was.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import ConflictError, UnknownNameError, typed
from qualcode.model.history import NUMBER, Event
from qualcode.model.memo import Target
from qualcode.model.query import CodingQuery
from qualcode.store.history import now
from qualcode.workflow.persons_work import PersonsWork

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Going:
    """What would go with a document."""

    proposals: int
    """Codings that nobody has decided on."""
    codings: int
    """Codings that persons made or decided on, lost ones among them."""
    readings: int
    """Marks of persons who have read it to the end."""

    @property
    def is_work(self) -> bool:
        """Whether persons' work goes with it."""
        return bool(self.codings or self.readings)


def plan_removal(
    project: Project, documents: Sequence[str], *, with_codings: bool = False
) -> dict[str, Going]:
    """Return what would go with each document.

    Args:
        project: The project.
        documents: Their names.
        with_codings: Documents that persons have coded in, decided in or read whole may go, too.

    Raises:
        UnknownNameError: When there is no such document.
        ConflictError: When a person's work stands on one of them, and that is not to go.
    """
    store = project.store
    known = store.documents.names()
    work = PersonsWork(store)
    for name in documents:
        if name not in known:
            raise UnknownNameError("document", name, known, listing="qualcode status --documents")
        if not with_codings and (told := work.on(name)):
            raise ConflictError(
                f"{told} on {name!r}",
                hint=f"--with-codings removes that, too, and `qualcode undo` brings all back;"
                f" `qualcode transcript rename {typed(name)} NEW-NAME` gives it another name",
            )
    marks = Counter(
        mark.document for mark in store.excerpts.marks(CodingQuery(documents=tuple(documents)))
    )
    lost = Counter(each.coding.document for each in store.lost.all())
    return {
        name: Going(marks[name] - codings + lost[name], codings, work.readings[name])
        for name in documents
        for codings in [work.codings.get(name, 0)]
    }


def remove_documents(project: Project, plan: Mapping[str, Going], *, by: str) -> None:
    """Remove documents, and the participants who then speak nowhere.

    Where persons' work goes with one, that is an event that can be undone.
    """
    store = project.store
    for name in (name for name, going in plan.items() if going.is_work):
        with store.transaction():  # apart: it stays when the removal is undone
            store.leaving.keep_number(name)
        with store.recorded(Event(now(), by, "remove", Target.DOCUMENT, name), texts=True):
            store.leaving.remove(name)
            store.participants.forget_silent()
    documents = [name for name, going in plan.items() if not going.is_work]
    with store.transaction():
        for name in documents:
            # the history may hold work that was taken back: by this number it is found
            number = json.dumps({NUMBER: store.leaving.keep_number(name)})
            store.documents.remove(name)
            store.history.add(Event(now(), by, "remove", Target.DOCUMENT, name, before=number))
        store.participants.forget_silent()
