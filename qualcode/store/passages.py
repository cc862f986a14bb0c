"""Reads codings with their words for listings: document by document, column by column.

Which codings are meant is known by then (`store.marks`), so each is looked up by its number.
Nothing is held open between two documents, so that whoever reads a listing in a pager keeps
nobody from coding; that a project has changed since the codings were looked for is told, since
a listing is of one state.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.errors import ConflictError
from qualcode.model.excerpt import ContextTurn
from qualcode.model.marks import ROW
from qualcode.model.participant import Participant
from qualcode.model.passages import TURNS, Passages, Spoken
from qualcode.store.marks import state_of
from qualcode.store.nearby import near
from qualcode.store.rows import told_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qualcode.model.marks import Marks
    from qualcode.store.connection import Connection

_OWN = (
    *("id", "turn", "unit", "start", "stop", "code", "coder", "source", "quote", "status"),
    *("review", "about", "about_by", "view_of", "score", "codebook", "decided_by", "decided_at"),
)
"""Columns that stand in the file as they are listed."""
_NEAR = frozenset({"near_before", "near_after"})
"""A little text of the turn on either side of the quote."""
_TOLD = frozenset({"pattern", "reasons"})
"""What the evidence says: the pattern that fired, and the reasons in words."""


def read_passages(
    db: Connection, marks: Marks, columns: Collection[str], *, context: int = 0
) -> Iterator[Passages]:
    """Yield codings with their words, by the names of the documents and the order of the text.

    Args:
        db: The project.
        marks: Which codings, with their column `ROW`.
        columns: Of `_OWN`, `_NEAR` and `_TOLD`, and `TURNS` for what is known of these.
        context: How many turns before and after each turn to bring along.

    Raises:
        ConflictError: When another process has changed the project since the marks were read.
    """
    reader = _Reader(db, columns, context)
    known = dict(db.execute("SELECT name, id FROM document").fetchall())
    for name, rows in _by_document(marks):
        page = reader.read(name, known.get(name, 0), rows.tolist())
        if state_of(db) != marks.state:
            raise _changed(db)
        yield page


class _Turn(NamedTuple):
    speaker: str
    time: str
    person: str | None
    start: int
    """Where the speech begins."""
    stop: int


class _Reader:
    """Reads one document after the other."""

    def __init__(self, db: Connection, columns: Collection[str], context: int) -> None:
        self._db, self._context = db, context
        self._has_near, self._is_told = bool(_NEAR & {*columns}), bool(_TOLD & {*columns})
        self._has_turns = TURNS in columns
        needed = {"turn", *columns, *(("start", "stop") if self._has_near else ())}
        self._own = [each for each in _OWN if each in needed]
        evidence = ", c.evidence" if self._is_told else ""
        self._sql = (
            f"SELECT {', '.join(f'c.{each}' for each in self._own)}{evidence}"
            " FROM json_each(?) asked CROSS JOIN coding c ON c.rowid = asked.value"
            " ORDER BY c.start, c.stop, c.code, c.id"
        )
        self._people = {
            name: Participant(name, subject, json.loads(attributes))
            for name, subject, attributes in db.execute(_PEOPLE).fetchall()
        }

    def read(self, name: str, document: int, rows: Sequence[int]) -> Passages:
        found = self._db.execute(self._sql, (json.dumps(rows),)).fetchall()
        if len(found) != len(rows):
            raise _changed(self._db)
        values = list(zip(*found, strict=True))
        columns: dict[str, Sequence[Any]] = dict(zip(self._own, values, strict=False))
        if self._is_told:
            columns["pattern"], columns["reasons"] = told_of(values[-1])
        turns = self._turns(document) if self._has_turns or self._has_near else {}
        text = self._text(document) if self._context or self._has_near else ""
        if self._has_near:
            columns["near_before"], columns["near_after"] = _near(text, turns, columns)
        asked = set(columns["turn"]) if self._has_turns else ()
        spoken = {index: self._spoken(text, turns, index) for index in asked}
        return Passages(name, spoken, columns)

    def _turns(self, document: int) -> dict[int, _Turn]:
        rows = self._db.execute(_TURNS, (document,)).fetchall()
        return {index: _Turn(*told) for index, *told in rows}

    def _text(self, document: int) -> str:
        row = self._db.execute("SELECT text FROM document WHERE id = ?", (document,)).fetchone()
        return str(row[0])

    def _spoken(self, text: str, turns: Mapping[int, _Turn], index: int) -> Spoken:
        """Return what is known of a turn that has codings, with the turns around it."""
        here, most = turns[index], self._context
        who = self._people.get(here.person or "", _NOBODY)
        if not most:
            return Spoken(who, here.speaker, here.time, (), ())
        before, after = (
            tuple(
                ContextTurn(each, turns[each].speaker, text[turns[each].start : turns[each].stop])
                for each in around
                if each in turns
            )
            for around in (range(index - most, index), range(index + 1, index + most + 1))
        )
        return Spoken(who, here.speaker, here.time, before, after)


def _near(
    text: str, turns: Mapping[int, _Turn], columns: Mapping[str, Sequence[int]]
) -> tuple[Sequence[str], Sequence[str]]:
    places = zip(columns["turn"], columns["start"], columns["stop"], strict=True)
    speech = {index: (turn.start, turn.stop) for index, turn in turns.items()}
    words = [near(text, speech[turn], (start, stop)) for turn, start, stop in places]
    before, after = zip(*words, strict=True)
    return before, after


def _by_document(marks: Marks) -> Iterator[tuple[str, NDArray[np.int32]]]:
    """Yield the rows of each document that has any, documents by name."""
    import numpy as np

    names, rows = marks.names["document"], marks.numbers[ROW]
    order = np.argsort(names.codes, kind="stable")
    ends = np.cumsum(np.bincount(names.codes, minlength=len(names.values)))
    for name, number in sorted((name, number) for number, name in enumerate(names.values)):
        begin = ends[number - 1] if number else 0
        if begin < ends[number]:
            yield name, rows[order[begin : ends[number]]]


def _changed(db: Connection) -> ConflictError:
    return ConflictError(
        f"{db.label} was changed by another process while it was read", hint="run this again"
    )


_NOBODY = Participant("", "")
_PEOPLE = "SELECT id, subject, attributes FROM participant"
_TURNS = (
    "SELECT idx, speaker, time, participant, speech_start, speech_stop FROM turn WHERE document = ?"
)
