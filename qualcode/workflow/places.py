"""What becomes of one coding when its text is replaced, and what it is called then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.model.coding import Review, Source, coding_id, stable_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from qualcode.model.anchor import Anchored
    from qualcode.model.coding import Coding
    from qualcode.model.span import Span


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What becomes of one coding."""

    former: Coding
    """As it stands on the old text; for one that was lost, on the last text that had its words."""
    id: str
    """What it is called from now on, since the id of a coding is made from its place."""
    state: Anchored
    similarity: float
    coding: Coding | None
    """As it will stand on the new text; None when it is lost."""
    was_lost: bool = False
    """Whether it had been lost and has been found again."""
    speaker: str = ""
    """The label of its new turn, where another one or another role speaks there now."""

    @property
    def is_proposal(self) -> bool:
        """Tell whether only a machine stands behind it: then the next `code` decides anew."""
        return self.former.source is not Source.PERSON and self.former.review is Review.PROPOSED


def renamed(
    codings: Iterable[Reanchored], *, first: str, of_text: str, codes: Collection[str]
) -> tuple[Reanchored, ...]:
    """Return codings with the ids that their new places give them.

    So what a person or the next run finds at a place never meets, under one id, a coding
    that has left it.

    Args:
        codings: Those of one document, in any order.
        first: What the document was called first.
        of_text: Hash of the text that is replaced; part of the ids of those that are lost.
        codes: Ids of the codebook's codes: which one a proposal was made for that a person
            has recoded shows in its id.
    """
    taken: set[str] = set()
    found: list[Reanchored] = []
    for each in codings:
        if each.coding is None:
            lost = each.former.id if each.was_lost else stable_id(each.former.id, "lost", of_text)
            found.append(replace(each, id=lost))
            continue
        name = id_at(first, each.former, each.coding.span, codes)
        if name in taken:  # two quotes have become one
            name = stable_id(name, each.former.id)
        taken.add(name)
        found.append(replace(each, id=name, coding=replace(each.coding, id=name)))
    return tuple(found)


def id_at(first: str, coding: Coding, span: Span, codes: Collection[str] = ()) -> str:
    """Return the id that a coding has at another place of its document; see `renamed`."""
    for code in (coding.code, *codes):
        if coding_id(first, coding.span, code, coding.coder) == coding.id:
            return coding_id(first, span, code, coding.coder)
    return coding_id(first, span, coding.code, coding.coder)
