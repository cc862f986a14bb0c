"""What a codebook teaches by itself, before anybody has decided on anything.

Its definitions, examples and near misses, the files of examples that it names, and
the interviews that were coded before. Rows count from 0, so that the lessons of a
codebook are the same in every project and can be kept.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from qualcode.codebook.interviews import interview_files, read_interviews
from qualcode.codebook.labelled import example_files, labelled_of, read_labelled
from qualcode.matching.autocoder import Autocoder
from qualcode.suggestion.features import Sentence
from qualcode.suggestion.training import NOTHING, Lesson, Teacher
from qualcode.workflow import kept_lessons
from qualcode.workflow.kept_lessons import Lessons
from qualcode.workflow.learner_view import by_unit, seen_at, signals_of
from qualcode.workflow.sentence import answer_of, document_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from qualcode.codebook.interviews import CodedAnswer
    from qualcode.codebook.labelled import Labelled
    from qualcode.matching.firing import SetFinder
    from qualcode.model.codebook import Codebook

_MUCH = 20_000
"""Sentences of coded interviews from which on not all of those that hold nothing are learned."""


def lessons_of(
    codebook: Codebook, path: Path, sets: SetFinder, *, interviews: bool = True
) -> Lessons:
    """Return what a codebook teaches by itself; rows count from 0.

    Args:
        codebook: The codebook.
        path: Its file, beside which its examples and coded interviews lie.
        sets: Finds its word sets.
        interviews: Its coded interviews teach too: not needed where weights know them.

    Raises:
        ProblemsError: When a file beside it has faults.
    """
    spoken = interview_files(codebook, path) if interviews else []
    beside = (*example_files(codebook, path), *spoken)
    key = kept_lessons.key_of(codebook, [each for each in beside if each.is_file()])
    if kept := kept_lessons.find(key):
        return kept
    fresh = Lessons([], [])
    teach_examples(fresh, codebook, labelled_sentences(codebook, path), sets)
    teach_definitions(fresh, codebook)
    if interviews:
        teach_interviews(fresh, codebook, coded_answers(codebook, path), sets)
    kept_lessons.keep(key, fresh)
    return fresh


def labelled_sentences(codebook: Codebook, path: Path) -> list[Labelled]:
    """Return all labelled sentences of a codebook: its own, and those of files that are there."""
    files = [each for each in example_files(codebook, path) if each.is_file()]
    return [*labelled_of(codebook, path=str(path)), *(s for f in files for s in read_labelled(f))]


def coded_answers(codebook: Codebook, path: Path) -> list[CodedAnswer]:
    """Return what was said in interviews that were coded before, as far as the files are there."""
    files = [each for each in interview_files(codebook, path) if each.is_file()]
    return [answer for file in files for answer in read_interviews(file)]


def teach_examples(
    found: Lessons, codebook: Codebook, labelled: Iterable[Labelled], sets: SetFinder
) -> None:
    """Add examples and near misses of the codes there are."""
    coder = Autocoder(codebook)
    known = {code.id for code in codebook.leaves}
    for each in labelled:
        if each.code in known:
            example = each.example
            document = document_of(example.text, speaker=example.speaker, asked=example.asked)
            signals = signals_of(coder.code(document), *sets.find(document))
            sentence = Sentence(
                example.text, asked=example.asked, speaker=example.speaker, signals=signals
            )
            _teach(found, sentence, each.code, Teacher.EXAMPLE, holds=each.match)


def teach_definitions(found: Lessons, codebook: Codebook) -> None:
    """Add what each code is said to be, and what it is said not to be, in each language."""
    for code in codebook.leaves:
        for language in ("zh", "en"):
            told = [getattr(each, language) for each in (code.name, code.definition, code.include)]
            if any(told):
                _teach(found, Sentence(" ".join(told)), code.id, Teacher.DEFINITION, holds=True)
            if excluded := getattr(code.exclude, language):
                _teach(found, Sentence(excluded), code.id, Teacher.DEFINITION, holds=False)


def teach_interviews(
    found: Lessons, codebook: Codebook, answers: Iterable[CodedAnswer], sets: SetFinder
) -> None:
    """Add interviews that were coded before: what they hold, and what holds nothing.

    Of many interviews a fifth of the sentences that hold nothing says as much as all.
    """
    answers = list(answers)
    is_much = sum(len(each.said) for each in answers) > _MUCH
    of_none = Teacher.FIFTH if is_much else Teacher.INTERVIEW
    coder, passed = Autocoder(codebook), count(1)
    known = {code.id for code in codebook.leaves}
    for answer in answers:
        said = [each.text for each in answer.said]
        document = answer_of(said, speaker=answer.speaker, asked=answer.asked)
        fired, spoken = by_unit(document.units, coder.code(document)), sets.find(document)
        for number, each in enumerate(answer.said):
            codes = None if each.codes is None else sorted(known & each.codes.keys())
            if codes is None or (not codes and is_much and next(passed) % 5):
                continue
            sentence = seen_at(document, number, signals_of(fired[number], spoken[number]))
            row = len(found.taught)
            found.cold.extend(Lesson(row, code, True, Teacher.INTERVIEW) for code in codes)
            if not codes:
                found.cold.append(Lesson(row, NOTHING, False, of_none))
            found.taught.append(sentence)


def _teach(found: Lessons, sentence: Sentence, code: str, teacher: Teacher, *, holds: bool) -> None:
    found.cold.append(Lesson(len(found.taught), code, holds, teacher))
    found.taught.append(sentence)
