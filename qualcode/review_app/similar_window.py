"""A list of sentences that are like another: one is opened, or several are coded together."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from qualcode.model.label import Label
from qualcode.review_app.keys import Action, bindings
from qualcode.review_app.panels import Lines, line, wrapped
from qualcode.review_app.windows import FRAME, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.text import Text
    from textual.binding import BindingType
    from textual.widget import Widget

    from qualcode.model.label import Language
    from qualcode.workflow.exploring import Similar

_TITLE = Label("相似的语句", "more like this")
_HINT = Label(
    "↑↓ Enter 打开 · Space 标记 · c Tab 编码 · Esc 返回",
    "↑↓ Enter open · Space tag · c Tab code · Esc back",
)
_KEYS = (
    Action("move(-1)", ("up", "k"), Label("上", "up")),
    Action("move(1)", ("down", "j"), Label("下", "down")),
    Action("move(-8)", ("pageup",), Label("上一页", "page up")),
    Action("move(8)", ("pagedown",), Label("下一页", "page down")),
    Action("tag", ("space", "t"), Label("标记", "tag")),
    Action("code", ("c", "tab", ";"), Label("编码", "code")),
    Action("open", ("enter", "o"), Label("打开", "open")),
    Action("close", ("escape", "q"), Label("返回", "back")),
)
_OTHER_ROWS = 8
"""Rows of the screen that are not the list's: frame, the whole sentence, title and hints."""
_WHOLE = 3
"""Lines in which the sentence pointed at is shown whole."""


class Chosen(NamedTuple):
    """What a person wants of the sentences found."""

    sentences: Sequence[Similar]
    to_code: bool
    """Put a code on them; else open the transcript at the only one."""


class SimilarWindow(Window[Chosen | None]):
    """Lists sentences, the nearest first.

    Args:
        found: The sentences.
        language: To speak.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(_KEYS)
    DEFAULT_CSS = "SimilarWindow > Vertical { max-width: 100%; }"

    def __init__(self, found: Sequence[Similar], language: Language) -> None:
        super().__init__(_TITLE.say(language), _HINT.say(language))
        self._found, self._at = found, 0
        self._tagged: set[int] = set()

    def contents(self) -> Iterable[Widget]:
        """Return the list, and the whole of the sentence pointed at."""
        yield Lines(id="sentences")
        yield Lines(id="whole")

    def on_mount(self) -> None:
        """Show the list."""
        self._show()

    def on_resize(self) -> None:
        """Show as many as there is room for."""
        self._show()

    def action_move(self, by: int) -> None:
        """Point at another sentence."""
        self._at = min(max(self._at + by, 0), len(self._found) - 1)
        self._show()

    def action_tag(self) -> None:
        """Tag the sentence, or take the tag off, and go on."""
        self._tagged ^= {self._at}
        self.action_move(1)

    def action_open(self) -> None:
        """Ask for the transcript at the sentence."""
        self.dismiss(Chosen([self._found[self._at]], to_code=False))

    def action_code(self) -> None:
        """Ask for a code on what is tagged, or on the sentence pointed at."""
        wanted = sorted(self._tagged) or [self._at]
        self.dismiss(Chosen([self._found[each] for each in wanted], to_code=True))

    def _show(self) -> None:
        width = max(self.app.size.width - FRAME, 10)
        most = max(self.app.size.height - _OTHER_ROWS, 3)
        first = min(max(self._at - most // 2, 0), max(len(self._found) - most, 0))
        rows = range(first, min(first + most, len(self._found)))
        self.query_one("#sentences", Lines).show(*(self._row(each, width) for each in rows))
        whole = wrapped(line(self._found[self._at].sentence.text, style="bold"), width, most=_WHOLE)
        whole += [line("")] * (_WHOLE - len(whole))
        self.query_one("#whole", Lines).show(*whole)

    def _row(self, place: int, width: int) -> Text:
        found, is_here = self._found[place], place == self._at
        pointer, tag = "▸" if is_here else " ", "☑" if place in self._tagged else "☐"
        where = f"{found.sentence.document} #{found.sentence.turn + 1:03d}"
        codes = f"  [{' '.join(found.codes)}]" if found.codes else ""
        row = line(
            f"{pointer}{tag} {found.score:.2f} ",
            (where, "dim"),
            f"  {found.sentence.text}".replace("\n", " "),
            style="bold" if is_here else "",
        )
        tail = line((codes, "dim"))
        row.truncate(max(width - tail.cell_len, width // 2), overflow="ellipsis")
        row.append_text(tail)
        row.truncate(width, overflow="ellipsis")
        return row
