"""Lessons: what a learner is told of sentences, and how much each kind of telling weighs.

Before anybody has decided anything, the codebook teaches: its definitions, its
examples and near misses, and its rules where they fire (weakly, since they may be
wrong, and weakly that a sentence in which nothing fires is empty, since they miss
much). What a person has decided on a sentence takes the place of all that, and
weighs more than any example from the first decision on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NOTHING = ""
"""The code of a sentence that has none."""


class Teacher(StrEnum):
    """Who says what is in a sentence."""

    PERSON = "person"
    EXAMPLE = "example"
    DEFINITION = "definition"
    INTERVIEW = "interview"
    """Somebody coded an interview before, with this codebook."""
    FIFTH = "fifth"
    """So did this one, and found nothing in the sentence, which stands for five such."""
    RULE = "rule"
    SILENCE = "silence"
    """No rule fired."""


WEIGHTS = {
    Teacher.PERSON: 3.0,
    Teacher.EXAMPLE: 1.0,
    Teacher.DEFINITION: 1.0,
    Teacher.INTERVIEW: 1.0,
    Teacher.FIFTH: 5.0,
    Teacher.RULE: 0.3,
    Teacher.SILENCE: 0.02,
}
"""How much a lesson counts; set by hand; what was compared stands in docs/suggestion.md."""


class Lesson(NamedTuple):
    """One thing that is known, or held likely, of a sentence."""

    row: int
    """Which sentence, among those that are learned from."""
    code: str
    """A code, or `NOTHING`."""
    holds: bool
    """The code is there; False = it is not: a near miss, a rejection."""
    teacher: Teacher


@dataclass(slots=True)
class Targets:
    """Rows, what they are, and how much each counts: what scikit-learn is given."""

    rows: list[int] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, row: int, value: str, weight: float) -> None:
        """Add one."""
        self.rows.append(row)
        self.values.append(value)
        self.weights.append(weight)


def settled(lessons: Iterable[Lesson]) -> list[Lesson]:
    """Leave out what rules hold likely where a person has said what is the case."""
    known = list(lessons)
    decided = {(each.row, each.code) for each in known if each.teacher is Teacher.PERSON}
    return [
        each
        for each in known
        if each.teacher is Teacher.PERSON
        or ((each.row, each.code) not in decided and (each.row, NOTHING) not in decided)
    ]


def anything_targets(lessons: Sequence[Lesson], silent: Iterable[int]) -> Targets:
    """Return which sentences hold any code at all (``1``) and which hold none (``0``).

    Near misses say nothing here: what is no case of one code may be one of another.
    A rejection alone says nothing either, unless all that was proposed was rejected. Nor do
    examples and definitions: they are written and not spoken, and what is most like them
    in style is no likelier to hold a code (measured: with them the order is worse).

    Args:
        lessons: Settled ones.
        silent: Rows of the interviews on which nobody has said anything and no rule fired.
    """
    spoken = [each for each in lessons if each.teacher not in _WRITTEN]
    full = {each.row: each.teacher for each in spoken if each.holds}
    empty = {each.row: each.teacher for each in spoken if each.code == NOTHING}
    found = Targets()
    for row, teacher in sorted(full.items()):
        found.add(row, "1", WEIGHTS[teacher])
    for row in sorted(empty.keys() - full.keys()):
        found.add(row, "0", WEIGHTS[empty[row]])
    for row in silent:
        found.add(row, "0", WEIGHTS[Teacher.SILENCE])
    return found


_WRITTEN = frozenset({Teacher.EXAMPLE, Teacher.DEFINITION})


def code_targets(lessons: Sequence[Lesson]) -> Targets:
    """Return which code each sentence holds; a sentence with two is there twice.

    What holds none of the codes it was taken for is `NOTHING`, weakly for near misses.
    """
    full = {each.row for each in lessons if each.holds}
    found = Targets()
    for each in sorted(set(lessons)):
        if each.holds:
            found.add(each.row, each.code, WEIGHTS[each.teacher])
    refused = {each.row: each.teacher for each in lessons if not each.holds}
    empty = sorted((row, teacher) for row, teacher in refused.items() if row not in full)
    every = max(1, len(empty) // _EMPTY)
    for row, teacher in empty[::every]:
        weight = WEIGHTS[teacher] * (1 if teacher is Teacher.PERSON else 0.3)
        found.add(row, NOTHING, weight * every)
    return found


_EMPTY = 4_000
"""Sentences without a code that are enough to tell codes from nothing; more only take time."""
