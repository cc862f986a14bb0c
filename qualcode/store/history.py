"""The history: append-only, by whom, when, what, before and after."""

from __future__ import annotations

from dataclasses import astuple
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from qualcode.model.history import Event
from qualcode.model.memo import Target

if TYPE_CHECKING:
    from qualcode.store.connection import Connection


class History:
    """Every change of the project, in order; the file itself refuses to forget one."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, event: Event) -> None:
        """Append an event."""
        self._db.execute(
            "INSERT INTO history (at, who, action, target, target_id, before, after, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            astuple(event),
        )

    def all(self) -> list[Event]:
        """Return all events, the oldest first."""
        rows = self._db.execute(
            "SELECT at, who, action, target, target_id, before, after, reason"
            " FROM history ORDER BY id"
        )
        return [
            Event(at, who, action, Target(target), name, before, after, reason)
            for at, who, action, target, name, before, after, reason in rows
        ]


def now() -> str:
    """Return the present time as history and decisions write it: ISO 8601, UTC, seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")
