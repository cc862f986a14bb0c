"""Documents with their turns and units: text in once, read back as it was."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.document import Document, DocumentInfo, Unit
from qualcode.model.landmark import Landmark, Places
from qualcode.model.transcript import Role, Turn
from qualcode.store.document_rows import HEAD, hash_of, head_row, info_of, turn_row
from qualcode.store.first_names import FirstNames
from qualcode.store.leaving import HIGHEST, NEXT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from qualcode.model.span import Span
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

    def spoken_by(self, participants: Sequence[str]) -> list[str]:
        """Return the names of the documents in which one of some participants speaks, in order."""
        rows = self._db.execute(
            "SELECT DISTINCT d.name FROM turn t JOIN document d ON d.id = t.document WHERE"
            " t.participant IN (SELECT value FROM json_each(?)) ORDER BY d.name",
            (json.dumps(list(participants)),),
        )
        return [name for (name,) in rows]

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

    def roles(self, name: str) -> dict[str, str]:
        """Return the role of each label of a document."""
        rows = self._db.execute(
            "SELECT DISTINCT t.speaker, t.role FROM turn t JOIN document d ON d.id = t.document"
            " WHERE d.name = ? AND t.speaker <> ''",
            (name,),
        )
        return dict(rows.fetchall())

    def turn_at(self, name: str, position: int) -> int:
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

    def count_uncoded(self, key: str) -> int:
        """Return how many documents have not been coded under a key."""
        return int(self._db.execute(f"SELECT count(*) {_UNCODED}", (key,)).fetchone()[0])

    def coded_under(self) -> dict[str, str]:
        """Return under which key each document was coded last; others are left out."""
        rows = self._db.execute(
            "SELECT d.name, c.key FROM coded c JOIN document d ON d.id = c.document"
        )
        return dict(rows.fetchall())

    def uncoded(self, key: str) -> Iterator[Document]:
        """Yield the documents that have not been coded under a key, one at a time, by name.

        Args:
            key: Names an engine and a codebook; see `Proposals.replace`.
        """
        yield from map(self.read, self.uncoded_names(key))

    def uncoded_names(self, key: str) -> list[str]:
        """Return the documents that have not been coded under a key, by name; see `uncoded`."""
        rows = self._db.execute(f"SELECT d.name {_UNCODED} ORDER BY d.name", (key,))
        return [name for (name,) in rows.fetchall()]

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

    def infos(self) -> list[DocumentInfo]:
        """Return what listings say of each document, by name."""
        people: defaultdict[int, list[str]] = defaultdict(list)
        for document, participant in self._db.execute(_PEOPLE):
            people[document].append(participant)
        return [info_of(row, people[row[0]]) for row in self._db.execute(_INFOS)]

    def sizes(
        self, *, whole: bool = False, persons: Collection[str] | None = None
    ) -> list[tuple[str, int, int, int, int]]:
        """Return of each document its name, units, turns and characters of respondents, length.

        Args:
            whole: Count the characters of the whole text as well, which reads all of it; else 0.
            persons: Count what these participants say alone; None = all. The length is 0 then.
        """
        if persons is not None:
            return self._db.execute(_SIZES_OF, (json.dumps(sorted(persons)),)).fetchall()
        length = "length(d.text)" if whole else "0"
        return self._db.execute(_SIZES.format(length=length)).fetchall()

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


_UNCODED = (
    "FROM document d LEFT JOIN coded c ON c.document = d.id WHERE c.key IS NULL OR c.key <> ?"
)

_PEOPLE = (
    "SELECT document, participant FROM turn WHERE participant IS NOT NULL"
    " GROUP BY document, participant ORDER BY document, min(idx)"
)

_UNITS = "(SELECT count(*) FROM unit u WHERE u.document = d.id)"
_SPOKEN = """(SELECT coalesce(sum(t.speech_stop - t.speech_start), 0) FROM turn t
    WHERE t.document = d.id AND t.participant IS NOT NULL)"""
_INFOS = f"""
SELECT d.id, d.name, d.path, d.source_sha256, d.text_sha256, d.encoding, d.format, d.layout,
    d.language, d.words, d.header, d.warnings, length(d.text),
    (SELECT count(*) FROM turn t WHERE t.document = d.id), {_UNITS}, {_SPOKEN}
FROM document d ORDER BY d.name
"""
_BY = (
    f"FROM turn t WHERE t.document = d.id AND t.role = '{Role.RESPONDENT}'"
    " AND t.participant IN (SELECT value FROM json_each(?1))"
)
_SIZES_OF = f"""
SELECT d.name,
    (SELECT count(*) FROM unit u WHERE u.document = d.id AND u.turn IN (SELECT t.idx {_BY})),
    (SELECT count(*) {_BY}),
    (SELECT coalesce(sum(t.speech_stop - t.speech_start), 0) {_BY}),
    0
FROM document d ORDER BY d.name
"""
_SIZES = f"""
SELECT d.name, {_UNITS}, (SELECT count(*) FROM turn t
    WHERE t.document = d.id AND t.role = '{Role.RESPONDENT}'), {_SPOKEN}, {{length}}
FROM document d ORDER BY d.name
"""
