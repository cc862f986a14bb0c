"""Transcripts that label questions only: what follows a question is the answer.

`问：后来发生了什么？` and then paragraphs without a label; or a think-aloud session in
which only the moderator has a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.transcripts.pieces import NOBODY, Piece, before_blanks, behind_blanks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ANSWERED = 0.3
"""Share of questions that must be followed by unlabelled lines for these to be answers."""
_LONG = 500
"""Characters above the first label that are speech, not a title."""


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
