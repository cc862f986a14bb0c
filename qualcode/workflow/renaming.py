"""Another name for a document, and all that is said of it by name goes along.

Codings, decisions, assignments and former texts hang on the document itself and keep
their ids (see `store.first_names`); memos, rules of speakers and the validation sample
name it and are written anew. The file it came from is known to be its own still.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import ConflictError, UsageError, typed
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.model.query import CodingQuery
from qualcode.model.speaker import ALL
from qualcode.store.history import now
from qualcode.transcripts.naming import printable
from qualcode.workflow.losses import refuse_unknown
from qualcode.workflow.speakers import rename_in_rules
from qualcode.workflow.validating import rename_in_sample

if TYPE_CHECKING:
    from qualcode.workflow.project import Project

_LONGEST = 200
"""Characters of a name, at most: names of documents become names of files."""
_OF_PATHS = ("/", "\\", "\n")


@dataclass(frozen=True, slots=True)
class Renamed:
    """What goes along with a document to its new name."""

    old: str
    new: str
    codings: int
    """Codings in it that persons made or decided on."""
    proposals: int
    """Codings in it that nobody has decided on."""
    memos: int
    """Memos on the document itself."""
    event: int = 0
    """The number of the event in the history; 0 when nothing was written."""


def rename_document(
    project: Project, old: str, new: str, *, by: str, dry_run: bool = False
) -> Renamed:
    """Give a document another name, as one event that can be undone.

    Args:
        project: The project.
        old: Its present name.
        new: Its new name.
        by: Who renames.
        dry_run: Say what would go along, write nothing.

    Raises:
        UnknownNameError: When there is no such document.
        UsageError: When the new name can be no name.
        ConflictError: When another document has it.
    """
    store = project.store
    refuse_unknown(project, old)
    _refuse_name(old, new)
    if new in store.documents.names():
        hint = f"`qualcode transcript show {typed(new)}` shows which"
        raise ConflictError(f"there is a document {new!r} already", hint=hint)
    found = _at_stake(project, old, new)
    if dry_run:
        return found
    with store.recorded(
        Event(now(), by, "rename", Target.DOCUMENT, new, reason=f"← {old}")
    ) as kept:
        store.documents.rename(old, new)
        store.memos.carry(Target.DOCUMENT, old, new)
        rename_in_rules(store, old, new)
        rename_in_sample(project, old, new)
    return Renamed(old, new, found.codings, found.proposals, found.memos, kept.event)


def _refuse_name(old: str, new: str) -> None:
    if new == old:
        raise UsageError(f"{new!r} is its name already")
    if not new or new != printable(new) or any(sign in new for sign in _OF_PATHS):
        raise UsageError(f"{new!r} can be no name", hint="letters, digits, - and _; no slashes")
    if new == ALL or len(new) > _LONGEST:
        raise UsageError(f"a document cannot be called {new[:40]!r}", hint="such as P-01")


def _at_stake(project: Project, old: str, new: str) -> Renamed:
    """Return what would go along."""
    store = project.store
    marks = Counter(mark.document for mark in store.excerpts.marks(CodingQuery(documents=(old,))))
    decided = store.codings.decisions().get(old, 0)
    standing = decided - len(store.lost.all(old))
    memos = len(store.memos.of(Target.DOCUMENT, old))
    return Renamed(old, new, decided, marks[old] - standing, memos)
