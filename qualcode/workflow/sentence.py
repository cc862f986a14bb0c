"""One sentence as a document, so that the engine can be asked about it alone."""

from __future__ import annotations

from qualcode.model.document import Document, Unit
from qualcode.model.transcript import Role, Turn
from qualcode.text.sentences import sentences

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
    said, question = (start, len(whole)), (0, len(asked))
    answer = Turn(int(bool(asked)), *said, *said, _ANSWERS, Role.RESPONDENT)
    asking = Turn(0, *question, *question, _ASKS, Role.INTERVIEWER)
    turns = (asking, answer) if asked else (answer,)
    return Document(
        name="sentence",
        text=whole,
        turns=turns,
        units=tuple(Unit(answer.index, *each) for each in sentences(whole, start, len(whole))),
        participants={_ANSWERS: "sentence"},
        subjects={_ANSWERS: speaker},
    )
