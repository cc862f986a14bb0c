"""Labels within a line: `记者：您怎么看？受访者：我们认为……`.

Only speakers already believed, and role words, are looked for, and only behind the
end of a sentence outside quotation marks: a respondent may quote a form in
which 问 and 答 stand too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualcode.transcripts.labels import is_role_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.transcripts.layouts import Layout

_CANDIDATE = re.compile(
    r"[。？！?!…”」）)][ \t\u3000]*(?P<label>[^\s:：，。？！；,?!;“”\"「」（）()]{1,12})[:：](?!//)"
)
_OPEN, _CLOSED = "“「『", "”」』"


class Inline(NamedTuple):
    """A turn that begins within a line."""

    start: int
    end: int
    label: str


def find_inline(text: str, layout: Layout) -> Iterator[Inline]:
    """Yield the labels within lines, in order.

    Args:
        text: The whole text.
        layout: How the text marks speakers at the beginning of lines; only a text
            with labels and colons has more of them within.
    """
    if layout.name != "label-colon":
        return
    turns = iter(layout.marks)
    mark, following = next(turns), next(turns, None)
    begin = mark.end
    for match in _CANDIDATE.finditer(text, begin):
        start = match.start("label")
        while following and start >= following.start:
            mark, following = following, next(turns, None)
            begin = mark.end
        name = _speaker(match["label"], layout) if start >= begin else ""
        if name and not _is_quoted(text, begin, start):
            yield Inline(start, match.end(), name)
            begin = start


def _speaker(label: str, layout: Layout) -> str:
    label = label.strip("*_")
    believed = layout.cast.name(label)
    if believed:
        return believed
    return label if is_role_word(label) and not label.isascii() else ""


def _is_quoted(text: str, begin: int, here: int) -> bool:
    """Tell whether a quotation that began in this turn is still open here."""
    opened = sum(text.count(sign, begin, here) for sign in _OPEN)
    closed = sum(text.count(sign, begin, here) for sign in _CLOSED)
    return opened > closed or text.count('"', begin, here) % 2 == 1
