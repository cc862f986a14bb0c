"""Memos: the researcher's notes on anything in the project."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from qualcode.model.memo import Memo, Target

if TYPE_CHECKING:
    from qualcode.store.connection import Connection


class Memos:
    """All memos of the project."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, memo: Memo) -> None:
        """Keep a memo."""
        self._db.execute("INSERT INTO memo VALUES (?, ?, ?, ?, ?, ?)", astuple(memo))

    def put(self, memo: Memo) -> None:
        """Write a memo anew that is there already."""
        self._db.execute("UPDATE memo SET text = ? WHERE id = ?", (memo.text, memo.id))

    def carry(self, target: Target, old: str, new: str) -> None:
        """Let the memos on a thing follow it to another name."""
        self._db.execute(
            "UPDATE memo SET target_id = ? WHERE target = ? AND target_id = ?",
            (new, target.value, old),
        )

    def remove(self, memo: str) -> None:
        """Take a memo away."""
        self._db.execute("DELETE FROM memo WHERE id = ?", (memo,))

    def of(self, target: Target, target_id: str) -> list[Memo]:
        """Return the memos on one thing, the oldest first."""
        rows = self._db.execute(
            "SELECT id, target, target_id, author, at, text FROM memo"
            " WHERE target = ? AND target_id = ? ORDER BY at, rowid",
            (target.value, target_id),
        )
        return [_memo(row) for row in rows]

    def all(self) -> list[Memo]:
        """Return all memos, the oldest first."""
        rows = self._db.execute(
            "SELECT id, target, target_id, author, at, text FROM memo ORDER BY at, rowid"
        )
        return [_memo(row) for row in rows]

    def counts(self, target: Target) -> dict[str, int]:
        """Return how many memos each thing of a kind has that has any."""
        rows = self._db.execute(
            "SELECT target_id, count(*) FROM memo WHERE target = ? GROUP BY target_id",
            (target.value,),
        )
        return dict(rows.fetchall())

    def on_codings(self) -> dict[str, str]:
        """Return the text of the memos of each coding, joined by line breaks."""
        texts: dict[str, list[str]] = {}
        for memo in self.all():
            if memo.target is Target.CODING:
                texts.setdefault(memo.target_id, []).append(memo.text)
        return {coding: "\n".join(notes) for coding, notes in texts.items()}


def _memo(row: tuple[str, ...]) -> Memo:
    name, target, target_id, author, at, text = row
    return Memo(name, Target(target), target_id, author, at, text)
