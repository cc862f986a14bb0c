"""Coding: the codebook over every document that has not met this version of it yet.

Whether there is anything to do is decided by two hashes, before any heavy
library is loaded. Documents are written whole, so that stopping at any moment
leaves whole documents, and the next run does the rest.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.model.history import Event
from qualcode.model.memo import Target
from qualcode.store.history import now
from qualcode.workflow.definitions import stamp_with
from qualcode.workflow.people import name_by_prefix
from qualcode.workflow.project import coded_key, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qualcode.codebook.learned import Learned
    from qualcode.matching.autocoder import Autocoder
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding
    from qualcode.store.documents import Documents
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class CodingRun:
    """What a run did."""

    documents: int
    """Documents that were coded."""
    unchanged: int
    """Documents that had been coded under this very codebook."""
    added: int = 0
    removed: int = 0
    kept: int = 0
    answered: int = 0
    """Proposals left out because a person had decided on that place."""


def code_project(
    project: Project,
    *,
    codebook: Path | None = None,
    by: str = "",
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> CodingRun:
    """Code every document that has not been coded under the present codebook.

    Args:
        project: The project.
        codebook: Another codebook than the project's; it becomes the project's.
        by: Who runs it, for the history.
        progress: Told after each document how many of how many are done.

    Raises:
        DataError: When the codebook is missing or there are no documents.
        ProblemsError: When the codebook has faults; nothing is coded then.
    """
    path = codebook or project.codebook_path
    digest = digest_of(path)
    if not digest:
        raise DataError(f"cannot read the codebook {path}", hint="--codebook FILE names another")
    total = project.store.documents.count()
    if total == 0:
        raise DataError("there are no documents to code", hint="`qualcode import FOLDER`")
    open_ = project.store.coded.count_uncoded(coded_key(digest))
    if open_ == 0 and digest == project.digest and codebook is None:
        project.has_coded_under(digest)
        return CodingRun(0, total)
    run = _run(project, path, CodingRun(0, total - open_), progress)
    if run.documents:
        _remember(project, run, by)
    return run


def _run(
    project: Project, path: Path, run: CodingRun, progress: Callable[[int, int], None]
) -> CodingRun:
    from qualcode.codebook.learned import learned_of
    from qualcode.codebook.reader import read_codebook
    from qualcode.workflow.coding_batch import Batch

    codebook = _kept(project, digest_of(path)) or read_codebook(path)
    learned = learned_of(codebook, path)
    key = coded_key(codebook.digest)
    with project.store.transaction():
        adopt(project, path, codebook)
        project.has_coded_under(codebook.digest)
        name_by_prefix(project.store, codebook.subjects)
    coders = _Coders(project, codebook, learned)
    names = project.store.coded.uncoded(key)
    waiting = len(names)
    batch = Batch(project.store, key)
    try:
        for done, name in enumerate(names):
            progress(done, waiting)
            autocoder, codes = coders.of(name)
            batch.add(name, _found(project.store.documents, name, autocoder), codes)
            if batch.is_due():
                batch.write()
    finally:  # what is done when somebody stops it is kept
        batch.write()
    progress(waiting, waiting)
    return replace(run, documents=batch.documents, **batch.total._asdict())


def _found(documents: Documents, name: str, autocoder: Autocoder) -> list[Coding]:
    """Return what is found in a document; one without any word that is sought is not read whole."""
    sought = autocoder.sought
    if sought and not sought.may_stand_in(documents.text(name)):
        return []
    return autocoder.code(documents.read(name))


def _kept(project: Project, digest: str) -> Codebook | None:
    """Return a codebook as the project keeps it: reading the file again takes far longer.

    Only one that this engine has coded under is taken, since an older program may
    have understood the same file otherwise.
    """
    from qualcode.codebook.archive import from_json

    if coded_key(digest) not in set(project.store.coded.under().values()):
        return None
    try:
        return from_json(project.store.codebooks.content(digest))
    except DataError:
        return None


class _Coders:
    """Autocoders by what a document was coded under before: only what has changed is looked for."""

    def __init__(self, project: Project, codebook: Codebook, learned: Learned | None) -> None:
        self._project = project
        self._codebook = codebook
        self._learned = learned
        self._former = project.store.coded.under()
        self._made: dict[str, tuple[Autocoder, frozenset[str] | None]] = {}

    def of(self, document: str) -> tuple[Autocoder, frozenset[str] | None]:
        """Return the autocoder for a document, and the codes that it looks for; None = all."""
        from qualcode.matching.autocoder import Autocoder

        former = self._former.get(document, "")
        if former not in self._made:
            codes = self._touched(former)
            self._made[former] = (Autocoder(self._codebook, codes, self._learned), codes)
        return self._made[former]

    def _touched(self, former: str) -> frozenset[str] | None:
        """Return the codes that may differ from what a document was coded under."""
        from qualcode.codebook.archive import from_json
        from qualcode.matching.changes import touched_codes

        digest = former.partition(":")[2]
        content = self._project.store.codebooks.content(digest)
        if former != coded_key(digest) or not content:
            return None  # another engine, or a codebook that is not kept
        try:
            return touched_codes(from_json(content), self._codebook)
        except DataError:
            return None


def adopt(project: Project, path: Path, codebook: Codebook) -> None:
    """Keep this version of the codebook and make it the project's, within a transaction."""
    from qualcode.codebook.archive import to_json

    project.store.codebooks.add(
        codebook.digest, version=codebook.version, content=to_json(codebook), at=now()
    )
    project.use_codebook(path)
    project.coded_under(codebook.digest)
    stamp_with(project, codebook)


def _remember(project: Project, run: CodingRun, by: str) -> None:
    event = Event(now(), by, "code", Target.CODEBOOK, project.digest, after=json.dumps(asdict(run)))
    with project.store.transaction():
        project.store.history.add(event)
