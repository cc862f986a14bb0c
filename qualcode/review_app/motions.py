"""Moving about in a transcript by sign, word, sentence and turn, and selecting by them.

A caret and an anchor, both offsets into the stored text; between them lies the
selection. Everything here is a pure step from one place to the next.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from qualcode.model.span import Span
from qualcode.review_app.rows import shown
from qualcode.text.words import word_borders

if TYPE_CHECKING:
    from qualcode.model.document import Document
    from qualcode.model.transcript import Turn

_REACH = 200
"""The longest run of letters that is cut into words in one piece."""
_JOINER = "\u200d"


class Caret(NamedTuple):
    """Where the caret stands, and where a selection began."""

    offset: int
    anchor: int | None = None
    """None = nothing is selected."""

    @property
    def span(self) -> Span | None:
        """Return what is selected; None where that is nothing."""
        if self.anchor is None or self.anchor == self.offset:
            return None
        return Span(*sorted((self.anchor, self.offset)))

    def moved(self, offset: int, *, select: bool = False) -> Caret:
        """Return the caret elsewhere, dragging a selection along where one is being made."""
        if not select:
            return Caret(offset)
        return Caret(offset, self.offset if self.anchor is None else self.anchor)


def sign_after(text: str, offset: int) -> int:
    """Return where the next sign begins; marks that combine are part of theirs."""
    end = min(offset + 1, len(text))
    while end < len(text) and _is_joined(text, end):
        end += 1
    return end


def sign_before(text: str, offset: int) -> int:
    """Return where the sign before begins."""
    start = max(offset - 1, 0)
    while start > 0 and _is_joined(text, start):
        start -= 1
    return start


def word_after(text: str, offset: int) -> int:
    """Return where the next word begins; blanks and line ends are passed over."""
    if offset >= len(text):
        return len(text)
    run = _run(text, offset)
    inside = [border for border in _words(text, run) if border > offset]
    return inside[0] if inside else _over_blanks(text, run.end)


def word_before(text: str, offset: int) -> int:
    """Return where the word before begins."""
    while offset > 0 and text[offset - 1].isspace():
        offset -= 1
    if offset == 0:
        return 0
    inside = [border for border in _words(text, _run(text, offset - 1)) if border < offset]
    return inside[-1]


def word_at(text: str, offset: int) -> Span:
    """Return the word, or the run of blanks or punctuation, that an offset stands in."""
    if not text:
        return Span(0, 0)
    offset = min(offset, len(text) - 1)
    run = _run(text, offset)
    borders = [*_words(text, run), run.end]
    place = bisect_right(borders, offset)
    return Span(borders[place - 1], borders[place])


class Ground:
    """A document as one moves about in it.

    Args:
        document: The document; its turns and units are in order.
    """

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self._turns = [turn.span.start for turn in document.turns]
        self._units = [unit.start for unit in document.units]

    def turn_at(self, offset: int) -> Turn | None:
        """Return the turn at an offset, or the last before it; None = before the first."""
        place = bisect_right(self._turns, offset)
        return self.document.turns[place - 1] if place else None

    def sentence_at(self, offset: int) -> Span | None:
        """Return the respondent's sentence that an offset stands in; None = in none."""
        place = bisect_right(self._units, offset)
        found = self._unit(place - 1)
        return found if found and offset <= found.end else None

    def sentence_before(self, offset: int) -> Span | None:
        """Return the last sentence that begins before an offset; None = there is none."""
        return self._unit(bisect_left(self._units, offset) - 1)

    def sentence_after(self, offset: int) -> Span | None:
        """Return the first sentence that begins after an offset; None = there is none."""
        return self._unit(bisect_right(self._units, offset))

    def turn_after(self, offset: int) -> Turn | None:
        """Return the first turn that begins after an offset; None = there is none."""
        place = bisect_right(self._turns, offset)
        return self.document.turns[place] if place < len(self._turns) else None

    def turn_before(self, offset: int) -> Turn | None:
        """Return the last turn that begins before an offset; None = there is none."""
        place = bisect_left(self._turns, offset)
        return self.document.turns[place - 1] if place else None

    def grown(self, caret: Caret) -> Caret:
        """Return the next larger selection: nothing → sentence → turn → nothing."""
        now = caret.span
        here = caret.offset if now is None else now.start
        turn = self.turn_at(here)
        steps = [self.sentence_at(here), turn.speech if turn else None]
        for step in steps:
            if step and (now is None or (step != now and step.contains(now))):
                return Caret(step.end, step.start)
        return Caret(here)

    def _unit(self, place: int) -> Span | None:
        if not 0 <= place < len(self._units):
            return None
        return Span(self.document.units[place].start, self.document.units[place].end)


def _is_joined(text: str, offset: int) -> bool:
    """Tell whether the sign at an offset belongs to the one before it."""
    before, sign = text[offset - 1], text[offset]
    if "\n" in (before, sign):
        return False
    return before == _JOINER or not cell_len(shown(sign))


def _run(text: str, offset: int) -> Span:
    """Return the stretch of letters, of blanks or of other signs around an offset."""
    kind, start, end = _kind(text[offset]), offset, offset + 1
    while start > 0 and offset - start < _REACH and _kind(text[start - 1]) == kind:
        start -= 1
    while end < len(text) and end - offset < _REACH and _kind(text[end]) == kind:
        end += 1
    return Span(start, end)


def _kind(sign: str) -> str:
    return " " if sign.isspace() else "a" if sign.isalnum() or not cell_len(sign) else "."


def _words(text: str, run: Span) -> list[int]:
    """Return where the words of a run begin, in order; the first is the run's start."""
    words = run.of(text)
    if words.isascii() or not words[0].isalnum():
        return [run.start]
    return sorted({run.start} | {run.start + at for at in word_borders(words) if at < len(words)})


def _over_blanks(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset
