"""Which documents a person says to have read to the end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.store.connection import Connection

_NUMBER = "(SELECT id FROM document WHERE name = ?)"


class Readings:
    """Marks of a person on documents: whoever reads to the end says no to all that is not coded."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, document: str, coder: str, at: str) -> None:
        """Mark a document as read; a mark that is there keeps its date."""
        self._db.execute(
            f"INSERT OR IGNORE INTO reading VALUES ({_NUMBER}, ?, ?)", (document, coder, at)
        )

    def remove(self, document: str, coder: str) -> None:
        """Take a mark back."""
        self._db.execute(
            f"DELETE FROM reading WHERE document = {_NUMBER} AND coder = ?", (document, coder)
        )

    def numbers(self) -> Counter[str]:
        """Return how many persons say of each document that they have read it to the end."""
        return Counter(document for document, _, _ in self.all())

    def all(self) -> list[tuple[str, str, str]]:
        """Return document, coder and date of each mark, by coder and document."""
        rows = self._db.execute(
            "SELECT d.name, r.coder, r.at FROM reading r JOIN document d ON d.id = r.document"
            " ORDER BY r.coder, d.name"
        )
        return [(document, coder, at) for document, coder, at in rows]
