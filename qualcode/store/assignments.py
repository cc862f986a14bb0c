"""Which documents are whose to code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.store.connection import Connection


class Assignments:
    """Documents by coder."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def put(self, documents: Mapping[str, Sequence[str]]) -> None:
        """Assign documents by name, in place of all former assignments."""
        wanted = {(name, coder) for coder, names in documents.items() for name in names}
        present = {(name, coder) for coder, names in self.all().items() for name in names}
        number = "(SELECT id FROM document WHERE name = ?)"
        self._db.executemany(
            f"DELETE FROM assignment WHERE document = {number} AND coder = ?", present - wanted
        )
        self._db.executemany(f"INSERT INTO assignment VALUES ({number}, ?)", wanted - present)

    def all(self) -> dict[str, tuple[str, ...]]:
        """Return the documents of each coder who has any, by name."""
        rows = self._db.execute(
            "SELECT a.coder, d.name FROM assignment a JOIN document d ON d.id = a.document"
            " ORDER BY a.coder, d.name"
        )
        found: dict[str, list[str]] = {}
        for coder, name in rows:
            found.setdefault(coder, []).append(name)
        return {coder: tuple(names) for coder, names in found.items()}
