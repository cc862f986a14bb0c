"""What coders made of the documents that they have in common: who read what, and what counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.basis import Basis, Universe, What
from qualcode.analysis.agreement.units import Size, Study
from qualcode.analysis.findings import is_counted
from qualcode.analysis.notes import counted_named
from qualcode.errors import DataError, UnknownNameError, UsageError
from qualcode.model.coding import Review, Source
from qualcode.model.marks import ALL, columns_of
from qualcode.workflow.agreed import CONSENSUS
from qualcode.workflow.in_common import nothing_in_common

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.coding import Status
    from qualcode.model.marks import Marks
    from qualcode.model.query import CodingQuery
    from qualcode.workflow.agreement import AgreementRequest
    from qualcode.workflow.project import Project

_JUDGED = frozenset({"source", "review"})
"""Columns that tell a decision from a coding by hand."""
_OF_TEXT = frozenset({Basis.CHARACTER, Basis.SPAN})
"""What is measured on the whole text as one continuum."""


def study_of(
    project: Project,
    codebook: Codebook,
    query: CodingQuery,
    request: AgreementRequest,
    columns: Collection[str] = ALL,
) -> Study:
    """Gather what coders made of the documents that at least two of them have worked in.

    Args:
        project: The project.
        codebook: Under which the codings were made.
        query: Codes, documents and so on.
        request: Whose, and over which places.
        columns: Which columns of the codings are looked at.

    Raises:
        DataError: When there are no two, or no such document.
        UnknownNameError: When a coder is not there.
    """
    known = project.store.views.coders()
    for name in request.coders:
        if name not in known:
            raise UnknownNameError("coder", name, sorted(known))
    names = tuple(dict.fromkeys(request.coders)) or _usual(known)
    if len(names) < 2:
        raise DataError(
            "agreement needs two coders",
            hint="code by hand or review under --coder NAME; `qualcode merge` brings a colleague's",
        )
    worked = {name: _read(project, name, is_person=known[name]) for name in names}
    sizes = _sizes(project, query, request.options.basis)
    documents = _shared(sizes, worked)
    if not documents:
        raise nothing_in_common(worked, query.documents)
    views = project.store.views
    marked = {name: views.marked(name) if known[name] else worked[name] for name in names}
    read = {name: views.whole(name) if known[name] else worked[name] for name in names}
    is_read = request.universe is Universe.READ
    whole = _shared(documents, marked if is_read else read)
    if is_read and not whole:
        raise _nothing_read(names)
    has_whole = {name for size in whole.values() for name in size.coders} == set(names)
    universe = request.universe or (Universe.ALL if has_whole else Universe.DECIDED)
    shared = whole if is_read or (has_whole and request.universe is None) else documents
    leaves = [code.id for code in codes_of(codebook, query)]

    def taken(mine: Marks) -> Marks:
        return mine.taken(mine.having("document", shared) & mine.having("code", leaves))

    is_counts = request.what is What.COUNTS
    wide = replace(query, statuses=()) if is_counts else query
    coded = {name: taken(views.marks(name, wide, columns, is_person=known[name])) for name in names}
    judged = {
        name: taken(views.judged(name, query, _JUDGED.union(columns)))
        if known[name]
        else coded[name]
        for name in names
        if universe is Universe.DECIDED
    }
    study = Study(
        names,
        shared,
        coded,
        judged or None,
        only_decided=tuple(name for name in names if read[name].isdisjoint(shared)),
        is_read=universe is not Universe.DECIDED and _are_read(shared, marked),
        left_out=tuple(sorted(documents.keys() - shared.keys())),
        alone=_alone(worked, sizes),
        by_hand=tuple(
            name
            for name in names
            if judged and known[name] and not views.by_hand(name).isdisjoint(shared)
        ),
    )
    _refuse_hands(study, [name for name in names if known[name]])
    return _of_counts(study, codebook, query.statuses) if is_counts else study


def _of_counts(study: Study, codebook: Codebook, statuses: Sequence[Status]) -> Study:
    """Return a study that compares whether a code counts, as tables count it."""
    marks = {
        name: each.taken(is_counted(each, codebook, statuses))
        for name, given in study.marks.items()
        for each in [columns_of(given)]
    }
    return replace(study, marks=marks, coded=study.marks, statuses=counted_named(statuses))


def _alone(worked: Mapping[str, set[str]], asked: Collection[str]) -> dict[str, str]:
    """Return the documents that only one has worked in, and who; of those that are asked for."""
    numbers = Counter(document for documents in worked.values() for document in documents)
    return {
        document: name
        for document, name in sorted(
            (document, name) for name, documents in worked.items() for document in documents
        )
        if numbers[document] == 1 and document in asked
    }


def _refuse_hands(study: Study, persons: Sequence[str]) -> None:
    """Refuse decisions of persons who made none: by hand nobody says no, so all would agree.

    Raises:
        UsageError: When none of them decided on a proposal.
    """
    if study.judged is None or set(persons) - set(study.by_hand):
        return
    for name in persons:
        mine = columns_of(study.judged[name])
        is_no = mine.having("review", [Review.REJECTED])
        if (is_no | ~mine.having("source", [Source.PERSON])).any():
            return
    raise UsageError(
        f"{' and '.join(persons)} decided on no proposal here; what is coded by hand has no no,"
        " so on the places that both coded they would agree by construction",
        hint="`--places all` compares all sentences of the documents that both coded; how far the"
        " statuses agree where both put the same code stands in its notes",
    )


def _are_read(shared: Mapping[str, Size], marked: Mapping[str, Collection[str]]) -> bool:
    """Tell whether all coders of some documents say to have read them to the end."""
    return all(name in marked[coder] for name, size in shared.items() for coder in size.coders)


def _nothing_read(names: Sequence[str]) -> DataError:
    return DataError(
        f"no document is marked as read to its end by two of {', '.join(names)}",
        hint=f"`qualcode read DOCUMENT --whole --coder {names[0]}` marks one",
    )


def _usual(known: dict[str, bool]) -> tuple[str, ...]:
    """Choose coders where none are named: the persons; one person against the machines."""
    persons = [name for name, is_person in known.items() if is_person and name != CONSENSUS]
    machines = [name for name, is_person in known.items() if not is_person]
    return tuple(persons if len(persons) > 1 else [*persons, *machines])


def _read(project: Project, name: str, *, is_person: bool) -> set[str]:
    views = project.store.views
    return views.documents(name) if is_person else views.documents(name) | views.run_over()


def _sizes(project: Project, query: CodingQuery, basis: Basis) -> dict[str, Size]:
    """Return the documents that are asked for, with what the persons that are meant say there."""
    persons = _persons(project, query)
    if persons is not None and basis in _OF_TEXT:
        raise UsageError(
            f"some persons are compared by sentence or turn, not by {basis}",
            hint="`--unit sentence`, or name whole documents: --document",
        )
    found = project.store.overview.sizes(whole=basis in _OF_TEXT, persons=persons)
    return {
        name: Size(units, turns, spoken, length, frozenset())
        for name, units, turns, spoken, length in found
        if (not query.documents or name in query.documents) and (persons is None or units)
    }


def _persons(project: Project, query: CodingQuery) -> set[str] | None:
    """Return the participants that are meant; None = all who speak."""
    if not (query.subjects or query.participants):
        return None
    return {
        each.id
        for each in project.store.participants.all()
        if (not query.subjects or each.subject in query.subjects)
        and (not query.participants or each.id in query.participants)
    }


def _shared(documents: Mapping[str, Size], read: Mapping[str, Collection[str]]) -> dict[str, Size]:
    """Return the documents that two or more have read, with who has."""
    return {
        name: replace(size, coders=coders)
        for name, size in documents.items()
        if len(coders := frozenset(each for each, read_ in read.items() if name in read_)) > 1
    }


def codes_of(codebook: Codebook, query: CodingQuery) -> list[Code]:
    """Return the leaf codes that a question asks for, in order of the codebook."""
    return [code for code in codebook.leaves if not query.codes or code.id in query.codes]
