"""Codings carried from one text of a document to another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualcode.store.placing import touched, units_of
from qualcode.store.rows import INSERTED, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.model.coding import Coding
    from qualcode.store.connection import Connection


class Carrying:
    """What happens to codings when the text under them is exchanged."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def place(self, document: str, codings: Iterable[Coding]) -> None:
        """Write down where codings stand on the present text of their document.

        Args:
            document: Name of the document.
            codings: With their new spans, turns, quotes and evidence; the rest of them stays.
        """
        number, text = self._db.execute(
            "SELECT id, text FROM document WHERE name = ?", (document,)
        ).fetchone()
        starts, stops = units_of(self._db, number)
        rows = (row_of(each, number, touched(starts, stops, each.span), text) for each in codings)
        named = (dict(zip(_COLUMNS, row, strict=True)) for row in rows)
        self._db.executemany(f"UPDATE coding SET {_PLACE} WHERE id = :id", named)

    def drop(self, codings: Iterable[str]) -> None:
        """Take machines' proposals away that the next run makes anew."""
        self._db.executemany("DELETE FROM coding WHERE id = ?", ((each,) for each in codings))

    def rename(self, document: str, ids: Mapping[str, str]) -> None:
        """Call codings by other ids: memos, flags, places in queues and former texts follow.

        Args:
            document: Name of their document.
            ids: The new id of each.
        """
        self._db.execute("PRAGMA defer_foreign_keys = ON")
        steps = [(f"~{new}", old) for old, new in ids.items()]
        steps += [(new, f"~{new}") for new in ids.values()]  # some may change places
        for statement in _RENAMED:
            self._db.executemany(statement, steps)
        editions = self._db.execute(
            "SELECT e.id, e.places FROM edition e JOIN document d ON d.id = e.document"
            " WHERE d.name = ?",
            (document,),
        ).fetchall()
        for number, content in editions:
            places = [[ids.get(name, name), *rest] for name, *rest in json.loads(content)]
            self._db.execute(
                "UPDATE edition SET places = ? WHERE id = ?",
                (json.dumps(places, ensure_ascii=False), number),
            )


_COLUMNS = tuple(INSERTED.split(", "))
_MOVING = ("turn", "unit", "unit_last", "start", "stop", "quote", "before", "after", "evidence")
_PLACE = ", ".join(f"{name} = :{name}" for name in _MOVING)
"""What says where a coding stands."""

_RENAMED = (
    "UPDATE coding SET id = ? WHERE id = ?",
    "UPDATE memo SET target_id = ? WHERE target_id = ? AND target = 'coding'",
    "UPDATE flag SET coding = ? WHERE coding = ?",
    "UPDATE place SET coding = ? WHERE coding = ?",
)
