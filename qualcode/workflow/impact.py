"""What another codebook would change in a project: codings, and cells of the table.

A copy of the project in memory is coded under either version; the project itself
is not written to. What persons decided stays, as it would in earnest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.frequency import frequency_table
from qualcode.analysis.layout import Layout
from qualcode.codebook.archive import to_json
from qualcode.codebook.learned import learned_of
from qualcode.errors import DataError
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.proposals import CODER
from qualcode.model.query import CodingQuery
from qualcode.store.history import now
from qualcode.workflow.project import Project, coded_key
from qualcode.workflow.tabulate import corpus_of, counted
from qualcode.workflow.versions import CODED, codebook_version

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from qualcode.codebook.learned import Learned
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding

CAME, WENT, STATUS, ABOUT = "came", "went", "status", "about"
"""What can befall a coding."""


@dataclass(frozen=True, slots=True)
class CodingChange:
    """A coding that would come, go or be judged otherwise."""

    change: str
    coding: Coding
    """As it would be; for one that goes, as it is."""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the table of persons that would change."""

    code: str
    group: str
    """The subject, or ``total``."""
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What would change."""

    codings: tuple[CodingChange, ...]
    cells: tuple[CellChange, ...]
    unchanged: int
    """Codings that would stay as they are."""

    def count(self, change: str) -> int:
        """Return how many codings would change so."""
        return sum(each.change == change for each in self.codings)


def impact_of(
    project: Project,
    old: Codebook | None,
    new: Codebook,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Impact:
    """Work out what coding under another codebook would change.

    Args:
        project: The project; it is only read.
        old: The codebook to compare with; None = what the project has of codings as it stands.
        new: The codebook in question.
        progress: Told how many of how many documents are done.
    """
    with project.store.copied() as store:
        copy = Project(store, project.path)
        total = 2 * store.documents.count()
        if old is None:
            _code_what_never_was(copy)
        else:
            code_copy(copy, old, lambda done: progress(done, total))
        before, cells_before = _codings(copy), _cells(copy, old or copy.codebook())
        code_copy(copy, new, lambda done: progress(total // 2 + done, total))
        after, cells_after = _codings(copy), _cells(copy, new)
    changes = _changes(before, after)
    unchanged = sum(each in before for each in after) - sum(
        each.change in {STATUS, ABOUT} for each in changes
    )
    return Impact(tuple(changes), tuple(_cell_changes(cells_before, cells_after)), unchanged)


def _code_what_never_was(copy: Project) -> None:
    """Code the documents of a copy that no run has met: what they bring is no change."""
    codebook = codebook_version(copy, CODED)
    waiting = set(copy.store.documents.names()) - copy.store.views.run_over()
    if waiting:
        code_copy(copy, codebook, only=waiting)


def code_copy(
    copy: Project,
    codebook: Codebook,
    progress: Callable[[int], None] = lambda _done: None,
    *,
    only: Collection[str] | None = None,
) -> None:
    """Code every document of a copy, or only some, that is not coded under a codebook."""
    store = copy.store
    key = coded_key(codebook.digest)
    store.codebooks.add(
        codebook.digest, version=codebook.version, content=to_json(codebook), at=now()
    )
    autocoder = Autocoder(codebook, learned=_weights(codebook, copy))
    for done, name in enumerate(store.coded.uncoded(key)):
        progress(done)
        if only is None or name in only:
            proposals = autocoder.code(store.documents.read(name))
            store.proposals.replace(name, proposals, coder=CODER, key=key)


def _weights(codebook: Codebook, copy: Project) -> Learned | None:
    """Return the weights of a codebook, where they still are; older ones are often gone."""
    try:
        return learned_of(codebook, copy.codebook_path)
    except DataError:
        return None


def _codings(copy: Project) -> dict[str, Coding]:
    query = counted(CodingQuery())
    return {each.coding.id: each.coding for each in copy.store.excerpts.find(query)}


def _cells(copy: Project, codebook: Codebook) -> dict[tuple[str, str], int]:
    """Return the persons of each code and subject that are not zero."""
    corpus = corpus_of(copy, codebook, CodingQuery())
    table = frequency_table(corpus, Layout(kinds=()))
    keys = [column.key for column in table.columns]
    return {
        (str(row[0]), key.removesuffix("_n")): int(cell)
        for row in table.rows
        for key, cell in zip(keys, row, strict=True)
        if key.endswith("_n") and isinstance(cell, int) and cell
    }


def _changes(before: dict[str, Coding], after: dict[str, Coding]) -> list[CodingChange]:
    found = [CodingChange(WENT, each) for name, each in before.items() if name not in after]
    for name, each in after.items():
        former = before.get(name)
        if former is None:
            found.append(CodingChange(CAME, each))
        elif former.status is not each.status:
            found.append(CodingChange(STATUS, each, former.status, each.status))
        elif former.about != each.about:
            found.append(CodingChange(ABOUT, each, " ".join(former.about), " ".join(each.about)))
    return sorted(found, key=_place)


def _place(change: CodingChange) -> tuple[str, str, int]:
    return change.coding.code, change.coding.document, change.coding.span.start


def _cell_changes(
    before: dict[tuple[str, str], int], after: dict[tuple[str, str], int]
) -> list[CellChange]:
    cells = dict.fromkeys((*before, *after))
    return [
        CellChange(code, group, before.get((code, group), 0), after.get((code, group), 0))
        for code, group in cells
        if before.get((code, group), 0) != after.get((code, group), 0)
    ]
