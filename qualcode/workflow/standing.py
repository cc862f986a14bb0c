"""Where a project stands: what is in it, what is stale, what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.unsettled import Unsettled
from qualcode.workflow.definitions import stale_by_code
from qualcode.workflow.project import coded_key, digest_of
from qualcode.workflow.readings import numbers_read
from qualcode.workflow.unsettled import unsettled_in

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.model.document import DocumentInfo
from qualcode.model.coding import Review
from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a project."""

    project: Path | None
    codebook: Path
    documents: int
    participants: int
    uncoded: int
    """Documents that have not been coded under the codebook as it is now."""
    reviews: dict[Review, int]
    codebook_readable: bool
    codebook_changed: bool
    """The file differs from the version that the codings were made under."""
    lost: int
    """Codings whose words are not in the present text of their document."""
    uncounted: int
    """Codings on words of an interviewer or on notes, which no table counts."""
    stale: dict[str, int]
    """Decisions made under a definition that has changed since, by code."""
    assigned: dict[str, int] = field(default_factory=dict)
    """How many documents are each coder's to code."""
    read: dict[str, int] = field(default_factory=dict)
    """How many documents each coder has read to the end, by their own word."""
    unsettled: Unsettled = field(default_factory=Unsettled)
    """Places that coders disagree on."""

    @property
    def next_step(self) -> str:
        """Return the command that is most likely wanted next."""
        if self.documents == 0:
            return "qualcode import FOLDER"
        if not self.codebook_readable:
            return "qualcode code --codebook FILE"
        if self.uncoded:
            return "qualcode code"
        if self.lost:
            return "qualcode transcript lost"
        if self.reviews.get(Review.PROPOSED, 0):
            return "qualcode review"
        settle = " ".join(("qualcode adjudicate", *self.unsettled.pair))
        return settle if self.unsettled.places else "qualcode table"


def standing_of(project: Project) -> Standing:
    """Return the state of a project."""
    store = project.store
    digest = digest_of(project.codebook_path)
    return Standing(
        project=project.path,
        codebook=project.codebook_path,
        documents=store.documents.count(),
        participants=store.participants.count_speaking(),
        uncoded=store.coded.count_uncoded(coded_key(digest)),
        reviews=store.codings.tally(),
        codebook_readable=bool(digest),
        codebook_changed=bool(project.digest) and digest != project.digest,
        lost=store.lost.count(),
        uncounted=len(store.codings.beside_respondents()),
        stale=stale_by_code(project),
        assigned={name: len(each) for name, each in store.assignments.all().items()},
        read=numbers_read(project),
        unsettled=unsettled_in(project),
    )


def is_behind(project: Project) -> bool:
    """Tell whether the codebook or a document has changed since it was coded."""
    digest = digest_of(project.codebook_path)
    is_other = bool(project.digest) and digest != project.digest
    return is_other or project.store.coded.count_uncoded(coded_key(digest)) > 0


def documents_of(project: Project) -> list[DocumentInfo]:
    """Return what is known of each document."""
    return project.store.overview.infos()
