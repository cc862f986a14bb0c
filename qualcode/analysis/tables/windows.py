"""The windows of co-occurrence, light enough for a command line that only offers them."""

from __future__ import annotations

from enum import StrEnum

from qualcode.model.label import Label


class Window(StrEnum):
    """What two codings must share to come together."""

    UNIT = "unit"
    """The same sentence."""
    TURN = "turn"
    """The same answer."""
    DOCUMENT = "document"
    PERSON = "person"


WINDOW_NAMES: dict[Window, Label] = {
    Window.UNIT: Label("同一句", "the same sentence"),
    Window.TURN: Label("同一话轮", "the same turn"),
    Window.DOCUMENT: Label("同一份材料", "the same document"),
    Window.PERSON: Label("同一受访者", "the same person"),
}
