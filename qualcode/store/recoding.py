"""Codings carried along when a code gets another id, joins another code or is removed.

A coding's id is made of its code, so it is a new row that takes the former one's
place; its memos and flags come along. Where the other code stands on the very
same place already, one of the two remains: the one that a person has said more to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from qualcode.store.connection import Connection

_WEIGHT = "CASE review WHEN 'accepted' THEN 2 WHEN 'rejected' THEN 1 ELSE 0 END"
"""Accepted under either code is accepted; a decision is more than a proposal."""


class Held(NamedTuple):
    """A coding of a code, as far as its id is made of it."""

    id: str
    document: str
    start: int
    end: int
    coder: str
    is_decided: int
    """1 where a person made it or has decided on it."""


class Recoding:
    """Codings on their way from one code to another; to be used within a transaction."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def held(self, code: str) -> list[Held]:
        """Return the codings of a code, whatever their review."""
        rows = self._db.execute(
            "SELECT c.id, d.name, c.start, c.stop, c.coder,"
            " c.review <> 'proposed' OR c.source = 'person'"
            " FROM coding c JOIN document d ON d.id = c.document WHERE c.code = ?"
            " ORDER BY d.name, c.start, c.id",
            (code,),
        )
        return [Held(*row) for row in rows]

    def give(self, coding: str, code: str, new: str) -> bool:
        """Give a coding to another code.

        Args:
            coding: Its id.
            code: The other code.
            new: The id it has under that code.

        Returns:
            False when a coding was there already and the two have become one.
        """
        weights = dict(
            self._db.execute(
                f"SELECT id, {_WEIGHT} FROM coding WHERE id IN (?, ?)", (coding, new)
            ).fetchall()
        )
        is_new = new not in weights
        if is_new or weights[coding] > weights[new]:
            flags = self._flags(new)
            self._db.execute("DELETE FROM coding WHERE id = ?", (new,))
            self._copy(coding, code, new)
            self._flag(new, flags)
        self._flag(new, self._flags(coding))
        self._db.execute(
            "UPDATE memo SET target_id = ? WHERE target = 'coding' AND target_id = ?", (new, coding)
        )
        self._db.execute("DELETE FROM coding WHERE id = ?", (coding,))
        return is_new

    def drop(self, code: str) -> None:
        """Remove every coding of a code, with its memos."""
        self._db.execute(
            "DELETE FROM memo WHERE target = 'coding'"
            " AND target_id IN (SELECT id FROM coding WHERE code = ?)",
            (code,),
        )
        self._db.execute("DELETE FROM coding WHERE code = ?", (code,))

    def give_memos(self, code: str, other: str) -> None:
        """Give the memos on a code itself to another."""
        self._db.execute(
            "UPDATE memo SET target_id = ? WHERE target = 'code' AND target_id = ?", (other, code)
        )

    def _copy(self, coding: str, code: str, new: str) -> None:
        columns = [row[1] for row in self._db.execute("PRAGMA table_info(coding)")]
        same = ", ".join(each for each in columns if each not in {"id", "code"})
        self._db.execute(
            f"INSERT INTO coding (id, code, {same}) SELECT ?, ?, {same} FROM coding WHERE id = ?",
            (new, code, coding),
        )

    def _flags(self, coding: str) -> list[str]:
        rows = self._db.execute("SELECT coder FROM flag WHERE coding = ?", (coding,))
        return [row[0] for row in rows]

    def _flag(self, coding: str, coders: list[str]) -> None:
        self._db.executemany(
            "INSERT INTO flag VALUES (?, ?) ON CONFLICT DO NOTHING",
            ((coding, coder) for coder in coders),
        )
