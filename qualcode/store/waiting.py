"""What waits for a decision, and in which order: ids only, read from indexes alone.

A queue over a million proposals must open at once, so it is read window by
window; the texts of a coding are read when somebody looks at it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from qualcode.store.migrations.growth import DOUBT
from qualcode.store.queries import conditions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Coding
    from qualcode.model.query import CodingQuery
    from qualcode.store.connection import Connection

_OPEN = "c.review = 'proposed' AND c.source <> 'person'"
_MACHINE = "c.source <> 'person'"

_ORDERS = {
    "uncertain": f"({DOUBT}) DESC, c.document, c.start, c.stop, c.code, c.id",
    "document": "d.name, c.start, c.stop, c.code, c.id",
}


class Candidate(NamedTuple):
    """A machine's coding that somebody may have to decide on."""

    id: str
    code: str
    participant: str
    subject: str
    status: str
    review: str
    decided_by: str
    document: str = ""
    start: int = 0


class Standing(NamedTuple):
    """A machine's coding as it stands: open, or accepted."""

    id: str
    code: str
    document: int
    status: str
    review: str


class Waiting:
    """Machines' codings that are open."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def count(self, query: CodingQuery) -> int:
        """Return how many proposals of a query are open."""
        source, where, values = _source(query, _OPEN)
        return int(self._db.execute(f"SELECT count(*) {source} {where}", values).fetchone()[0])

    def ids(
        self, query: CodingQuery, *, order: str, limit: int, without: Sequence[str] = ()
    ) -> list[str]:
        """Return the first open proposals of a query.

        Args:
            query: Which.
            order: ``uncertain`` or ``document``.
            limit: How many at most.
            without: Ids to leave out.
        """
        tests = [_OPEN]
        if without:
            tests.append("c.id NOT IN (SELECT value FROM json_each(?))")
        named = order == "document"
        source, where, values = _source(query, *tests, named=named)
        if without:
            values.append(json.dumps(list(without)))
        rows = self._db.execute(
            f"SELECT c.id {source} {where} ORDER BY {_ORDERS[order]} LIMIT ?", [*values, limit]
        )
        return [row[0] for row in rows]

    def candidates(self, query: CodingQuery, *, decided: bool = False) -> list[Candidate]:
        """Return the machines' codings of a query with what an order may go by, by id.

        Args:
            query: Which.
            decided: Those that are decided as well.
        """
        test = _MACHINE if decided else _OPEN
        source, where, values = _source(query, test, people=True, named=True)
        rows = self._db.execute(
            "SELECT c.id, c.code, coalesce(t.participant, ''), coalesce(p.subject, ''), c.status,"
            f" c.review, c.decided_by, d.name, c.start {source} {where} ORDER BY c.id",
            values,
        )
        return [Candidate(*row) for row in rows.fetchall()]

    def open_among(self, query: CodingQuery, ids: Sequence[str]) -> set[str]:
        """Return which of some codings are open proposals of a query; looks at no others."""
        source, where, values = _source(query, _OPEN)
        named = "FROM json_each(?) named CROSS JOIN coding c ON c.id = named.value"
        source = source.replace("FROM coding c", named, 1)
        rows = self._db.execute(f"SELECT c.id {source} {where}", [json.dumps(list(ids)), *values])
        return {row[0] for row in rows}

    def standing(self, query: CodingQuery, documents: Sequence[int]) -> list[Standing]:
        """Return what is open or accepted in some documents, in the order of the text."""
        source, where, values = _source(
            query,
            "+c.review IN ('proposed', 'accepted')",  # the plus keeps to the documents' index
            "c.document IN (SELECT value FROM json_each(?))",
        )
        rows = self._db.execute(
            f"SELECT c.id, c.code, c.document, c.status, c.review {source} {where}"
            " ORDER BY c.document, c.start, c.stop, c.id",
            [*values, json.dumps(list(documents))],
        )
        return [Standing(*row) for row in rows.fetchall()]

    def subjects(self) -> dict[int, str]:
        """Return the subject of the first participant of each document; empty without one.

        Put together here: the pairs come from the index of turns in one go, while a join
        looks at every turn of every document.
        """
        known = dict(self._db.execute("SELECT id, subject FROM participant").fetchall())
        found = dict.fromkeys((row[0] for row in self._db.execute("SELECT id FROM document")), "")
        pairs = self._db.execute(
            "SELECT DISTINCT document, participant FROM turn WHERE participant IS NOT NULL"
            " ORDER BY participant DESC"
        )
        found.update((document, known.get(person, "")) for document, person in pairs)
        return found

    def of_pattern(self, coding: Coding) -> list[str]:
        """Return the open proposals that the same pattern of the same code made."""
        rows = self._db.execute(
            f"SELECT c.id FROM coding c WHERE c.code = ? AND {_OPEN} AND c.source = ?"
            " AND json_extract(c.evidence, '$.pattern') = ? ORDER BY c.document, c.start, c.id",
            (coding.code, coding.source.value, coding.evidence.pattern),
        )
        return [row[0] for row in rows]

    def equal_to(self, coding: Coding) -> list[str]:
        """Return the open proposals of the same code on the same words, judged the same way."""
        reasons = coding.evidence.reasons
        words = reasons[0].cue if coding.evidence.pattern and reasons else ""
        same_words = "json_extract(c.evidence, '$.reasons[0][1]') = ?" if words else "c.quote = ?"
        rows = self._db.execute(
            f"SELECT c.id FROM coding c WHERE c.code = ? AND {_OPEN} AND c.source = ?"
            f" AND c.status = ? AND {same_words} ORDER BY c.document, c.start, c.id",
            (coding.code, coding.source.value, coding.status.value, words or coding.quote),
        )
        return [row[0] for row in rows]

    def neighbours(self, coding: Coding) -> list[str]:
        """Return the codes that machines put on the same place, the surest first."""
        rows = self._db.execute(
            "SELECT c.code FROM coding c JOIN document d ON d.id = c.document"
            f" WHERE d.name = ? AND c.start < ? AND c.stop > ? AND {_MACHINE} AND c.code <> ?"
            " AND c.review <> 'rejected' ORDER BY c.score IS NULL, c.score DESC, c.code",
            (coding.document, coding.span.end, coding.span.start, coding.code),
        )
        return list(dict.fromkeys(row[0] for row in rows))


def _source(
    query: CodingQuery, *tests: str, named: bool = False, people: bool = False
) -> tuple[str, str, list[str]]:
    """Return FROM, WHERE and values of a query, with no more tables than it needs."""
    where, values = conditions(query)
    source = "FROM coding c"
    if named and not query.codes:
        # Document by document (a cross join keeps that order), the first are found at once.
        source = "FROM document d CROSS JOIN coding c ON c.document = d.id"
    elif named or query.documents or query.where:
        source += " JOIN document d ON d.id = c.document"
    if people or query.subjects or query.participants or query.where:
        source += (
            " JOIN turn t ON t.document = c.document AND t.idx = c.turn"
            " LEFT JOIN participant p ON p.id = t.participant"
        )
    both = " AND ".join([where.removeprefix("WHERE ") or "1", *tests])
    return source, f"WHERE {both}", values
