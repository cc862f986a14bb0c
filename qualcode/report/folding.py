"""Folding mixed Chinese and English text into lines.

Rich breaks lines at blanks, and a Chinese sentence has none: it would leave half
a line empty before every sentence, and begin lines with a full stop. Here lines end
where `qualcode.report.wrapping` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from qualcode.report.wrapping import line_starts

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

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
