"""Text made of speeches, for formats that keep speakers apart from words.

One paragraph a turn, `speaker: words`, so that the stored text reads as a
transcript does and can be shown, searched and exported as any other.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.model.span import Span
from qualcode.model.transcript import Role, Turn
from qualcode.transcripts.content import Speech
from qualcode.transcripts.header import Header
from qualcode.transcripts.notes import find_notes
from qualcode.transcripts.roles import assign_roles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.transcripts.options import ReadingOptions

_CJK = re.compile(r"[\u3400-\u9fff]")


def compose(speeches: Sequence[Speech], options: ReadingOptions) -> tuple[str, tuple[Turn, ...]]:
    """Write speeches down as a transcript.

    Returns:
        The text, and its turns with their positions in it.
    """
    speeches = [part for speech in speeches for part in _notes_apart(speech)]
    roles = _roles(speeches, options)
    parts: list[str] = []
    turns: list[Turn] = []
    here = 0
    for index, speech in enumerate(speeches):
        label = _label(speech)
        words = speech.text.strip()
        parts.append(f"{label}{words}\n")
        span = Span(here, here + len(label) + len(words))
        said = Span(here + len(label), span.end)
        role = speech.role or roles[speech.speaker]
        turns.append(Turn(index, span, said, speech.speaker, role, speech.time))
        here += len(parts[-1])
    return "".join(parts), tuple(turns)


def _label(speech: Speech) -> str:
    if not speech.speaker:
        return ""
    return f"{speech.speaker}：" if _CJK.search(speech.speaker) else f"{speech.speaker}: "


def _roles(speeches: Sequence[Speech], options: ReadingOptions) -> dict[str, Role]:
    spoken = ((s.speaker, s.text) for s in speeches if s.role is not Role.NOTE)
    return assign_roles(spoken, Header(), options)


def _notes_apart(speech: Speech) -> Iterator[Speech]:
    """Cut stage directions that are lines of their own out of a speech."""
    if speech.role is Role.NOTE or "\n" not in speech.text:
        yield speech
        return
    here = 0
    for note in find_notes("\n" + speech.text):
        if speech.text[here : note.start].strip():
            yield replace(speech, text=speech.text[here : note.start].strip())
        yield Speech("", speech.text[note.start : note.end], role=Role.NOTE)
        here = note.end
    if speech.text[here:].strip():
        yield replace(speech, text=speech.text[here:].strip())
