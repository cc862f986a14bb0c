"""Whose view it is: reported speech of somebody else, and where the report ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.matching.assertion.step import Finding
from qualcode.matching.assertion.window import Place
from qualcode.model.coding import Status

if TYPE_CHECKING:
    import re

    from qualcode.matching.assertion.window import Window


SOURCES = ("who", "heard", "source", "view")
"""The groups of a frame that hold who is reported: before a verb, after 听 or "according to"."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Fires when somebody other than the speaker is said to say it."""

    hint: re.Pattern[str]
    """Words one of which every report has; looked for first, since it costs least."""
    frame: re.Pattern[str]
    """Who and the verb of saying; one of `SOURCES` is a group where somebody is named."""
    own: re.Pattern[str]
    """The speaker's own voice, or speech that did not take place."""
    resumes: re.Pattern[str]
    """Where the speaker goes on in the own voice."""
    addressed: re.Pattern[str] | None = None
    """How speech begins that is quoted as it was said to the speaker: its "I" is the other's."""
    kinds: None = None
    reaches: None = None

    @property
    def trigger(self) -> re.Pattern[str]:
        """Return the hint."""
        return self.hint

    @property
    def place(self) -> Place:
        """Return where it is looked for: before the hit."""
        return Place.EARLIER

    def look(self, window: Window) -> Finding | None:
        """Return attributed, with the words for whose view it is."""
        if window.search(self.hint, window.start, window.hit.start) is None:
            return None
        for cue in reversed(list(window.find(self.frame, Place.EARLIER))):
            if cue.end() > window.hit.start or self.own.search(cue.group()):
                continue
            is_quoted = self.addressed and self.addressed.match(window.folded, cue.end())
            resumed = self.resumes.search(window.folded, cue.end(), window.last.start)
            if resumed and not is_quoted:
                return None
            reason = window.reason("attribution", cue.start(), cue.end(), "somebody else's view")
            return Finding((reason,), Status.ATTRIBUTED, self._who(window, cue))
        return None

    def _who(self, window: Window, cue: re.Match[str]) -> str:
        """Return the words that name the source, as they stand in the text."""
        spans = (cue.span(name) for name in SOURCES if name in self.frame.groupindex)
        start, end = next((span for span in spans if span[0] >= 0), (0, 0))
        return window.scene.text[start:end]
