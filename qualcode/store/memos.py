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

    def all(self) -> list[Memo]:
        """Return all memos, the oldest first."""
        rows = self._db.execute(
            "SELECT id, target, target_id, author, at, text FROM memo ORDER BY at, rowid"
        )
        return [
            Memo(name, Target(target), target_id, author, at, text)
            for name, target, target_id, author, at, text in rows
        ]

    def on_codings(self) -> dict[str, str]:
        """Return the text of the memos of each coding, joined by line breaks."""
        texts: dict[str, list[str]] = {}
        for memo in self.all():
            if memo.target is Target.CODING:
                texts.setdefault(memo.target_id, []).append(memo.text)
        return {coding: "\n".join(notes) for coding, notes in texts.items()}
