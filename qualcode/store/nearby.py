"""What stands around codings: the text and the turns of their documents, each read once.

Cutting a few words out of a document takes SQLite as long as reading the document; who asks for
the codings of a study in the order of the text needs each document a few hundred times.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.excerpt import NEAR, ContextTurn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.store.connection import Connection

    Turns = tuple[ContextTurn, ...]

_KEPT = 4
"""Documents kept at hand."""


class _Page(NamedTuple):
    text: str
    turns: Mapping[int, ContextTurn]
    """By index; empty where nobody has asked for turns."""


def near(text: str, speech: tuple[int, int], quote: tuple[int, int]) -> tuple[str, str]:
    """Return a little of a text before and after a quote, no farther than its turn goes."""
    (begin, end), (start, stop) = speech, quote
    return text[max(begin, start - NEAR) : start], text[stop : min(end, stop + NEAR)]


class Nearby:
    """The words around codings.

    Args:
        db: The project.
        context: How many turns on either side will be asked for.
    """

    def __init__(self, db: Connection, context: int = 0) -> None:
        self._db, self._context = db, context
        self._pages: OrderedDict[int, _Page] = OrderedDict()

    def words(
        self, document: int, speech: tuple[int, int], quote: tuple[int, int]
    ) -> tuple[str, str]:
        """Return a little text before and after a quote, which ends at the borders of its turn.

        Args:
            document: Number of the document.
            speech: Where the speech of the turn stands.
            quote: Where the quote stands.
        """
        return near(self._page(document).text, speech, quote)

    def turns(self, document: int, turn: int) -> tuple[Turns, Turns]:
        """Return the turns before and after one."""
        known, context = self._page(document).turns, self._context
        before, after = range(turn - context, turn), range(turn + 1, turn + context + 1)
        return (
            tuple(known[each] for each in before if each in known),
            tuple(known[each] for each in after if each in known),
        )

    def _page(self, document: int) -> _Page:
        if document not in self._pages:
            if len(self._pages) >= _KEPT:
                self._pages.popitem(last=False)
            self._pages[document] = self._read(document)
        return self._pages[document]

    def _read(self, document: int) -> _Page:
        (text,) = self._db.execute("SELECT text FROM document WHERE id = ?", (document,)).fetchone()
        turns: dict[int, ContextTurn] = {}
        if self._context:
            rows = self._db.execute(
                "SELECT idx, speaker, speech_start, speech_stop FROM turn WHERE document = ?",
                (document,),
            )
            for index, speaker, start, stop in rows.fetchall():
                turns[index] = ContextTurn(index, speaker, text[start:stop])
        return _Page(text, turns)
