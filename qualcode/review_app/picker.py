"""The code picker: type a little of an id, a name or its pinyin initials; Enter takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.widgets import Input

from qualcode.model.label import Label
from qualcode.review_app.cards import definition_lines
from qualcode.review_app.finding import entries, ranked
from qualcode.review_app.keys import Action, bindings
from qualcode.review_app.panels import Lines, line
from qualcode.review_app.windows import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.text import Text
    from textual.binding import BindingType
    from textual.widget import Widget

    from qualcode.model.codebook import Code
    from qualcode.model.label import Language

_HINT = Label("↑↓ Enter 选定 · Tab 定义 · Esc 取消", "↑↓ Enter apply · Tab definition · Esc")
_NEW = Label("+ 新编码 “{}”", "+ new code “{}”")
_NONE = Label("没有匹配的编码", "no code matches")
_KEYS = (
    Action("move(-1)", ("up",), Label("上", "up")),
    Action("move(1)", ("down",), Label("下", "down")),
    Action("move(-8)", ("pageup",), Label("上", "up")),
    Action("move(8)", ("pagedown",), Label("下", "down")),
    Action("definition", ("tab",), Label("定义", "definition")),
)
_LEAST, _MOST = 3, 10
"""Codes that are shown at once."""


class Picked(NamedTuple):
    """What a person chose: a code there is, or the wish for a new one."""

    code: str = ""
    new: str = ""
    """What was typed as the name of a code there is not."""


class CodePicker(Window[Picked | None]):
    """Asks for a code.

    Args:
        title: For what.
        codes: What to choose from, in the order to show before anything is typed.
        language: To show names in.
        may_add: Whether a new code may be asked for.
    """

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = bindings(_KEYS)

    def __init__(
        self, title: str, codes: Sequence[Code], language: Language, *, may_add: bool
    ) -> None:
        super().__init__(title, _HINT.say(language))
        self._entries, self._language, self._may_add = entries(codes), language, may_add
        self._matches: list[Code] = list(codes)
        self._typed = ""
        self._at = 0
        self._open = False

    def contents(self) -> Iterable[Widget]:
        """Return the line to type in, the codes, and the definition of one of them."""
        yield Input(select_on_focus=False, compact=True)
        yield Lines(id="codes")
        yield Lines(id="meaning")

    def on_mount(self) -> None:
        """Show all codes."""
        self._show()

    def on_resize(self) -> None:
        """Show as many codes as there is room for."""
        self._show()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches now."""
        self._typed = event.value.strip()
        self._matches = ranked(self._typed, self._entries)
        self._at = 0
        self._show()

    def on_input_submitted(self) -> None:
        """Hand back the code that is pointed at."""
        if self._at < len(self._matches):
            self.dismiss(Picked(self._matches[self._at].id))
        elif self._offers_new:
            self.dismiss(Picked(new=self._typed))

    def action_move(self, by: int) -> None:
        """Point at another code."""
        self._at = min(max(self._at + by, 0), max(self._count - 1, 0))
        self._show()

    def action_definition(self) -> None:
        """Show or hide include and exclude."""
        self._open = not self._open
        self._show()

    @property
    def _offers_new(self) -> bool:
        return self._may_add and bool(self._typed)

    @property
    def _count(self) -> int:
        return len(self._matches) + self._offers_new

    def _show(self) -> None:
        meaning = self._meaning()
        most = min(max(self.app.size.height - len(meaning) - 8, _LEAST), _MOST)
        first = min(max(self._at - most + 1, 0), max(self._count - most, 0))
        rows = [self._line(place) for place in range(first, min(first + most, self._count))]
        self.query_one("#codes", Lines).show(*(rows or [line(_NONE.say(self._language))]))
        self.query_one("#meaning", Lines).show(*meaning)

    def _line(self, place: int) -> Text:
        pointer = "▸ " if place == self._at else "  "
        style = "bold reverse" if place == self._at else ""
        if place >= len(self._matches):
            return line(pointer, _NEW.say(self._language).format(self._typed), style=style)
        code = self._matches[place]
        other: Language = "en" if self._language == "zh" else "zh"
        widest = min(max((cell_len(each.id) for each in self._matches[:40]), default=0), 24)
        words = line(pointer, code.id, style=style)
        words.pad_right(max(widest + 2 - words.cell_len, 0) + 2)
        names = dict.fromkeys((code.name.say(self._language), code.name.say(other)))
        words.append("  ".join(name for name in names if name))
        words.truncate(self.room, overflow="ellipsis")
        return words

    def _meaning(self) -> list[Text]:
        if self._at >= len(self._matches):
            return []
        code = self._matches[self._at]
        return definition_lines(
            (code.definition, code.include, code.exclude) if self._open else (code.definition,),
            self._language,
            self.room,
            most=0 if self._open else 2,
        )
