"""A queue of proposals on the screen: where one stands in it, and how one moves about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.review_app.desk import Desk
from qualcode.review_app.memos import Subject, ask_memo, subjects
from qualcode.review_app.panels import Lines, line
from qualcode.review_app.review_card import body_lines, ending_lines
from qualcode.review_app.sorting import ask_limit, ask_order
from qualcode.review_app.words import order_name, span_of_time, undone_said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.text import Text
    from textual.widget import Widget

    from qualcode.model.label import Language
    from qualcode.workflow.review import QueueOptions, ReviewQueue
    from qualcode.workflow.review_items import Item
    from qualcode.workflow.undoing import Undone

_CONTEXTS = (2, 4, 8, 16)
"""Turns before and after that one key goes through."""


class QueueScreen(Desk, inherit_bindings=False):
    """Proposals one after another; how they are decided is for the screen built on this one.

    Args:
        queue: The queue, with the person's place in it.
        reopen: Opens another queue of the same person.
        language: To speak.
    """

    def __init__(
        self,
        queue: ReviewQueue,
        reopen: Callable[[QueueOptions], ReviewQueue],
        language: Language,
    ) -> None:
        super().__init__(language)
        self.queue, self._reopen = queue, reopen
        self.item: Item | None = None
        self._whole = False

    def body(self) -> Iterable[Widget]:
        """Return the proposal."""
        yield Lines(id="item")

    # drawing

    def heading(self) -> Text:
        """Return place, tally, order, speed and time left."""
        progress, say, options = self.queue.progress, self.say, self.queue.options
        speed = f" · {progress.per_minute:.0f}{say('/分', '/min')}" if progress.per_minute else ""
        left = progress.seconds_left
        time = f" · {say('还需', 'left')} {span_of_time(left, self.language)}" if left else ""
        kinds = {
            say("盲审", "blind"): options.is_blind,
            say("过时的", "stale"): options.stale,
            say("标记的", "flagged"): options.flagged,
        }
        return line(
            f" {self.NAME.say(self.language)} · ",
            (f"{min(progress.position, max(progress.total, 1))}/{progress.total}", "bold"),
            f" · ✓{progress.accepted} ✗{progress.rejected} ~{progress.skipped}",
            *(f" · {kind}" for kind, holds in kinds.items() if holds),
            f" · {order_name(options.order).say(self.language)}{speed}{time}",
        )

    def show(self) -> None:
        """Look the present proposal up and draw it."""
        self.item = self.attempt(lambda: self.queue.current, saves=False)
        self.draw()

    def draw(self) -> None:
        """Draw what is known."""
        self.show_bars()
        width, height = self.app.size.width, self.app.size.height - 3
        if self.item is None:
            lines = ending_lines(self.queue.progress, self.language, width)
        else:
            lines = body_lines(
                self.item, self.queue.codebook, self.language, (width, height), whole=self._whole
            )
        self.query_one("#item", Lines).show(*lines)

    def on_resize(self) -> None:
        """Draw for another width."""
        self.draw()

    # moving

    def action_go(self, by: int) -> None:
        """Go on or back without deciding."""
        self.queue.move(by)
        self.show()

    def action_skip(self) -> None:
        """Put the proposal off to the end."""
        if self.item and self._done(self.queue.skip):
            self.show()

    def action_undecided(self) -> None:
        """Go to the next proposal that is not decided yet."""
        queue = self.queue
        queue.move()
        while (
            item := self.attempt(lambda: queue.current, saves=False)
        ) and item.decision is not None:
            queue.move()
        self.show()

    def action_find(self) -> None:
        """Ask for words, and go to the next proposal in which they stand."""
        from qualcode.review_app.prompts import LinePrompt

        question = self.say("查找建议中的文字", "find among the proposals")
        self.app.push_screen(LinePrompt(question, "", self.language), self._find)

    def _find(self, words: str | None) -> None:
        queue = self.queue
        if not words:
            return
        after = queue.ids[queue.position + 1 :] + queue.ids[: queue.position]
        for coding in after:
            item = self.attempt(lambda coding=coding: queue.item(coding), saves=False)  # type: ignore[misc]
            if item and words.casefold() in item.coding.quote.casefold():
                queue.go_to(coding)
                self.show()
                return
        self.tell(self.say("没有找到", "nothing found"))

    # looking

    def action_definition(self) -> None:
        """Show or hide include and exclude."""
        self._whole = not self._whole
        self.draw()

    def action_context(self) -> None:
        """Show more turns around, and after the most again the fewest."""
        now = self.queue.options.context
        wider = next((each for each in _CONTEXTS if each > now), _CONTEXTS[0])
        self.queue.options = replace(self.queue.options, context=wider)
        self.show()
        self.tell(self.say(f"前后各 {wider} 个话轮", f"{wider} turns before and after"))

    def action_open(self) -> None:
        """Open the transcript at the proposal, to read or to code by hand."""
        if item := self.item:
            self._open_at(item.coding.document, item.coding.span.start)

    def _open_at(self, document: str, offset: int) -> None:
        from qualcode.review_app.code_screen import open_transcript

        open_transcript(self, self.queue.project, document, offset, by=self.queue.by)

    def action_similar(self) -> None:
        """List the sentences that are most like the proposal."""
        from qualcode.review_app.likeness import Asker, ask_similar

        if item := self.item:
            queue, own = self.queue, item.coding.code
            asker = Asker(
                self,
                queue.project,
                queue.by,
                codes=lambda: sorted(queue.codebook.leaves, key=lambda code: code.id != own),
                open=lambda sentence: self._open_at(sentence.document, sentence.start),
                coded=self.show,
            )
            ask_similar(asker, item.coding.id)

    def action_order(self) -> None:
        """Choose another order."""
        ask_order(self, self.queue.options, self.use)

    def action_limit(self) -> None:
        """Limit the queue to this code, document or person, or to what is flagged."""
        if self.item:
            ask_limit(self, self.item, self.queue.options, self.use)

    def use(self, options: QueueOptions) -> None:
        """Open another queue in the place of this one."""
        queue = self.attempt(lambda: self._reopen(options), saves=False)
        if queue is not None:
            self._done(self.queue.close)
            self.queue = queue
            self.show()

    # taking back, noting, leaving

    def action_undo(self) -> None:
        """Take back the last thing this person did, and stand before it."""
        self._travel(self.queue.undo, self.say("已撤销", "undone"))

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._travel(self.queue.redo, self.say("已重做", "done again"))

    def _travel(self, verb: Callable[[], Undone], word: str) -> None:
        undone = self.attempt(verb, saves=False)
        if undone is not None:
            self.show()
            quote = self.item.coding.quote if self.item else ""
            self.tell(f"{word}: {undone_said(undone, self.language)}  ", quote)

    def action_memo(self) -> None:
        """Write a memo on the proposal, its code, person, document, or the project."""
        if item := self.item:
            ask_memo(self, self.queue.project, self.queue.by, self._subjects(item), self._noted)

    def _noted(self) -> None:
        self.show()
        self.tell(self.say("备忘已保存", "memo kept"))

    def _subjects(self, item: Item) -> list[Subject]:
        coding, person = item.coding, item.excerpt.participant.id
        names = {coding.code: item.card.name.say(self.language)}
        here = [(coding.id, coding.code)]
        return subjects(here, coding.document, person, self.language, names)

    def action_flag(self) -> None:
        """Flag the proposal, or take the flag off."""
        if self.item and self.attempt(self.queue.flag) is not None:
            self.show()

    def action_quote(self) -> None:
        """Copy the coded words with their place."""
        if item := self.item:
            self.app.copy_to_clipboard(f"{item.coding.quote} [{place_of(item)}]")
            self.tell(self.say("已复制 ", "copied "), place_of(item))

    def action_leave(self) -> None:
        """Remember the place and leave."""
        self._done(self.queue.close)
        super().action_leave()

    def _done(self, verb: Callable[[], None]) -> bool:
        """Call a verb that returns nothing; tell whether it went well."""

        def call() -> bool:
            verb()
            return True

        return bool(self.attempt(call))


def place_of(item: Item) -> str:
    """Return document, turn and offsets of a proposal."""
    coding = item.coding
    return f"{coding.document} #{coding.turn + 1:03d}, {coding.span.start}-{coding.span.end}"
