"""The help screen, made from the same table as the bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from qualcode.model.label import Label
from qualcode.review_app.keys import listed
from qualcode.review_app.panels import Lines, line, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from qualcode.model.label import Language
    from qualcode.review_app.keys import Action

_SAFE = Label(
    "● 中文输入法开着时也可用；全角符号（？【】＋）同样识别。每个决定立即保存，可无限撤销。",
    "● works with a Chinese input method on; full-width signs (？【】＋) are understood as well. "
    "Every decision is saved at once and can be undone without limit.",
)
_COLUMN = 24
"""Cells for the keys."""


class HelpScreen(ModalScreen[None], inherit_bindings=False):
    """All keys of a screen; arrows scroll, any of the closing keys goes back.

    Args:
        title: Of what.
        actions: The screen's table.
        language: To explain in.
    """

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, "dismiss(None)", show=False)
        for key in ("escape", "q", "question_mark", "fullwidth_question_mark", "f1", "enter")
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 30%;
        & > VerticalScroll { width: 100%; max-width: 78; height: 100%; max-height: 60;
            border: round $primary; background: $surface; padding: 0 1;
            scrollbar-size-vertical: 1; }
        & Lines { background: $surface; }
    }
    """

    def __init__(self, title: str, actions: Sequence[Action], language: Language) -> None:
        super().__init__()
        self._title, self._actions, self._language = title, actions, language

    def compose(self) -> ComposeResult:
        """Lay out the frame."""
        with VerticalScroll() as frame:
            frame.border_title = Text(self._title)
            yield Lines()

    def on_mount(self) -> None:
        """Fill the frame."""
        self.on_resize()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        width = max(min(self.app.size.width, 78) - 6, 20)
        lines = help_lines(self._actions, self._language, width)
        panel = self.query_one(Lines)
        panel.styles.height = len(lines)
        panel.show(*lines)


def help_lines(actions: Sequence[Action], language: Language, width: int) -> list[Text]:
    """Return one or more lines for each action, and what the dot means."""
    column = min(_COLUMN, width // 2)
    found: list[Text] = []
    for action in listed(actions):
        dot = "●" if action.is_safe else " "
        keys = Text.assemble(f"{dot} ", (action.keys, "bold"))
        keys.pad_right(max(column - keys.cell_len, 1))
        words = wrapped(line(action.label.say(language)), width - column)
        found.append(Text.assemble(keys, words[0], end="", no_wrap=True))
        found += [Text.assemble(" " * column, word, end="", no_wrap=True) for word in words[1:]]
    return [*found, line(""), *wrapped(line(_SAFE.say(language)), width)]
