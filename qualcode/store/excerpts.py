"""Answers to a `CodingQuery`: excerpts for reading, bare rows for counting."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qualcode.model.excerpt import Excerpt
from qualcode.model.marks import ALL, ROW
from qualcode.model.participant import Participant
from qualcode.model.query import CodingQuery
from qualcode.store.marks import FROM, read_marks, source_of
from qualcode.store.nearby import Nearby
from qualcode.store.passages import read_passages
from qualcode.store.queries import conditions
from qualcode.store.rows import COLUMNS, coding_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from qualcode.model.marks import Marks
    from qualcode.model.passages import Passages
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

    def passages(
        self, marks: Marks, columns: Collection[str], *, context: int = 0
    ) -> Iterator[Passages]:
        """Yield the words of marks for listings, see `store.passages`."""
        return read_passages(self._db, marks, columns, context=context)

    def find(
        self, query: CodingQuery, *, context: int = 0, limit: int = 0, reasons: bool = True
    ) -> Iterator[Excerpt]:
        """Yield what a query finds, by document and position.

        Args:
            query: The question.
            context: How many turns before and after each excerpt to bring along.
            limit: At most so many, of which alone the words are read; 0 = all.
            reasons: Bring along why each is there, which takes a third of the time.
        """
        yield from self._read(self._places(query, limit), Nearby(self._db, context), reasons)

    def named(self, ids: Collection[str]) -> Marks:
        """Return where some codings stand, by id; those that are not there are left out."""
        wanted = "c.id IN (SELECT value FROM json_each(?))"
        values = [json.dumps(list(ids))]
        return read_marks(self._db, CodingQuery(), {ROW}, more=wanted, values=values)

    def at(self, rows: Collection[int]) -> dict[int, Excerpt]:
        """Return some codings with their words, by the numbers of their rows (`ROW` of marks)."""
        asked = self._db.execute(
            "SELECT rowid FROM coding WHERE rowid IN (SELECT value FROM json_each(?))"
            " ORDER BY document, rowid",
            (json.dumps(list(rows)),),
        )
        places = [place for (place,) in asked.fetchall()]
        return dict(zip(places, self._read(places, Nearby(self._db)), strict=True))

    def in_order(
        self, rows: Collection[int], *, context: int = 0, limit: int = 0
    ) -> Iterator[Excerpt]:
        """Yield some codings with their words, by row, in the order of documents and text.

        Args:
            rows: Numbers of their rows (`ROW` of marks).
            context: How many turns before and after each excerpt to bring along.
            limit: At most so many, the first; 0 = all.
        """
        asked = self._db.execute(
            "SELECT c.rowid FROM json_each(?) asked CROSS JOIN coding c ON c.rowid = asked.value"
            f" JOIN document d ON d.id = c.document {_ORDER} LIMIT ?",
            (json.dumps(list(rows)), limit or -1),
        )
        places = [place for (place,) in asked.fetchall()]
        yield from self._read(places, Nearby(self._db, context))

    def quotes(self, rows: Collection[int]) -> dict[int, str]:
        """Return the words of some codings by row, without reading anything else of them."""
        found = self._db.execute(
            "SELECT c.rowid, c.quote FROM json_each(?) asked"
            " CROSS JOIN coding c ON c.rowid = asked.value",
            (json.dumps(sorted(rows)),),
        )
        return dict(found.fetchall())

    def of(self, coding: str, *, context: int = 0) -> Excerpt | None:
        """Return one coding with its words; None when it is not there."""
        row = self._db.execute("SELECT rowid FROM coding WHERE id = ?", (coding,)).fetchone()
        return next(self._read(row, Nearby(self._db, context)), None) if row else None

    def _places(self, query: CodingQuery, limit: int) -> list[int]:
        """Return the numbers of the rows that a query finds, in the order of the text."""
        where, values = conditions(query)
        at_most = f"LIMIT {limit:d}" if limit else ""
        rows = self._db.execute(
            f"SELECT c.rowid FROM {source_of(query, by_document=True)} {where} {_ORDER} {at_most}",
            values,
        )
        return [place for (place,) in rows.fetchall()]

    def _read(
        self,
        places: Sequence[int],
        nearby: Nearby,
        reasons: bool = True,  # noqa: FBT001, FBT002
    ) -> Iterator[Excerpt]:
        """Yield the codings of some rows; whoever takes only the first does not wait for all."""
        people: dict[str, Participant] = {}
        for begin in range(0, len(places), _AT_ONCE):
            some = places[begin : begin + _AT_ONCE]
            rows = self._db.execute(_WORDS if reasons else _WITHOUT_REASONS, (json.dumps(some),))
            found = {row[-1]: row for row in rows.fetchall()}
            for place in some:
                if place in found:
                    yield _excerpt(found[place], nearby, people)


def _excerpt(row: tuple[Any, ...], nearby: Nearby, people: dict[str, Participant]) -> Excerpt:
    """Return the excerpt of a row of `_WORDS`."""
    unit, document, begin, end, speaker, time, name, subject, attributes, _ = row[19:]
    coding = coding_of(row[:19])
    if name not in people:
        people[name] = Participant(name or "", subject or "", json.loads(attributes or "{}"))
    before, after = nearby.words(document, (begin, end), (coding.span.start, coding.span.end))
    earlier, later = nearby.turns(document, coding.turn)
    return Excerpt(coding, people[name], speaker, unit, before, after, time, earlier, later)


_ORDER = "ORDER BY d.name, c.start, c.stop, c.code, c.id"
_AT_ONCE = 1000
"""Codings whose words are read at a time."""
_WORDS = f"""
SELECT {COLUMNS}, c.unit, c.document, t.speech_start, t.speech_stop, t.speaker, t.time,
p.id, p.subject, p.attributes, c.rowid
{FROM.replace("coding c", "json_each(?) asked CROSS JOIN coding c ON c.rowid = asked.value", 1)}
"""
_WITHOUT_REASONS = _WORDS.replace("c.evidence", "''")
