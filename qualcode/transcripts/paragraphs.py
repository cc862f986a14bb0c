"""Paragraphs of bare text: blocks between blank lines, or lines where there are no blank ones.

Lines that a tool broke at a width (none of them ends a sentence) are one paragraph.
"""

from __future__ import annotations

import re

_BLANK_LINES = re.compile(r"\n[ \t\u3000]*\n\s*")
_SENTENCE_END = tuple("。！？!?.…”」』）)\"':：;；")
_FULL_LINES = 0.5
"""Share of lines that must end a sentence for lines to be paragraphs."""


def paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the paragraphs of a stretch of text, without blanks around them."""
    blocks = _cut(text, start, end, _BLANK_LINES)
    if len(blocks) > 1:
        return blocks
    lines = _cut(text, start, end, re.compile(r"\n"))
    full = sum(text[last - 1] in _SENTENCE_END for _, last in lines)
    return lines if full >= _FULL_LINES * len(lines) else blocks


def _cut(text: str, start: int, end: int, border: re.Pattern[str]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    here = start
    for match in border.finditer(text, start, end):
        pieces.append((here, match.start()))
        here = match.end()
    pieces.append((here, end))
    return [span for span in (_trimmed(text, *piece) for piece in pieces) if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
