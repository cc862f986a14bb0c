"""Codings one by one: asked for, added, written anew, decided on, taken away.

How machines exchange their proposals without touching what a person has decided
stands in `qualcode.store.proposals`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.coding import Review
from qualcode.model.span import Span
from qualcode.store.origins import read_origins
from qualcode.store.placing import insert, place_of
from qualcode.store.queries import conditions
from qualcode.store.rows import COLUMNS, INSERTED, IS_PROPOSAL, SELECTED, coding_of, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.coding import Coding
    from qualcode.model.query import CodingQuery
    from qualcode.store.connection import Connection
    from qualcode.store.origins import Origins

_PRESENT = "coalesce((SELECT digest FROM code_definition k WHERE k.code = coding.code), '')"
"""What the code of a coding is defined as now; a decision is noted with it."""

HANDS = """
WITH RECURSIVE
hand(name) AS (
    SELECT min(coder) FROM coding INDEXED BY coding_hand WHERE source = 'person'
    UNION ALL
    SELECT (SELECT min(coder) FROM coding INDEXED BY coding_hand
        WHERE source = 'person' AND coder > name)
    FROM hand WHERE name IS NOT NULL),
decider(name) AS (
    SELECT min(decided_by) FROM coding INDEXED BY coding_decided WHERE decided_by <> ''
    UNION ALL
    SELECT (SELECT min(decided_by) FROM coding INDEXED BY coding_decided
        WHERE decided_by <> '' AND decided_by > name)
    FROM decider WHERE name IS NOT NULL)
"""
"""Who has coded by hand, and who has decided: from each name in the index to the next one,
whatever lies between."""

_PERSONS = f"""
{HANDS}
SELECT name FROM hand
UNION SELECT name FROM decider WHERE EXISTS (
    SELECT 1 FROM coding INDEXED BY coding_decided
    WHERE decided_by <> '' AND decided_by = name AND source < 'person')
OR EXISTS (
    SELECT 1 FROM coding INDEXED BY coding_decided
    WHERE decided_by <> '' AND decided_by = name AND source > 'person')
UNION SELECT coder FROM reading
"""


class Codings:
    """All codings of the project."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, coding: Coding) -> None:
        """Keep a coding of a person, with the definition of the code that they had before them."""
        number, text = self._db.execute(
            "SELECT id, text FROM document WHERE name = ?", (coding.document,)
        ).fetchone()
        insert(self._db, number, text, [coding])
        self._db.execute(
            f"UPDATE coding SET definition = {_PRESENT} WHERE id = ? AND NOT ({IS_PROPOSAL})",
            (coding.id,),
        )

    def put(self, coding: Coding) -> None:
        """Write a coding anew that is there already: its code, span, status or decision."""
        number, text = self._db.execute(
            "SELECT id, text FROM document WHERE name = ?", (coding.document,)
        ).fetchone()
        row = row_of(coding, number, place_of(self._db, number, coding.span), text)
        fields = ", ".join(f"{name} = ?" for name in INSERTED.split(",")[1:])
        self._db.execute(f"UPDATE coding SET {fields} WHERE id = ?", (*row[1:], row[0]))

    def remove(self, coding: str) -> None:
        """Take a coding away, with the flags on it."""
        self._db.execute("DELETE FROM coding WHERE id = ?", (coding,))

    def decide(self, coding: str, review: Review, *, by: str, at: str) -> None:
        """Write down what a person has decided on a coding."""
        self.decide_all([coding], review, by=by, at=at)

    def decide_all(self, codings: Iterable[str], review: Review, *, by: str, at: str) -> None:
        """Write down one decision on many codings."""
        definition = ", definition = " + _PRESENT if review is not Review.PROPOSED else ""
        self._db.executemany(
            f"UPDATE coding SET review = ?, decided_by = ?, decided_at = ?{definition}"
            " WHERE id = ?",
            ((review.value, by, at, name) for name in codings),
        )

    def sorted_by_right(self, codings: Iterable[str], by: str) -> tuple[list[str], list[Coding]]:
        """Return which codings somebody may simply decide on, and the others that are there.

        Simple are machines' codings on which nobody else has decided, and one's own.
        """
        simple: list[str] = []
        others: list[Coding] = []
        for name in dict.fromkeys(codings):
            row = self._db.execute(
                "SELECT source, coder, decided_by FROM coding WHERE id = ?", (name,)
            ).fetchone()
            if row is None:
                continue
            is_own = row[1] == by if row[0] == "person" else row[2] in {"", by}
            if is_own:
                simple.append(name)
            elif coding := self.get(name):
                others.append(coding)
        return simple, others

    def get(self, coding: str) -> Coding | None:
        """Return a coding by id."""
        row = self._db.execute(f"{SELECTED} WHERE c.id = ?", (coding,)).fetchone()
        return coding_of(row) if row else None

    def of_document(self, document: str) -> list[Coding]:
        """Return every coding of a document, by place."""
        rows = self._db.execute(
            f"{SELECTED} WHERE d.name = ? ORDER BY c.start, c.stop, c.code, c.id", (document,)
        )
        return [coding_of(row) for row in rows]

    def of_coder(self, coder: str) -> list[Coding]:
        """Return every coding that a person made, or the consensus."""
        rows = self._db.execute(
            f"{SELECTED} WHERE c.source = 'person' AND c.coder = ? ORDER BY c.id", (coder,)
        )
        return [coding_of(row) for row in rows]

    def views_of(self, person: str, query: CodingQuery) -> list[Coding]:
        """Return what holds in a person's eyes: their own codings and what they accepted.

        Args:
            person: Whose view.
            query: Codes, documents and so on; its coders and reviews do not count.
        """
        where, values = conditions(query.without_hands())
        own = (
            "c.review <> 'rejected' AND"
            " (c.source = 'person' AND c.coder = ? OR c.source <> 'person'"
            " AND c.decided_by <> '' AND c.decided_by = ? AND c.review = 'accepted')"
        )
        both = f"{where} AND {own}" if where else f"WHERE {own}"
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM coding c JOIN document d ON d.id = c.document"
            " JOIN turn t ON t.document = c.document AND t.idx = c.turn"
            f" LEFT JOIN participant p ON p.id = t.participant {both}"
            " ORDER BY d.name, c.start, c.stop, c.code",
            [*values, person, person],
        )
        return [coding_of(row) for row in rows]

    def persons(self) -> list[str]:
        """Return everybody who has coded, decided or read a document to its end, by name."""
        rows = self._db.execute(_PERSONS)
        return sorted(row[0] for row in rows if row[0])

    def documents_of(self, person: str) -> set[str]:
        """Return the documents in which a person has coded or decided, or that they have read."""
        rows = self._db.execute(
            "SELECT name FROM document WHERE id IN ("
            " SELECT document FROM coding WHERE source = 'person' AND coder = ?"
            " UNION SELECT document FROM coding WHERE decided_by <> '' AND decided_by = ?"
            " UNION SELECT document FROM reading WHERE coder = ?)",
            (person, person, person),
        )
        return {row[0] for row in rows}

    def ids_of(self, coder: str) -> set[str]:
        """Return the ids of all codings that a person made."""
        rows = self._db.execute(
            "SELECT id FROM coding WHERE source = 'person' AND coder = ?", (coder,)
        )
        return {row[0] for row in rows}

    def recent_codes(self, coder: str, limit: int) -> list[str]:
        """Return the codes a person put on text last, the latest first."""
        rows = self._db.execute(
            "SELECT code FROM coding WHERE coder = ? AND source = 'person' AND review = 'accepted'"
            " GROUP BY code ORDER BY max(decided_at) DESC, code LIMIT ?",
            (coder, limit),
        )
        return [row[0] for row in rows]

    def carry_marks(self, former: str, key: str) -> None:
        """Count what was coded under one key as coded under another that finds the same."""
        self._db.execute("UPDATE coded SET key = ? WHERE key = ?", (key, former))

    def decisions(self) -> dict[str, int]:
        """Return how many decisions and hand-made codings each document carries."""
        rows = self._db.execute(
            "SELECT d.name, count(*) FROM (SELECT document FROM coding"
            f" WHERE NOT ({IS_PROPOSAL}) UNION ALL SELECT document FROM lost) c"
            " JOIN document d ON d.id = c.document GROUP BY d.name"
        )
        return dict(rows.fetchall())

    def tally(self) -> dict[Review, int]:
        """Return how many codings stand at each review status."""
        rows = self._db.execute("SELECT review, count(*) FROM coding GROUP BY review")
        counts = {Review(review): int(number) for review, number in rows}
        return {review: counts.get(review, 0) for review in Review}

    def origins(self) -> Origins:
        """Return how many codings machines proposed and persons made, and what became of them."""
        return read_origins(self._db)

    def beside_respondents(self) -> list[tuple[str, str, Span]]:
        """Return id, document and span of each coding on words that no respondent says."""
        rows = self._db.execute(
            "SELECT c.id, d.name, c.start, c.stop FROM turn t"
            " JOIN coding c ON c.document = t.document AND c.turn = t.idx"
            " JOIN document d ON d.id = c.document"
            " WHERE t.participant IS NULL AND (c.source <> 'rule' OR c.review = 'accepted')"
            " AND c.review <> 'rejected'"
            " ORDER BY d.name, c.start, c.id"
        )
        return [(name, document, Span(start, stop)) for name, document, start, stop in rows]

    def misplaced(self) -> list[tuple[str, str, Span]]:
        """Return id, document and span of each coding whose quote is not the text at its span."""
        rows = self._db.execute(
            "SELECT c.id, d.name, c.start, c.stop"
            " FROM coding c JOIN document d ON d.id = c.document"
            " WHERE substr(d.text, c.start + 1, c.stop - c.start) <> c.quote"
        )
        return [(name, document, Span(start, stop)) for name, document, start, stop in rows]
