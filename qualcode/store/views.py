"""What each coder made of the material, in their own eyes: for agreement between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.model.marks import ALL
from qualcode.model.query import CodingQuery
from qualcode.store.codings import HANDS
from qualcode.store.marks import COUNTED, read_marks
from qualcode.store.origins import IN_PLACE, IS_OPINION

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.model.marks import Marks
    from qualcode.store.connection import Connection

_CODERS = f"""
{HANDS}
SELECT name, max(is_person) FROM (
    SELECT DISTINCT coder AS name, 0 AS is_person FROM {COUNTED} WHERE source <> 'person'
    UNION ALL SELECT name, 1 FROM hand
    UNION ALL SELECT name, 1 FROM decider
    UNION ALL SELECT coder, 1 FROM reading)
WHERE name <> '' GROUP BY name
"""
_WORKED_IN = f"""
SELECT d.name FROM document d
WHERE EXISTS (SELECT 1 FROM {COUNTED} WHERE c.document = d.id AND c.coder = ?1)
OR d.id IN (SELECT document FROM coding WHERE decided_by = ?1 AND decided_by <> '')
OR d.id IN (SELECT document FROM reading WHERE coder = ?1)
"""
"""Looks into each document only until the coder's first coding; most stand near its beginning."""
_MARKED = "SELECT d.name FROM reading r JOIN document d ON d.id = r.document WHERE r.coder = ?"
_OF_PERSON = (
    "c.review <> 'rejected' AND (c.source = 'person' AND c.coder = ?1"
    " OR c.source <> 'person' AND c.decided_by = ?1 AND c.review = 'accepted')"
)
_OF_MACHINE = "c.source <> 'person' AND c.coder = ?1"
"""Whatever a machine proposed, also what was rejected: that is what agreement asks of it."""


_BY_HAND = f"""
SELECT d.name FROM document d
WHERE EXISTS (SELECT 1 FROM coding c INDEXED BY coding_hand
    WHERE c.document = d.id AND c.source = 'person' AND c.coder = ?1
    AND NOT {IS_OPINION} AND NOT {IN_PLACE})
"""
"""What is neither an opinion on a proposal nor put in the place of one."""
_OF_PERSONS = "(c.source = 'person' OR c.decided_by <> '')"
_JUDGED = (
    "(c.source = 'person' AND c.coder = ?1 OR c.source <> 'person' AND c.decided_by = ?1"
    " AND c.review <> 'proposed')"
)


class Views:
    """Coders and what they coded."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def coders(self) -> dict[str, bool]:
        """Return everybody who coded or decided, by name, and whether it is a person."""
        return {name: bool(is_person) for name, is_person in self._db.execute(_CODERS)}

    def documents(self, coder: str) -> set[str]:
        """Return the documents a coder worked in: coded, decided something, read or ran over them.

        A machine that codes by the codebook ran over every document that counts as coded.
        """
        return {row[0] for row in self._db.execute(_WORKED_IN, (coder,))}

    def run_over(self) -> set[str]:
        """Return the documents that the codebook's patterns ran over."""
        rows = self._db.execute("SELECT d.name FROM coded JOIN document d ON d.id = coded.document")
        return {row[0] for row in rows}

    def by_hand(self, person: str) -> set[str]:
        """Return the documents in which a person has coded words that nobody proposed."""
        return {row[0] for row in self._db.execute(_BY_HAND, (person,))}

    def whole(self, person: str) -> set[str]:
        """Return the documents in which what a person has not coded is a no.

        Those that they say to have read to the end, and those that they have coded by hand.
        """
        return self.marked(person) | self.by_hand(person)

    def marked(self, person: str) -> set[str]:
        """Return the documents that a person says to have read to the end."""
        return {row[0] for row in self._db.execute(_MARKED, (person,))}

    def hands(self, columns: Collection[str] = ALL) -> Marks:
        """Return what persons made or decided on, of whatever review.

        Args:
            columns: Which columns to read; the document is always there.
        """
        return read_marks(self._db, CodingQuery(), columns, more=_OF_PERSONS)

    def judged(self, person: str, query: CodingQuery, columns: Collection[str] = ALL) -> Marks:
        """Return what a person has said yes or no to: proposals, and their own codings.

        Args:
            person: Whose judgements.
            query: Codes, documents and so on; its coders, reviews and statuses do not count.
            columns: Which columns to read; the document is always there.
        """
        own = _JUDGED.replace("?1", "?")
        wide = replace(query.without_hands(), statuses=())
        return read_marks(self._db, wide, columns, more=own, values=[person, person])

    def marks(
        self,
        coder: str,
        query: CodingQuery,
        columns: Collection[str] = ALL,
        *,
        is_person: bool,
    ) -> Marks:
        """Return what a coder holds: own codings and accepted proposals, or all of a machine's.

        Args:
            coder: Whose view.
            query: Codes, documents and so on; its coders and reviews do not count.
            columns: Which columns to read; the document is always there.
            is_person: Whether the coder is a person.
        """
        own = (_OF_PERSON if is_person else _OF_MACHINE).replace("?1", "?")
        names = [coder] * own.count("?")
        return read_marks(self._db, query.without_hands(), columns, more=f"({own})", values=names)
