"""Reads codings for counting: a million of them in the time that SQLite takes to hand them out.

Looking up the speaker of each coding takes SQLite five times as long as reading the
coding. So codings are read by themselves, what has few values in one piece, and their
speakers put beside them; a question that asks something of speakers or documents looks
them up to tell which codings, and no more.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qualcode.model.marks import NUMBERS, Marks, Names, Numbering, names_of
from qualcode.store.queries import asks_few_codes, conditions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qualcode.model.query import CodingQuery
    from qualcode.store.connection import Connection

    Ints = NDArray[np.int32]

FROM = (
    "FROM coding c JOIN document d ON d.id = c.document"
    " JOIN turn t ON t.document = c.document AND t.idx = c.turn"
    " LEFT JOIN participant p ON p.id = t.participant"
)
COUNTED = "coding c INDEXED BY coding_place"
"""For counting: one pass over the index that holds all of a mark."""
_FEW = ("status", "review", "coder", "about", "source", "decided_by")
"""Columns whose values come in few combinations: read as one."""
_PARTED = "\x1f"
_ALONE = ("id", "code", "few", "document", *NUMBERS)
_AT_ONCE = 50_000
_TURNS = (
    "SELECT document, idx, coalesce(participant, '') FROM turn"
    " WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document, idx"
)


def read_marks(
    db: Connection, query: CodingQuery, more: str = "", values: Sequence[str] = ()
) -> Marks:
    """Return what a query finds, by column.

    Args:
        db: The project.
        query: The question.
        more: A further condition on the coding ``c``.
        values: Its values.
    """
    where, given = conditions(query)
    is_handful = bool(query.coders) or asks_few_codes(query)
    source = FROM if is_handful else FROM.replace("coding c", COUNTED, 1)
    if more:
        where = f"{where} AND {more}" if where else f"WHERE {more}"
    asks_speakers = query.subjects or query.participants or query.documents or query.where
    if not asks_speakers:
        source = f"FROM {'coding c' if is_handful else COUNTED}"
    few = f" || '{_PARTED}' || ".join(f"c.{name}" for name in _FEW)
    numbers = ", ".join(f"c.{name}" for name in NUMBERS)
    sql = f"SELECT c.id, c.code, {few}, c.document, {numbers} {source} {where}"
    return _beside_speakers(db, *_columns(db.execute(sql, [*given, *values])))


def _columns(rows: Any) -> tuple[list[str], Names, Names, dict[str, Ints]]:
    """Return ids, codes, the combinations of what has few values, and the numbers."""
    import numpy as np

    ids: list[str] = []
    codes, few = Numbering(), Numbering()
    parts: dict[str, list[Ints]] = {name: [] for name in _ALONE[1:]}
    while some := rows.fetchmany(_AT_ONCE):
        columns: dict[str, Any] = dict(zip(_ALONE, zip(*some, strict=True), strict=True))
        ids += columns.pop("id")
        for name, numbering in (("code", codes), ("few", few)):
            columns[name] = map(numbering.__getitem__, columns[name])
        for name, column in columns.items():
            parts[name].append(np.fromiter(column, np.int32, len(some)))
    whole = {
        name: np.concatenate(each) if each else np.zeros(0, np.int32)
        for name, each in parts.items()
    }
    named = Names(whole.pop("code"), tuple(codes)), Names(whole.pop("few"), tuple(few))
    return ids, *named, whole


def _beside_speakers(
    db: Connection, ids: list[str], codes: Names, few: Names, numbers: dict[str, Ints]
) -> Marks:
    """Put the document and the speaker beside each coding."""
    import numpy as np

    document = numbers.pop("document")
    titles = dict(db.execute("SELECT id, name FROM document ORDER BY id"))
    subjects = dict(db.execute("SELECT id, subject FROM participant"))
    turns = db.execute(_TURNS, [json.dumps(np.unique(document).tolist())]).fetchall()
    spoken = np.array([each[:2] for each in turns], np.int64).reshape(-1, 2)
    speaker = names_of([each[2] for each in turns])
    room = int(spoken[:, 1].max(initial=0)) + 1
    place = np.searchsorted(
        spoken[:, 0] * room + spoken[:, 1], document.astype(np.int64) * room + numbers["turn"]
    )
    names = {
        "code": codes,
        "document": names_of(list(titles.values())).at(
            np.searchsorted(np.array(list(titles), np.int64), document)
        ),
        "participant": speaker.at(place),
        "subject": speaker.renamed(lambda each: subjects.get(each, "")).at(place),
    }
    for number, name in enumerate(_FEW):
        names[name] = few.renamed(_part(number))
    return Marks(tuple(ids), names, numbers)


def _part(number: int) -> Callable[[str], str]:
    """Return how to take one value out of those that were read as one."""
    return lambda few: few.split(_PARTED)[number]
