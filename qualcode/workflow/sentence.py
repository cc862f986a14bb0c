"""One sentence as a document, so that the engine can be asked about it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.document import Document, Unit
from qualcode.model.transcript import Role, Turn
from qualcode.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASKS, _ANSWERS = "Q", "A"


def document_of(text: str, *, speaker: str = "", asked: str = "") -> Document:
    """Make a document of one answer and the question before it.

    Args:
        text: What is said; may be several sentences.
        speaker: Subject id of who says it; empty = not known.
        asked: The interviewer's question before, if there was one.
    """
    whole = f"{asked}\n{text}" if asked else text
    start = len(whole) - len(text)
    return _document(whole, start, sentences(whole, start, len(whole)), speaker, len(asked))


def answer_of(said: Sequence[str], *, speaker: str = "", asked: str = "") -> Document:
    """Make a document of an answer whose sentences are known, and the question before it.

    Args:
        said: The sentences.
        speaker: Subject id of who says them; empty = not known.
        asked: The interviewer's question before, if there was one.
    """
    text = " ".join(said)
    whole = f"{asked}\n{text}" if asked else text
    start = at = len(whole) - len(text)
    units: list[tuple[int, int]] = []
    for each in said:
        units.append((at, at + len(each)))
        at += len(each) + 1
    return _document(whole, start, units, speaker, len(asked))


def _document(
    whole: str, start: int, units: Sequence[tuple[int, int]], speaker: str, asked: int
) -> Document:
    """Make the document of a question of some length, and the answer that starts after it."""
    said, question = (start, len(whole)), (0, asked)
    answer = Turn(int(bool(asked)), *said, *said, _ANSWERS, Role.RESPONDENT)
    asking = Turn(0, *question, *question, _ASKS, Role.INTERVIEWER)
    turns = (asking, answer) if asked else (answer,)
    return Document(
        name="sentence",
        text=whole,
        turns=turns,
        units=tuple(Unit(answer.index, *each) for each in units),
        participants={_ANSWERS: "sentence"},
        subjects={_ANSWERS: speaker},
    )
