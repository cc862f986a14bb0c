"""Sharing documents out among coders, with some for all of them, so that agreement can be told."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import DataError, UsageError
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.store.history import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.document import DocumentInfo
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Shares:
    """Who codes which documents."""

    documents: dict[str, tuple[str, ...]]
    """The documents of each coder, by name."""
    overlap: tuple[str, ...]
    """Documents that all of them code, independently."""


def share_out(
    project: Project, coders: Sequence[str], *, overlap: float = 0.2, seed: int = 1
) -> Shares:
    """Share all documents out: each kind of participant evenly, some documents to everybody.

    The same documents, coders and seed give the same shares.

    Args:
        project: The project.
        coders: Two or more names.
        overlap: Share of the documents of each subject that all code, 0 to 1; at
            least one of each subject where it is not 0.
        seed: For the draw.

    Raises:
        UsageError: When there are too few coders or the overlap is no share.
        DataError: When there are no documents.
    """
    names = list(dict.fromkeys(coders))
    if len(names) < 2:
        raise UsageError("documents are shared out among two coders or more")
    if not 0 <= overlap <= 1:
        raise UsageError(f"the overlap is {overlap}", hint="a share from 0 to 1, such as 0.2")
    strata = _strata(project)
    if not strata:
        raise DataError("there are no documents to share out", hint="`qualcode import FOLDER`")
    chance = random.Random(seed)  # noqa: S311 - a draw to be repeated, not a secret
    shared: list[str] = []
    own: dict[str, list[str]] = {name: [] for name in names}
    for _, documents in sorted(strata.items()):
        drawn = chance.sample(documents, len(documents))
        count = min(len(drawn), max(1, round(overlap * len(drawn)))) if overlap else 0
        shared += drawn[:count]
        for document in drawn[count:]:
            least = min(names, key=lambda name: (len(own[name]), names.index(name)))
            own[least].append(document)
    return Shares(
        {name: tuple(sorted([*own[name], *shared])) for name in names}, tuple(sorted(shared))
    )


def assign(project: Project, shares: Shares, *, by: str) -> int:
    """Keep shares, in place of former ones; return the number of the event, 0 if they stood."""
    event = Event(now(), by, "assign", Target.PROJECT, "", reason=" ".join(shares.documents))
    with project.store.recorded(event) as kept:
        project.store.assignments.put(shares.documents)
    return kept.event


def _strata(project: Project) -> dict[str, list[str]]:
    """Return the documents by the subject of their first participant."""
    subjects = {person.id: person.subject for person in project.store.participants.all()}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for info in project.store.overview.infos():
        found[_subject(info, subjects)].append(info.name)
    return found


def _subject(info: DocumentInfo, subjects: dict[str, str]) -> str:
    return subjects.get(info.participants[0], "") if info.participants else ""
