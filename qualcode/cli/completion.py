"""What the shell offers after Tab: codes, subjects, documents of the project at hand.

Completion must never fail or speak: without a project it offers nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qualcode.model.codebook import Codebook
    from qualcode.workflow.project import Project

Offer = tuple[str, str]
"""A word and what it means."""


def complete_code(incomplete: str) -> list[Offer]:
    """Offer codes and families, found by id or Chinese name."""
    return _offer(incomplete, _codes)


def complete_subject(incomplete: str) -> list[Offer]:
    """Offer subjects and groups."""
    return _offer(incomplete, _subjects)


def complete_participant(incomplete: str) -> list[Offer]:
    """Offer participants."""
    return _offer(
        incomplete,
        lambda project: [(each.id, each.subject) for each in project.store.participants.all()],
    )


def complete_document(incomplete: str) -> list[Offer]:
    """Offer documents."""
    return _offer(
        incomplete, lambda project: [(name, "") for name in project.store.documents.names()]
    )


def complete_grouping(incomplete: str) -> list[Offer]:
    """Offer what tables can be grouped by."""
    return _offer(incomplete, _groupings)


def _offer(incomplete: str, list_all: Callable[[Project], Iterable[Offer]]) -> list[Offer]:
    from qualcode.cli.session import Session

    try:
        with Session().opened() as project:
            offers = list(list_all(project))
    except QualcodeError:
        return []
    return [
        (word, meaning)
        for word, meaning in offers
        if word.startswith(incomplete) or (incomplete and incomplete in meaning)
    ]


def _codes(project: Project) -> list[Offer]:
    return [(code.id, code.name.zh or code.name.en) for code in _codebook(project).codes]


def _subjects(project: Project) -> list[Offer]:
    scheme = _codebook(project).subjects
    names = [(each.id, each.name) for each in scheme.subjects]
    names += [(each.id, each.name) for each in scheme.groups]
    return [(key, name.zh or name.en) for key, name in names]


def _groupings(project: Project) -> list[Offer]:
    people = project.store.participants.all()
    attributes = sorted({name for person in people for name in person.attributes})
    return [(name, "") for name in ("subject", "about", "participant", "document", *attributes)]


def _codebook(project: Project) -> Codebook:
    return project.codebook()
