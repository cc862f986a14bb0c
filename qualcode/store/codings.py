"""Codings: proposals of machines, and what persons made of them.

The one rule that everything else stands on: what a person accepted, rejected or
added is never touched by a machine. A new proposal that overlaps a decision on
the same code is dropped, because that question has been answered.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.coding import Coding, Review
from qualcode.model.span import Span
from qualcode.store.queries import conditions
from qualcode.store.rows import COLUMNS, INSERTED, coding_of, row_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qualcode.model.query import CodingQuery
    from qualcode.store.connection import Connection

_PRESENT = "coalesce((SELECT digest FROM code_definition k WHERE k.code = coding.code), '')"
"""What the code of a coding is defined as now; a decision is noted with it."""
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
        self,
        document: str,
        proposals: Iterable[Coding],
        *,
        coder: str,
        key: str = "",
        codes: Collection[str] | None = None,
    ) -> Replaced:
        """Exchange a coder's proposals in a document for new ones, and mark it as coded.

        Args:
            document: Name of the document.
            proposals: All that the coder now proposes there.
            coder: Whose former proposals give way.
            key: Names the engine and codebook; the document counts as coded under it. Empty:
                its mark stays, as for coders that are not the codebook's own rules.
            codes: The codes that were looked for; None = all. Proposals of others stay.

        Returns:
            How many proposals came, went and stayed.
        """
        number, text = self._db.execute(
            "SELECT id, text FROM document WHERE name = ?", (document,)
        ).fetchone()
        decided, taken = self._decided(number)
        former = self._proposed(number, coder, codes)
        offered = list(proposals)
        wanted = {each.id: each for each in offered}
        if taken:
            wanted = {
                name: each
                for name, each in wanted.items()
                if name not in taken and not _is_answered(each, decided)
            }
        same = {name for name in former if name in wanted and _is_same(wanted[name], former[name])}
        gone = [name for name in former if name not in same]
        new = [each for name, each in wanted.items() if name not in same]
        self._db.executemany("DELETE FROM coding WHERE id = ?", ((each,) for each in gone))
        self._db.executemany(
            "UPDATE coding SET codebook = ? WHERE id = ? AND codebook <> ?",
            ((wanted[name].codebook, name, wanted[name].codebook) for name in same),
        )
        self._insert(number, text, new)
        if key:
            if codes is not None:
                self._put_under(number, coder, codes, key.rpartition(":")[2])
            self._db.execute(
                "INSERT INTO coded VALUES (?, ?) ON CONFLICT DO UPDATE SET key = excluded.key",
                (number, key),
            )
        kept = len(wanted) - len(new)
        answered = len(offered) - len(wanted)
        if codes is not None:
            kept += self._other_proposals(number, coder, codes)
            answered += self._decided_among_others(number, coder, codes)
        return Replaced(len(new), len(gone), kept, answered)

    def _decided_among_others(self, document: int, coder: str, codes: Collection[str]) -> int:
        """Count a coder's codings of other codes that persons have decided on."""
        rows = self._db.execute(
            f"SELECT code FROM coding WHERE document = ? AND coder = ? AND NOT ({_IS_PROPOSAL})",
            (document, coder),
        )
        return sum(code not in codes for (code,) in rows)

    def _other_proposals(self, document: int, coder: str, codes: Collection[str]) -> int:
        """Count a coder's proposals of other codes."""
        counted = self._db.execute(f"SELECT count(*) {_OTHERS}", (document, coder, _json(codes)))
        return int(counted.fetchone()[0])

    def _put_under(self, document: int, coder: str, codes: Collection[str], codebook: str) -> None:
        """Count proposals that a change of the codebook could not touch as made under it."""
        where = _OTHERS.removeprefix("FROM coding ")
        self._db.execute(
            f"UPDATE coding SET codebook = ? {where} AND codebook <> ?",
            (codebook, document, coder, _json(codes), codebook),
        )

    def add(self, coding: Coding) -> None:
        """Keep a coding of a person, with the definition of the code that they had before them."""
        number, text = self._db.execute(
            "SELECT id, text FROM document WHERE name = ?", (coding.document,)
        ).fetchone()
        self._insert(number, text, [coding])
        self._db.execute(
            "UPDATE coding SET definition = coalesce((SELECT digest FROM code_definition"
            f" WHERE code = coding.code), '') WHERE id = ? AND NOT ({_IS_PROPOSAL})",
            (coding.id,),
        )

    def put(self, coding: Coding) -> None:
        """Write a coding anew that is there already: its code, span, status or decision."""
        number, text = self._db.execute(
            "SELECT id, text FROM document WHERE name = ?", (coding.document,)
        ).fetchone()
        units = self._units(number)
        starts, stops = [unit[0] for unit in units], [unit[1] for unit in units]
        row = row_of(coding, number, touched(starts, stops, coding.span), text)
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
        row = self._db.execute(f"{_SELECT} WHERE c.id = ?", (coding,)).fetchone()
        return coding_of(row) if row else None

    def of_document(self, document: str) -> list[Coding]:
        """Return every coding of a document, by place."""
        rows = self._db.execute(
            f"{_SELECT} WHERE d.name = ? ORDER BY c.start, c.stop, c.code, c.id", (document,)
        )
        return [coding_of(row) for row in rows]

    def of_coder(self, coder: str) -> list[Coding]:
        """Return every coding that a person made, or the consensus."""
        rows = self._db.execute(
            f"{_SELECT} WHERE c.source = 'person' AND c.coder = ? ORDER BY c.id", (coder,)
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
        """Return everybody who has coded or decided, by name."""
        rows = self._db.execute(
            "SELECT coder FROM coding WHERE source = 'person' AND coder > ''"
            " UNION SELECT decided_by FROM coding WHERE source <> 'person' AND decided_by <> ''"
        )
        return sorted(row[0] for row in rows if row[0])

    def documents_of(self, person: str) -> set[str]:
        """Return the documents in which a person has coded or decided, be it to reject."""
        rows = self._db.execute(
            "SELECT name FROM document WHERE id IN ("
            " SELECT document FROM coding WHERE source = 'person' AND coder = ?"
            " UNION SELECT document FROM coding WHERE decided_by <> '' AND decided_by = ?)",
            (person, person),
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
        spans = {id(each.span): each.span for each in codings}  # those of a sentence share one
        places = {key: touched(starts, stops, span) for key, span in spans.items()}
        marks = ", ".join("?" for _ in INSERTED.split(","))
        self._db.executemany(
            f"INSERT INTO coding ({INSERTED}) VALUES ({marks})",
            (row_of(each, document, places[id(each.span)], text) for each in codings),
        )

    def _units(self, document: int) -> list[tuple[int, int]]:
        return self._db.execute(
            "SELECT start, stop FROM unit WHERE document = ? ORDER BY idx", (document,)
        ).fetchall()

    def _decided(self, document: int) -> tuple[dict[str, list[Span]], set[str]]:
        """Return the places that persons have decided on, by code, and the ids of these codings.

        The ids matter where somebody has moved the edges or the code of a proposal.
        """
        rows = self._db.execute(
            f"SELECT id, code, start, stop FROM coding WHERE document = ? AND NOT ({_IS_PROPOSAL})",
            (document,),
        )
        spans: dict[str, list[Span]] = {}
        taken: set[str] = set()
        for name, code, start, stop in rows:
            spans.setdefault(code, []).append(Span(start, stop))
            taken.add(name)
        return spans, taken

    def _proposed(
        self, document: int, coder: str, codes: Collection[str] | None
    ) -> dict[str, Coding]:
        """Return a coder's proposals by id: of some codes, or of all."""
        where, values = f"c.document = ? AND c.coder = ? AND {_IS_PROPOSAL}", [document, coder]
        if codes is not None:
            where += " AND c.code IN (SELECT value FROM json_each(?))"
            values.append(_json(codes))
        rows = self._db.execute(f"{_SELECT} WHERE {where}", values)
        return {each.id: each for each in map(coding_of, rows)}


_OTHERS = (
    f"FROM coding WHERE document = ? AND coder = ? AND {_IS_PROPOSAL}"
    " AND code NOT IN (SELECT value FROM json_each(?))"
)
_SELECT = f"SELECT {COLUMNS} FROM coding c JOIN document d ON d.id = c.document"


def _json(names: Iterable[str]) -> str:
    return json.dumps(sorted(names))


def _is_same(coding: Coding, former: Coding) -> bool:
    """Tell whether a proposal says what it said before, be the codebook's wording another."""
    return replace(former, codebook=coding.codebook) == coding


def _is_answered(coding: Coding, decided: dict[str, list[Span]]) -> bool:
    return any(coding.span.overlaps(span) for span in decided.get(coding.code, ()))


def touched(starts: list[int], stops: list[int], span: Span) -> tuple[int, int]:
    """Return the first and last unit that share a character with a span (the nearest if none)."""
    first = min(bisect_right(stops, span.start), max(len(stops) - 1, 0))
    last = max(bisect_left(starts, span.end) - 1, first)
    return first, last
