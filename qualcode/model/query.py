"""The user's question as one frozen record, instead of a dozen keywords."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.model.coding import Review, Status

if TYPE_CHECKING:
    from qualcode.model.where import Where

COUNTED_STATUSES = (Status.ASSERTED, Status.PARTIAL)
"""What counts as a finding: the speaker claims that it holds, at least for some."""

COUNTED_REVIEWS = (Review.PROPOSED, Review.ACCEPTED)
"""What counts unless a person has rejected it."""


@dataclass(frozen=True, slots=True)
class CodingQuery:
    """Which codings are meant; an empty tuple leaves that side open."""

    codes: tuple[str, ...] = ()
    """Ids of leaf codes."""
    subjects: tuple[str, ...] = ()
    """Fine subjects of the speaker."""
    participants: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    """Whose work is meant: codings that they made, and machines' that they decided on."""
    statuses: tuple[Status, ...] = ()
    reviews: tuple[Review, ...] = ()
    about: tuple[str, ...] = ()
    """Fine subjects that are talked of; a coding about several matches any of them."""
    where: Where | None = None
    """A question that combines them with and, or, not and distance."""

    guesses: bool = True
    """Models' proposals that nobody has decided on are meant too; what is counted leaves them out:
    a rule is the researcher's own word, a model's guess is nobody's."""

    def without_hands(self) -> CodingQuery:
        """Return the question without who coded and what became of it."""
        return replace(self, coders=(), reviews=())
