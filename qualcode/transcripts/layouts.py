"""Which way of marking speakers a text uses: the one with the most believed marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from qualcode.transcripts.labels import canonical, is_diarised, is_role_word
from qualcode.transcripts.shapes import SHAPES, TIME_TEXT, Mark, Shape, find_marks
from qualcode.transcripts.speakers import Cast, believe, count_labels

if TYPE_CHECKING:
    from collections.abc import Collection

_SAMPLE = 200_000
"""Characters that decide on the layout; the marks are then taken from the whole text."""
_MANY = 0.3
"""Share of lines with marks from which no other shape needs to be tried."""
_TIMED_LINES = 0.5
"""Share of lines that must begin with a time for a text of times without speakers."""

_OFTEN = 2
"""Times that some label must come for those before it to be a title page."""
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*\.?)(?: [A-Z][\w.'’-]*\.?){1,3}$")
"""The name of a person and nothing else."""
_CAPITALS = re.compile(r"^[A-Z][^a-z]+$|^[A-Z]\w+ [A-Z]\w+")
NO_LAYOUT = "none"
"""The layout of bare text."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the speakers of a text are marked, and where."""

    name: str
    marks: tuple[Mark, ...] = ()
    """Where turns begin; only labels that are believed."""
    cast: Cast = field(default_factory=Cast)
    """The speakers."""


def find_layout(padded: str, *, start: int, known: Collection[str]) -> Layout:
    """Find how speakers are marked.

    Args:
        padded: The text with a line feed before it.
        start: Where the header ends; before it there are no turns.
        known: Names that the header or the user gives to speakers.
    """
    sample = padded[: start + _SAMPLE]
    best = _best(sample, start, known)
    if len(sample) < len(padded):
        shape = best.shape if best.marks else SHAPES[0]
        best = _read(shape, padded, start, known)
    if best.marks:
        return Layout(best.shape.name, best.marks, best.cast)
    return _timed(padded, start)


def _best(sample: str, start: int, known: Collection[str]) -> _Reading:
    """Try the shapes in turn until one marks a good part of the lines."""
    best = _NOTHING
    enough = _MANY * sample.count("\n", start)
    for shape in SHAPES:
        if shape.hint.search(sample):
            best = max(best, _read(shape, sample, start, known), key=attrgetter("weighed"))
        if best.marks and len(best.marks) >= enough:
            break
    return best


class _Reading(NamedTuple):
    """What a text looks like when it is read with one shape."""

    shape: Shape
    marks: tuple[Mark, ...]
    cast: Cast

    @property
    def weighed(self) -> float:
        return self.shape.weight * len(self.marks)


def _read(shape: Shape, padded: str, start: int, known: Collection[str]) -> _Reading:
    marks = [mark for mark in find_marks(shape, padded) if mark.start >= start]
    cast = believe(marks, shape, padded, known)
    believed = [mark for mark in marks if mark.label in cast.names]
    kept = _without_title(believed, padded, known)
    if len(kept) < len(believed):
        # The title page said who takes part; without it the others are seen more clearly.
        return _read(shape, padded, kept[0].start, known)
    return _Reading(shape, tuple(kept), cast)


def _without_title(marks: list[Mark], padded: str, known: Collection[str]) -> list[Mark]:
    """Drop the lines of a title page that look like turns.

    `JOHN DOE: An Interview Conducted by …` and `INTERVIEWER: Jane Roe` come once and before
    anybody whose label comes again.
    """
    counts = count_labels(marks)
    named = {canonical(label) for label in known}
    if max(counts.values(), default=0) < _OFTEN:
        return marks
    for number, mark in enumerate(marks):
        if counts[canonical(mark.label)] > 1 or not _is_title(mark, padded, named):
            return marks[number:]
    return marks


def _is_title(mark: Mark, padded: str, named: Collection[str]) -> bool:
    if is_role_word(mark.label) or is_diarised(mark.label):
        line = padded[mark.end + 1 :].partition("\n")[0]
        return bool(_NAME.match(line.strip()))
    is_capital = bool(_CAPITALS.search(mark.label))
    return is_capital and not mark.sign and canonical(mark.label) not in named


_NOTHING = _Reading(SHAPES[0], (), Cast())


def _timed(padded: str, start: int) -> Layout:
    """Take a text in which lines begin with times, without speakers."""
    marks = tuple(mark for mark in find_marks(TIME_TEXT, padded) if mark.start >= start)
    lines = sum(bool(line.strip()) for line in padded[start + 1 :].split("\n")) if marks else 0
    if marks and len(marks) >= max(2, _TIMED_LINES * lines):
        return Layout(TIME_TEXT.name, marks)
    return Layout(NO_LAYOUT)
