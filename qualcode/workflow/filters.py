"""What the user names on the command line, turned into a query, with did-you-mean.

A code may be named by id, path or family; a subject by id, name, alias or
group; whatever is not known is an error that lists what would have been right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import DataError, UnknownNameError
from qualcode.model.query import CodingQuery
from qualcode.workflow.persons_asked import persons_asked
from qualcode.workflow.where import resolve_where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Review, Status
    from qualcode.store.store import Store


@dataclass(frozen=True, slots=True)
class Filters:
    """Names as the user gave them; empty leaves that side open."""

    codes: Sequence[str] = ()
    subjects: Sequence[str] = ()
    participants: Sequence[str] = ()
    documents: Sequence[str] = ()
    coders: Sequence[str] = ()
    statuses: Sequence[Status] = ()
    reviews: Sequence[Review] = ()
    about: Sequence[str] = ()
    where: str = ""
    """A question in the language of `model.where_parser`."""
    persons: str = ""
    """Such a question about properties of persons alone: who the base is."""


def query_of(filters: Filters, codebook: Codebook, store: Store) -> CodingQuery:
    """Return the query that the user's names mean.

    Raises:
        UnknownNameError: When a code, subject, participant or document is not known.
    """
    people = [person.id for person in store.participants.all()] if filters.participants else []
    participants = _known("participant", filters.participants, people)
    if filters.persons:
        asked = persons_asked(filters.persons, codebook, store, subjects_named)
        participants = _both(participants, asked)
    documents = store.documents.names() if filters.documents else []
    return CodingQuery(
        codes=codes_named(filters.codes, codebook),
        subjects=subjects_named(filters.subjects, codebook),
        participants=participants,
        documents=_known("document", filters.documents, documents),
        coders=tuple(filters.coders),
        statuses=tuple(filters.statuses),
        reviews=tuple(filters.reviews),
        about=subjects_named(filters.about, codebook),
        where=resolve_where(filters.where, codebook, store, subjects_named)
        if filters.where
        else None,
    )


def codes_named(names: Iterable[str], codebook: Codebook) -> tuple[str, ...]:
    """Return the leaf codes meant by ids, paths, families or names."""
    titles = {
        title.casefold(): code.id
        for code in codebook.codes
        for title in (code.name.zh, code.name.en)
        if title
    }
    found: dict[str, None] = {}
    for name in names:
        codes = codebook.under(name) or codebook.under(titles.get(name.casefold(), ""))
        if not codes:
            known = [code.id for code in codebook.codes]
            raise UnknownNameError("code", name, known, listing="qualcode codebook show")
        found.update(dict.fromkeys(codes))
    return tuple(found)


def subjects_named(names: Iterable[str], codebook: Codebook) -> tuple[str, ...]:
    """Return the fine subjects meant by ids, names, aliases or groups."""
    scheme = codebook.subjects
    found: dict[str, None] = {}
    for name in names:
        group = [each.id for each in scheme.subjects if each.group.casefold() == name.casefold()]
        one = scheme.resolve(name)
        if not group and not one:
            known = [each.id for each in scheme.subjects] + [each.id for each in scheme.groups]
            raise UnknownNameError("subject", name, known)
        found.update(dict.fromkeys(group or [one]))
    return tuple(found)


def _both(named: tuple[str, ...], asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return who was asked for, of those that were named; nobody named = all."""
    both = tuple(each for each in asked if each in named) if named else asked
    if not both:
        raise DataError("--participant and --persons leave nobody", hint="name one of them")
    return both


_LISTINGS = {
    "participant": "qualcode report participants",
    "document": "qualcode status --documents",
}


def _known(kind: str, names: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if name not in known:
            raise UnknownNameError(kind, name, known, listing=_LISTINGS[kind])
    return tuple(names)
