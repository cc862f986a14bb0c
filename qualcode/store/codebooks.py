"""The versions of the codebook that codings were made under, each kept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from qualcode.store.connection import Connection


class Version(NamedTuple):
    """A version of the codebook and when it was first coded under."""

    digest: str
    version: str
    first_used: str


class Codebooks:
    """Codebook versions by digest, as the JSON the codebook room writes."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, digest: str, *, version: str, content: str, at: str) -> None:
        """Keep a version; one that is known already is left as it is."""
        self._db.execute(
            "INSERT INTO codebook VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (digest, version, content, at),
        )

    def content(self, digest: str) -> str:
        """Return a version as JSON; empty when it is not kept here."""
        row = self._db.execute(
            "SELECT content FROM codebook WHERE digest = ?", (digest,)
        ).fetchone()
        return str(row[0]) if row else ""

    def versions(self) -> list[Version]:
        """Return every version that is kept, the oldest first."""
        rows = self._db.execute(
            "SELECT digest, version, first_used FROM codebook ORDER BY first_used, rowid"
        )
        return [Version(*row) for row in rows]
