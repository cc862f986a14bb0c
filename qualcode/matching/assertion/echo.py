"""Question marks in a respondent's turn: echoes that are answered, tags, open questions.

A respondent who repeats a word with a question mark (积极性不高?) takes it up in
order to deny or to mock it; which of the two, the next sentence tells. What no
mark decides goes to a person as ironic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.matching.assertion.step import Finding
from qualcode.matching.assertion.window import Place
from qualcode.model.coding import Status

if TYPE_CHECKING:
    import re

    from qualcode.matching.assertion.window import Window
    from qualcode.matching.scene import Scene


class Repeat:
    """Fires when the words were just asked back: 「公开？公开在抽屉里呢。」."""

    place = Place.SENTENCE
    kinds = None
    reaches = None

    def trigger(self, scene: Scene) -> bool:
        """Tell whether the sentence before is a question."""
        before = scene.sentence_before
        return before is not None and scene.folded[before.start : before.end].rstrip().endswith("?")

    def look(self, window: Window) -> Finding | None:
        """Return ironic where the sentence before is the hit with a question mark."""
        start = max(window.scene.turn.start, window.start - len(window.hit) - 2 * _ASKED_BACK)
        if "?" not in window.folded[start : window.start]:
            return None
        before = window.scene.sentence_before
        if before is None or len(before) > len(window.hit) + _ASKED_BACK:
            return None
        said = window.hit.of(window.folded)
        stem = said[:2] if len(said) > _ASKED_BACK else said
        asked = before.of(window.folded)
        if not asked.rstrip().endswith("?") or not asked.startswith(stem):
            return None
        outcome = "asked back: for a person to decide"
        return Finding((window.reason("irony", before.start, before.end, outcome),), Status.IRONIC)


_ASKED_BACK = 3
"""Most characters that a word asked back has beside the word itself."""


@dataclass(frozen=True, slots=True)
class Echo:
    """Judges a hit in the clause that a question mark ends."""

    mark: re.Pattern[str]
    """The end of a question."""
    denial: re.Pattern[str]
    """How a sentence begins that denies the one before it."""
    consent: re.Pattern[str]
    """How a sentence begins that confirms the one before it."""
    presumes: re.Pattern[str]
    """Question words that take what follows for granted (为啥没人管), and tags."""
    asks: re.Pattern[str]
    """Question words; in the matched words they are the pattern's own."""
    asked: re.Pattern[str]
    """A question put to somebody, up to its mark; any other may be a way of complaining."""
    spare: int
    """Most characters beside the hit in a sentence that is an echo."""
    kinds: None = None
    reaches: None = None

    @property
    def trigger(self) -> re.Pattern[str]:
        """Return the question mark."""
        return self.mark

    @property
    def place(self) -> Place:
        """Return where it is looked for: after the hit."""
        return Place.LATER

    def look(self, window: Window) -> Finding | None:
        """Return a status for a hit that a question mark is put to."""
        mark = self.mark.search(window.folded, window.hit.end, window.clause.end)
        if not mark or mark.end() != window.scene.sentence.end or self._is_own(window):
            return None
        status, outcome = self._answered(window) if self._is_echo(window) else self._open(window)
        return Finding((window.reason("question", *mark.span(), outcome),), status)

    def _is_own(self, window: Window) -> bool:
        """Tell whether the question is a way of saying it."""
        return any(
            True
            for pattern, place in ((self.asks, Place.WITHIN), (self.presumes, Place.SENTENCE))
            for _ in window.find(pattern, place)
        )

    def _is_echo(self, window: Window) -> bool:
        sentence = window.scene.sentence
        return window.scene.sentence_after is not None and (
            len(sentence) - len(window.hit) <= self.spare
        )

    def _open(self, window: Window) -> tuple[Status, str]:
        if self.asked.search(window.folded, window.clause.start, window.clause.end):
            return Status.QUESTION, "asked, not claimed"
        return Status.IRONIC, "a question mark: for a person to decide"

    def _answered(self, window: Window) -> tuple[Status, str]:
        answer = window.scene.sentence_after
        if answer and self.denial.match(window.folded, answer.start, answer.end):
            return Status.DENIED, "taken up and denied"
        if answer and self.consent.match(window.folded, answer.start, answer.end):
            return Status.ASSERTED, "taken up and confirmed"
        return Status.IRONIC, "taken up as a question: for a person to decide"
