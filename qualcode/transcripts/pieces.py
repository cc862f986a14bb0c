"""Marks cut a text into pieces: what lies between two of them is one stretch of speech.

A mark is a label, a note or a time stamp at its position. Nothing between the
first mark and the end of the text is lost, except blanks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.making import maker
from qualcode.transcripts.paragraphs import paragraphs
from qualcode.transcripts.shapes import NOBODY, ON
from qualcode.transcripts.times import IN_BRACKETS, bare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.transcripts.shapes import Mark

_STAMP_AT_END = re.compile(rf"[ \t]*({IN_BRACKETS})\s*\Z")
_STAMP_SIGNS = "])}）】#>"
"""How a stamp at the end of a turn ends; looked at first, since it is cheap."""


class Piece(NamedTuple):
    """A turn before it has a role."""

    start: int
    end: int
    speech: int
    speech_end: int
    speaker: str
    time: str


_made = maker(Piece)


def cut_pieces(text: str, marks: Sequence[Mark], names: Mapping[str, str]) -> list[Piece]:
    """Cut the text at the marks; a stamp with nothing behind it joins the next piece.

    Args:
        text: The whole text.
        marks: Where something begins, in order.
        names: Speakers by their labels as written.
    """
    pieces: list[Piece] = []
    speaker = ""
    held: tuple[int, str] | None = None
    ends = [mark.start for mark in marks[1:]]
    ends.append(len(text))
    for mark, end in zip(marks, ends, strict=True):
        start, said, label, time, _, closed, said_to = mark
        begin, stamp = held or (start, "")
        held = None
        if label == ON and behind_blanks(text, said, end) == end:
            held = (begin, time or stamp)
            continue
        who = speaker if label == ON else names.get(label, label)
        if closed >= 0:
            pieces.append(Piece(begin, closed, said, said_to, who, time or stamp))
            rest = behind_blanks(text, closed, end)
            if rest < end:
                pieces.append(_piece(text, (rest, rest, end), speaker, ""))
            continue
        speaker = who
        pieces.append(_piece(text, (begin, said, end), who, time or stamp))
    if held:
        last = before_blanks(text, held[0], len(text))
        pieces.append(Piece(held[0], last, held[0], last, NOBODY, held[1]))
    return pieces


def _piece(text: str, bounds: tuple[int, int, int], speaker: str, time: str) -> Piece:
    """Make a piece that begins with a mark, even if nothing is said in it.

    Args:
        text: The whole text.
        bounds: Where the mark begins, where the words begin and where the next piece does.
        speaker: Who speaks.
        time: The stamp of the mark; without one, a stamp at the end of the words is taken.
    """
    start, said, end = bounds
    first = behind_blanks(text, said, end)
    last = before_blanks(text, first, end)
    if first == last:
        last = before_blanks(text, start, said)
        return Piece(start, last, last, last, speaker, time)
    if text[last - 1] not in _STAMP_SIGNS:
        return _made((start, last, first, last, speaker, time))
    stamp = _STAMP_AT_END.search(text[max(first, last - 40) : last])
    if not stamp:
        return Piece(start, last, first, last, speaker, time)
    words_end = before_blanks(text, first, last - len(stamp[0]))
    return Piece(start, last, first, words_end, speaker, time or bare(stamp[1]))


def behind_blanks(text: str, start: int, end: int) -> int:
    """Return where the first character that is not blank stands, or `end`."""
    while start < end and text[start].isspace():
        start += 1
    return start


def before_blanks(text: str, start: int, end: int) -> int:
    """Return where the last character that is not blank ends, or `start`."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def by_paragraph(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Cut bare text into one piece per paragraph."""
    cut: list[Piece] = []
    for piece in pieces:
        if piece.speaker == NOBODY:
            cut.append(piece)
        else:
            spans = paragraphs(text, piece.start, piece.end)
            cut.extend(Piece(start, end, start, end, "", "") for start, end in spans)
    return cut
