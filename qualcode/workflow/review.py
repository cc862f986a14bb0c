"""The review queue: proposals one after another, each decided by one verb.

The queue belongs to one person. Whatever they decide is kept at once and can be
taken back; what they put off comes again at the end; when they open the same
queue another day, they are where they left. A screen, a pipe and a spreadsheet
all go through this one queue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import DataError, UsageError
from qualcode.model.coding import LEARNED, Review
from qualcode.model.memo import Target
from qualcode.workflow.codes import leaf_code
from qualcode.workflow.decisions import Decided, Decision, decide, flag
from qualcode.workflow.memos import add_memo
from qualcode.workflow.opinions import opinion_id
from qualcode.workflow.review_items import Item, item_of
from qualcode.workflow.review_options import QueueOptions
from qualcode.workflow.review_pace import Pace, Progress
from qualcode.workflow.review_proposals import Proposals
from qualcode.workflow.review_walk import Walk
from qualcode.workflow.undoing import redo, undo_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Coding, Status
    from qualcode.model.memo import Memo
    from qualcode.model.span import Span
    from qualcode.workflow.project import Project
    from qualcode.workflow.review_order import Ordering
    from qualcode.workflow.undoing import Undone

__all__ = ["QueueOptions", "ReviewQueue"]


class ReviewQueue:
    """Proposals in an order, and where a person stands among them.

    Args:
        project: The project.
        options: Which proposals, in which order.
        by: Who reviews.
        ordering: An order in place of the one named in the options.

    Raises:
        DataError: When nothing has been coded yet.
        UnknownNameError: When a filter names something that is not there.
    """

    def __init__(
        self,
        project: Project,
        options: QueueOptions | None = None,
        *,
        by: str,
        ordering: Ordering | None = None,
    ) -> None:
        self.project, self.by = project, by
        self.options = options or QueueOptions()
        self.context = self.options.context
        """Turns before and after that an item brings along; may be changed on the way."""
        self.proposals = Proposals(project, self.options, by=by, ordering=ordering)
        self.codebook = self.proposals.codebook
        self._pace = Pace(self.proposals.count())
        self.walk = Walk(self.proposals, project.store.places.get(by, self.options.key))

    @property
    def ids(self) -> list[str]:
        """Return the proposals looked up so far, decided ones among them, in order."""
        return self.walk.ids

    @property
    def position(self) -> int:
        """Return where the person stands in `ids`; equal to its length at the end."""
        return self.walk.position

    @property
    def current(self) -> Item | None:
        """Return the proposal before the person; None at the end of the queue."""
        return self.item(self.walk.here) if self.walk.here else None

    @property
    def progress(self) -> Progress:
        """Return how far the person is, and how fast."""
        walk = self.walk
        return self._pace.progress(walk.position, list(walk.decided.values()), len(walk.skipped))

    def item(self, coding: str) -> Item:
        """Return any proposal as this person sees it."""
        return item_of(
            self.project,
            self.codebook,
            coding,
            by=self.by,
            blind=self.options.is_blind,
            context=self.context,
        )

    def all_ids(self, limit: int = 0) -> list[str]:
        """Return every proposal that is open now, in order; to go through them in a file."""
        return self.proposals.all(limit)

    def move(self, by: int = 1) -> None:
        """Go on or back without deciding."""
        self.walk.move(by)

    def go_to(self, coding: str) -> None:
        """Go to a coding, which joins the queue here when it is not in it."""
        self.walk.go_to(coding)

    def accept(self, reason: str = "") -> Decided:
        """Accept and go on."""
        return self._decide_here(Decision(Review.ACCEPTED, reason=reason))

    def reject(self, reason: str = "") -> Decided:
        """Reject and go on."""
        return self._decide_here(Decision(Review.REJECTED, reason=reason))

    def recode(self, code: str, reason: str = "") -> Decided:
        """Reject, put another code in its place, and go on.

        Raises:
            UnknownNameError: When there is no such code.
            UsageError: When it is a family.
        """
        code = leaf_code(code, self.codebook)
        if code == self._coding_here().code:
            return self.accept(reason)
        return self._decide_here(Decision(code=code, reason=reason))

    def set_status(self, status: Status) -> Decided:
        """Say what the speaker claims; that accepts the coding. Stays here."""
        return self._decide_here(Decision(status=status), stay=True)

    def set_about(self, about: Sequence[str]) -> Decided:
        """Say whom it is about (fine subjects); that accepts the coding. Stays here."""
        return self._decide_here(Decision(about=tuple(about)), stay=True)

    def move_edges(self, span: Span) -> Decided:
        """Move start and end; that accepts the coding. Stays here."""
        return self._decide_here(Decision(span=span), stay=True)

    def skip(self) -> None:
        """Put the coding off to the end of the queue."""
        self._here()
        self.walk.put_off()
        self.close()

    def equal_hits(self) -> list[str]:
        """Return the open proposals equal to this one, itself included."""
        return self._together(self.project.store.waiting.equal_to(self._coding_here()))

    def same_pattern(self) -> list[str]:
        """Return the open proposals of the pattern that made this one, itself included.

        Raises:
            UsageError: When no pattern made it: what was learned found each by words of its own.
        """
        coding = self._coding_here()
        if coding.evidence.pattern in {"", LEARNED}:
            raise UsageError(
                "no pattern made this proposal: each such place was found by words of its own",
                hint="decide on each; `A` accepts all with the same words",
            )
        return self._together(self.project.store.waiting.of_pattern(coding))

    def decide_all(self, codings: Sequence[str], review: Review, reason: str = "") -> Decided:
        """Accept or reject many at once, as one step to take back, and go on."""
        done = decide(
            self.project,
            codings,
            Decision(review, reason=reason),
            by=self.by,
            label=f"{Decision(review).verb} all",
        )
        self._note(codings, review)
        self.walk.leave_decided()
        return done

    def memo(self, text: str) -> Memo:
        """Keep a note on the coding; the decision stays open."""
        return add_memo(self.project, Target.CODING, self._here(), text, by=self.by)

    def flag(self) -> bool:
        """Flag the coding to come back to, or take the flag off; return whether it is on now."""
        return flag(self.project, self._here(), by=self.by)

    def undo(self) -> Undone:
        """Take back the last thing this person did, and stand before it again.

        Raises:
            DataError: When that was no decision but a merge or a change of the codebook.
        """
        return self._stand_before(undo_one(self.project, by=self.by))

    def redo(self) -> Undone:
        """Do again what was taken back last."""
        return self._stand_before(redo(self.project, by=self.by))

    def close(self) -> None:
        """Remember where the person stands."""
        store, walk = self.project.store, self.walk
        with store.transaction():
            store.places.keep(self.by, self.options.key, walk.here, tuple(walk.skipped))

    def _here(self) -> str:
        if not self.walk.here:
            raise DataError("the queue is at its end", hint="there is nothing left to decide")
        return self.walk.here

    def _coding_here(self) -> Coding:
        found = self.project.store.codings.get(self._here())
        assert found is not None
        return found

    def _together(self, codings: list[str]) -> list[str]:
        return list(dict.fromkeys((self._here(), *codings)))

    def _decide_here(self, decision: Decision, *, stay: bool = False) -> Decided:
        here = self._here()
        done = decide(self.project, [here], decision, by=self.by)
        self._note([here], decision.review)
        if not stay:
            self.walk.leave_decided()
        return done

    def _note(self, codings: Sequence[str], review: Review | None) -> None:
        self.walk.note(codings, review)
        self._pace.beat(len(codings) if review else -len(codings))

    def _stand_before(self, undone: Undone) -> Undone:
        known = self.project.store.codings
        proposals = {opinion_id(each, self.by): each for each in self.ids}
        touched = []
        for coding in undone.codings:
            place = proposals.get(coding, coding)  # a second opinion stands beside its proposal
            if place in self.walk.decided or place in self.ids:
                seen = known.get(coding)
                is_open = seen is None or seen.review is Review.PROPOSED
                self._note([place], None if is_open or seen is None else seen.review)
                touched.append(place)
        here = next((each for each in undone.codings if known.get(each)), "")
        if touched or here:
            self.go_to((touched or [here])[0])
        return undone
