"""The adjudication screen: coders side by side; the person settles, one key each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from qualcode.model.label import Label
from qualcode.model.span import Span
from qualcode.review_app.case_screen import CaseScreen
from qualcode.review_app.keymap import ADJUDICATE
from qualcode.review_app.keys import bindings
from qualcode.workflow.adjudication import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from qualcode.model.label import Language
    from qualcode.review_app.cases import Cases
    from qualcode.review_app.keys import Action
    from qualcode.workflow.adjudication_cases import Case


class AdjudicateScreen(CaseScreen, inherit_bindings=False):
    """What coders disagree on, to be settled.

    Args:
        cases: The cases.
        language: To speak.
        needs_reason: Whether nothing is settled without a reason.
    """

    NAME = Label("裁决", "adjudicate")
    ACTIONS: ClassVar[Sequence[Action]] = ADJUDICATE
    BINDINGS: ClassVar[list[BindingType]] = bindings(ADJUDICATE)

    def __init__(self, cases: Cases, language: Language, *, needs_reason: bool = False) -> None:
        super().__init__(cases, language)
        self._needs_reason = needs_reason

    def action_take(self, digit: int) -> None:
        """Take one side, all of them, or none."""
        sides, case = self.cases.side(digit), self.cases.current
        if case is None or sides is None:
            return
        if self.span is not None and sides:
            codings = self.cases.codings(case, sides, self.span)
            self._settle([case], Choice(codings=codings, reason=self.reason))
        else:
            self._settle([case], Choice(sides=sides, reason=self.reason))

    def action_pick(self) -> None:
        """Settle on a code that neither side has."""
        from qualcode.review_app.picker import CodePicker, Picked

        case = self.cases.current
        if case is None:
            return

        def chosen(picked: Picked | None) -> None:
            if picked and picked.code:
                span = self.span or Span(case.start, case.end)
                first = self.cases.codings(case, self.cases.sides, span)[0]
                choice = Choice(codings=(replace(first, code=picked.code),), reason=self.reason)
                self._settle([case], choice)

        codes = self.cases.codebook.leaves
        title = self.say("另选编码", "another code")
        self.app.push_screen(CodePicker(title, codes, self.language, may_add=False), chosen)

    def action_all_equal(self) -> None:
        """Settle all equal cases as the last one was settled, or on the first side."""
        case = self.cases.current
        if case is None:
            return
        equal = self.cases.equal_to(case)
        names = dict(enumerate([*self.names, self.say("全部", "all")], start=1))
        options = [(str(digit), name) for digit, name in names.items()]
        options.append(("0", self.say("都不采用", "neither")))

        def chosen(keys: tuple[str, ...] | None) -> None:
            if keys:
                self._ask_all(equal, self.cases.side(int(keys[0])) or (), dict(options)[keys[0]])

        from qualcode.review_app.choices import Choice as Window

        question = self.say(
            f"{len(equal)} 处同类分歧采用", f"for all {len(equal)} equal cases take"
        )
        self.app.push_screen(Window(question, options, language=self.language), chosen)

    def _ask_all(self, equal: list[Case], sides: tuple[str, ...], name: str) -> None:
        def answered(yes: bool | None) -> None:  # noqa: FBT001 - a callback
            if yes:
                self._settle(equal, Choice(sides=sides, reason=self.reason))

        from qualcode.review_app.choices import Confirm

        question = self.say("{} 处一并裁决，采用：{}？", "Settle all {}, taking: {}?")
        self.app.push_screen(Confirm(question.format(len(equal), name), self.language), answered)

    def _settle(self, cases: Sequence[Case], choice: Choice) -> None:
        if self._needs_reason and not choice.reason:
            self._ask_reason(lambda: self._settle(cases, replace(choice, reason=self.reason)))
            return
        if self.attempt(lambda: self.cases.settle(cases, choice)) is None:
            return
        self.leave_case()
        self.cases.next_open()
        self.show()
        number = f" ×{len(cases)}" if len(cases) > 1 else ""
        self.tell(
            (f"✓{number} ", "bold"),
            self.say("已定", "settled"),
            tail=self.how_to_undo(),
        )

    def action_memo(self) -> None:
        """Give the reason of the decision that comes next."""
        self._ask_reason(self.show)

    def _ask_reason(self, after: Callable[[], None]) -> None:
        def given(text: str | None) -> None:
            if text:
                self.reason = text
                after()

        from qualcode.review_app.prompts import MemoPrompt

        question = self.say("理由", "reason")
        self.app.push_screen(MemoPrompt(question, self.reason, self.language), given)
