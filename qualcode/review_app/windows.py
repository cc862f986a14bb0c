"""What all small windows over a screen have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from qualcode.review_app.rows import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.widget import Widget

Answer = TypeVar("Answer")

FRAME = 4
"""Cells that the border and padding of a window take."""
WIDEST = 78


class Window(ModalScreen[Answer], inherit_bindings=False):
    """A framed window at the lower edge; Esc closes it without an answer (None).

    Args:
        title: Stands in the frame.
        hint: The keys, at the lower edge of the frame.
    """

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    DEFAULT_CSS = """
    Window { align: center bottom; background: $background 30%;
        & > Vertical { width: 100%; max-width: 78; height: auto; max-height: 100%;
            border: round $primary; background: $surface; padding: 0 1; }
        & Lines { height: auto; background: $surface; }
        & Input { border: none; height: 1; padding: 0; background: $surface;
            &:focus { border: none; } }
        & TextArea { border: none; height: 5; padding: 0; background: $surface;
            &:focus { border: none; } }
    }
    """

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self._title, self._hint = title, hint

    def contents(self) -> Iterable[Widget]:
        """Return what stands in the window."""
        return ()

    def compose(self) -> ComposeResult:
        """Lay out the frame and what is in it."""
        with Vertical() as frame:
            frame.border_title = Text(shown(self._title))
            frame.border_subtitle = Text(shown(self._hint))
            yield from self.contents()

    @property
    def room(self) -> int:
        """Return the cells of a line inside the frame."""
        return max(min(self.app.size.width, WIDEST) - FRAME, 10)

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
