"""Codings that were lost when their text was replaced: listed, put back by hand, given up."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import UnknownNameError, UsageError, typed
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.model.span import Span
from qualcode.store.history import now
from qualcode.workflow.places import id_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model.coding import Coding
    from qualcode.model.edition import Lost
    from qualcode.workflow.project import Project


def lost_codings(project: Project, documents: Sequence[str] = ()) -> list[Lost]:
    """Return the codings whose words are not in the present text of their document.

    Raises:
        UnknownNameError: When there is no such document.
    """
    for name in documents:
        refuse_unknown(project, name)
    found = project.store.lost.all()
    return [each for each in found if not documents or each.coding.document in documents]


def place_lost(
    project: Project, coding: str, *, words: str = "", span: Span | None = None, by: str
) -> Coding:
    """Put a lost coding on words of the present text.

    Args:
        project: The project.
        coding: Its id.
        words: The words, where they stand once in the document.
        span: Their place, where they stand more often.
        by: Who decides.

    Raises:
        UnknownNameError: When no lost coding has this id.
        UsageError: When the words are not there or stand in several places.
    """
    lost = _lost(project, coding)
    document = project.store.documents.read(lost.coding.document)
    where = span or _only_place(document.text, words, document.name)
    if not where.of(document.text).strip():
        raise UsageError(f"there are no words at {where.start}-{where.end} of {document.name!r}")
    turn = max((turn.index for turn in document.turns if turn.span.start <= where.start), default=0)
    former = replace(lost.coding, id="")
    name = id_at(project.store.first_names.of(document.name), former, where)
    if project.store.codings.get(name):
        raise UsageError(f"{where.of(document.text)!r} has this code of {former.coder} already")
    placed = replace(former, id=name, span=where, quote=where.of(document.text), turn=turn)
    with project.store.recorded(Event(now(), by, "place", Target.CODING, name)):
        project.store.lost.put_back(coding, called=name)
        project.store.carrying.rename(document.name, {coding: name})
        project.store.carrying.place(document.name, [placed])
    return placed


def forget_lost(project: Project, codings: Sequence[str], *, by: str) -> None:
    """Give lost codings up; the history keeps what they were.

    Raises:
        UnknownNameError: When no lost coding has one of these ids.
    """
    lost = [_lost(project, each) for each in codings]
    named = codings[0] if len(codings) == 1 else ""
    with project.store.recorded(Event(now(), by, "give up", Target.CODING, named)):
        for each in lost:
            project.store.lost.forget(each.coding.id)


def refuse_unknown(project: Project, document: str) -> None:
    """Refuse the name of a document that is not there.

    Raises:
        UnknownNameError: With the nearest name.
    """
    known = project.store.documents.names()
    if document not in known:
        raise UnknownNameError("document", document, known, listing="qualcode status --documents")


def place_as_json(coding: Coding) -> str:
    """Return where a coding stands, as the history writes it."""
    place = {"start": coding.span.start, "end": coding.span.end, "quote": coding.quote}
    return json.dumps({"id": coding.id, "document": coding.document, **place}, ensure_ascii=False)


def _only_place(text: str, words: str, document: str) -> Span:
    places = list(_all(text, words)) if words else []
    if len(places) == 1:
        return Span(places[0], places[0] + len(words))
    if not places:
        raise UsageError(
            f"{document!r} does not hold the words “{words}”",
            hint=f"`qualcode transcript show {typed(document)}` shows its text",
        )
    spans = ", ".join(f"{at}-{at + len(words)}" for at in places[:5])
    raise UsageError(
        f"{document!r} holds the words “{words}” {len(places)} times", hint=f"--at one of {spans}"
    )


def _all(text: str, words: str) -> Iterable[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _lost(project: Project, coding: str) -> Lost:
    found = {each.coding.id: each for each in project.store.lost.all()}
    if coding not in found:
        raise UnknownNameError("lost coding", coding, found, listing="qualcode transcript lost")
    return found[coding]
