"""Which documents have been coded under which codebook: what the next run has to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.store.connection import Connection


class Coded:
    """The marks of documents that are coded; `Proposals.replace` sets them."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def count_uncoded(self, key: str) -> int:
        """Return how many documents have not been coded under a key."""
        return int(self._db.execute(f"SELECT count(*) {_UNCODED}", (key,)).fetchone()[0])

    def under(self) -> dict[str, str]:
        """Return under which key each document was coded last; others are left out."""
        rows = self._db.execute(
            "SELECT d.name, c.key FROM coded c JOIN document d ON d.id = c.document"
        )
        return dict(rows.fetchall())

    def uncoded(self, key: str) -> list[str]:
        """Return the documents that have not been coded under a key, by name.

        Args:
            key: Names an engine and a codebook; see `Proposals.replace`.
        """
        rows = self._db.execute(f"SELECT d.name {_UNCODED} ORDER BY d.name", (key,))
        return [name for (name,) in rows.fetchall()]


_UNCODED = (
    "FROM document d LEFT JOIN coded c ON c.document = d.id WHERE c.key IS NULL OR c.key <> ?"
)
