"""A person's way through the proposals: where they stand, what they put off, what they decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Review
    from qualcode.store.places import Place
    from qualcode.workflow.review_proposals import Proposals


class Walk:
    """Proposals one after another; those put off come again when nothing else is left.

    Args:
        proposals: What is gone through.
        place: Where the person stood when they left.
    """

    def __init__(self, proposals: Proposals, place: Place) -> None:
        self._proposals = proposals
        self.ids: list[str] = []
        """The proposals looked up so far, decided ones among them, in order."""
        self.position = 0
        """Where the person stands in `ids`; equal to its length at the end."""
        self.skipped = dict.fromkeys(place.skipped)
        """What they put off, in that order."""
        self.decided: dict[str, Review] = {}
        """What they decided in this sitting."""
        self._refill()
        if place.coding in self.ids:
            self.position = self.ids.index(place.coding)

    @property
    def here(self) -> str:
        """Return the proposal before the person; empty at the end."""
        return self.ids[self.position] if self.position < len(self.ids) else ""

    def move(self, by: int = 1) -> None:
        """Go on or back."""
        self.position = max(0, min(self.position + by, len(self.ids)))
        if self.position == len(self.ids):
            self._refill()

    def go_to(self, coding: str) -> None:
        """Go to a coding, which joins the walk here when it is not in it."""
        if coding not in self.ids:
            self.ids.insert(self.position, coding)
        self.position = self.ids.index(coding)

    def put_off(self) -> None:
        """Leave the proposal that is here to the end."""
        here = self.here
        self.skipped.pop(here, None)
        self.skipped[here] = None
        self.move()

    def note(self, codings: Sequence[str], review: Review | None) -> None:
        """Note what was decided on codings; None: that is taken back."""
        for coding in codings:
            self.skipped.pop(coding, None)
            if review is None:
                self.decided.pop(coding, None)
            else:
                self.decided[coding] = review

    def leave_decided(self) -> None:
        """Go on to the next coding that this person has not decided in this sitting."""
        self.move()
        while self.here in self.decided:
            self.move()

    def _refill(self) -> None:
        """Look up the next proposals; those put off come when nothing else is left."""
        new = self._proposals.next(
            seen={*self.ids, *self.skipped},
            without=[*self.skipped, *(each for each in self.ids if each not in self.decided)],
        )
        self._forget([each for each in new if each in self.decided])
        self.ids += new
        if not new and self.skipped:
            self._bring_back()

    def _forget(self, again: Sequence[str]) -> None:
        """Take out what was decided here and taken back elsewhere: it comes as if anew."""
        for each in again:
            del self.decided[each]
        self.ids = [each for each in self.ids if each not in again]
        self.position = min(self.position, len(self.ids))

    def _bring_back(self) -> None:
        """Put what was put off at the end, where it comes again."""
        again = [each for each in self.skipped if self._proposals.is_open(each, self.decided)]
        self.ids = [each for each in self.ids if each not in again] + again
        self.position = len(self.ids) - len(again)
        self.skipped = {}
