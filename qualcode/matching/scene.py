"""What stands around a hit: the sentence, its clauses, the speech before and after.

Whether a speaker means what a pattern found, and of whom, is told by the words
near it. A scene holds the places to look at, as spans of the one stored text;
clauses and neighbouring sentences are only cut when a step asks for them, since
most hits stand in sentences without any cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from qualcode.model.span import Span
from qualcode.text.sentences import clauses, sentences

_HAN = re.compile(r"[\u3400-\u9fff]")
NEAR = 300
"""Characters of a block; of an endless sentence the block of a hit and its neighbours are read."""


@dataclass(frozen=True)
class Scene:
    """One sentence of one turn; every hit in that sentence is judged in the same scene."""

    text: str
    """The document's stored text."""
    folded: str
    """Its search copy, of the same length."""
    sentence: Span
    """The unit that holds the hit."""
    turn: Span
    """The speech of the turn."""
    speaker: str = ""
    """Subject id of the speaker; empty = unknown."""
    question: str = ""
    """The interviewer's question before, folded; empty = none."""
    neighbours: tuple[Span | None, Span | None] | None = None
    """The sentences before and after within the turn, where they are known already."""
    kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was told of the sentence once and holds for all its hits."""

    @cached_property
    def language(self) -> str:
        """Return ``zh`` for a sentence that holds Han characters, else ``en``."""
        is_chinese = _HAN.search(self.folded, self.sentence.start, self.sentence.end)
        return "zh" if is_chinese else "en"

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        """Return the clauses of the sentence.

        What is joined by an enumeration comma (、) stays one clause: a negator
        before the first item of a list holds for the others too.
        """
        pieces: list[Span] = []
        for start, end in clauses(self.text, self.sentence.start, self.sentence.end):
            if pieces and self.folded[pieces[-1].end - 1] == "、":
                pieces[-1] = Span(pieces[-1].start, end)
            else:
                pieces.append(Span(start, end))
        return tuple(pieces)

    def near(self, hit: Span) -> Scene:
        """Return the scene with its sentence cut down to what is near a hit.

        A transcript without punctuation is one sentence; the steps would read
        all of it for each hit.
        """
        if len(self.sentence) <= 2 * NEAR:
            return self
        block = (hit.start - self.sentence.start) // NEAR
        start = max(self.sentence.start, self.sentence.start + (block - 1) * NEAR)
        end = min(self.sentence.end, self.sentence.start + (block + 2) * NEAR)
        return self._cut(start, max(end, min(hit.end, self.sentence.end)))

    def _cut(self, start: int, end: int) -> Scene:
        """Return the scene with another sentence; hits that are near each other share one."""
        key = f"near {start} {end}"
        if key not in self.kept:
            before, after = self.sentence_before, self.sentence_after
            known = (
                before if start == self.sentence.start else None,
                after if end == self.sentence.end else None,
            )
            cut = replace(self, sentence=Span(start, max(start, end)), neighbours=known, kept={})
            self.kept[key] = cut
        scene: Scene = self.kept[key]
        return scene

    def clause_of(self, span: Span) -> Span:
        """Return the clause, or the row of clauses, that a span lies in."""
        for clause in self.clauses:  # nearly always one holds all of it
            if clause.start <= span.start and span.end <= clause.end and clause.start < clause.end:
                return clause
        touched = [clause for clause in self.clauses if _touches(clause, span)]
        if not touched:
            return self.sentence
        return Span(min(touched[0].start, span.start), max(touched[-1].end, span.end))

    @cached_property
    def sentence_before(self) -> Span | None:
        """Return the sentence before, within the turn."""
        if self.neighbours is not None:
            return self.neighbours[0]
        start = max(self.turn.start, self.sentence.start - 400)
        found = sentences(self.text, start, max(start, self.sentence.start))
        return Span(*found[-1]) if found else None

    @cached_property
    def sentence_after(self) -> Span | None:
        """Return the sentence after, within the turn."""
        if self.neighbours is not None:
            return self.neighbours[1]
        stop = min(self.turn.end, self.sentence.end + 400)
        found = sentences(self.text, min(stop, self.sentence.end), stop)
        return Span(*found[0]) if found else None


def _touches(clause: Span, span: Span) -> bool:
    """Tell whether a span lies in a clause, an empty one included."""
    return clause.overlaps(span) or clause.start <= span.start < clause.end
