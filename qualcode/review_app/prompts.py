"""Small windows in which a person writes: one line, or a memo of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from qualcode.model.label import Label
from qualcode.review_app.windows import Window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from qualcode.model.label import Language

_LINE_HINT = Label("Enter 确定 · Esc 取消", "Enter ok · Esc cancel")
_MEMO_HINT = Label(
    "Enter 保存 · Ctrl+J 换行 · Esc 取消", "Enter save · Ctrl+J new line · Esc cancel"
)


class LinePrompt(Window[str | None]):
    """Asks for one line.

    Args:
        question: What is asked.
        value: What stands there to begin with.
        language: For the hint.
    """

    AUTO_FOCUS = "Input"

    def __init__(self, question: str, value: str, language: Language) -> None:
        super().__init__(question, _LINE_HINT.say(language))
        self._value = value

    def contents(self) -> Iterable[Widget]:
        """Return the line."""
        yield Input(self._value, select_on_focus=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand back the line."""
        self.dismiss(event.value.strip())


class MemoPrompt(Window[str | None]):
    """Asks for a memo, of one line or several.

    Args:
        question: What the memo is on.
        value: What stands there to begin with.
        language: For the hint.
    """

    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", show=False, priority=True),
        Binding("ctrl+j", "new_line", show=False, priority=True),
    ]

    def __init__(self, question: str, value: str, language: Language) -> None:
        super().__init__(question, _MEMO_HINT.say(language))
        self._value = value

    def contents(self) -> Iterable[Widget]:
        """Return the field to write in."""
        yield TextArea(self._value, soft_wrap=True, show_line_numbers=False)

    def action_save(self) -> None:
        """Hand back the memo."""
        self.dismiss(self.query_one(TextArea).text.strip())

    def action_new_line(self) -> None:
        """Go on in a new line."""
        self.query_one(TextArea).insert("\n")
