"""All that can be said of a codebook and what lies beside it: faults and advice, by topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.codebook.interviews import (
    check_interviews,
    examine_interviews,
    interview_files,
)
from qualcode.codebook.labelled import (
    Origin,
    check_labelled,
    examine_labelled,
    example_files,
    traps_path,
)
from qualcode.codebook.learned import learned_of
from qualcode.codebook.reader import examine_codebook
from qualcode.errors import DataError, Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.model.codebook import Codebook

EXAMPLES = "examples"
"""The topic of problems with files of labelled sentences."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found."""

    path: Path
    problems: tuple[Problem, ...]
    """Advice before faults, each by topic and place: what matters most stands last."""

    def count(self, severity: Severity) -> int:
        """Return how many problems are of a severity."""
        return sum(each.severity is severity for each in self.problems)


def check_codebook_file(path: Path) -> Checked:
    """Check a codebook, its traps and its files of examples."""
    codebook, problems = examine_codebook(path, advice=True)
    found = [*problems, *(_beside(codebook, path) if codebook else ())]
    return Checked(path, tuple(sorted(found, key=_weight)))


def _weight(problem: Problem) -> tuple[bool, bool, str, Problem]:
    """Return what orders problems: what a code could have as well weighs less than what is odd."""
    is_lighter = problem.topic in {"codes", "languages"}
    return problem.severity is Severity.ERROR, not is_lighter, problem.topic, problem


def _beside(codebook: Codebook, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with the sentences beside a codebook; it can be used all the same."""
    traps = traps_path(path)
    files = [(file, Origin.FILE) for file in example_files(codebook, path)]
    for file, origin in (*files, *([(traps, Origin.TRAP)] if traps.exists() else ())):
        sentences, problems = examine_labelled(file, origin=origin)
        for problem in (*problems, *check_labelled(sentences, codebook)):
            yield replace(problem, severity=Severity.WARNING, topic=EXAMPLES)
    try:
        learned_of(codebook, path)
    except DataError as error:
        place = Place(str(path), 1)
        yield Problem(place, error.message, error.hint, Severity.WARNING, topic=EXAMPLES)
    for file in interview_files(codebook, path):
        answers, problems = examine_interviews(file)
        for problem in (*problems, *check_interviews(answers, codebook)):
            yield replace(problem, severity=Severity.WARNING, topic=EXAMPLES)
