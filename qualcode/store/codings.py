"""Codings: proposals of machines, and what persons made of them.

The one rule that everything else stands on: what a person accepted, rejected or
added is never touched by a machine. A new proposal that overlaps a decision on
the same code is dropped, because that question has been answered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.coding import Coding, Review
from qualcode.model.span import Span
from qualcode.store.rows import COLUMNS, INSERTED, coding_of, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.store.connection import Connection

_IS_PROPOSAL = "review = 'proposed' AND source <> 'person'"


class Replaced(NamedTuple):
    """What became of a document's proposals."""

    added: int
    removed: int
    kept: int
    """Proposals that were there before and still are."""
    answered: int
    """Proposals not made because a person had decided on that place."""


class Codings:
    """All codings of the project."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def replace_proposals(
        self, document: str, proposals: Iterable[Coding], *, coder: str, key: str
    ) -> Replaced:
        """Exchange a coder's proposals in a document for new ones, and mark it as coded.

        Args:
            document: Name of the document.
            proposals: All that the coder now proposes there.
            coder: Whose former proposals give way.
            key: Names the engine and codebook; the document counts as coded under it.

        Returns:
            How many proposals came, went and stayed.
        """
        number, text = self._db.execute(
            "SELECT id, text FROM document WHERE name = ?", (document,)
        ).fetchone()
        decided = self._decided(number)
        former = self._proposed(number, coder)
        offered = list(proposals)
        wanted = {each.id: each for each in offered if not _is_answered(each, decided)}
        same = {name for name, each in wanted.items() if _is_same(each, former.get(name))}
        gone = [name for name in former if name not in same]
        new = [each for name, each in wanted.items() if name not in same]
        self._db.executemany("DELETE FROM coding WHERE id = ?", ((each,) for each in gone))
        self._db.executemany(
            "UPDATE coding SET codebook = ? WHERE id = ? AND codebook <> ?",
            ((wanted[name].codebook, name, wanted[name].codebook) for name in same),
        )
        self._insert(number, text, new)
        self._db.execute(
            "INSERT INTO coded VALUES (?, ?) ON CONFLICT DO UPDATE SET key = excluded.key",
            (number, key),
        )
        kept = len(wanted) - len(new)
        return Replaced(len(new), len(gone), kept, len(offered) - len(wanted))

    def place(self, document: str, codings: Iterable[Coding]) -> None:
        """Write down where codings stand on the present text of their document.

        Args:
            document: Name of the document.
            codings: With their new spans, turns, quotes and evidence; the rest of them stays.
        """
        number, text = self._db.execute(
            "SELECT id, text FROM document WHERE name = ?", (document,)
        ).fetchone()
        units = self._units(number)
        starts, stops = [unit[0] for unit in units], [unit[1] for unit in units]
        rows = (row_of(each, number, _touched(starts, stops, each.span), text) for each in codings)
        named = (dict(zip(_COLUMNS, row, strict=True)) for row in rows)
        self._db.executemany(f"UPDATE coding SET {_PLACE} WHERE id = :id", named)

    def remove_all(self, codings: Iterable[str]) -> None:
        """Take codings away."""
        self._db.executemany("DELETE FROM coding WHERE id = ?", ((each,) for each in codings))

    def rename(self, ids: Mapping[str, str]) -> None:
        """Call codings by other ids, and let the memos on them follow."""
        for table, column in (("coding", "id"), ("memo", "target_id")):
            where = f"{column} = ?" + (" AND target = 'coding'" if table == "memo" else "")
            steps = [(f"~{new}", old) for old, new in ids.items()]
            steps += [(new, f"~{new}") for new in ids.values()]  # some may change places
            self._db.executemany(f"UPDATE {table} SET {column} = ? WHERE {where}", steps)

    def add(self, coding: Coding) -> None:
        """Keep a coding of a person."""
        number, text = self._db.execute(
            "SELECT id, text FROM document WHERE name = ?", (coding.document,)
        ).fetchone()
        self._insert(number, text, [coding])

    def decide(self, coding: str, review: Review, *, by: str, at: str) -> None:
        """Write down what a person has decided on a coding."""
        self._db.execute(
            "UPDATE coding SET review = ?, decided_by = ?, decided_at = ? WHERE id = ?",
            (review.value, by, at, coding),
        )

    def get(self, coding: str) -> Coding | None:
        """Return a coding by id."""
        row = self._db.execute(f"{_SELECT} WHERE c.id = ?", (coding,)).fetchone()
        return coding_of(row) if row else None

    def decisions(self) -> dict[str, int]:
        """Return how many decisions and hand-made codings each document carries."""
        rows = self._db.execute(
            "SELECT d.name, count(*) FROM (SELECT document FROM coding"
            f" WHERE NOT ({_IS_PROPOSAL}) UNION ALL SELECT document FROM lost) c"
            " JOIN document d ON d.id = c.document GROUP BY d.name"
        )
        return dict(rows.fetchall())

    def tally(self) -> dict[Review, int]:
        """Return how many codings stand at each review status."""
        rows = self._db.execute("SELECT review, count(*) FROM coding GROUP BY review")
        counts = {Review(review): int(number) for review, number in rows}
        return {review: counts.get(review, 0) for review in Review}

    def misplaced(self) -> list[tuple[str, str, Span]]:
        """Return id, document and span of each coding whose quote is not the text at its span."""
        rows = self._db.execute(
            "SELECT c.id, d.name, c.start, c.stop"
            " FROM coding c JOIN document d ON d.id = c.document"
            " WHERE substr(d.text, c.start + 1, c.stop - c.start) <> c.quote"
        )
        return [(name, document, Span(start, stop)) for name, document, start, stop in rows]

    def _insert(self, document: int, text: str, codings: Sequence[Coding]) -> None:
        if not codings:
            return
        units = self._units(document)
        starts, stops = [unit[0] for unit in units], [unit[1] for unit in units]
        marks = ", ".join("?" for _ in INSERTED.split(","))
        self._db.executemany(
            f"INSERT INTO coding ({INSERTED}) VALUES ({marks})",
            (row_of(each, document, _touched(starts, stops, each.span), text) for each in codings),
        )

    def _units(self, document: int) -> list[tuple[int, int]]:
        return self._db.execute(
            "SELECT start, stop FROM unit WHERE document = ? ORDER BY idx", (document,)
        ).fetchall()

    def _decided(self, document: int) -> dict[str, list[Span]]:
        rows = self._db.execute(
            f"SELECT code, start, stop FROM coding WHERE document = ? AND NOT ({_IS_PROPOSAL})",
            (document,),
        )
        spans: dict[str, list[Span]] = {}
        for code, start, stop in rows:
            spans.setdefault(code, []).append(Span(start, stop))
        return spans

    def _proposed(self, document: int, coder: str) -> dict[str, Coding]:
        rows = self._db.execute(
            f"{_SELECT} WHERE c.document = ? AND c.coder = ? AND {_IS_PROPOSAL}", (document, coder)
        )
        return {each.id: each for each in map(coding_of, rows)}


_COLUMNS = tuple(INSERTED.split(", "))
_PLACE = (
    ", ".join(
        f"{name} = :{name}"
        for name in ("turn", "unit", "unit_last", "start", "stop", "quote", "before", "after")
    )
    + ", evidence = :evidence"
)
"""What says where a coding stands."""

_SELECT = f"SELECT {COLUMNS} FROM coding c JOIN document d ON d.id = c.document"


def _is_same(coding: Coding, former: Coding | None) -> bool:
    """Tell whether a proposal says what it said before, be the codebook's wording another."""
    return former is not None and replace(former, codebook=coding.codebook) == coding


def _is_answered(coding: Coding, decided: dict[str, list[Span]]) -> bool:
    return any(coding.span.overlaps(span) for span in decided.get(coding.code, ()))


def _touched(starts: list[int], stops: list[int], span: Span) -> tuple[int, int]:
    """Return the first and last unit that share a character with a span (the nearest if none)."""
    first = min(bisect_right(stops, span.start), max(len(stops) - 1, 0))
    last = max(bisect_left(starts, span.end) - 1, first)
    return first, last
