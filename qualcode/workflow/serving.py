"""Whether interview text may be sent to another machine: the project's own word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import UsageError
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.store.history import now

if TYPE_CHECKING:
    from qualcode.suggestion.client import Server
    from qualcode.workflow.project import Project

_REMOTE = "remote_models"
_FORBIDDEN = "forbidden"


def forbid_remote(project: Project, *, by: str = "") -> None:
    """Forbid for good that interview text is sent to another machine; no command takes it back."""
    if is_forbidden(project):
        return
    with project.store.transaction():
        project.store.settings.set(_REMOTE, _FORBIDDEN)
        project.store.history.add(
            Event(now(), by, "forbid remote models", Target.PROJECT, "", after=_FORBIDDEN)
        )


def is_forbidden(project: Project) -> bool:
    """Tell whether the project forbids servers on other machines."""
    return project.store.settings.get(_REMOTE) == _FORBIDDEN


def check_remote(project: Project, server: Server, *, allowed: bool) -> None:
    """Refuse a server on another machine unless it is allowed.

    Raises:
        UsageError: When the command does not allow it, or the project forbids it.
    """
    if is_forbidden(project):
        raise UsageError(
            "this project forbids that interview text is sent to another machine",
            hint="use a model on this machine, such as --endpoint http://localhost:11434/v1",
        )
    if not allowed:
        raise UsageError(
            f"{server.endpoint} is another machine: interview text would leave this one",
            hint="--allow-remote if you and the persons interviewed agree to that",
        )
