"""Undo and redo by a key on a screen: what keys have done, no more.

A command does the work of many keys, in places that the screen does not show. One key
struck in passing must not take that back, or do it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.model.change import FILE
from qualcode.workflow.undoing import redo, undo

if TYPE_CHECKING:
    from qualcode.model.history import Event
    from qualcode.workflow.project import Project
    from qualcode.workflow.undoing import Undone

_COMMANDS = frozenset(
    {
        *("merge", "import", "import codings", "import decisions"),
        *("suggest", "propose", "assign", "remove", "rename", "draw sample"),
    }
)
"""Steps of commands, over many places or none."""
_NEW_CODE = "add code"
"""What the screen of hand coding does to the codebook."""


def undo_one(project: Project, *, by: str) -> Undone:
    """Take back the last thing that a person did at a screen; see `undo`.

    Raises:
        DataError: When the last step was of a command.
    """
    event = project.store.history.undoable(by)
    if event and _is_of_command(event):
        raise DataError(
            f"the last step was not taken on a screen: {event.action}",
            hint="`qualcode undo` takes it back",
        )
    return undo(project, by=by)


def redo_one(project: Project, *, by: str) -> Undone:
    """Do again what was taken back last, if it was done at a screen; see `redo`.

    Raises:
        DataError: When it was done by a command.
    """
    event = project.store.history.redoable(by)
    if event and _is_of_command(event):
        raise DataError(
            f"what was undone last was not done on a screen: {event.action}",
            hint="`qualcode redo` does it again",
        )
    return redo(project, by=by)


def _is_of_command(event: Event) -> bool:
    """Tell whether a command did it: those that change files do, but for a new code."""
    has_file = any(each.kind == FILE for each in event.changes)
    return event.action in _COMMANDS or (has_file and event.action != _NEW_CODE)
