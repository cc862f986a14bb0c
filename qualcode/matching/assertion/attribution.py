"""Whose view it is: reported speech of somebody else, and where the report ends.

People tell what happened to them in the words of those who were there (队长说学费不要,
他说手粗捏不住): that is their own account, and they stand by it. A view is reported
where the source is a crowd or hearsay, where the verb judges, or where the speaker's
own people are judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.matching.assertion.step import Finding
from qualcode.matching.assertion.window import Place
from qualcode.matching.reading import reading
from qualcode.model.coding import Status

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from qualcode.matching.assertion.window import Window


SOURCES = ("who", "heard", "source", "view")
"""The groups of a frame that hold who is reported: before a verb, after 听 or "according to"."""


_AFTER = 80
"""Most characters from a hint to the end of its report, and to what its guards look at."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Fires when somebody other than the speaker is said to say it."""

    hint: re.Pattern[str]
    """Words one of which every report has; looked for first, since it costs least."""
    before: int
    """Most characters from where a report begins to the hint in it."""
    breaks: re.Pattern[str]
    """Signs that do not stand between the two."""
    frame: re.Pattern[str]
    """Who and the verb of saying; one of `SOURCES` is a group where somebody is named."""
    own: re.Pattern[str]
    """The speaker's own voice, or speech that did not take place."""
    resumes: re.Pattern[str]
    """Where the speaker goes on in the own voice."""
    views: re.Pattern[str]
    """What in a frame makes it a view: a crowd, hearsay, a habit, a verb that judges."""
    judges: re.Pattern[str]
    """A frame together with how what is said begins where it judges the speaker's own people."""
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
        for frame in reversed(self._frames(window)):
            cue = window.outside(frame) if frame.start() < window.hit.start else None
            if cue is None or cue.end() > window.hit.start or self.own.search(cue.group()):
                continue
            if self.resumes.search(window.folded, cue.end(), window.last.start):
                return None
            if not self._is_view(window, cue):
                return Finding((window.reason("attribution", *cue.span(), "told in a story"),))
            reason = window.reason("attribution", *cue.span(), "somebody else's view")
            return Finding((reason,), Status.ATTRIBUTED, self._who(window, cue))
        return None

    def _frames(self, window: Window) -> list[re.Match[str]]:
        """Return every frame of a sentence; read once for all its hits."""
        key = id(self.frame)
        if key not in window.scene.kept:
            window.scene.kept[key] = [*self._read(window)]
        frames: list[re.Match[str]] = window.scene.kept[key]
        return frames

    def _read(self, window: Window) -> Iterator[re.Match[str]]:
        """Yield the frames of a sentence: they are costly, and looked for around hints only."""
        at = window.start
        for first, last, end in self._stretches(window):
            for found in reading(self.frame).each(window.folded, max(first, at), end, last):
                yield found
                at = found.end()

    def _stretches(self, window: Window) -> list[tuple[int, int, int]]:
        """Return from where to where frames may begin, and where they end at the latest."""
        found: list[tuple[int, int, int]] = []
        for hint in window.cues.starts(self.hint) or ():
            if self.hint.match(window.folded, hint, window.end):
                first, end = max(window.start, hint - self.before), min(window.end, hint + _AFTER)
                for mark in self.breaks.finditer(window.folded, first, hint):
                    first = mark.end()
                if found and first <= found[-1][1]:
                    first = found.pop()[0]
                found.append((first, hint, end))
        return found

    def _is_view(self, window: Window, cue: re.Match[str]) -> bool:
        """Tell whether somebody's view is reported, or only what was said on an occasion."""
        if self.views.search(cue.group()):
            return True
        return self.judges.match(window.folded, cue.start(), window.end) is not None

    def _who(self, window: Window, cue: re.Match[str]) -> str:
        """Return the words that name the source, as they stand in the text."""
        spans = (cue.span(name) for name in SOURCES if name in self.frame.groupindex)
        start, end = next((span for span in spans if span[0] >= 0), (0, 0))
        return window.scene.text[start:end]
