"""The program around the screens."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import App

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.screen import Screen

_WARM_AFTER = 0.4
"""Seconds after the first drawing until what later keys need is loaded."""


class ReviewApp(App[None], inherit_bindings=False):
    """Shows one screen, and others over it, until a person leaves.

    Args:
        first: Makes the screen to begin with.
    """

    TITLE = "qualcode"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+q", "quit"), ("ctrl+c", "quit")]

    def __init__(self, first: Callable[[], Screen[None]]) -> None:
        super().__init__(ansi_color=bool(os.environ.get("NO_COLOR")))
        self._first = first

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen."""
        return self._first()

    def on_mount(self) -> None:
        """Load what later keys need, once the first screen stands."""
        self.set_timer(_WARM_AFTER, self._warm)

    @property
    def fault(self) -> Exception | None:
        """Return what ended the program, where that was no wish of the person's."""
        return self._exception

    def _fatal_error(self) -> None:
        """End without Textual's traceback, which would print variables that hold interview text.

        `main` reports the fault as any other.
        """
        self.bell()
        self._close_messages_no_wait()

    def _warm(self) -> None:
        gc.freeze()
        gc.enable()
        self.run_worker(_load_words, thread=True, exit_on_error=False)


def _load_words() -> None:
    """Load the dictionaries that moving by words and typing pinyin will ask for."""
    from qualcode.text.pinyin import sounds
    from qualcode.text.words import word_borders

    word_borders("看病难")
    sounds("看病难")
