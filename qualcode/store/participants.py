"""The persons interviewed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualcode.model.participant import Participant
from qualcode.model.speaker import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.store.connection import Connection


class Participants:
    """All participants, also those without any coding: they are what tables count."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def put(self, people: Iterable[Participant]) -> list[str]:
        """Add participants, or bring known ones up to date.

        A changed subject changes what pronouns mean, so the documents of that
        person lose their mark of being coded and are coded again next time.

        Returns:
            The ids that were new or changed.
        """
        wanted = list(people)
        known = {person.id: person for person in self._named([each.id for each in wanted])}
        changed = [person for person in wanted if known.get(person.id) != person]
        for person in changed:
            former = known.get(person.id)
            self._write(person)
            if former and former.subject != person.subject:
                self._uncode(person.id)
        return [person.id for person in changed]

    def _named(self, ids: Sequence[str]) -> list[Participant]:
        rows = self._db.execute(
            "SELECT id, subject, attributes FROM participant"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        return [Participant(row[0], row[1], json.loads(row[2])) for row in rows]

    def all(self) -> list[Participant]:
        """Return all participants, by id."""
        rows = self._db.execute("SELECT id, subject, attributes FROM participant ORDER BY id")
        return [Participant(row[0], row[1], json.loads(row[2])) for row in rows.fetchall()]

    def speech(self, documents: Sequence[str] = ()) -> dict[str, dict[str, int]]:
        """Return how many characters each participant spoke in each document.

        Args:
            documents: Names of the documents that count; empty = all.
        """
        rows = self._db.execute(
            "SELECT s.participant, d.name, s.length FROM (SELECT participant, document,"
            " sum(speech_stop - speech_start) AS length FROM turn"
            " WHERE participant IS NOT NULL GROUP BY document, participant) s"
            " JOIN document d ON d.id = s.document ORDER BY d.name"
        )
        found: dict[str, dict[str, int]] = {}
        for participant, document, length in rows.fetchall():
            if not documents or document in documents:
                found.setdefault(participant, {})[document] = int(length)
        return found

    def count_speaking(self) -> int:
        """Return how many participants speak in any document."""
        row = self._db.execute("SELECT count(DISTINCT participant) FROM turn").fetchone()
        return int(row[0])

    def voices(self) -> list[Voice]:
        """Return every speaker of every document, in the order of their first words."""
        rows = self._db.execute(
            "SELECT d.name, t.speaker, t.role, count(*), sum(t.speech_stop - t.speech_start),"
            " coalesce(t.participant, ''), coalesce(p.subject, '')"
            " FROM turn t JOIN document d ON d.id = t.document"
            " LEFT JOIN participant p ON p.id = t.participant"
            " GROUP BY d.name, t.speaker, t.role, t.participant ORDER BY d.name, min(t.idx)"
        )
        return [Voice(*row) for row in rows]

    def forget_silent(self) -> None:
        """Remove participants who speak in no document: left-overs of a renamed speaker."""
        self._db.execute(
            "DELETE FROM participant WHERE id NOT IN"
            " (SELECT participant FROM turn WHERE participant IS NOT NULL)"
        )

    def _write(self, person: Participant) -> None:
        attributes = json.dumps(dict(person.attributes), ensure_ascii=False)
        self._db.execute(
            "INSERT INTO participant VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET subject = excluded.subject, attributes = excluded.attributes",
            (person.id, person.subject, attributes),
        )

    def _uncode(self, participant: str) -> None:
        self._db.execute(
            "DELETE FROM coded WHERE document IN (SELECT document FROM turn WHERE participant = ?)",
            (participant,),
        )
