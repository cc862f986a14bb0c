"""Which words can be coded: those of a quote, and said by one respondent.

A coding belongs to one speaker. What an interviewer asks is context, what a note
says nobody has spoken: a code on either would be a reference that is nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import UsageError, typed
from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.transcript import Transcript
    from qualcode.workflow.project import Project


def find_quote(text: str, quote: str, *, nth: int = 0) -> Span:
    """Return where a quote stands in a text; width, case and kind of signs do not matter.

    Args:
        text: The text.
        quote: Words as they stand there; where they do not to the letter, words like them.
        nth: Which of several places, 1-based; 0 = the only one.

    Raises:
        UsageError: When it stands nowhere, or in several places and none was chosen.
    """
    starts = _starts(text, quote) or _starts(fold(text), fold(quote))
    if not starts:
        raise UsageError("the quote does not stand in the document", hint="copy it from there")
    if nth == 0 and len(starts) > 1:
        raise UsageError(
            f"the quote stands in {len(starts)} places", hint=f"choose with --nth 1..{len(starts)}"
        )
    if nth > len(starts):
        raise UsageError(f"the quote stands in {len(starts)} places only", hint="--nth is 1-based")
    start = starts[max(nth, 1) - 1]
    return Span(start, start + len(quote))


def _starts(text: str, quote: str) -> list[int]:
    found = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def refuse_uncodable(project: Project, document: str, span: Span) -> None:
    """Refuse words that are not one respondent's.

    Raises:
        UsageError: When they are an interviewer's, a note, nobody's, or of several speakers.
    """
    refuse_unsaid(project.store.turns.voices_in(document, span))


def voices_in(transcript: Transcript, span: Span) -> list[tuple[str, Role]]:
    """Return label and role of everybody who says words at a span of what was just read."""
    said = [turn for turn in transcript.turns if turn.speech.overlaps(span)] if len(span) else []
    return list(dict.fromkeys((turn.speaker, turn.role) for turn in said))


def refuse_unsaid(everybody: Sequence[tuple[str, Role]]) -> None:
    """Refuse words that are not one respondent's, by label and role of who says them.

    Raises:
        UsageError: As `refuse_uncodable` does.
    """
    voices = [each for each in everybody if each[1] is not Role.NOTE] or everybody[:1]
    if not voices:
        raise UsageError("nobody says these words", hint="code what stands after the speaker")
    if len(voices) > 1:
        names = ", ".join(label for label, _ in voices)
        raise UsageError(
            f"these words are of several speakers: {names}",
            hint="a coding belongs to one speaker: code the words of each respondent by themselves",
        )
    ((label, role),) = voices
    if role is Role.NOTE:
        raise UsageError(
            "these words are a note that nobody spoke, and are never coded",
            hint=f"write a memo; {_if_it_is_not(label)}",
        )
    if role is Role.INTERVIEWER:
        raise UsageError(
            f"these words are the interviewer's ({label}), which are context and never coded",
            hint=f"code the answer; {_if_it_is_not(label)}",
        )


def _if_it_is_not(label: str) -> str:
    """Return how to say that somebody is a respondent after all."""
    name = label or "LABEL"
    rule = typed(f"{name}=respondent")
    return f"`qualcode speakers --set {rule}` and a new import make it a respondent"
