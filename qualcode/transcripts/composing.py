"""Text made of speeches, for formats that keep speakers apart from words.

One paragraph a turn, `speaker: words`, so that the stored text reads as a
transcript does and can be shown, searched and exported as any other.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.landmark import Landmark
from qualcode.model.transcript import Role, Turn
from qualcode.transcripts.header import Header
from qualcode.transcripts.notes import find_notes
from qualcode.transcripts.roles import assign_roles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.transcripts.content import Speech
    from qualcode.transcripts.options import ReadingOptions

_CJK = re.compile(r"[\u3400-\u9fff]")


class Composed(NamedTuple):
    """Speeches written down."""

    text: str
    turns: tuple[Turn, ...]
    landmarks: tuple[Landmark, ...]
    """Where the text stands in its source."""


def compose(speeches: Sequence[Speech], options: ReadingOptions) -> Composed:
    """Write speeches down as a transcript."""
    speeches = [part for speech in speeches for part in _notes_apart(speech)]
    roles = _roles(speeches, options)
    parts: list[str] = []
    turns: list[Turn] = []
    landmarks: list[Landmark] = []
    here = 0
    for index, speech in enumerate(speeches):
        label = _label(speech)
        words = speech.text.strip()
        parts.append(f"{label}{words}\n")
        said = here + len(label)
        end = said + len(words)
        role = speech.role or roles[speech.speaker]
        turns.append(Turn(index, here, end, said, end, speech.speaker, role, speech.time))
        landmarks += _landmarks(speech, turns[-1])
        here += len(parts[-1])
    return Composed("".join(parts), tuple(turns), _merged(landmarks))


def _landmarks(speech: Speech, turn: Turn) -> Iterator[Landmark]:
    """Yield where the words of a speech stand; the first place holds for its label too."""
    for number, (offset, place) in enumerate(speech.places):
        within = min(turn.speech_start + offset, turn.speech_end)
        yield Landmark(within if number else turn.start, place)


def _merged(landmarks: Iterable[Landmark]) -> tuple[Landmark, ...]:
    """Drop the landmarks that say what the one before says."""
    return tuple(next(same) for _, same in groupby(landmarks, key=attrgetter("place")))


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
        yield from _stretch(speech, here, note.start)
        for part in _stretch(speech, note.start, note.end):
            yield replace(part, speaker="", role=Role.NOTE, time="")
        here = note.end
    yield from _stretch(speech, here, len(speech.text))


def _stretch(speech: Speech, start: int, end: int) -> Iterator[Speech]:
    """Yield a stretch of a speech, without blanks around it, if anything is in it."""
    words = speech.text[start:end]
    if words.strip():
        start += len(words) - len(words.lstrip())
        before = [place for place in speech.places if place[0] <= start]
        within = [(at - start, place) for at, place in speech.places if start < at < end]
        first = [(0, before[-1][1])] if before else []
        yield replace(speech, text=words.strip(), places=(*first, *within))
