"""Small windows in which a person chooses: one of several, any of several, yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from qualcode.model.label import Label
from qualcode.review_app.keys import Action, bindings
from qualcode.review_app.panels import Lines, line, wrapped
from qualcode.review_app.windows import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.text import Text
    from textual.binding import BindingType
    from textual.widget import Widget

    from qualcode.model.label import Language

_ONE = Label("↑↓ 1-9 Enter 选定 · Esc 取消", "↑↓ 1-9 Enter choose · Esc cancel")
_ANY = Label(
    "↑↓ 1-9 Space 选与不选 · Enter 确定 · Esc 取消",
    "↑↓ 1-9 Space on or off · Enter ok · Esc cancel",
)
_YES = Label("Enter 是 · Esc 否", "Enter yes · Esc no")
_MOVES = (
    Action("move(-1)", ("up", "k"), Label("上", "up")),
    Action("move(1)", ("down", "j"), Label("下", "down")),
    Action("turn_over", ("space",), Label("选与不选", "on or off")),
    Action("choose", ("enter",), Label("确定", "ok")),
    *(Action(f"digit({digit})", (digit,), Label(digit, digit)) for digit in "123456789"),
)


class Choice(Window[tuple[str, ...] | None]):
    """Asks for one, or for any number, of several things.

    Args:
        question: What is asked.
        options: Key and name of each.
        chosen: Keys that are chosen to begin with.
        any_number: Whether several, or none, may be chosen.
        language: For the hint.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(_MOVES)

    def __init__(
        self,
        question: str,
        options: Sequence[tuple[str, str]],
        *,
        chosen: Iterable[str] = (),
        any_number: bool = False,
        language: Language,
    ) -> None:
        super().__init__(question, (_ANY if any_number else _ONE).say(language))
        self._options, self._any = list(options), any_number
        self._chosen = dict.fromkeys(chosen)
        keys = [key for key, _ in options]
        self._at = next((keys.index(key) for key in self._chosen if key in keys), 0)

    def contents(self) -> Iterable[Widget]:
        """Return the list."""
        yield Lines()

    def on_mount(self) -> None:
        """Show the list."""
        self._show()

    def on_resize(self) -> None:
        """Show as many options as there is room for."""
        self._show()

    def action_move(self, by: int) -> None:
        """Go to another option."""
        if self._options:
            self._at = (self._at + by) % len(self._options)
        self._show()

    def action_turn_over(self) -> None:
        """Choose the option or not; where only one may be chosen, that ends it."""
        if not self._options:
            return
        key = self._options[self._at][0]
        if not self._any:
            self.dismiss((key,))
        elif key in self._chosen:
            del self._chosen[key]
        else:
            self._chosen[key] = None
        self._show()

    def action_digit(self, digit: int) -> None:
        """Choose an option by its number."""
        if digit <= len(self._options):
            self._at = digit - 1
            self.action_turn_over()

    def action_choose(self) -> None:
        """Hand back what is chosen."""
        if self._any:
            self.dismiss(tuple(self._chosen))
        else:
            self.action_turn_over()

    def _show(self) -> None:
        most = max(self.app.size.height - FRAME_ROWS, 3)
        first = min(max(self._at - most + 1, 0), max(len(self._options) - most, 0))
        shown = list(enumerate(self._options))[first : first + most]
        self.query_one(Lines).show(*(self._line(place, *option) for place, option in shown))

    def _line(self, place: int, key: str, name: str) -> Text:
        pointer = "▸" if place == self._at else " "
        digit = str(place + 1) if place < 9 else " "
        box = ("☑ " if key in self._chosen else "☐ ") if self._any else ""
        return line(f"{pointer} {digit} {box}{name}", style="bold" if place == self._at else "")


class Confirm(Window[bool | None]):
    """Asks whether something is meant; True or None.

    Args:
        question: What would happen, with its number.
        language: For the hint.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (
            Action("yes", ("enter", "y"), Label("是", "yes")),
            Action("close", ("escape", "n"), Label("否", "no")),
        )
    )

    def __init__(self, question: str, language: Language) -> None:
        super().__init__("?", _YES.say(language))
        self._question = question

    def contents(self) -> Iterable[Widget]:
        """Return the question."""
        yield Lines(id="text")

    def on_mount(self) -> None:
        """Show the question in lines."""
        self.query_one(Lines).show(*wrapped(line(self._question), self.room))

    def action_yes(self) -> None:
        """Say that it is meant."""
        self.dismiss(True)


FRAME_ROWS = 4
"""Rows that frame and surroundings take from a list."""
