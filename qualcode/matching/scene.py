"""What stands around a hit: the sentence, its clauses, the speech before and after.

Whether a speaker means what a pattern found, and of whom, is told by the words
near it. A scene holds the places to look at, as spans of the one stored text;
clauses and neighbouring sentences are only cut when a step asks for them, since
most hits stand in sentences without any cue.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from qualcode.model.span import Span
from qualcode.text.sentences import clauses, sentences

NEAR = 300
"""Most characters on either side of a hit that are looked at in an endless sentence."""


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
        start = max(self.sentence.start, hit.start - NEAR)
        end = min(self.sentence.end, hit.end + NEAR)
        if (start, end) == (self.sentence.start, self.sentence.end):
            return self
        return replace(self, sentence=Span(start, max(start, end)))

    def clause_of(self, span: Span) -> Span:
        """Return the clause, or the row of clauses, that a span lies in."""
        touched = [clause for clause in self.clauses if _touches(clause, span)]
        if not touched:
            return self.sentence
        return Span(min(touched[0].start, span.start), max(touched[-1].end, span.end))

    @cached_property
    def sentence_before(self) -> Span | None:
        """Return the sentence before, within the turn."""
        start = max(self.turn.start, self.sentence.start - 400)
        found = sentences(self.text, start, max(start, self.sentence.start))
        return Span(*found[-1]) if found else None

    @cached_property
    def sentence_after(self) -> Span | None:
        """Return the sentence after, within the turn."""
        stop = min(self.turn.end, self.sentence.end + 400)
        found = sentences(self.text, min(stop, self.sentence.end), stop)
        return Span(*found[0]) if found else None


def _touches(clause: Span, span: Span) -> bool:
    """Tell whether a span lies in a clause, an empty one included."""
    return clause.overlaps(span) or clause.start <= span.start < clause.end
