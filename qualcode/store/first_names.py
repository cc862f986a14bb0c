"""What documents that were renamed were called first.

The id of a coding is made of the name of its document. It stays made of the first name,
so that a rename changes no id: what a table elsewhere has joined by id still fits, and the
next run, a colleague's file and a second coding of the same place meet the same ids.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualcode.store.settings import Settings

if TYPE_CHECKING:
    from qualcode.store.connection import Connection

FIRST_NAMES = "first names"
_ANOTHER = "\x1e"
"""Tells a document from a renamed one that had its name before."""


class FirstNames:
    """The first name of each document of the project."""

    def __init__(self, db: Connection) -> None:
        self._settings = Settings(db)

    def of(self, document: str) -> str:
        """Return the name that the ids of a document's codings are made of."""
        renamed = self.renamed()
        if document in renamed:
            return renamed[document]
        taken = set(renamed.values())
        while document in taken:
            document += _ANOTHER
        return document

    def renamed(self) -> dict[str, str]:
        """Return the first name of each document that was renamed, by its present one."""
        found: dict[str, str] = json.loads(self._settings.get(FIRST_NAMES, "{}"))
        return found

    def carry(self, old: str, new: str) -> None:
        """Let a document keep its first name under another name."""
        first, renamed = self.of(old), self.renamed()
        renamed.pop(old, None)
        if first != new:
            renamed[new] = first
        self._settings.set(FIRST_NAMES, json.dumps(renamed, ensure_ascii=False))
