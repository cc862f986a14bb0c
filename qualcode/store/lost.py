"""Codings whose words are not in the present text of their document.

They lie beside the others, so that nothing counts them by oversight, and keep all that
was known of them, so that a person can put them back or a later text can.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qualcode.model.edition import Lost
from qualcode.store.rows import COLUMNS, coding_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.store.connection import Connection


class LostCodings:
    """All codings that are lost."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def lose(self, codings: Iterable[str], *, edition: int, at: str) -> None:
        """Take codings off their text and keep them.

        Args:
            codings: Their ids.
            edition: The number of the text that has their words.
            at: When.
        """
        for name in codings:
            row = self._row(name)
            flags = self._db.execute("SELECT coder FROM flag WHERE coding = ?", (name,))
            kept = (_json(row), _json([coder for (coder,) in flags]))
            self._db.execute(
                "INSERT INTO lost (id, document, edition, at, coding, flags)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (name, row["document"], edition, at, *kept),
            )
            self._db.execute("DELETE FROM coding WHERE id = ?", (name,))

    def put_back(self, coding: str, *, called: str = "") -> None:
        """Put a coding back as it was; its place is then to be set, see `Carrying.place`.

        Args:
            coding: Its id.
            called: The id it has from now on; empty = the same.
        """
        content, flags = self._db.execute(
            "SELECT coding, flags FROM lost WHERE id = ?", (coding,)
        ).fetchone()
        name = called or coding
        row = {**json.loads(content), "id": name}
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self._db.execute(f"INSERT INTO coding ({names}) VALUES ({marks})", list(row.values()))
        self._db.executemany(
            "INSERT INTO flag (coding, coder) VALUES (?, ?)",
            ((name, coder) for coder in json.loads(flags)),
        )
        self._db.execute("DELETE FROM lost WHERE id = ?", (coding,))

    def forget(self, coding: str) -> None:
        """Give a lost coding up."""
        self._db.execute("DELETE FROM lost WHERE id = ?", (coding,))

    def all(self, document: str = "") -> list[Lost]:
        """Return the lost codings of a document, or of all, by their former places."""
        rows = self._db.execute(
            f"SELECT {_FIELDS}, json_extract(l.coding, '$.before'),"
            " json_extract(l.coding, '$.after'), l.edition, l.at"
            " FROM lost l JOIN document d ON d.id = l.document WHERE ? IN ('', d.name)"
            " ORDER BY d.name, json_extract(l.coding, '$.start'), l.id",
            (document,),
        )
        return [Lost(coding_of(row[:19]), *row[19:]) for row in rows]

    def count(self) -> int:
        """Return how many codings are lost."""
        return int(self._db.execute("SELECT count(*) FROM lost").fetchone()[0])

    def _row(self, coding: str) -> dict[str, Any]:
        cursor = self._db.execute("SELECT * FROM coding WHERE id = ?", (coding,))
        columns = [column[0] for column in cursor.description]
        return dict(zip(columns, cursor.fetchone(), strict=True))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


_FIELDS = ", ".join(
    each if each == "d.name" else f"json_extract(l.coding, '$.{each.removeprefix('c.')}')"
    for each in COLUMNS.split(", ")
)
"""What `coding_of` reads, from the row that is kept as JSON."""
