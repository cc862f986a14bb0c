"""The sentences of a validation sample, one after another, read blind.

Whoever reads sees who speaks, the question and the words around, and nothing of what
the machine found. Each answer is kept at once, as one step that can be taken back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.workflow.codes import leaf_code
from qualcode.workflow.undoing import undo
from qualcode.workflow.validating import ANSWER, keep_answer, kept_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.model.document import Document
    from qualcode.workflow.project import Project

NOTHING = frozenset({"-", "none", "no", "无", "没有"})
"""What a reader writes where no code holds."""
SEPARATOR = re.compile(r"[\s,;，；、]+")
_BEFORE, _AFTER = 120, 60
"""Characters of the turn that a sentence is shown with."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as it is read: with what is needed to understand it, without any code."""

    key: str
    document: str
    subject: str
    question: str
    before: str
    words: str
    after: str
    answer: Sequence[str] | None
    """The codes that the reader gave before; None = not answered yet."""


class ValidationQueue:
    """The sample in the order of the interviews, and where its reader stands.

    Args:
        project: The project.
        by: Who reads.

    Raises:
        DataError: When no sample has been drawn.
    """

    def __init__(self, project: Project, *, by: str) -> None:
        self.project, self.by = project, by
        self.codebook = project.codebook()
        items = kept_sample(project)["items"]
        self.keys = sorted(items, key=lambda key: (items[key]["document"], items[key]["unit"]))
        self._units = {key: (items[key]["document"], int(items[key]["unit"])) for key in self.keys}
        self._documents: dict[str, Document] = {}
        self.position = 0
        self._to_next_open()

    @property
    def answered(self) -> int:
        """Return how many sentences have an answer."""
        return len(kept_sample(self.project)["answers"])

    @property
    def current(self) -> Reading | None:
        """Return the sentence before the reader; None at the end."""
        if self.position >= len(self.keys):
            return None
        key = self.keys[self.position]
        name, unit = self._units[key]
        if name not in self._documents:
            self._documents = {name: self.project.store.documents.read(name)}
        answers = kept_sample(self.project)["answers"]
        return reading_of(self._documents[name], unit, key, answers.get(key))

    def answer(self, words: str) -> list[str]:
        """Keep what holds in this sentence and go on.

        Args:
            words: Codes by id or name, with blanks or commas between; `NOTHING` for none.

        Raises:
            UnknownNameError: When there is no such code.
            UsageError: When it is a family.
        """
        codes = codes_of(words, lambda word: leaf_code(word, self.codebook))
        keep_answer(self.project, self.keys[self.position], codes, by=self.by)
        self.move()
        return codes

    def move(self, by: int = 1) -> None:
        """Go on or back without an answer."""
        self.position = max(0, min(self.position + by, len(self.keys)))

    def undo(self) -> None:
        """Take the last answer back and stand before its sentence again.

        Raises:
            DataError: When the last thing this person did was something else.
        """
        last = self.project.store.history.undoable(self.by)
        if last is None or not last.target_id.startswith(ANSWER):
            raise DataError(
                "there is no answer to take back", hint="`qualcode undo` takes other steps"
            )
        undo(self.project, by=self.by)
        self.position = self.keys.index(last.target_id.removeprefix(ANSWER))

    def _to_next_open(self) -> None:
        answers = kept_sample(self.project)["answers"]
        while self.position < len(self.keys) and self.keys[self.position] in answers:
            self.position += 1


def reading_of(document: Document, unit: int, key: str, answer: Sequence[str] | None) -> Reading:
    """Return a sentence of the sample with the words around it."""
    turn, start, end = document.units[unit]
    spoken = document.turns[turn]
    return Reading(
        key,
        document.name,
        document.subjects.get(spoken.speaker, ""),
        document.questions[turn],
        document.text[max(spoken.speech.start, start - _BEFORE) : start],
        document.text[start:end],
        document.text[end : min(spoken.speech.end, end + _AFTER)],
        answer,
    )


def codes_of(words: str, named: Callable[[str], str]) -> list[str]:
    """Return the codes that an answer names; none for `NOTHING`."""
    if words.strip().casefold() in NOTHING:
        return []
    return list(dict.fromkeys(named(word) for word in SEPARATOR.split(words) if word))
