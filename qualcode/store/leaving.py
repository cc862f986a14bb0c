"""Documents that go with all that stands on them, and whose numbers are not given again.

The history keeps what went by the number of its document: given to another one, an
`undo` would put codings on the wrong text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.store.settings import Settings

if TYPE_CHECKING:
    from qualcode.store.connection import Connection

HIGHEST = "highest number of a document removed"
NEXT = (
    "(SELECT 1 + max(coalesce((SELECT max(id) FROM document), 0), coalesce("
    "(SELECT CAST(value AS INTEGER) FROM setting WHERE key = ?), 0)))"
)
"""The number of the next document; its one value is `HIGHEST`."""


class Leaving:
    """How a document with persons' work goes."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def keep_number(self, name: str) -> int:
        """Give the number of a document that is about to go to no other, and return it.

        What the history keeps of a document and its codings names it so.
        """
        row = self._db.execute("SELECT id FROM document WHERE name = ?", (name,)).fetchone()
        number = int(row[0])
        settings = Settings(self._db)
        settings.set(HIGHEST, str(max(number, int(settings.get(HIGHEST, "0")))))
        return number

    def remove(self, name: str) -> None:
        """Remove a document with everything on it; see `keep_number` before."""
        number = self._db.execute("SELECT id FROM document WHERE name = ?", (name,)).fetchone()[0]
        for table in ("lost", "coding"):
            self._db.execute(
                "DELETE FROM memo WHERE target = 'coding' AND target_id IN"
                f" (SELECT id FROM {table} WHERE document = ?)",
                (number,),
            )
            self._db.execute(f"DELETE FROM {table} WHERE document = ?", (number,))
        self._db.execute("DELETE FROM memo WHERE target = 'document' AND target_id = ?", (name,))
        self._db.execute("DELETE FROM document WHERE id = ?", (number,))
