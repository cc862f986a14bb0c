"""All documents at once, as listings and tables need them: who speaks, how much, how long."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.model.transcript import Role
from qualcode.store.document_rows import info_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.model.document import DocumentInfo
    from qualcode.store.connection import Connection


class Overview:
    """What is told of every document."""

    def __init__(self, db: Connection) -> None:
        self._db = db

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
