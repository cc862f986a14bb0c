"""Second opinions: what a further person makes of a coding that somebody has decided on.

It is a coding of their own beside the first, so that nobody's work is lost and agreement
can be told; its id is made of the first one's and of who it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.model.coding import SECOND, Coding, Reason, Review, Source, stable_id

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


def opinion_id(coding: str, by: str) -> str:
    """Return the id of a person's second opinion on a coding."""
    return stable_id(SECOND, coding, by)


def opinion_of(coding: Coding, by: str) -> Coding:
    """Return a person's own view of a machine's coding, before anything is decided."""
    reasons = (*coding.evidence.reasons, Reason(SECOND, coding.coder, coding.id))
    return replace(
        coding,
        id=opinion_id(coding.id, by),
        coder=by,
        source=Source.PERSON,
        score=None,
        evidence=replace(coding.evidence, reasons=reasons),
    )


def as_decided_by(project: Project, coding: str, by: str) -> Coding | None:
    """Return a coding as a person has decided on it; None while they have not."""
    found = project.store.codings.get(coding)
    if found and found.decided_by == by and found.review is not Review.PROPOSED:
        return found
    if found and found.source is Source.PERSON and found.coder == by:
        return found
    return project.store.codings.get(opinion_id(coding, by))
