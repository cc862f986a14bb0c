"""Cues and segments joined into turns.

Subtitles cut speech every few seconds. Pieces of one speaker that follow each other
are one turn; where no speaker is known, a pause or the end of a sentence in a long
piece begins a new one.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from qualcode.transcripts.content import Speech
from qualcode.transcripts.times import to_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

_CJK = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_PUNCTUATION = re.compile(r"[，。？！、；]")
_SENTENCE_END = tuple('。？！.?!…”"」')
_PAUSE = 20.0
"""Seconds between the beginnings of two pieces that are a pause."""
_ENOUGH = 400
"""Characters after which the end of a sentence ends a turn without a speaker."""
_TOO_MUCH = 2000
"""Characters after which a turn without a speaker ends anyway."""


def joined(pieces: Sequence[Speech]) -> list[Speech]:
    """Join pieces into turns.

    Args:
        pieces: Speech in order; in a file that knows speakers, one without speaker goes on
            with the speaker before.
    """
    named = any(piece.speaker for piece in pieces)
    turns: list[list[Speech]] = []
    length = 0
    for piece in pieces:
        before = turns[-1][-1] if turns else None
        if before and _goes_on(before, piece, length, named=named):
            turns[-1].append(piece)
            length += len(piece.text)
        else:
            turns.append([piece])
            length = len(piece.text)
    blank = _blank(pieces)
    return [_one(turn, blank) for turn in turns]


def join_words(left: str, right: str, *, blank: str = "") -> str:
    """Put two pieces of a line together: with a blank, or with `blank` between Chinese."""
    if not left or not right:
        return left or right
    chinese = _CJK.match(left[-1]) or _CJK.match(right[0])
    return f"{left}{blank if chinese else ' '}{right}"


def _goes_on(before: Speech, piece: Speech, length: int, *, named: bool) -> bool:
    if before.role is not piece.role:
        return False
    if named:
        return not piece.speaker or piece.speaker == before.speaker
    long = length >= _TOO_MUCH or (length >= _ENOUGH and before.text.endswith(_SENTENCE_END))
    return not long and not _paused(before, piece)


def _paused(before: Speech, piece: Speech) -> bool:
    began, begins = to_seconds(before.time), to_seconds(piece.time)
    return min(began, begins) >= 0 and begins - began > _PAUSE


def _blank(pieces: Sequence[Speech]) -> str:
    """Return what stands between Chinese pieces.

    Recognised speech often has no punctuation; then the cut between two cues is the
    only border there is, and a blank keeps it.
    """
    return "" if any(_PUNCTUATION.search(piece.text) for piece in pieces) else " "


def _one(turn: Sequence[Speech], blank: str) -> Speech:
    first = turn[0]
    parts: list[str] = []
    places: list[tuple[int, str]] = []
    length = 0
    for piece in filter(attrgetter("text"), turn):
        if parts:
            chinese = _CJK.match(parts[-1][-1]) or _CJK.match(piece.text[0])
            parts.append(blank if chinese else " ")
            length += len(parts[-1])
            if not parts[-1]:
                parts.pop()
        places += [(length + at, place) for at, place in _places(piece)]
        parts.append(piece.text)
        length += len(piece.text)
    return Speech(first.speaker, "".join(parts), first.time, first.role, tuple(places))


def _places(piece: Speech) -> tuple[tuple[int, str], ...]:
    """Return where a piece stands in its source: by its time, where nothing else is known."""
    return piece.places or (((0, piece.time),) if piece.time else ())
