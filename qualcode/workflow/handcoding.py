"""Coding by hand: any stretch of a text, by a person, one step each to take back.

Coding is blind unless asked otherwise: a person sees the machines' proposals and
their own codings, not what their colleagues have coded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.errors import ConflictError, UnknownNameError, UsageError
from qualcode.model.coding import AboutBy, Coding, Evidence, Review, Source, Status, coding_id
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.store.history import now
from qualcode.workflow.codes import (
    add_code,
    begun,
    codebook_at_hand,
    id_for,
    in_vivo_definition,
    in_vivo_name,
    leaf_code,
)
from qualcode.workflow.decisions import Decided, Decision, decide, keep, placed
from qualcode.workflow.definitions import keep_definitions
from qualcode.workflow.memos import new_memo
from qualcode.workflow.quoting import refuse_uncodable
from qualcode.workflow.review_items import as_proposed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.model.document import Document
    from qualcode.model.participant import Participant
    from qualcode.model.span import Span
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Reading:
    """A document open for coding by one person."""

    document: Document
    codings: tuple[Coding, ...]
    """Those this person may see, by place; rejected ones are left out."""
    participants: tuple[Participant, ...]
    """Who speaks in it, with their attributes."""
    memos: Mapping[str, int]
    """How many memos each coding has that has any."""


def read_document(project: Project, name: str, *, by: str, blind: bool = True) -> Reading:
    """Open a document for coding.

    Args:
        project: The project.
        name: Name of the document.
        by: Who reads.
        blind: Leave out what other persons have coded and decided.

    Raises:
        UnknownNameError: When there is no such document.
    """
    document = known_document(project, name)
    speakers = set(document.participants.values())
    people = [person for person in project.store.participants.all() if person.id in speakers]
    codings = visible_codings(project, name, by=by, blind=blind)
    ids = {each.id for each in codings}
    memos = {key: n for key, n in project.store.memos.counts(Target.CODING).items() if key in ids}
    return Reading(document, tuple(codings), tuple(people), memos)


def visible_codings(
    project: Project, document: str, *, by: str, blind: bool = True
) -> list[Coding]:
    """Return the codings of a document that a person may see, without rejected ones."""
    text = project.store.documents.text(document)
    seen = [
        _as_seen(each, by, text) if blind else each
        for each in project.store.codings.of_document(document)
    ]
    return [each for each in seen if each and each.review is not Review.REJECTED]


def known_document(project: Project, name: str) -> Document:
    """Return a document.

    Raises:
        UnknownNameError: When there is none of that name.
    """
    if not project.store.documents.text(name):
        known = project.store.documents.names()
        raise UnknownNameError("document", name, known, listing="qualcode status --documents")
    return project.store.documents.read(name)


def add_coding(
    project: Project,
    document: str,
    span: Span,
    code: str,
    *,
    by: str,
    status: Status = Status.ASSERTED,
    about: Sequence[str] = (),
    memo: str = "",
) -> Decided:
    """Put a code on a stretch of a text; see `add_codings`."""
    places = [(document, span)]
    return add_codings(project, places, code, by=by, status=status, about=about, memo=memo)


def add_codings(
    project: Project,
    places: Sequence[tuple[str, Span]],
    code: str,
    *,
    by: str,
    status: Status = Status.ASSERTED,
    about: Sequence[str] = (),
    memo: str = "",
) -> Decided:
    """Put a code on stretches of texts, however many, as one step to take back.

    Putting it there again changes nothing; putting it there with another status or
    about changes that.

    Args:
        project: The project.
        places: Documents, and where in them.
        code: Which.
        by: Who codes.
        status: What the speaker claims.
        about: Whom it is about; none = unclear.
        memo: A note on each.

    Raises:
        UnknownNameError: When there is no such document or code.
        UsageError: When a span is empty or beyond the text, or not one respondent's words.
    """
    codebook = codebook_at_hand(project)
    for document in {name for name, _ in places}:
        known_document(project, document)
    keep_definitions(project)
    at, store = now(), project.store
    model = replace(
        Coding("", *places[0], leaf_code(code, codebook), by, Source.PERSON, ""),
        status=status,
        about=tuple(about),
        about_by=AboutBy.NAMED if about else AboutBy.UNCLEAR,
        evidence=Evidence(),
        codebook=codebook.digest,
    ).decided(Review.ACCEPTED, by=by, at=at)
    codings = [_at(project, model, *place) for place in dict.fromkeys(places)]
    target = codings[0].id if len(codings) == 1 else ""
    with store.recorded(Event(at, by, "add coding", Target.CODING, target)) as kept:
        for coding in codings:
            _put_anew(project, coding)
            if memo:
                store.memos.add(new_memo(Target.CODING, coding.id, memo, by=by, at=at))
    return Decided(kept.event, tuple(each.id for each in codings), "add coding")


def _at(project: Project, model: Coding, document: str, span: Span) -> Coding:
    """Return a coding like another at a place."""
    here = placed(project, replace(model, document=document), span)
    refuse_uncodable(project, document, span)
    first = project.store.first_names.of(document)
    return replace(here, id=coding_id(first, span, model.code, model.coder))


def _put_anew(project: Project, coding: Coding) -> None:
    """Keep a coding, unless it stands there already but for the time."""
    former = project.store.codings.get(coding.id)
    at, evidence = coding.decided_at, coding.evidence
    if former is None or replace(former, decided_at=at, evidence=evidence) != coding:
        keep(project, coding)


def change_coding(project: Project, coding: str, decision: Decision, *, by: str) -> Decided:
    """Change code, edges, status or about of a coding; see `decisions.decide`."""
    if decision.code is not None:
        code = leaf_code(decision.code, codebook_at_hand(project))
        decision = replace(decision, code=code)
    keep_definitions(project)
    return decide(project, [coding], decision, by=by)


def remove_coding(project: Project, coding: str, *, by: str, reason: str = "") -> Decided:
    """Take a coding off: one's own goes, a machine's is rejected.

    Raises:
        UsageError: When there is no such coding.
        ConflictError: When it is another person's.
    """
    found = project.store.codings.get(coding)
    if found is None:
        raise UsageError(f"there is no coding {coding!r}", hint="`qualcode excerpts` lists them")
    if found.source is not Source.PERSON:
        return decide(project, [coding], Decision(Review.REJECTED, reason=reason), by=by)
    if found.coder != by:
        raise ConflictError(
            f"coding {coding} is {found.coder}'s own", hint=f"--coder {found.coder}, if that is you"
        )
    event = Event(now(), by, "remove coding", Target.CODING, coding, reason=reason)
    with project.store.recorded(event) as kept:
        project.store.codings.remove(coding)
    return Decided(kept.event, (coding,), "remove coding")


def code_in_vivo(
    project: Project, document: str, span: Span, *, by: str, parent: str = ""
) -> tuple[str, Decided]:
    """Make a code of the speaker's own words and put it on them.

    Two steps to take back: the coding, then the code.

    Returns:
        The id of the code, and what was done.
    """
    words = span.of(known_document(project, document).text).strip()
    if not words:
        raise UsageError("there are no words to make a code of", hint="select some first")
    code = id_for(words, codebook_at_hand(project))
    made = begun(code, in_vivo_name(words), in_vivo_definition(words), words)
    add_code(project, made, by=by, parent=parent)
    return code, add_coding(project, document, span, code, by=by)


def _as_seen(coding: Coding, by: str, text: str) -> Coding | None:
    """Return a coding as somebody sees it who codes blind."""
    if coding.source is Source.PERSON:
        return coding if coding.coder == by else None
    return coding if coding.decided_by in {"", by} else as_proposed(coding, text)
