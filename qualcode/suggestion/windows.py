"""Windows of an interview: a few turns whose sentences a model is asked about, with what is around.

A window never cuts a turn unless the turn alone is too long. Sentences are
numbered, so that an answer can name the one it means and quote it exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qualcode.model.span import Span
from qualcode.model.transcript import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.model.document import Document, Unit

SENTENCES = 30
"""Sentences asked about in one window, at most."""
CHARACTERS = 2000
"""Characters from the first of them to the last, at most; a longer sentence stands alone."""
AROUND = 8
"""Turns shown before a window."""
AFTER = 2
"""Turns shown after it."""
SHOWN = 240
"""Characters shown of a turn that gives context, at most: its end, which is nearest."""


@dataclass(frozen=True, slots=True)
class Window:
    """The sentences that one request asks about, in order; number 1 is the first."""

    document: str
    sentences: tuple[Span, ...]
    turns: tuple[int, ...]
    """Index of the turn of each sentence."""


def windows_of(document: Document) -> Iterator[Window]:
    """Cut a document into windows; together they hold each sentence of a respondent once."""
    held: list[Unit] = []
    for _, group in groupby(document.units, key=lambda unit: unit.turn):
        turn = list(group)
        if held and _is_too_much([*held, *turn]):
            yield from _cut(document.name, held)
            held = []
        held += turn
    yield from _cut(document.name, held)


def _cut(name: str, units: Sequence[Unit]) -> Iterator[Window]:
    """Yield units as one window, or as several where one turn is too long."""
    held: list[Unit] = []
    for unit in units:
        if held and _is_too_much([*held, unit]):
            yield _window(name, held)
            held = []
        held.append(unit)
    if held:
        yield _window(name, held)


def _is_too_much(units: Sequence[Unit]) -> bool:
    return len(units) > SENTENCES or units[-1].end - units[0].start > CHARACTERS


def _window(name: str, units: Sequence[Unit]) -> Window:
    spans = tuple(Span(unit.start, unit.end) for unit in units)
    return Window(name, spans, tuple(unit.turn for unit in units))


def lines_of(window: Window, document: Document) -> Iterator[str]:
    """Yield a window as the model reads it: numbered sentences between turns that give context."""
    numbers: dict[int, list[int]] = {}
    for number, index in enumerate(window.turns):
        numbers.setdefault(index, []).append(number)
    first = max(window.turns[0] - AROUND, 0)
    for turn in document.turns[first : window.turns[-1] + AFTER + 1]:
        who = _who(turn.role, turn.speaker, document)
        if turn.index not in numbers:
            yield f"- {who}: {_end_of(one_line(turn.speech.of(document.text)))}"
            continue
        here = numbers[turn.index]
        before = document.text[turn.speech.start : window.sentences[here[0]].start].strip()
        yield f"- {who}: {_end_of(one_line(before))}".rstrip()
        for number in here:
            span = window.sentences[number]
            yield f"[{number + 1}] {one_line(span.of(document.text))}"
        after = document.text[window.sentences[here[-1]].end : turn.speech.end].strip()
        if after:
            yield f"- {one_line(after)[:SHOWN]}"


def _who(role: Role, speaker: str, document: Document) -> str:
    label = one_line(speaker)
    if role is Role.INTERVIEWER:
        return f"{label} (interviewer)"
    if role is Role.NOTE:
        return "(note)"
    subject = document.subjects.get(speaker, "")
    return f"{label} ({subject or 'respondent'})"


def _end_of(text: str) -> str:
    return text if len(text) <= SHOWN else "…" + text[-SHOWN:]


def one_line(text: str) -> str:
    """Return a text on one line, without characters that could pass for the end of one."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
