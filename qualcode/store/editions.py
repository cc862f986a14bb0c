"""Former texts of documents: kept when a corrected one takes their place, and given back.

A text is told by its hash: one that comes again is not kept twice, and each coding that
stood on it goes back to where it was.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qualcode.model.edition import Edition
from qualcode.model.landmark import Landmark
from qualcode.model.span import Span
from qualcode.model.transcript import Role, Transcript, Turn
from qualcode.store.rows import evidence_of

if TYPE_CHECKING:
    from qualcode.model.coding import Evidence
    from qualcode.store.connection import Connection

_TURN = "idx, start, stop, speech_start, speech_stop, speaker, role, time, participant"


class Editions:
    """All former texts of the project."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def keep(self, name: str, *, at: str, by: str) -> int:
        """Keep the present text of a document with its turns and the places of its codings.

        Returns:
            The number of the edition.
        """
        number, text, digest, path = self._db.execute(
            "SELECT id, text, text_sha256, path FROM document WHERE name = ?", (name,)
        ).fetchone()
        turns = self._db.execute(
            f"SELECT {_TURN} FROM turn WHERE document = ? ORDER BY idx", (number,)
        ).fetchall()
        places = self._db.execute(
            "SELECT id, start, stop, evidence FROM coding WHERE document = ? ORDER BY start, id",
            (number,),
        ).fetchall()
        values = (number, digest, text, path, self._head(number), _json(turns), _json(places))
        row = self._db.execute(
            "INSERT INTO edition (document, text_sha256, text, path, head, turns, places, at, by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document, text_sha256) DO UPDATE SET"
            " path = excluded.path, head = excluded.head, turns = excluded.turns,"
            " places = excluded.places, at = excluded.at, by = excluded.by RETURNING id",
            (*values, at, by),
        ).fetchone()
        return int(row[0])

    def of(self, name: str) -> list[Edition]:
        """Return the former texts of a document, the one replaced last first."""
        rows = self._db.execute(
            "SELECT e.id, d.name, e.text_sha256, e.path, length(e.text),"
            " json_array_length(e.turns), json_array_length(e.places), e.at, e.by FROM edition e"
            " JOIN document d ON d.id = e.document"
            " WHERE d.name = ? AND e.text_sha256 <> d.text_sha256 ORDER BY e.at DESC, e.id DESC",
            (name,),
        )
        return [Edition(*row) for row in rows]

    def number_of(self, name: str, text_sha256: str) -> int:
        """Return the number of the edition with a text; 0 when the document never had it."""
        row = self._db.execute(
            "SELECT e.id FROM edition e JOIN document d ON d.id = e.document"
            " WHERE d.name = ? AND e.text_sha256 = ?",
            (name, text_sha256),
        ).fetchone()
        return int(row[0]) if row else 0

    def text(self, number: int) -> str:
        """Return the text of an edition; the number must be known."""
        row = self._db.execute("SELECT text FROM edition WHERE id = ?", (number,)).fetchone()
        return str(row[0])

    def places(self, number: int) -> dict[str, tuple[Span, Evidence]]:
        """Return where each coding stood on an edition, and its evidence there.

        Args:
            number: The edition's number; it must be known.
        """
        row = self._db.execute("SELECT places FROM edition WHERE id = ?", (number,)).fetchone()
        return {
            name: (Span(start, stop), evidence_of(evidence))
            for name, start, stop, evidence in json.loads(row[0])
        }

    def transcript(self, number: int) -> tuple[Transcript, dict[str, str]]:
        """Return an edition as it was read, and the participant of each label."""
        name, path, text, head, rows = self._db.execute(
            "SELECT d.name, e.path, e.text, e.head, e.turns FROM edition e"
            " JOIN document d ON d.id = e.document WHERE e.id = ?",
            (number,),
        ).fetchone()
        turns = json.loads(rows)
        transcript = _transcript(name, path, text, json.loads(head), turns)
        return transcript, {row[5]: row[8] for row in turns if row[8] is not None}

    def _head(self, document: int) -> str:
        """Return what is known of a document beside its text, as JSON."""
        cursor = self._db.execute("SELECT * FROM document WHERE id = ?", (document,))
        named = dict(
            zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True)
        )
        return _json({key: value for key, value in named.items() if key not in {"id", "text"}})


def _transcript(
    name: str, path: str, text: str, head: dict[str, Any], turns: list[list[Any]]
) -> Transcript:
    return Transcript(
        name=name,
        path=path,
        text=text,
        source_sha256=head["source_sha256"],
        encoding=head["encoding"],
        format=head["format"],
        layout=head["layout"],
        turns=tuple(
            Turn(index, start, end, speech, speech_end, speaker, Role(role), time)
            for index, start, end, speech, speech_end, speaker, role, time, _ in turns
        ),
        header=json.loads(head["header"]),
        warnings=tuple(json.loads(head["warnings"])),
        landmarks=tuple(Landmark(*each) for each in json.loads(head["landmarks"])),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
