"""Reads codings for counting: a million of them in a second or two.

Making a Python object of each value takes longer than SQLite takes to find it. So SQLite
hands out each column of a document in one piece, as a list in JSON; numbers are read out
of it all at once, and a column that says the same on every line is read once. Looking up
the speaker of each coding takes SQLite five times as long as reading the coding. So
codings are read by themselves, and their speakers put beside them; a question that asks
something of speakers or documents looks them up to tell which codings, and no more. Each
column takes about a tenth of a second a million, so that whoever counts names those it needs.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.model.marks import ALL, ID, NUMBERS, ROW, Marks, Names, Numbering, names_of
from qualcode.store.queries import asks_few_codes, conditions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qualcode.model.query import CodingQuery
    from qualcode.store.connection import Connection

    Ints = NDArray[np.int32]

_JOINED = (
    "coding c JOIN document d ON d.id = c.document"
    " JOIN turn t ON t.document = c.document AND t.idx = c.turn"
    " LEFT JOIN participant p ON p.id = t.participant"
)
FROM = f"FROM {_JOINED}"
COUNTED = "coding c INDEXED BY coding_place"
"""For counting: one pass over the index that holds all of a mark."""
_NAMED = ("code", "status", "review", "coder", "about", "about_by", "source", "decided_by")
"""Columns of names that a coding has by itself."""
_OF_SPEAKERS = frozenset({"participant", "subject"})
"""Columns that are looked up by the turn."""
_AT_ONCE = 200
"""Documents whose codings are taken apart at a time."""
_TURNS = (
    "SELECT document, count(*), json_group_array(idx), json_group_array(coalesce(participant, ''))"
    " FROM turn WHERE document IN (SELECT value FROM json_each(?)) GROUP BY document"
)


def read_marks(
    db: Connection,
    query: CodingQuery,
    columns: Collection[str] = ALL,
    *,
    more: str = "",
    values: Sequence[str] = (),
) -> Marks:
    """Return what a query finds, by column.

    Args:
        db: The project.
        query: The question.
        columns: Which columns to read; the document is always there.
        more: A further condition on the coding ``c``.
        values: Its values.
    """
    where, given = conditions(query)
    source = source_of(query)
    if more:
        where = f"{where} AND {more}" if where else f"WHERE {more}"
    named = _asked(columns)
    packed = "".join(f", json_group_array(c.{_SQL.get(name, name)})" for name in named)
    sql = f"SELECT c.document, count(*){packed} FROM {source} {where} GROUP BY c.document"
    state = state_of(db)
    found = _columns(db.execute(sql, [*given, *values]), named)
    marks = _beside_speakers(db, *found, wants_speakers=not _OF_SPEAKERS.isdisjoint(columns))
    return replace(marks, state=state)


def state_of(db: Connection) -> int:
    """Return a number that is another one after another process has changed the file."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


def source_of(query: CodingQuery, *, by_document: bool = False) -> str:
    """Return what to read codings ``c`` from: speakers only where a query asks for them.

    Args:
        query: The question.
        by_document: The document ``d`` is asked for as well.
    """
    is_handful = bool(query.coders) or asks_few_codes(query)
    codings = "coding c" if is_handful else COUNTED
    if query.subjects or query.participants or query.documents or query.where:
        return _JOINED.replace("coding c", codings, 1)
    return f"{codings} JOIN document d ON d.id = c.document" if by_document else codings


def _asked(columns: Collection[str]) -> list[str]:
    """Return the columns that a coding has by itself and that are needed, in a fixed order."""
    wanted = {*columns, *(() if _OF_SPEAKERS.isdisjoint(columns) else ("turn",))}
    return [name for name in (ID, ROW, *NUMBERS, *_NAMED) if name in wanted]


def _columns(
    rows: Any, named: Sequence[str]
) -> tuple[list[str] | None, dict[str, Names], dict[str, Ints]]:
    """Return ids, the columns of names, and those of numbers with the document's."""
    import numpy as np

    ids: list[str] | None = [] if ID in named else None
    numberings = {name: Numbering() for name in _NAMED if name in named}
    parts: dict[str, list[Ints]] = {name: [] for name in ("document", *named) if name != ID}
    while some := rows.fetchmany(_AT_ONCE):
        documents, sizes, *columns = zip(*some, strict=True)
        parts["document"].append(np.repeat(np.array(documents, np.int32), sizes))
        packed = dict(zip(named, columns, strict=True))
        if ids is not None:
            ids += json.loads(_joined(packed.pop(ID)))
        for name, lists in packed.items():
            if name in numberings:
                parts[name] += _numbered(lists, sizes, numberings[name])
            else:
                parts[name].append(_numbers(lists))
    whole = {
        name: np.concatenate(each) if each else np.zeros(0, np.int32)
        for name, each in parts.items()
    }
    names = {name: Names(whole.pop(name), tuple(each)) for name, each in numberings.items()}
    return ids, names, whole


def _joined(lists: Iterable[str]) -> str:
    """Return one list in JSON for several; none of them is empty."""
    return f"[{','.join([each[1:-1] for each in lists])}]"


def _numbers(lists: Iterable[str]) -> Ints:
    """Return the whole numbers of lists in JSON."""
    import numpy as np

    return np.fromstring(_joined(lists)[1:-1], np.int32, sep=",")


def _numbered(lists: Iterable[str], sizes: Iterable[int], numbering: Numbering) -> list[Ints]:
    """Return the texts of lists in JSON, numbered; one that fills a whole list is read once."""
    import numpy as np

    found = []
    for each, size in zip(lists, sizes, strict=True):
        text, end = _DECODER.raw_decode(each, 1)
        if each == f"[{','.join([each[1:end]] * size)}]":
            found.append(np.full(size, numbering[text], np.int32))
        else:
            numbers = map(numbering.__getitem__, _DECODER.raw_decode(each)[0])
            found.append(np.fromiter(numbers, np.int32, size))
    return found


def _beside_speakers(
    db: Connection,
    ids: list[str] | None,
    names: dict[str, Names],
    numbers: dict[str, Ints],
    *,
    wants_speakers: bool,
) -> Marks:
    """Put the document and, where it is asked for, the speaker beside each coding."""
    import numpy as np

    document = numbers.pop("document")
    titles = dict(db.execute("SELECT id, name FROM document ORDER BY id").fetchall())
    names["document"] = names_of(list(titles.values())).at(
        np.searchsorted(np.array(list(titles), np.int64), document)
    )
    if wants_speakers:
        subjects = dict(db.execute("SELECT id, subject FROM participant").fetchall())
        names["participant"] = _speakers(db, document, numbers["turn"])
        names["subject"] = names["participant"].renamed(lambda each: subjects.get(each, ""))
    return Marks(None if ids is None else tuple(ids), names, numbers)


def _speakers(db: Connection, document: Ints, turn: Ints) -> Names:
    """Return who speaks in some turns of some documents; nobody is the empty name."""
    import numpy as np

    none = np.zeros(0, np.int32)
    numbering, documents, turns, speakers = Numbering(), [none], [none], [none]
    rows = db.execute(_TURNS, [json.dumps(np.unique(document).tolist())])
    while some := rows.fetchmany(_AT_ONCE):
        each, sizes, indices, people = zip(*some, strict=True)
        documents.append(np.repeat(np.array(each, np.int32), sizes))
        turns.append(_numbers(indices))
        speakers += _numbered(people, sizes, numbering)
    home, place = np.concatenate(documents).astype(np.int64), np.concatenate(turns)
    room = int(place.max(initial=0)) + 1
    known, asked = home * room + place, document.astype(np.int64) * room + turn
    order = np.argsort(known, kind="stable")
    found = order[np.searchsorted(known, asked, sorter=order)]
    return Names(np.concatenate(speakers), tuple(numbering)).at(found)


_DECODER = json.JSONDecoder()
_SQL = {ID: "id", ROW: "rowid"}
"""Columns whose name in the file is another."""
