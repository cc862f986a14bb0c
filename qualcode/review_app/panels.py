"""Plain lines of styled text: titles, side panels, hints.

Text from outside comes as `rich.text.Text`, which interprets nothing in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.strip import Strip
from textual.widget import Widget

from qualcode.report.wrapping import line_starts
from qualcode.review_app.rows import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.geometry import Size


class Lines(Widget):
    """Lines that are drawn as they are; what is too long is cut, what is too many is left out."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Lines { height: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Text] = ()

    def show(self, *lines: Text) -> None:
        """Draw these lines instead of the former ones."""
        grows = len(lines) != len(self._lines)
        self._lines = lines
        self.refresh(layout=grows and self.styles.is_auto_height)

    @property
    def words(self) -> str:
        """Return what is shown, without its styles."""
        return "\n".join(line.plain for line in self._lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines, for a height of ``auto``."""
        del container, viewport, width
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget."""
        width, style = self.content_size.width, self.rich_style
        if y >= len(self._lines):
            return Strip.blank(width, style)
        segments = self._lines[y].render(self.app.console, end="")
        return Strip(segments).crop_extend(0, width, None).apply_style(style)


def line(*parts: str | tuple[str, str], style: str = "") -> Text:
    """Return a line of parts, each plain or with a style; control signs are shown."""
    words = [shown(part) if isinstance(part, str) else (shown(part[0]), part[1]) for part in parts]
    return Text.assemble(*words, style=style, no_wrap=True, overflow="ignore", end="")


def wrapped(text: Text, width: int, *, most: int = 0) -> list[Text]:
    """Return a text in lines of a width; line breaks in it are kept.

    Args:
        text: Any text.
        width: Cells of a line.
        most: At most so many lines; the last ends with ``…`` where there were more. 0 = all.
    """
    found: list[Text] = []
    for paragraph in text.split("\n", allow_blank=True):
        found += paragraph.divide(line_starts(paragraph.plain, max(width, 1)))
    for row in found:
        row.rstrip()
    if most and len(found) > most:
        found = found[:most]
        found[-1].truncate(max(width - 1, 1))
        found[-1].append("…")
    return found


def spread(left: Text, right: Text, width: int) -> Text:
    """Return a line with one part at each side; the left one gives way."""
    room = width - right.cell_len - 1
    if room < 1:
        return left
    left = left.copy()
    left.truncate(room, overflow="ellipsis", pad=True)
    return Text.assemble(left, " ", right, no_wrap=True, end="")


def fitting(words: Iterable[Text], width: int, *, gap: str = "  ") -> Text:
    """Return as many of the words on one line as there is room for, whole ones only."""
    found = Text(" ", no_wrap=True, end="")
    for word in words:
        if found.cell_len + word.cell_len + len(gap) > width:
            break
        found.append_text(word).append(gap)
    return found
