"""The coded interviews of a project, in the form in which a codebook names such files.

`codebook learn` and `suggest` begin with interviews that were coded before. What persons
have coded or accepted in a project says most of its field; here it becomes such a file.
Where somebody says to have read an interview to its end, a sentence without a code holds
none; elsewhere nothing is said of it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from qualcode.codebook.interviews import CodedAnswer, CodedSentence, written
from qualcode.errors import DataError, Place
from qualcode.model.coding import Review
from qualcode.model.query import CodingQuery
from qualcode.workflow.agreed import CONSENSUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.model.document import Document
    from qualcode.model.excerpt import Mark
    from qualcode.workflow.project import Project

    _Held = Mapping[int, Mapping[str, str]]
    """The codes of sentences, each with its assertion status."""


class OwnInterviews(NamedTuple):
    """Coded interviews as JSON lines, and what is in them."""

    text: str
    documents: int
    whole: int
    """Those of them that somebody says to have read to the end."""
    told: int
    """Sentences of which it is said what they hold."""


def own_interviews(project: Project) -> OwnInterviews:
    """Return what persons have coded or accepted in a project.

    Where coders have settled what they differed in, that holds; else what any of them says.

    Raises:
        DataError: When nobody has coded, accepted or read anything.
    """
    held = _held(project)
    whole = {document for document, *_ in project.store.readings.all()}
    names = [each for each in project.store.documents.names() if each in held.keys() | whole]
    if not names:
        raise DataError(
            "nobody has coded or accepted anything yet",
            hint="`qualcode review`, or by hand: `qualcode read DOCUMENT`",
        )
    answers = [
        answer
        for name in names
        for answer in _answers(
            project.store.documents.read(name), held.get(name, {}), is_whole=name in whole
        )
    ]
    told = sum(each.codes is not None for answer in answers for each in answer.said)
    return OwnInterviews(written(answers), len(names), len(whole.intersection(names)), told)


def _held(project: Project) -> dict[str, dict[int, dict[str, str]]]:
    """Return the codes that hold in sentences, by document; of two coders' words the consensus'."""
    leaves = {code.id for code in project.codebook().leaves}
    found: dict[str, dict[int, dict[str, str]]] = {}
    for mark in sorted(project.store.excerpts.marks(CodingQuery()), key=_weight):
        settled = mark.coder == CONSENSUS
        if mark.code not in leaves or not (settled or mark.review == Review.ACCEPTED):
            continue
        for unit in mark.units:
            codes = found.setdefault(mark.document, {}).setdefault(unit, {})
            codes.pop(mark.code, None)
            if mark.review == Review.ACCEPTED:
                codes[mark.code] = mark.status
    return {
        name: {n: codes for n, codes in units.items() if codes} for name, units in found.items()
    }


def _weight(mark: Mark) -> tuple[bool, str, str, int]:
    """Return an order in which the consensus is heard last, and all else as ever."""
    return mark.coder == CONSENSUS, mark.coder, mark.document, mark.start


def _answers(document: Document, held: _Held, *, is_whole: bool) -> Iterator[CodedAnswer]:
    """Yield the turns of respondents; those that say nothing stay for what stands beside them."""
    numbered = enumerate(document.units)
    for turn, units in groupby(numbered, key=lambda each: each[1].turn):
        said = tuple(
            CodedSentence(
                document.text[unit.start : unit.end].strip(),
                held.get(number, {} if is_whole else None),
            )
            for number, unit in units
        )
        label = document.turns[turn].speaker
        yield CodedAnswer(
            document.name,
            document.subjects.get(label, ""),
            document.questions[turn],
            said,
            Place(document.name),
        )
