"""Agreement between the coders of a project: persons, the rules, a model, a person later on.

Whoever has coded by hand in a document is taken to have read it, so that where they put
no code there is none; the rules have read what they ran over. Who only decided on what a
machine proposed has judged those places and no others: their agreement is reckoned on the
places that two have judged, and says nothing of what nobody proposed. To measure a coder
against himself, let him code again under another name (``--coder zhang-2``): he is then
one coder more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.basis import Basis, Universe, What
from qualcode.analysis.agreement.disagreements import disagreements_table
from qualcode.analysis.agreement.table import AgreementOptions, agreement_table
from qualcode.analysis.agreement.units import Size, Study
from qualcode.analysis.corpus import Corpus
from qualcode.analysis.findings import is_counted
from qualcode.analysis.notes import codebook_note, counted_named
from qualcode.errors import DataError, UnknownNameError, UsageError
from qualcode.model.coding import Review, Source
from qualcode.model.marks import ALL, columns_of
from qualcode.workflow.agreed import CONSENSUS
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.in_common import nothing_in_common

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.analysis.table import ResultTable
    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.coding import Status
    from qualcode.model.marks import Marks
    from qualcode.model.query import CodingQuery
    from qualcode.workflow.project import Project


_JUDGED = frozenset({"source", "review"})
"""Columns that tell a decision from a coding by hand."""
_MEASURED = frozenset({"code", "unit", "unit_last", "turn", "start", "stop", "status"})
"""Columns that agreement is measured by."""


@dataclass(frozen=True, slots=True)
class AgreementRequest:
    """Whose agreement, on what, measured how."""

    coders: Sequence[str] = ()
    """Empty = all persons, or a person and the rules where there is one."""
    filters: Filters = field(default_factory=Filters)
    options: AgreementOptions = field(default_factory=AgreementOptions)
    universe: Universe | None = None
    """None = all units of the documents that two have coded by hand; where not every coder has
    such a document, the places that two have decided."""
    what: What = What.COUNTS


def agreement(project: Project, request: AgreementRequest) -> ResultTable:
    """Return the reliability table.

    Raises:
        DataError: When fewer than two coders have coded a document, or decided a place, in common.
        UsageError: When decisions on places are to be compared by character or free span.
        UnknownNameError: When a coder is not there.
    """
    codebook = project.codebook()
    query = query_of(request.filters, codebook, project.store)
    study = study_of(project, codebook, query, request, _MEASURED)
    _refuse_nothing(study, request.options.basis)
    table = agreement_table(study, _codes(codebook, query), request.options)
    note = codebook_note(Corpus(codebook, (), {}))
    return replace(table, notes=(*table.notes, note))


def disagreements(project: Project, request: AgreementRequest) -> ResultTable:
    """Return the places where coders differ, with their words.

    Raises:
        DataError: When fewer than two coders have coded a document in common.
        UnknownNameError: When a coder is not there.
    """
    codebook = project.codebook()
    query = query_of(request.filters, codebook, project.store)
    study = study_of(project, codebook, query, request)
    _refuse_nothing(study, Basis.SENTENCE)
    wanted = {mark.coding for marks in study.codings.values() for mark in marks}
    quotes = {
        each.coding.id: each.coding.quote
        for each in project.store.excerpts.find(query.without_hands())
        if each.coding.id in wanted
    }
    return disagreements_table(study, quotes)


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
    documents = _documents(project, query, worked)
    if not documents:
        raise nothing_in_common(worked, query.documents)
    views = project.store.views
    by_hand = {name: views.by_hand(name) if known[name] else worked[name] for name in names}
    whole = _documents(project, query, by_hand)
    has_whole = {name for size in whole.values() for name in size.coders} == set(names)
    universe = request.universe or (Universe.ALL if has_whole else Universe.DECIDED)
    shared = whole if has_whole and request.universe is None else documents
    leaves = [code.id for code in _codes(codebook, query)]

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
        only_decided=tuple(name for name in names if by_hand[name].isdisjoint(shared)),
        left_out=tuple(sorted(documents.keys() - shared.keys())),
        alone=_alone(worked, query),
        by_hand=_hands(names, by_hand, shared, known) if judged else (),
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


def _alone(worked: Mapping[str, set[str]], query: CodingQuery) -> dict[str, str]:
    """Return the documents that only one has worked in, and who; of those that are asked for."""
    numbers = Counter(document for documents in worked.values() for document in documents)
    return {
        document: name
        for document, name in sorted(
            (document, name) for name, documents in worked.items() for document in documents
        )
        if numbers[document] == 1 and (not query.documents or document in query.documents)
    }


def _hands(
    names: Sequence[str],
    by_hand: Mapping[str, set[str]],
    shared: Collection[str],
    known: Mapping[str, bool],
) -> tuple[str, ...]:
    """Return the persons who have coded by hand in some documents."""
    return tuple(name for name in names if known[name] and not by_hand[name].isdisjoint(shared))


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


def _refuse_nothing(study: Study, basis: Basis) -> None:
    """Refuse what cannot be measured on decisions, and say what is there instead."""
    if study.judged is None:
        return
    if basis not in {Basis.SENTENCE, Basis.TURN}:
        raise UsageError(
            f"decisions on proposals are compared by sentence or turn, not by {basis}",
            hint="`--unit sentence`, or `--places all` to take what was never decided for a no",
        )
    found = study.presence(None, basis)
    if not found.pairable:
        numbers = ", ".join(f"{name} {len(study.judged[name])}" for name in study.coders)
        raise DataError(
            f"no place was judged by two of these coders (each by themselves: {numbers})",
            hint="let one decide what the other has decided, unseen: `qualcode review --blind"
            f" --coder {study.coders[-1]}`; what is undecided is not taken for a no"
            " (`--places all` does)",
        )


def _usual(known: dict[str, bool]) -> tuple[str, ...]:
    """Choose coders where none are named: the persons; one person against the machines."""
    persons = [name for name, is_person in known.items() if is_person and name != CONSENSUS]
    machines = [name for name, is_person in known.items() if not is_person]
    return tuple(persons if len(persons) > 1 else [*persons, *machines])


def _read(project: Project, name: str, *, is_person: bool) -> set[str]:
    views = project.store.views
    return views.documents(name) if is_person else views.documents(name) | views.run_over()


def _documents(project: Project, query: CodingQuery, read: dict[str, set[str]]) -> dict[str, Size]:
    sizes = {}
    turns = project.store.documents.spoken_turns()
    for info in project.store.documents.infos():
        coders = frozenset(name for name, documents in read.items() if info.name in documents)
        if len(coders) > 1 and (not query.documents or info.name in query.documents):
            spoken = turns.get(info.name, 0)
            sizes[info.name] = Size(info.units, spoken, info.spoken, info.characters, coders)
    return sizes


def _codes(codebook: Codebook, query: CodingQuery) -> list[Code]:
    return [code for code in codebook.leaves if not query.codes or code.id in query.codes]
