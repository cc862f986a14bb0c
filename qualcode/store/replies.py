"""What language models were asked and what they answered: kept, so that a run is never paid twice.

Requests and answers are no decisions and no codings; the proposals that follow
from them are made anew whenever answers come in.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.store.connection import Connection


class Request(NamedTuple):
    """A question about some sentences of a document."""

    id: str
    """Hash of the prompt: rules, codes, text and context."""
    document: str
    text_sha256: str
    """Hash of the document's text as it was asked about."""
    wording: str
    """Hash of rules and codes: requests of one wording belong together."""
    codes: tuple[str, ...]
    """Codes asked for; empty = all."""
    sentences: tuple[Span, ...]
    turns: tuple[int, ...]


class Replies:
    """Requests to models, and their answers."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def ask(self, requests: Iterable[Request]) -> None:
        """Keep requests, within a transaction, in the place of others of their wording.

        A document is cut anew when its text or speakers change; former windows would
        then overlap with the present ones.
        """
        asked = list(requests)
        ids = json.dumps([each.id for each in asked])
        self._db.executemany(
            "DELETE FROM model_request WHERE wording = ? AND document ="
            " (SELECT id FROM document WHERE name = ?)"
            " AND id NOT IN (SELECT value FROM json_each(?))",
            ((*each, ids) for each in {(one.wording, one.document) for one in asked}),
        )
        self._db.executemany(
            "INSERT INTO model_request SELECT ?1, id, ?3, ?4, ?5, ?6, ?7 FROM document"
            " WHERE name = ?2 ON CONFLICT DO UPDATE SET text_sha256 = excluded.text_sha256,"
            " sentences = excluded.sentences, turns = excluded.turns",
            (_row(each) for each in asked),
        )

    def keep(self, request: str, model: str, content: str, *, usable: bool, at: str) -> bool:
        """Keep an answer in the place of a former one; tell whether it says something new."""
        cursor = self._db.execute(
            "INSERT INTO model_reply VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " content = excluded.content, usable = excluded.usable, at = excluded.at"
            " WHERE content <> excluded.content AND excluded.usable >= usable",
            (request, model, content, usable, at),
        )
        return cursor.rowcount > 0

    def requests(self, request: str) -> list[Request]:
        """Return what an id asks: more than one thing where two documents hold the same words."""
        rows = self._db.execute(f"{_REQUESTS} WHERE r.id = ? ORDER BY d.name", (request,))
        return [_request(*row) for row in rows]

    def answered(self, model: str) -> set[str]:
        """Return the ids of requests to which a model has given an answer that can be read."""
        rows = self._db.execute(
            "SELECT request FROM model_reply WHERE model = ? AND usable", (model,)
        )
        return {row[0] for row in rows}

    def waiting(self, wording: str, model: str) -> list[tuple[str, str]]:
        """Return id and document of the requests of a wording that a model has not answered."""
        return self._db.execute(
            "SELECT r.id, d.name FROM model_request r JOIN document d ON d.id = r.document"
            " WHERE r.wording = ? AND NOT EXISTS (SELECT 1 FROM model_reply a"
            " WHERE a.request = r.id AND a.model = ? AND a.usable) ORDER BY d.name, r.id",
            (wording, model),
        ).fetchall()

    def of_document(self, document: str, wording: str, model: str) -> Iterator[tuple[Request, str]]:
        """Yield the requests of one wording about a document with the model's answers, in order."""
        rows = self._db.execute(
            f"{_REQUESTS} JOIN model_reply a ON a.request = r.id"
            " WHERE d.name = ? AND r.wording = ? AND a.model = ? ORDER BY r.id",
            (document, wording, model),
        )
        for row in rows.fetchall():
            request = _request(*row)
            (content,) = self._db.execute(
                "SELECT content FROM model_reply WHERE request = ? AND model = ?",
                (request.id, model),
            ).fetchone()
            yield request, str(content)


_REQUESTS = (
    "SELECT r.id, d.name, r.text_sha256, r.wording, r.codes, r.sentences, r.turns"
    " FROM model_request r JOIN document d ON d.id = r.document"
)


def _row(request: Request) -> tuple[str, ...]:
    spans = [(each.start, each.end) for each in request.sentences]
    lists = (json.dumps(each) for each in (request.codes, spans, request.turns))
    return (request.id, request.document, request.text_sha256, request.wording, *lists)


def _request(name: str, document: str, text: str, wording: str, *lists: str) -> Request:
    codes, sentences, turns = (json.loads(each) for each in lists)
    spans = tuple(Span(start, end) for start, end in sentences)
    return Request(name, document, text, wording, tuple(codes), spans, tuple(turns))
