"""The review screen: the machine proposes, a person decides, one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from qualcode.model.coding import Review, Status
from qualcode.model.label import Label
from qualcode.review_app.edges import moved_edge
from qualcode.review_app.keymap import REVIEW
from qualcode.review_app.keys import bindings
from qualcode.review_app.queue_screen import QueueScreen, place_of
from qualcode.review_app.words import status_name
from qualcode.workflow.review_items import card_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from qualcode.review_app.keys import Action
    from qualcode.workflow.decisions import Decided
    from qualcode.workflow.review_items import Item


class ReviewScreen(QueueScreen, inherit_bindings=False):
    """A queue of proposals to be decided on."""

    NAME = Label("审核", "review")
    ACTIONS: ClassVar[Sequence[Action]] = REVIEW
    BINDINGS: ClassVar[list[BindingType]] = bindings(REVIEW)

    def action_accept(self) -> None:
        """Accept."""
        self._decide("✓", self.queue.accept)

    def action_reject(self) -> None:
        """Reject."""
        self._decide("✗", self.queue.reject)

    def action_recode(self, digit: int) -> None:
        """Put a candidate in the proposal's place."""
        if self.item and digit <= len(self.item.candidates):
            self.recode(self.item.candidates[digit - 1].code)

    def recode(self, code: str) -> None:
        """Put another code in the proposal's place."""
        name = card_of(self.queue.codebook, code).name.say(self.language) or code
        self._decide("✗", lambda: self.queue.recode(code), became=name)

    def action_pick(self) -> None:
        """Choose any code for the proposal's place."""
        from qualcode.review_app.picker import CodePicker, Picked

        if self.item is None:
            return

        def chosen(picked: Picked | None) -> None:
            if picked and picked.code:
                self.recode(picked.code)

        title = self.say("改为 「{}」", "recode 「{}」").format(self.item.coding.quote)
        codes = self.queue.codebook.leaves
        self.app.push_screen(CodePicker(title, codes, self.language, may_add=False), chosen)

    def _decide(self, sign: str, verb: Callable[[], Decided], became: str = "") -> None:
        item = self.item
        if item is None or self.attempt(verb) is None:
            return
        self.show()
        self.tell_last(sign, item, became)

    def tell_last(self, sign: str, item: Item, became: str = "") -> None:
        """Say what was decided last, what became of its code, and how to take it back."""
        name = item.card.name.say(self.language)
        self.tell(
            (self.say("上一条 ", "last: "), "dim"),
            (f"{sign} ", "bold"),
            f"{name}{f' → {became}' if became else ''} ({place_of(item)})",
            tail=self.how_to_undo(),
        )

    def action_status(self) -> None:
        """Choose what the speaker claims."""
        if item := self.item:
            options = [(each.value, status_name(each).say(self.language)) for each in Status]

            def chosen(keys: tuple[str, ...] | None) -> None:
                if keys:
                    self._change(lambda: self.queue.set_status(Status(keys[0])), "status")

            from qualcode.review_app.choices import Choice

            question = self.say("断言状态", "status")
            window = Choice(
                question, options, chosen=[item.coding.status.value], language=self.language
            )
            self.app.push_screen(window, chosen)

    def action_about(self) -> None:
        """Choose whom it is about."""
        if item := self.item:
            subjects = self.queue.codebook.subjects.subjects
            options = [(each.id, f"{each.id} {each.name.say(self.language)}") for each in subjects]

            def chosen(keys: tuple[str, ...] | None) -> None:
                if keys is not None:
                    self._change(lambda: self.queue.set_about(keys), "about")

            from qualcode.review_app.choices import Choice

            window = Choice(
                self.say("说的是谁", "about whom"),
                options,
                chosen=item.coding.about,
                any_number=True,
                language=self.language,
            )
            self.app.push_screen(window, chosen)

    def action_edge(self, side: str, way: int) -> None:
        """Move the start by a sign, the end by a word."""
        if item := self.item:
            span = moved_edge(item.excerpt, side, way)
            if span != item.coding.span:
                self._change(lambda: self.queue.move_edges(span), "edges")

    def _change(self, verb: Callable[[], Decided], what: str) -> None:
        if self.attempt(verb) is not None:
            self.show()
            self.tell(
                self.say("已改，Enter 确认后继续", f"{what} changed and accepted; Enter goes on")
            )

    def action_all_equal(self) -> None:
        """Accept all hits that are equal to this one, when that is meant."""
        self._decide_many(
            self.queue.equal_hits,
            Review.ACCEPTED,
            self.say("接受 {} 条相同命中？", "Accept all {} equal hits?"),
        )

    def action_all_of_pattern(self) -> None:
        """Reject all that the pattern has found, when that is meant."""
        self._decide_many(
            self.queue.same_pattern,
            Review.REJECTED,
            self.say("拒绝此表达式的 {} 条建议？", "Reject all {} proposals of this pattern?"),
        )

    def _decide_many(self, which: Callable[[], list[str]], review: Review, question: str) -> None:
        item = self.item
        codings = self.attempt(which, saves=False) if item else None
        if item is None or not codings:
            return

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - a callback
            if yes and self.attempt(lambda: self.queue.decide_all(codings, review)):
                self.show()
                sign = "✓" if review is Review.ACCEPTED else "✗"
                self.tell_last(f"{sign} ×{len(codings)}", item)

        from qualcode.review_app.choices import Confirm

        what = item.coding.evidence.pattern or item.coding.quote
        facts = f"{item.card.name.say(self.language)} · {what}"
        text = f"{question.format(len(codings))}  {facts}"
        self.app.push_screen(Confirm(text, self.language), answered)
