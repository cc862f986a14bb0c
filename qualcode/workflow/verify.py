"""Proof that nothing has moved: each coding's quote is the text at its span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.model.span import Span
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the whole project found."""

    codings: int
    documents: int
    misplaced: tuple[tuple[str, str, Span], ...]
    """Id, document and span of each coding whose quote is not what stands there."""
    altered: tuple[str, ...]
    """Documents whose stored text no longer has its hash."""
    lost: tuple[tuple[str, str], ...]
    """Id and document of each coding whose words are not in the present text."""
    uncounted: tuple[tuple[str, str, Span], ...]
    """Id, document and span of each coding on words of an interviewer or on a note: these are
    where they say, and no table counts them."""
    damage: tuple[str, ...]
    """What SQLite finds wrong with the file."""

    @property
    def is_sound(self) -> bool:
        """Tell whether file, texts and places are as they should be, whatever lost its words."""
        return not (self.misplaced or self.altered or self.damage)

    @property
    def holds(self) -> bool:
        """Tell whether everything is as it should be."""
        return self.is_sound and not self.lost


def verify(project: Project) -> Verification:
    """Check every coding, every text and the file itself."""
    store = project.store
    return Verification(
        codings=sum(store.codings.tally().values()),
        documents=store.documents.count(),
        misplaced=tuple(store.codings.misplaced()),
        altered=tuple(store.documents.altered()),
        lost=tuple((each.coding.id, each.coding.document) for each in store.lost.all()),
        uncounted=tuple(store.codings.beside_respondents()),
        damage=tuple(store.damage()),
    )
