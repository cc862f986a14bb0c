"""What stands around a hit: the sentence, its clauses, the speech before and after.

Whether a speaker means what a pattern found, and of whom, is told by the words
near it. A scene holds the places to look at, as spans of the one stored text;
clauses and neighbouring sentences are only cut when a step asks for them, since
most hits stand in sentences without any cue.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qualcode.model.span import Span
from qualcode.text.fold import fold
from qualcode.text.sentences import clauses, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import EllipsisType

    from qualcode.model.document import Document, Unit

_HAN = re.compile(r"[\u3400-\u9fff]")
NEAR = 300
"""Characters of a block; of an endless sentence the block of a hit and its neighbours are read."""


class Scene:
    """One sentence of one turn; every hit in that sentence is judged in the same scene.

    By hand with slots, since there is one for each sentence that has a hit.

    Args:
        text: The document's stored text.
        folded: Its search copy, of the same length.
        sentence: The unit that holds the hit.
        turn: The speech of the turn.
        speaker: Subject id of the speaker; empty = unknown.
        question: The interviewer's question before, folded; empty = none.
        units: The sentences of the document, where they are known already.
        number: Which of them this one is.
    """

    __slots__ = (
        *("text", "folded", "sentence", "turn", "speaker", "question", "kept"),
        *("_units", "_number", "_before", "_after", "_pieces", "_clauses", "_last", "_language"),
    )

    def __init__(
        self,
        text: str,
        folded: str,
        sentence: Span,
        turn: Span,
        speaker: str = "",
        *,
        question: str = "",
        units: Sequence[Unit] = (),
        number: int = -1,
    ) -> None:
        self.text = text
        self.folded = folded
        self.sentence = sentence
        self.turn = turn
        self.speaker = speaker
        self.question = question
        self.kept: dict[Any, Any] = {}
        """What was told of the sentence once and holds for all its hits."""
        self._units = units
        self._number = number
        self._before: Span | EllipsisType | None = ...
        self._after: Span | EllipsisType | None = ...
        self._clauses: tuple[Span, ...] | None = None
        self._pieces: list[tuple[int, int]] | None = None
        self._last: Span | None = None
        """The clause that was asked for last: each hit asks more than once."""
        self._language = ""

    @property
    def language(self) -> str:
        """Return ``zh`` for a sentence that holds Han characters, else ``en``."""
        if not self._language:
            is_chinese = _HAN.search(self.folded, self.sentence.start, self.sentence.end)
            self._language = "zh" if is_chinese else "en"
        return self._language

    @property
    def clauses(self) -> tuple[Span, ...]:
        """Return the clauses of the sentence.

        What is joined by an enumeration comma (、) stays one clause: a negator
        before the first item of a list holds for the others too.
        """
        if self._clauses is None:
            self._clauses = tuple([Span(*piece) for piece in self._cut_clauses()])
        return self._clauses

    def _cut_clauses(self) -> Sequence[tuple[int, int]]:
        """Return where the clauses begin and end; cut once for all hits of the sentence."""
        if self._pieces is None:
            start, end = self.sentence.start, self.sentence.end
            pieces = clauses(self.text, start, end)
            self._pieces = pieces if "、" not in self.folded[start:end] else self._joined(pieces)
        return self._pieces

    def _joined(self, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return clauses with those in one that an enumeration comma joins."""
        joined: list[tuple[int, int]] = []
        for start, end in pieces:
            if joined and self.folded[joined[-1][1] - 1] == "、":
                joined[-1] = joined[-1][0], end
            else:
                joined.append((start, end))
        return joined

    def near(self, hit: Span) -> Scene:
        """Return the scene with its sentence cut down to what is near a hit.

        A transcript without punctuation is one sentence; the steps would read
        all of it for each hit.
        """
        first, last = self.sentence.start, self.sentence.end
        if last - first <= 2 * NEAR:
            return self
        block = (hit.start - first) // NEAR
        start = max(first, first + (block - 1) * NEAR)
        end = min(last, first + (block + 2) * NEAR)
        return self._cut(start, max(end, min(hit.end, last)))

    def _cut(self, start: int, end: int) -> Scene:
        """Return the scene with another sentence; hits that are near each other share one."""
        key = "near", start, end
        if key not in self.kept:
            span = Span(start, max(start, end))
            cut = Scene(
                self.text, self.folded, span, self.turn, self.speaker, question=self.question
            )
            cut._before = self.sentence_before if start == self.sentence.start else None
            cut._after = self.sentence_after if end == self.sentence.end else None
            self.kept[key] = cut
        scene: Scene = self.kept[key]
        return scene

    def clause_of(self, span: Span) -> Span:
        """Return the clause, or the row of clauses, that a span lies in."""
        start, end = span.start, span.end
        last = self._last
        if last is not None and last.start <= start and end <= last.end and last.start < last.end:
            return last
        for first, stop in self._cut_clauses():  # nearly always one holds all of it
            if first <= start and end <= stop and first < stop:
                self._last = Span(first, stop)
                return self._last
        touched = [clause for clause in self.clauses if _touches(clause, span)]
        if not touched:
            return self.sentence
        return Span(min(touched[0].start, start), max(touched[-1].end, end))

    @property
    def sentence_before(self) -> Span | None:
        """Return the sentence before, within the turn."""
        if self._before is ...:
            self._before = self._neighbour(-1) if self._units else self._cut_before()
        return self._before

    @property
    def sentence_after(self) -> Span | None:
        """Return the sentence after, within the turn."""
        if self._after is ...:
            self._after = self._neighbour(1) if self._units else self._cut_after()
        return self._after

    def _neighbour(self, by: int) -> Span | None:
        """Return the sentence so many further on if it is of the turn."""
        number = self._number + by
        if not 0 <= number < len(self._units):
            return None
        turn, start, end = self._units[number]
        return Span(start, end) if turn == self._units[self._number].turn else None

    def _cut_before(self) -> Span | None:
        start = max(self.turn.start, self.sentence.start - 400)
        found = sentences(self.text, start, max(start, self.sentence.start))
        return Span(*found[-1]) if found else None

    def _cut_after(self) -> Span | None:
        stop = min(self.turn.end, self.sentence.end + 400)
        found = sentences(self.text, min(stop, self.sentence.end), stop)
        return Span(*found[0]) if found else None


def folded_questions(document: Document) -> list[str]:
    """Return for each turn the search copy of the question before; many turns share one."""
    folded = {question: fold(question) for question in set(document.questions)}
    return [folded[question] for question in document.questions]


def _touches(clause: Span, span: Span) -> bool:
    """Tell whether a span lies in a clause, an empty one included."""
    return clause.overlaps(span) or clause.start <= span.start < clause.end
