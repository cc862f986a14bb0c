"""Documents with their turns and units: text in once, read back as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.document import Document, Unit
from qualcode.model.landmark import Landmark, Places
from qualcode.model.transcript import Role, Turn
from qualcode.store.document_rows import HEAD, hash_of, head_row, turn_row
from qualcode.store.first_names import FirstNames
from qualcode.store.leaving import HIGHEST, NEXT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.model.transcript import Transcript
    from qualcode.store.connection import Connection


class Fingerprint(NamedTuple):
    """What tells a file that is known from one that has changed."""

    source_sha256: str
    text_sha256: str


class Documents:
    """All transcripts of the project."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(
        self,
        transcript: Transcript,
        units: Sequence[Unit],
        *,
        speakers: Mapping[str, str],
        language: str,
        words: int,
    ) -> None:
        """Keep a transcript.

        Args:
            transcript: The file as it was read; its name must be new.
            units: The respondents' sentences, in order.
            speakers: Participant id of each respondent's label.
            language: ``zh``, ``en``, ``zh+en`` or empty.
            words: Han characters and Latin words of the respondents' speech.
        """
        names, marks = ", ".join(HEAD), ", ".join("?" * len(HEAD))
        cursor = self._db.execute(
            f"INSERT INTO document (id, {names}) VALUES ({NEXT}, {marks}) RETURNING id",
            (HIGHEST, *head_row(transcript, language, words)),
        )
        self._add_body(int(cursor.fetchone()[0]), transcript, units, speakers)

    def exchange(
        self,
        transcript: Transcript,
        units: Sequence[Unit],
        *,
        speakers: Mapping[str, str],
        language: str,
        words: int,
    ) -> None:
        """Put another text in the place of a document's; it loses its mark of being coded.

        The codings are left where they are: see `Editions.keep` before, `Codings.place` after.

        Args:
            transcript: What takes the place; the name of a document that is there.
            units: The respondents' sentences, in order.
            speakers: Participant id of each respondent's label.
            language: ``zh``, ``en``, ``zh+en`` or empty.
            words: Han characters and Latin words of the respondents' speech.
        """
        fields = ", ".join(f"{name} = ?" for name in HEAD)
        cursor = self._db.execute(
            f"UPDATE document SET {fields} WHERE name = ? RETURNING id",
            (*head_row(transcript, language, words), transcript.name),
        )
        document = int(cursor.fetchone()[0])
        for table in ("turn", "unit", "coded"):
            self._db.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
        self._add_body(document, transcript, units, speakers)

    def assign(self, name: str, speakers: Mapping[str, str]) -> bool:
        """Say anew which participant each respondent's label stands for.

        A document in which that changes loses its mark of being coded, since the
        speaker decides what pronouns mean.

        Returns:
            Whether anything changed.
        """
        changed = 0
        for speaker, participant in speakers.items():
            cursor = self._db.execute(
                "UPDATE turn SET participant = ? WHERE speaker = ? AND role = 'respondent'"
                " AND participant IS NOT ? AND document = (SELECT id FROM document WHERE name = ?)",
                (participant, speaker, participant, name),
            )
            changed += cursor.rowcount
        if changed:
            self._db.execute(
                "DELETE FROM coded WHERE document = (SELECT id FROM document WHERE name = ?)",
                (name,),
            )
        return changed > 0

    def rename(self, old: str, new: str) -> None:
        """Give a document another name, which no other has; its codings keep their ids."""
        FirstNames(self._db).carry(old, new)
        self._db.execute("UPDATE document SET name = ? WHERE name = ?", (new, old))

    def remove(self, name: str) -> None:
        """Remove a document with its turns, units and machine proposals.

        Raises:
            sqlite3.IntegrityError: When a person has coded in it or decided on a
                coding of it; ask `Codings.decisions` first.
        """
        row = self._db.execute("SELECT id FROM document WHERE name = ?", (name,)).fetchone()
        if row:
            self._db.execute(
                "DELETE FROM coding WHERE document = ? AND review = 'proposed'"
                " AND source <> 'person'",
                row,
            )
            self._db.execute("DELETE FROM document WHERE id = ?", row)

    def fingerprints(self) -> dict[str, Fingerprint]:
        """Return the hashes of each document, by name."""
        rows = self._db.execute("SELECT name, source_sha256, text_sha256 FROM document")
        return {name: Fingerprint(source, text) for name, source, text in rows}

    def names(self) -> list[str]:
        """Return the names of all documents, in order."""
        return [row[0] for row in self._db.execute("SELECT name FROM document ORDER BY name")]

    def text(self, name: str) -> str:
        """Return the stored text of a document; empty when there is no such document."""
        row = self._db.execute("SELECT text FROM document WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def name_of(self, number: int) -> str:
        """Return the name of a document by its number in this file; empty when it is gone."""
        row = self._db.execute("SELECT name FROM document WHERE id = ?", (number,)).fetchone()
        return str(row[0]) if row else ""

    def number_of(self, name: str) -> int:
        """Return the number of a document in this file; 0 when there is none of the name."""
        row = self._db.execute("SELECT id FROM document WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def places(self, name: str) -> Places:
        """Return where the text of a document stands in its source; the name must be known."""
        text, landmarks = self._db.execute(
            "SELECT text, landmarks FROM document WHERE name = ?", (name,)
        ).fetchone()
        return Places(text, [Landmark(*each) for each in json.loads(landmarks)])

    def altered(self) -> list[str]:
        """Return the names of documents whose text no longer has the hash it was stored with."""
        rows = self._db.execute("SELECT name, text, text_sha256 FROM document ORDER BY name")
        return [name for name, text, known in rows if hash_of(text) != known]

    def count(self) -> int:
        """Return the number of documents."""
        return int(self._db.execute("SELECT count(*) FROM document").fetchone()[0])

    def read(self, name: str) -> Document:
        """Return a document as the engine reads it; the name must be known."""
        number, text = self._db.execute(
            "SELECT id, text FROM document WHERE name = ?", (name,)
        ).fetchone()
        turns = self._turns(number)
        units = self._db.execute(
            "SELECT turn, start, stop FROM unit WHERE document = ? ORDER BY idx", (number,)
        )
        people = self._db.execute(
            "SELECT DISTINCT t.speaker, p.id, p.subject FROM turn t"
            " JOIN participant p ON p.id = t.participant WHERE t.document = ?",
            (number,),
        ).fetchall()
        return Document(
            name=name,
            first_name=FirstNames(self._db).of(name),
            text=text,
            turns=turns,
            units=tuple(Unit(*row) for row in units),
            participants={speaker: participant for speaker, participant, _ in people},
            subjects={speaker: subject for speaker, _, subject in people},
        )

    def _add_body(
        self,
        document: int,
        transcript: Transcript,
        units: Sequence[Unit],
        speakers: Mapping[str, str],
    ) -> None:
        self._db.executemany(
            "INSERT INTO turn VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (turn_row(document, turn, speakers) for turn in transcript.turns),
        )
        self._db.executemany(
            "INSERT INTO unit VALUES (?, ?, ?, ?, ?)",
            ((document, index, *unit) for index, unit in enumerate(units)),
        )

    def _turns(self, document: int) -> tuple[Turn, ...]:
        rows = self._db.execute(
            "SELECT idx, start, stop, speech_start, speech_stop, speaker, role, time"
            " FROM turn WHERE document = ? ORDER BY idx",
            (document,),
        )
        return tuple(
            Turn(index, start, end, speech, speech_end, speaker, Role(role), time)
            for index, start, end, speech, speech_end, speaker, role, time in rows
        )
