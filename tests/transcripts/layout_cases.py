"""The layouts of `layouts.txt`: a transcript, the layout's name and its turns, one after another.

The file is written for reading: `§` begins a case, `⇒` ends its text, and each line behind
is a turn, `role speaker time|words`, where I asks, R answers and N is a note.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.transcript import Role

if TYPE_CHECKING:
    from qualcode.model.transcript import Transcript

_CASE = re.compile(r"^§ (?P<name>.+)\n(?P<text>(?:.*\n)+?)⇒ (?P<layout>\S+)\n", re.MULTILINE)
_LETTER = {Role.INTERVIEWER: "I", Role.RESPONDENT: "R", Role.NOTE: "N"}


class Case(NamedTuple):
    """A transcript and what should be found in it."""

    name: str
    text: str
    layout: str
    turns: list[str]


def layout_cases() -> list[Case]:
    """Read all cases."""
    content = Path(__file__).with_name("layouts.txt").read_text(encoding="utf-8")
    found = list(_CASE.finditer(content))
    ends = [*(match.start() for match in found[1:]), len(content)]
    return [
        Case(m["name"], m["text"], m["layout"], content[m.end() : end].rstrip("\n").split("\n"))
        for m, end in zip(found, ends, strict=True)
    ]


def turns_of(transcript: Transcript) -> list[str]:
    """Write each turn as `role speaker time|words`."""
    return [
        f"{_LETTER[turn.role]} {turn.speaker} {turn.time}|"
        + turn.speech.of(transcript.text).replace("\n", "⏎")
        for turn in transcript.turns
    ]
