"""Transcripts that label one side only.

`问：后来发生了什么？` and then paragraphs without a label, or a think-aloud session in
which only the moderator has a name: what follows a question is the answer. And the
other way about: `1、您家几口人？` and then `答：五口。`, or a question without any sign.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.transcripts.pieces import Piece, before_blanks, behind_blanks
from qualcode.transcripts.shapes import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.transcripts.shapes import Mark

_ANSWERED = 0.3
"""Share of questions that must be followed by unlabelled lines for these to be answers."""
_LONG = 500
"""Characters above the first label that are speech, not a title."""
_NUMBERED = re.compile(
    r"\n(?P<lead>[ \t\u3000]*+)(?:\d{1,3}(?:[、.．)）][ \t]*|[ \t]+)(?=\D)"
    r"|[(（](?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）][ \t]*|[一二三四五六七八九十]{1,3}、)"
    r"[^\n]{2,300}[？?][ \t]*(?=\n)"
)
_SET_OFF = re.compile(
    r"\n(?P<lead>[ \t\u3000]*+)"
    r"(?:(?:[QqＱ问問](?:uestion)?[ ]?\d{0,3}|\d{1,3})[、.．)）:：][ \t]*(?=\D)"
    r"|[(（]\d{1,3}[)）][ \t]*|\#{1,6}[ \t]+|(?P<bold>\*\*)(?=[^*\n]+\*\*[ \t]*(?:\n|\Z)))"
    r"[^\n]{1,300}?[？?](?(bold)\*\*)[ \t]*(?=\n)"
)
_MOSTLY = 0.7
"""Share of unlabelled questions that must be followed by something else."""
_SEVERAL = 2
"""Fewer numbered lines than this are no questionnaire."""


def find_questions(text: str) -> list[tuple[int, int]]:
    """Return the numbered lines that ask something, as half-open positions."""
    found = [(m.end("lead") - 1, m.end() - 1) for m in _NUMBERED.finditer("\n" + text)]
    return found if len(found) >= _SEVERAL else []


def find_asked(text: str, marks: Sequence[Mark], start: int) -> list[tuple[int, int]]:
    """Return the lines directly above labels that ask something, if most labels have one.

    Args:
        text: The whole text, in which only answers are labelled.
        marks: The labels.
        start: Where the header ends.
    """
    found: list[tuple[int, int]] = []
    here = start
    for mark in marks:
        end = before_blanks(text, here, mark.start)
        line = text.rfind("\n", here, end) + 1 or (here if mark is marks[0] else end)
        begin = behind_blanks(text, line, end)
        if text[begin:end].endswith(("?", "？")):
            found.append((begin, end))
        here = mark.end
    return found if len(found) >= max(_SEVERAL, _MOSTLY * (len(marks) - 1)) else []


def find_interview(text: str, start: int) -> list[tuple[int, int]]:
    """Return the questions of a text without any label, if it is made of them and answers.

    Questions are set off by a number, a letter, as a heading or in bold, end in a question
    mark, and something that is no question follows most of them.

    Args:
        text: The whole text.
        start: Where the header ends.
    """
    found = [
        (m.end("lead") - 1, m.end() - 1)
        for m in _SET_OFF.finditer("\n" + text)
        if m.end("lead") > start
    ]
    borders = [*(at for at, _ in found[1:]), len(text)]
    answered = sum(
        bool(text[end:border].strip()) for (_, end), border in zip(found, borders, strict=False)
    )
    return found if len(found) >= _SEVERAL and answered >= _MOSTLY * len(found) else []


def give_answers(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Give unlabelled lines to a speaker without a name.

    Args:
        text: The whole text.
        pieces: Its pieces, all labelled ones being questions.
    """
    spoken = [piece for piece in pieces if piece.speaker != NOBODY]
    answered = sum(_is_unlabelled(piece) or _answer_at(text, piece) >= 0 for piece in spoken)
    return list(_divided(text, pieces)) if answered >= _ANSWERED * len(spoken) else list(pieces)


def is_speech_before(text: str, start: int, first: int) -> bool:
    """Tell whether what stands between header and first label is too long for a title."""
    return len(text[start:first].strip()) > _LONG


def _divided(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        at = _answer_at(text, piece)
        if piece.speaker == NOBODY:
            yield piece
        elif _is_unlabelled(piece):
            yield piece._replace(speaker="")
        elif at < 0:
            yield piece
        else:
            end = before_blanks(text, piece.speech, at)
            answer = behind_blanks(text, at, piece.end)
            yield piece._replace(end=end, speech_end=end)
            yield Piece(answer, piece.end, answer, piece.speech_end, "", "")


def _is_unlabelled(piece: Piece) -> bool:
    """Tell whether a piece goes on behind a note, without a label of its own."""
    return piece.start == piece.speech and piece.speech < piece.speech_end


def _answer_at(text: str, piece: Piece) -> int:
    """Return where the first line of a labelled piece ends, -1 when it has one line only."""
    return text.find("\n", piece.speech, piece.speech_end)
