"""Where somebody stands in a queue, and what they want to come back to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.store.connection import Connection


class Place(NamedTuple):
    """Where somebody stands in a queue."""

    coding: str = ""
    """The coding that was before them."""
    skipped: tuple[str, ...] = ()
    """Codings they put off, in that order."""


class Places:
    """The place of each coder in each queue."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, coder: str, queue: str) -> Place:
        """Return where a coder stands; at the beginning when they have not been here."""
        row = self._db.execute(
            "SELECT coding, skipped FROM place WHERE coder = ? AND queue = ?", (coder, queue)
        ).fetchone()
        return Place(row[0], tuple(json.loads(row[1]))) if row else Place()

    def keep(self, coder: str, queue: str, coding: str, skipped: Sequence[str]) -> None:
        """Remember where a coder stands."""
        self._db.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET coding = excluded.coding, skipped = excluded.skipped",
            (coder, queue, coding, json.dumps(list(skipped))),
        )


class Flags:
    """Codings that a coder wants to come back to."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def has(self, coding: str, coder: str) -> bool:
        """Tell whether a coder has flagged a coding."""
        row = self._db.execute(
            "SELECT 1 FROM flag WHERE coding = ? AND coder = ?", (coding, coder)
        ).fetchone()
        return row is not None

    def toggle(self, coding: str, coder: str) -> bool:
        """Flag a coding, or take the flag off; return whether it is flagged now."""
        gone = self._db.execute(
            "DELETE FROM flag WHERE coding = ? AND coder = ?", (coding, coder)
        ).rowcount
        if not gone:
            self._db.execute("INSERT INTO flag VALUES (?, ?)", (coding, coder))
        return not gone

    def on(self, coding: str) -> list[str]:
        """Return who has flagged a coding."""
        rows = self._db.execute("SELECT coder FROM flag WHERE coding = ? ORDER BY 1", (coding,))
        return [row[0] for row in rows]

    def all(self, coder: str) -> list[str]:
        """Return the codings a coder has flagged."""
        rows = self._db.execute("SELECT coding FROM flag WHERE coder = ?", (coder,))
        return [row[0] for row in rows]
