"""The history: append-only, by whom, when, what, before and after."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from qualcode.model.history import REDO, UNDO, Event
from qualcode.model.memo import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.store.connection import Connection

_COLUMNS = "at, who, action, target, target_id, before, after, reason, owner, of"


class History:
    """Every change of the project, in order; the file itself refuses to forget one."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, event: Event) -> int:
        """Append an event and return its number."""
        row = (
            event.at,
            event.who,
            event.action,
            event.target.value,
            event.target_id,
            event.before,
            event.after,
            event.reason,
            event.owner,
            event.of,
        )
        marks = ", ".join("?" * len(row))
        cursor = self._db.execute(f"INSERT INTO history ({_COLUMNS}) VALUES ({marks})", row)
        return int(cursor.lastrowid or 0)

    def all(self) -> list[Event]:
        """Return all events, the oldest first."""
        return list(self.latest())[::-1]

    def latest(self) -> Iterator[Event]:
        """Yield all events, the newest first."""
        rows = self._db.execute(f"SELECT {_COLUMNS}, id FROM history ORDER BY id DESC")
        for row in rows:
            yield _event(row)

    def get(self, number: int) -> Event | None:
        """Return an event by its number."""
        row = self._db.execute(
            f"SELECT {_COLUMNS}, id FROM history WHERE id = ?", (number,)
        ).fetchone()
        return _event(row) if row else None

    def undoable(self, owner: str) -> Event | None:
        """Return the last event of a coder that stands: what ``undo`` takes back."""
        settled: set[int] = set()
        for number, action, of in self._stack(owner):
            if action not in {UNDO, REDO}:
                if number not in settled:
                    return self.get(number)
            elif of not in settled:
                settled.add(of)
                if action == REDO:
                    return self.get(of)
        return None

    def redoable(self, owner: str) -> Event | None:
        """Return the event that was taken back last, unless something new was done since."""
        settled: set[int] = set()
        waiting: list[int] = []
        for _, action, of in self._stack(owner):
            if action not in {UNDO, REDO}:
                break
            if of not in settled:
                settled.add(of)
                if action == UNDO:
                    waiting.append(of)
        return self.get(min(waiting)) if waiting else None

    def taken_back(self) -> Iterator[tuple[int, str]]:
        """Yield which event was undone or redone, and which of the two, in order."""
        yield from self._db.execute(
            "SELECT of, action FROM history WHERE action IN ('undo', 'redo') ORDER BY id"
        )

    def _stack(self, owner: str) -> Iterator[tuple[int, str, int]]:
        """Yield number, action and object of a coder's events, the newest first."""
        yield from self._db.execute(
            "SELECT id, action, of FROM history WHERE owner = ? ORDER BY id DESC", (owner,)
        )


def _event(row: tuple[Any, ...]) -> Event:
    at, who, action, target, name, before, after, reason, owner, of, number = row
    return Event(at, who, action, Target(target), name, before, after, reason, owner, of, number)


def now() -> str:
    """Return the present time as history and decisions write it: ISO 8601, UTC, seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")
