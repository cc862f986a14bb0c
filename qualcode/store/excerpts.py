"""Answers to a `CodingQuery`: excerpts for reading, bare rows for counting."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qualcode.model.excerpt import NEAR, ContextTurn, Excerpt
from qualcode.model.marks import ALL
from qualcode.model.participant import Participant
from qualcode.store.marks import COUNTED, FROM, read_marks
from qualcode.store.queries import conditions
from qualcode.store.rows import COLUMNS, coding_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from qualcode.model.marks import Marks
    from qualcode.model.query import CodingQuery
    from qualcode.store.connection import Connection


class Excerpts:
    """Codings found by a question."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def marks(self, query: CodingQuery, columns: Collection[str] = ALL) -> Marks:
        """Return what a query finds, bare and by column for counting, in no particular order.

        Args:
            query: The question.
            columns: Which columns to read, as fields of `Mark`; the document is always there.
        """
        return read_marks(self._db, query, columns)

    def find(self, query: CodingQuery, *, context: int = 0, limit: int = 0) -> Iterator[Excerpt]:
        """Yield what a query finds, by document and position.

        Args:
            query: The question.
            context: How many turns before and after each excerpt to bring along.
            limit: At most so many, of which alone the words are read; 0 = all.
        """
        where, values = conditions(query)
        if limit:
            where, values = (
                "WHERE c.id IN (SELECT value FROM json_each(?))",
                [json.dumps(self._first(where, values, limit))],
            )
        rows = self._db.execute(f"SELECT {COLUMNS}, {_EXTRA} {FROM} {where} {_ORDER}", values)
        for row in rows:
            yield self._excerpt(row, context)

    def named(self, ids: Iterable[str]) -> dict[str, Excerpt]:
        """Return some codings with their words, by id; those that are not there are left out."""
        rows = self._db.execute(
            f"SELECT {COLUMNS}, {_EXTRA} {FROM} WHERE c.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        found = (self._excerpt(row, 0) for row in rows.fetchall())
        return {each.coding.id: each for each in found}

    def quotes(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the words of some codings by id, without reading anything else of them."""
        rows = self._db.execute(
            "SELECT id, quote FROM coding WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return dict(rows.fetchall())

    def _first(self, where: str, values: list[str], limit: int) -> list[str]:
        source = FROM.replace("coding c", COUNTED, 1)
        rows = self._db.execute(f"SELECT c.id {source} {where} {_ORDER} LIMIT {limit:d}", values)
        return [row[0] for row in rows]

    def of(self, coding: str, *, context: int = 0) -> Excerpt | None:
        """Return one coding with its words; None when it is not there."""
        row = self._db.execute(
            f"SELECT {COLUMNS}, {_EXTRA} {FROM} WHERE c.id = ?", (coding,)
        ).fetchone()
        return self._excerpt(row, context) if row else None

    def _excerpt(self, row: tuple[Any, ...], context: int) -> Excerpt:
        unit, before, after, speaker, time, participant, subject, attributes, document = row[19:]
        coding = coding_of(row[:19])
        first = coding.turn - context
        near = self._turns(document, first, coding.turn + context) if context else []
        return Excerpt(
            coding=coding,
            participant=Participant(
                participant or "", subject or "", json.loads(attributes or "{}")
            ),
            speaker=speaker,
            unit=unit,
            before=before,
            after=after,
            time=time,
            turns_before=tuple(turn for turn in near if turn.index < coding.turn),
            turns_after=tuple(turn for turn in near if turn.index > coding.turn),
        )

    def _turns(self, document: int, first: int, last: int) -> list[ContextTurn]:
        rows = self._db.execute(
            "SELECT t.idx, t.speaker, substr(d.text, t.speech_start + 1,"
            " t.speech_stop - t.speech_start) FROM turn t JOIN document d ON d.id = t.document"
            " WHERE t.document = ? AND t.idx BETWEEN ? AND ? ORDER BY t.idx",
            (document, first, last),
        )
        return [ContextTurn(*row) for row in rows]


_ORDER = "ORDER BY d.name, c.start, c.stop, c.code, c.id"
# The text around the quote ends at the borders of its turn.
_EXTRA = f"""
c.unit,
substr(d.text, max(t.speech_start, c.start - {NEAR}) + 1,
    max(0, c.start - max(t.speech_start, c.start - {NEAR}))),
substr(d.text, c.stop + 1, max(0, min(t.speech_stop, c.stop + {NEAR}) - c.stop)),
t.speaker, t.time, p.id, p.subject, p.attributes, c.document
"""
