"""A document of a project: a transcript whose turns know who spoke them.

This is what the engine reads: everything it needs to code one interview, and
nothing of where it is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.transcript import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model.transcript import Turn


class Unit(NamedTuple):
    """A sentence of a respondent: what is coded and counted by default.

    A named tuple, since there are a thousand times as many units as of anything else.
    """

    turn: int
    """Index of its turn."""
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """One interview, ready to be coded."""

    name: str
    text: str
    turns: tuple[Turn, ...]
    units: tuple[Unit, ...]
    """Sentences of respondents, in order; interviewer turns have none."""
    participants: Mapping[str, str]
    """Participant id of each respondent's label."""
    subjects: Mapping[str, str]
    """Subject id of each respondent's label; empty = not known."""
    first_name: str = ""
    """What it was called before it was renamed: ids of codings are made of it; empty = the same."""

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """Return, for each turn, the interviewer's words before it; empty where there are none."""
        found: list[str] = []
        question = ""
        for turn in self.turns:
            found.append(question)
            if turn.role is Role.INTERVIEWER:
                question = turn.speech.of(self.text)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What tables and listings say of a document."""

    name: str
    path: str
    source_sha256: str
    text_sha256: str
    encoding: str
    format: str
    layout: str
    language: str
    participants: tuple[str, ...]
    turns: int
    units: int
    characters: int
    """Length of the stored text in code points."""
    spoken: int
    """Characters spoken by respondents."""
    words: int
    """Han characters and Latin words of the respondents' speech."""
    header: Mapping[str, str]
    warnings: tuple[str, ...]
