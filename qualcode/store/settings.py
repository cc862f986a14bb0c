"""Small facts about the project: its name, the path of its codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.store.connection import Connection


class Settings:
    """Named values of the project."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, key: str, default: str = "") -> str:
        """Return a value, or the default where none is set."""
        row = self._db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def set(self, key: str, value: str) -> None:
        """Set a value."""
        self._db.execute(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def remove_under(self, beginning: str) -> None:
        """Remove every value whose key begins so."""
        self._db.execute(
            "DELETE FROM setting WHERE substr(key, 1, ?) = ?", (len(beginning), beginning)
        )

    def all(self) -> dict[str, str]:
        """Return every value that is set."""
        return dict(self._db.execute("SELECT key, value FROM setting ORDER BY key"))
