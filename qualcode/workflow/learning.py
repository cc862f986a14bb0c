"""What a learner is given: every sentence of the interviews, and all that is known of them.

The codebook's definitions, examples and near misses, the file of examples that it
names, its rules where they fired, and above all what persons have decided.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.interviews import interview_files, read_interviews
from qualcode.codebook.labelled import example_files, labelled_of, read_labelled
from qualcode.codebook.promise import standing_of
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.firing import SetFinder
from qualcode.matching.proposals import CODER
from qualcode.model.coding import Review, Source
from qualcode.model.document import Unit
from qualcode.suggestion.features import Sentence
from qualcode.suggestion.training import NOTHING, Lesson, Teacher
from qualcode.workflow import kept_lessons
from qualcode.workflow.foreseeing import prior_of
from qualcode.workflow.sentence import answer_of, document_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from qualcode.codebook.interviews import CodedAnswer
    from qualcode.codebook.labelled import Labelled
    from qualcode.codebook.promise import Standing
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding
    from qualcode.model.document import Document
    from qualcode.suggestion.prior import Prior
    from qualcode.workflow.project import Project


class Place(NamedTuple):
    """Where a sentence of the pool stands."""

    document: str
    turn: int
    start: int
    end: int


@dataclass(slots=True)
class Material:
    """Sentences and lessons; rows count the pool first, then what the codebook teaches."""

    places: list[Place] = field(default_factory=list)
    pool: list[Sentence] = field(default_factory=list)
    taught: list[Sentence] = field(default_factory=list)
    cold: list[Lesson] = field(default_factory=list)
    """What the codebook and its rules teach."""
    decided: list[Lesson] = field(default_factory=list)
    """What persons teach."""
    vectors: Any = None
    """What all sentences mean, one row each; None = only words count."""
    prior: Prior | None = None
    """What the codebook's weights know of sentences; then its coded interviews are no lessons."""

    @property
    def standing(self) -> Standing:
        """Return where the sentences of the pool stand."""
        return standing_of([(place.document, place.turn) for place in self.places])

    @property
    def lessons(self) -> list[Lesson]:
        """Return all lessons."""
        return [*self.cold, *self.decided]


def material_of(
    project: Project,
    codebook: Codebook,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Material:
    """Gather what there is to learn from in a project.

    Args:
        project: The project, coded by its rules.
        codebook: The codebook they were taken from.
        progress: Told how many of how many documents are read.

    Raises:
        ProblemsError: When a file of examples that the codebook names has faults.
    """
    sets, found = SetFinder(codebook), Material(prior=prior_of(codebook, project.codebook_path))
    names = project.store.documents.names()
    for done, name in enumerate(names):
        progress(done, len(names))
        codings = project.store.codings.of_document(name)
        add_document(found, project.store.documents.read(name), codings, sets)
    progress(len(names), len(names))
    is_known = found.prior is not None
    add_lessons(found, *lessons_of(codebook, project.codebook_path, sets, interviews=not is_known))
    return found


def lessons_of(
    codebook: Codebook, path: Path, sets: SetFinder, *, interviews: bool = True
) -> kept_lessons.Lessons:
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
    fresh = Material()
    teach(fresh, codebook, labelled_sentences(codebook, path), sets)
    if interviews:
        teach_interviews(fresh, codebook, coded_answers(codebook, path), sets)
    kept_lessons.keep(key, (fresh.taught, fresh.cold))
    return fresh.taught, fresh.cold


def add_lessons(found: Material, taught: Sequence[Sentence], cold: Sequence[Lesson]) -> None:
    """Add what a codebook teaches behind the sentences that are there."""
    first = len(found.pool) + len(found.taught)
    found.taught += taught
    found.cold += [each._replace(row=each.row + first) for each in cold]


def add_document(
    found: Material, document: Document, codings: Sequence[Coding], sets: SetFinder
) -> None:
    """Add the sentences of a document, with what rules and persons say of them."""
    first = len(found.pool)
    by_unit = _by_unit(document.units, codings)
    spoken = sets.find(document)
    for number, unit in enumerate(document.units):
        here = by_unit[number]
        found.places.append(Place(document.name, *unit))
        found.pool.append(sentence_at(document, number, _signals(here, spoken[number])))
        row = first + number
        found.decided += _decided(row, here)
        found.cold += [
            Lesson(row, each.code, True, Teacher.RULE) for each in here if each.coder == CODER
        ]


def decisions_now(project: Project, material: Material) -> list[Lesson]:
    """Return what persons have said by now of the sentences of material, read anew."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, place in enumerate(material.places):
        rows[place.document].append(row)
    decided = project.store.codings.decisions()
    found: list[Lesson] = []
    for name in sorted(rows.keys() & decided.keys()):
        units = [Unit(*material.places[row][1:]) for row in rows[name]]
        codings = project.store.codings.of_document(name)
        for number, here in sorted(_by_unit(units, codings).items()):
            found += _decided(rows[name][number], here)
    return found


def labelled_sentences(codebook: Codebook, path: Path) -> list[Labelled]:
    """Return all labelled sentences of a codebook: its own, and those of files that are there."""
    files = [each for each in example_files(codebook, path) if each.is_file()]
    return [*labelled_of(codebook, path=str(path)), *(s for f in files for s in read_labelled(f))]


def coded_answers(codebook: Codebook, path: Path) -> list[CodedAnswer]:
    """Return what was said in interviews that were coded before, as far as the files are there."""
    files = [each for each in interview_files(codebook, path) if each.is_file()]
    return [answer for file in files for answer in read_interviews(file)]


def teach(
    found: Material, codebook: Codebook, labelled: Iterable[Labelled], sets: SetFinder
) -> None:
    """Add what the codebook teaches: labelled sentences and definitions."""
    coder = Autocoder(codebook)
    known = {code.id for code in codebook.leaves}
    for each in labelled:
        if each.code in known:
            example = each.example
            document = document_of(example.text, speaker=example.speaker, asked=example.asked)
            signals = _signals(coder.code(document), *sets.find(document))
            sentence = Sentence(
                example.text, asked=example.asked, speaker=example.speaker, signals=signals
            )
            _teach(found, sentence, each.code, Teacher.EXAMPLE, holds=each.match)
    for code in codebook.leaves:
        for language in ("zh", "en"):
            told = [getattr(each, language) for each in (code.name, code.definition, code.include)]
            if any(told):
                _teach(found, Sentence(" ".join(told)), code.id, Teacher.DEFINITION, holds=True)
            if excluded := getattr(code.exclude, language):
                _teach(found, Sentence(excluded), code.id, Teacher.DEFINITION, holds=False)


def teach_interviews(
    found: Material, codebook: Codebook, answers: Iterable[CodedAnswer], sets: SetFinder
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
        fired, spoken = _by_unit(document.units, coder.code(document)), sets.find(document)
        for number, each in enumerate(answer.said):
            codes = None if each.codes is None else sorted(known & each.codes.keys())
            if codes is None or (not codes and is_much and next(passed) % 5):
                continue
            sentence = sentence_at(document, number, _signals(fired[number], spoken[number]))
            row = len(found.pool) + len(found.taught)
            found.cold += [Lesson(row, code, True, Teacher.INTERVIEW) for code in codes]
            found.cold += [] if codes else [Lesson(row, NOTHING, False, of_none)]
            found.taught.append(sentence)


_MUCH = 20_000
"""Sentences of coded interviews from which on not all of those that hold nothing are learned."""


def _teach(
    found: Material, sentence: Sentence, code: str, teacher: Teacher, *, holds: bool
) -> None:
    found.cold.append(Lesson(len(found.pool) + len(found.taught), code, holds, teacher))
    found.taught.append(sentence)


def sentence_at(document: Document, number: int, signals: tuple[str, ...] = ()) -> Sentence:
    """Return a unit of a document as the learner sees it: with its question and neighbours."""
    turn, start, end = document.units[number]
    return Sentence(
        document.text[start:end],
        asked=document.questions[turn],
        before=_beside(document, number - 1, turn),
        after=_beside(document, number + 1, turn),
        speaker=document.subjects.get(document.turns[turn].speaker, ""),
        signals=signals,
    )


def _beside(document: Document, number: int, turn: int) -> str:
    if not 0 <= number < len(document.units) or document.units[number].turn != turn:
        return ""
    return document.text[document.units[number].start : document.units[number].end]


def _signals(codings: Iterable[Coding], *sets: Sequence[str]) -> tuple[str, ...]:
    """Return what fired in a sentence: rules, the statuses they were judged to have, word sets."""
    rules = [each for each in codings if each.coder == CODER]
    told = {f"rule:{each.code}" for each in rules} | {f"status:{each.status}" for each in rules}
    return tuple(sorted(told | {f"set:{name}" for names in sets for name in names}))


def _by_unit(units: Sequence[Unit], codings: Iterable[Coding]) -> defaultdict[int, list[Coding]]:
    """Return the codings that hold half of each unit, or lie by half in it."""
    found: defaultdict[int, list[Coding]] = defaultdict(list)
    ends = [unit.end for unit in units]
    for each in codings:
        number = bisect_right(ends, each.span.start)
        while number < len(ends) and units[number].start < each.span.end:
            unit = units[number]
            shared = min(unit.end, each.span.end) - max(unit.start, each.span.start)
            if shared * 2 >= min(unit.end - unit.start, each.span.end - each.span.start):
                found[number].append(each)
            number += 1
    return found


def _decided(row: int, codings: Sequence[Coding]) -> Iterator[Lesson]:
    """Yield what persons have said of a sentence: what they put there, accepted or rejected.

    Where all that was ever proposed has been rejected, the sentence is empty.
    """
    held = {each.code for each in codings if _holds(each)}
    refused = {each.code for each in codings if each.review is Review.REJECTED} - held
    yield from (Lesson(row, code, True, Teacher.PERSON) for code in sorted(held))
    yield from (Lesson(row, code, False, Teacher.PERSON) for code in sorted(refused))
    if refused and not held and all(each.review is Review.REJECTED for each in codings):
        yield Lesson(row, NOTHING, False, Teacher.PERSON)


def _holds(coding: Coding) -> bool:
    is_own = coding.source is Source.PERSON and coding.review is not Review.REJECTED
    return is_own or coding.review is Review.ACCEPTED
