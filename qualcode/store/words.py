"""The full-text index: in which turns words stand, Chinese words of any length among them.

Chinese has no blanks, and an index of three characters at a time never finds a word
of two. So every Han character is a word of its own here, and what is looked for is
a phrase of them. The index only says which turns to look at; what is found is read
from the text itself, so that an index that is behind can miss nothing and invent
nothing: it is brought up to date before it is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.query import CodingQuery
from qualcode.store.queries import conditions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qualcode.store.connection import Connection

_TURNS = 1 << 20
"""More turns than a document can have: the number of a turn in the index is made with it."""
_HAN = ((0x2E80, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32000))


class Speech(NamedTuple):
    """A turn as a search reads it."""

    document: str
    turn: int
    start: int
    """Where the speech begins in the stored text."""
    text: str
    speaker: str
    role: str
    participant: str
    subject: str


class Words:
    """The index, and the turns it leads to.

    Args:
        db: The project file.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def behind(self) -> int:
        """Return how many documents are not in the index as they are now."""
        return int(self._db.execute(f"SELECT count(*) {_BEHIND}").fetchone()[0])

    def update(
        self,
        fold: Callable[[str], str],
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> None:
        """Bring the index up to date, within a transaction.

        Args:
            fold: Makes the search copy of a text; see `qualcode.text.fold`.
            progress: Told how many of how many documents are done.
        """
        waiting = self._db.execute(f"SELECT d.id, d.text, d.text_sha256 {_BEHIND}").fetchall()
        for done, (document, text, digest) in enumerate(waiting):
            progress(done, len(waiting))
            self._db.execute("DELETE FROM word_document WHERE document = ?", (document,))
            number = self._db.execute(
                "INSERT INTO word_document (document, text_sha256) VALUES (?, ?) RETURNING id",
                (document, digest),
            ).fetchone()[0]
            turns = self._db.execute(
                "SELECT idx, speech_start, speech_stop FROM turn WHERE document = ?", (document,)
            ).fetchall()
            self._db.executemany(
                "INSERT INTO word (rowid, text) VALUES (?, ?)",
                (
                    (number * _TURNS + index, spaced(fold(text[start:stop])))
                    for index, start, stop in turns
                ),
            )

    def turns_with(
        self, phrases: Sequence[str], query: CodingQuery, *, everybody: bool
    ) -> Iterator[Speech]:
        """Yield the turns in which all of some phrases stand, in the order of import and place.

        Args:
            phrases: Folded; letters, digits and Han characters count, signs do not.
            query: Documents, participants, subjects; where it asks for codings, only
                turns that have such a coding.
            everybody: Interviewers as well.
        """
        asked = " AND ".join(_phrase(each) for each in phrases)
        source = (
            "FROM word w JOIN word_document x ON x.id = w.rowid / ?"
            " JOIN document d ON d.id = x.document"
            " JOIN turn t ON t.document = d.id AND t.idx = w.rowid % ?"
        )
        yield from self._speech(
            source, ["word MATCH ?"], [_TURNS, _TURNS, asked], query, everybody, "w.rowid"
        )

    def turns(self, query: CodingQuery, *, everybody: bool) -> Iterator[Speech]:
        """Yield all turns of a query, in the order of import and place; see `turns_with`."""
        source = "FROM document d JOIN turn t ON t.document = d.id"
        yield from self._speech(source, [], [], query, everybody, "d.id, t.idx")

    def _speech(  # noqa: PLR0917
        self,
        source: str,
        tests: list[str],
        values: list[object],
        query: CodingQuery,
        everybody: bool,  # noqa: FBT001
        order: str,
    ) -> Iterator[Speech]:
        where, more = _limits(query)
        tests = [*tests, *where]
        if not everybody:
            tests.append("t.role = 'respondent'")
        rows = self._db.execute(
            "SELECT d.id, d.name, t.idx, t.speech_start, t.speech_stop, t.speaker, t.role,"
            f" coalesce(p.id, ''), coalesce(p.subject, '') {source}"
            " LEFT JOIN participant p ON p.id = t.participant"
            f" WHERE {' AND '.join(tests) or '1'} ORDER BY {order}",
            [*values, *more],
        )
        known, text = -1, ""
        for document, name, turn, start, stop, speaker, role, participant, subject in rows:
            if document != known:
                known, text = document, self._text(document)
            words = text[start:stop]
            yield Speech(name, turn, start, words, speaker, role, participant, subject)

    def _text(self, document: int) -> str:
        row = self._db.execute("SELECT text FROM document WHERE id = ?", (document,)).fetchone()
        return str(row[0])


_BEHIND = (
    "FROM document d LEFT JOIN word_document x"
    " ON x.document = d.id AND x.text_sha256 = d.text_sha256 WHERE x.id IS NULL"
)


def spaced(text: str) -> str:
    """Return a text with blanks around each Han character, so that each is a word."""
    return text.translate(_SPACING)


class _Spacing(dict[int, str]):
    """What each character becomes, told when it is first met: there are too many to list."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        is_han = any(first <= code < last for first, last in _HAN)
        self[code] = spread = f" {sign} " if is_han else sign
        return spread


_SPACING = _Spacing()


def can_index(phrase: str) -> bool:
    """Tell whether a phrase has anything that the index knows: a letter, a digit, a character."""
    return any(each.isalnum() for each in phrase)


def _phrase(text: str) -> str:
    """Return a phrase for the index; its last word may go on, as *clinic* in *clinics*."""
    words = " ".join(spaced(text).split())
    quoted = '"' + words.replace('"', " ") + '"'
    return f"{quoted}*" if words and words[-1].isascii() else quoted


def _limits(query: CodingQuery) -> tuple[list[str], list[object]]:
    """Return the conditions on a turn: who speaks where, and which codings it has."""
    import json

    tests: list[str] = []
    values: list[object] = []
    for column, wanted in (
        ("p.subject", query.subjects),
        ("p.id", query.participants),
        ("d.name", query.documents),
    ):
        if wanted:
            tests.append(f"{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(wanted)))
    where, more = conditions(query)
    bare = CodingQuery(
        subjects=query.subjects, participants=query.participants, documents=query.documents
    )
    if where and query != bare:
        tests.append(
            "(t.document, t.idx) IN (SELECT c.document, c.turn FROM coding c"
            " JOIN document d ON d.id = c.document"
            " JOIN turn t ON t.document = c.document AND t.idx = c.turn"
            f" LEFT JOIN participant p ON p.id = t.participant {where})"
        )
        values.extend(more)
    return tests, values
