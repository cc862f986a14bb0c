"""Folding mixed Chinese and English text into lines.

Rich breaks lines at blanks, and a Chinese sentence has none: it would leave half
a line empty before every sentence, and begin lines with a full stop. Here a line
may end between any two Chinese characters, but no line begins with closing
punctuation or ends with an opening bracket (避头尾).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

_NOT_FIRST = frozenset("，。、；：？！）】》」』”’…—·,.;:?!)]}%％")
_NOT_LAST = frozenset("（【《「『“‘([{")
_LEAST = 8
"""Where a margin leaves fewer cells than this for words, it is left out."""


class Folded:
    """A text folded to the width it is given, every line behind the same margin.

    Args:
        text: The words; line breaks in it are kept.
        margin: What stands before the first line; the others get as many blanks.
    """

    def __init__(self, text: Text, margin: str = "") -> None:
        self._text, self._margin = text, margin

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines, as Rich asks for them."""
        deep = cell_len(self._margin)
        deep = deep if options.max_width - deep >= _LEAST else 0
        margin = Text(self._margin if deep else "")
        for paragraph in self._text.split("\n", allow_blank=True):
            paragraph.expand_tabs(4)
            for line in paragraph.divide(line_starts(paragraph.plain, options.max_width - deep)):
                line.rstrip()
                yield Text.assemble(margin, line, no_wrap=True, overflow="ignore")
                margin = Text(" " * deep)


def folded(text: str, width: int) -> str:
    """Return a text with a line break where each further line begins."""
    return "\n".join(
        part.plain.rstrip()
        for line in text.split("\n")
        for part in Text(line).divide(line_starts(line, width))
    )


def line_starts(text: str, width: int) -> list[int]:
    """Return where the second and further lines of a text begin.

    Args:
        text: Without line breaks.
        width: Cells of a line.
    """
    starts: list[int] = []
    here, gap = 0, 0
    for index, sign in enumerate(text):
        if index > here and _may_break(text, index):
            gap = index
        while not sign.isspace() and here < index and cell_len(text[here : index + 1]) > width:
            here = gap if gap > here else index
            starts.append(here)
    return starts


def _may_break(text: str, index: int) -> bool:
    """Tell whether a line may begin at an index: after a blank, or beside a wide character."""
    before, after = text[index - 1], text[index]
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST or not cell_len(after):
        return False
    return before.isspace() or before in "-/" or cell_len(before) == 2 or cell_len(after) == 2
