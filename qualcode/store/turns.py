"""Who says what where: turns as questions about one place or person need them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualcode.model.transcript import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.span import Span
    from qualcode.store.connection import Connection


class Turns:
    """The turns of all documents."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def spoken_by(self, participants: Sequence[str]) -> list[str]:
        """Return the names of the documents in which one of some participants speaks, in order."""
        rows = self._db.execute(
            "SELECT DISTINCT d.name FROM turn t JOIN document d ON d.id = t.document WHERE"
            " t.participant IN (SELECT value FROM json_each(?)) ORDER BY d.name",
            (json.dumps(list(participants)),),
        )
        return [name for (name,) in rows]

    def roles(self, name: str) -> dict[str, str]:
        """Return the role of each label of a document."""
        rows = self._db.execute(
            "SELECT DISTINCT t.speaker, t.role FROM turn t JOIN document d ON d.id = t.document"
            " WHERE d.name = ? AND t.speaker <> ''",
            (name,),
        )
        return dict(rows.fetchall())

    def at(self, name: str, position: int) -> int:
        """Return the index of the turn that a position of a document lies in, or the one before."""
        row = self._db.execute(
            "SELECT max(t.idx) FROM turn t JOIN document d ON d.id = t.document"
            " WHERE d.name = ? AND t.start <= ?",
            (name, position),
        ).fetchone()
        return int(row[0] or 0)

    def voices_in(self, name: str, span: Span) -> list[tuple[str, Role]]:
        """Return label and role of everybody who says some of the words at a span, in order."""
        rows = self._db.execute(
            "SELECT t.speaker, t.role FROM turn t JOIN document d ON d.id = t.document"
            " WHERE d.name = ? AND t.speech_start < ? AND t.speech_stop > ? ORDER BY t.idx",
            (name, span.end, span.start),
        )
        return list(dict.fromkeys((label, Role(role)) for label, role in rows))

    def question_before(self, name: str, turn: int) -> str:
        """Return the interviewer's last words before a turn; empty where there are none."""
        row = self._db.execute(
            "SELECT substr(d.text, t.speech_start + 1, t.speech_stop - t.speech_start)"
            " FROM turn t JOIN document d ON d.id = t.document WHERE d.name = ? AND t.idx < ?"
            " AND t.role = 'interviewer' ORDER BY t.idx DESC LIMIT 1",
            (name, turn),
        ).fetchone()
        return str(row[0]) if row else ""
