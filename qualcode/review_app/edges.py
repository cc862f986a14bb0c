"""Moving the edges of a coding by one sign or one word, within its turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.span import Span
from qualcode.review_app.motions import sign_after, sign_before, word_after, word_before

if TYPE_CHECKING:
    from qualcode.model.excerpt import Excerpt


def moved_edge(excerpt: Excerpt, side: str, way: int) -> Span:
    """Return the span with its start moved by a sign, or its end by a word.

    Neither leaves the words that the excerpt shows, and one sign at least is left.

    Args:
        excerpt: The coding with the words around it.
        side: ``start`` or ``end``.
        way: 1 = later in the text, -1 = earlier.
    """
    text = excerpt.before + excerpt.coding.quote + excerpt.after
    first = excerpt.coding.span.start - len(excerpt.before)
    start, end = (edge - first for edge in (excerpt.coding.span.start, excerpt.coding.span.end))
    if side == "start":
        start = sign_after(text, start) if way > 0 else sign_before(text, start)
    else:
        end = _end_after(text, end) if way > 0 else _end_before(text, end)
    if not 0 <= start < end <= len(text):
        return excerpt.coding.span
    return Span(start + first, end + first)


def _end_after(text: str, end: int) -> int:
    """Return where the next word ends, without the blanks after it."""
    stop = word_after(text, end)
    while stop > end + 1 and text[stop - 1].isspace():
        stop -= 1
    return stop


def _end_before(text: str, end: int) -> int:
    """Return where the word before the last one ends."""
    stop = word_before(text, end)
    while stop > 0 and text[stop - 1].isspace():
        stop -= 1
    return stop
