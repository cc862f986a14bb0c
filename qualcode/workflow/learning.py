"""What a learner is given: every sentence of the interviews, and all that is known of them.

What the codebook teaches by itself, its rules where they fired, and above all what
persons have decided.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.promise import standing_of
from qualcode.matching.firing import SetFinder
from qualcode.matching.proposals import CODER
from qualcode.model.coding import Review, Source
from qualcode.model.document import Unit
from qualcode.suggestion.training import NOTHING, Lesson, Teacher
from qualcode.workflow.foreseeing import prior_of
from qualcode.workflow.learner_view import by_unit, seen_at, signals_of
from qualcode.workflow.lessons import lessons_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qualcode.codebook.promise import Standing
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding
    from qualcode.model.document import Document
    from qualcode.suggestion.features import Sentence
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
    fired, spoken = by_unit(document.units, codings), sets.find(document)
    for number, unit in enumerate(document.units):
        here = fired[number]
        found.places.append(Place(document.name, *unit))
        found.pool.append(seen_at(document, number, signals_of(here, spoken[number])))
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
        for number, here in sorted(by_unit(units, codings).items()):
            found += _decided(rows[name][number], here)
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
