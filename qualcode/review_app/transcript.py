"""The transcript as one reads and codes it: rows, lanes of codings, caret and selection."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.review_app import motions
from qualcode.review_app.lanes import Lanes, Marked
from qualcode.review_app.motions import Caret, Ground
from qualcode.review_app.painting import painted
from qualcode.review_app.scene import Scene
from qualcode.review_app.steps import step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events

    from qualcode.model.document import Document

_NEAR = 2
"""Rows that stay visible above and below the caret."""
_THEMED = ("margin", "question", "label", "coded", "here", "found", "tagged")
_FIXED = {"selected": Style(reverse=True), "caret": Style(reverse=True, bold=True, underline=True)}
"""What must be seen without any colour."""


class TranscriptView(ScrollView):
    """A transcript with a caret; all positions are offsets into its stored text.

    Args:
        document: What to show.
        codings: What stands beside it.
        at: Where the caret begins.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"transcript--{name}" for name in _THEMED}
    DEFAULT_CSS = """
    TranscriptView { height: 1fr; width: 1fr; overflow-x: hidden; overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .transcript--margin { color: $text-muted; }
        & > .transcript--question { color: $text-muted; }
        & > .transcript--label { color: $primary; text-style: bold; }
        & > .transcript--coded { background: $primary 15%; }
        & > .transcript--here { background: $primary 35%; text-style: underline; }
        & > .transcript--found { background: $warning 40%; text-style: bold; }
        & > .transcript--tagged { background: $success 30%; text-style: italic underline; }
    }
    """

    class Moved(Message):
        """The caret stands elsewhere, or the selection is another."""

    def __init__(self, document: Document, codings: Iterable[Marked] = (), *, at: int = 0) -> None:
        super().__init__()
        self.can_focus = False
        self.scene = Scene(Ground(document), Lanes(codings), Caret(at))
        self._column: int | None = None
        self._dragging = False

    @property
    def caret(self) -> Caret:
        """Return where the caret stands."""
        return self.scene.caret

    @property
    def ground(self) -> Ground:
        """Return the document as one moves about in it."""
        return self.scene.ground

    # what is shown

    def mark(self, codings: Iterable[Marked]) -> None:
        """Show other codings beside the same text."""
        before = self.scene.margin
        self.scene.lanes = Lanes(codings)
        if self.scene.margin != before:
            self.on_resize()
        self.refresh()

    def toggle_lanes(self) -> None:
        """Show or hide the lanes."""
        self.scene.with_lanes = not self.scene.with_lanes
        self.on_resize()

    def on_resize(self) -> None:
        """Wrap anew, with the caret still in view."""
        self.scene.wrap(self.size.width)
        self.virtual_size = Size(self.size.width, len(self.scene.rows))
        self._follow()
        self.refresh()

    # moving

    def go(self, caret: Caret) -> None:
        """Place the caret and bring it into view."""
        self.scene.caret, self._column = caret, None
        self._follow()
        self.refresh()
        self.post_message(self.Moved())

    def move(self, way: str, *, select: bool = False) -> None:
        """Move the caret one step; see `steps.STEPS`, and ``up``, ``down`` and by pages."""
        select = select or self.caret.anchor is not None
        page = max(self.size.height - _NEAR, 1)
        vertical = {"up": -1, "down": 1, "page_up": -page, "page_down": page}
        if way in vertical:
            self._move_rows(vertical[way], select=select)
        else:
            to = step(way, self.ground, self.scene.rows, self.caret.offset)
            self.go(self.caret.moved(to, select=select))

    def toggle_anchor(self) -> None:
        """Begin a selection at the caret, or let go of it."""
        at = self.caret.offset
        self.go(Caret(at) if self.caret.anchor is not None else Caret(at, at))

    def _move_rows(self, by: int, *, select: bool) -> None:
        rows = self.scene.rows
        row, cell = rows.cell_of(self.caret.offset)
        column = cell if self._column is None else self._column
        to = row + by
        offset = rows.offset_at(to, column) if 0 <= to < len(rows) else len(rows.text) * (to > 0)
        self.go(self.caret.moved(offset, select=select))
        self._column = column

    def _follow(self) -> None:
        """Scroll so that the caret is seen, and tell the terminal where it stands."""
        row, _ = self.scene.rows.cell_of(self.caret.offset)
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        near = min(_NEAR, (height - 1) // 2)
        if not top - height <= row < top + 2 * height:
            top = row - height // 3  # a jump: with what was said before
        top = min(max(top, row - height + 1 + near), row - near)
        self.scroll_to(y=max(top, 0), animate=False, force=True, immediate=True)
        self.place_cursor()

    def place_cursor(self) -> None:
        """Let an input method open its window at the caret."""
        row, cell = self.scene.rows.cell_of(self.caret.offset)
        inside = Offset(self.scene.margin + cell, row - self.scroll_offset.y)
        self.app.cursor_position = self.content_region.offset + inside

    # drawing

    def render_line(self, y: int) -> Strip:
        """Return one visible row."""
        row, rows, styles = y + self.scroll_offset.y, self.scene.rows, self._styles()
        if row >= len(rows):
            return Strip.blank(self.size.width, self.rich_style)
        start, end = rows[row]
        segments = [Segment(self.scene.beside(row), styles["margin"])]
        segments += painted(rows.shown(row), start, self.scene.marks(row), styles)
        if self.caret.offset == end and rows.row_of(end) == row:
            segments.append(Segment(" ", styles["caret"]))
        return Strip(segments).crop_extend(0, self.size.width, None).apply_style(self.rich_style)

    def _styles(self) -> dict[str, Style]:
        themed = {
            name: self.get_component_rich_style(f"transcript--{name}", partial=True)
            for name in _THEMED
        }
        return themed | _FIXED

    # mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Place the caret, and begin to drag."""
        self._dragging = True
        self.capture_mouse()
        self.go(self.caret.moved(self._offset_at(event), select=event.shift))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the mouse while its button is held."""
        if self._dragging and (offset := self._offset_at(event)) != self.caret.offset:
            self.go(self.caret.moved(offset, select=True))

    def on_mouse_up(self) -> None:
        """End a drag."""
        self._dragging = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select the word on a double click, the sentence on a triple one."""
        if event.chain < 2:
            return
        at = self._offset_at(event)
        word = motions.word_at(self.ground.text, at)
        span = word if event.chain == 2 else self.ground.sentence_at(at) or word
        self.go(Caret(span.end, span.start))

    def _offset_at(self, event: events.MouseEvent) -> int:
        row = event.y + self.scroll_offset.y
        return self.scene.rows.offset_at(row, event.x - self.scene.margin)
