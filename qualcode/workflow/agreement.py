"""Agreement between the coders of a project: persons, the rules, a model, a person later on.

Whoever says to have read a document to its end has put a code wherever they see one, so that
elsewhere there is none; who says so of no document is taken to have read those that they
coded by hand, and the rules have read what they ran over. Who only decided on what a
machine proposed has judged those places and no others: their agreement is reckoned on the
places that two have judged, and says nothing of what nobody proposed. To measure a coder
against himself, let him code again under another name (``--coder zhang-2``): he is then
one coder more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.basis import Basis, Universe
from qualcode.analysis.agreement.disagreements import disagreements_table
from qualcode.analysis.agreement.table import AgreementOptions, agreement_table
from qualcode.analysis.agreement.units import Size, Study
from qualcode.analysis.corpus import Corpus
from qualcode.analysis.notes import codebook_note
from qualcode.errors import DataError, UnknownNameError, UsageError
from qualcode.model.marks import ALL
from qualcode.workflow.agreed import CONSENSUS
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.in_common import nothing_in_common

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.analysis.table import ResultTable
    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.marks import Marks
    from qualcode.model.query import CodingQuery
    from qualcode.workflow.project import Project


_MEASURED = frozenset({"code", "unit", "unit_last", "turn", "start", "stop"})
"""Columns that agreement is measured by."""


@dataclass(frozen=True, slots=True)
class AgreementRequest:
    """Whose agreement, on what, measured how."""

    coders: Sequence[str] = ()
    """Empty = all persons, or a person and the rules where there is one."""
    filters: Filters = field(default_factory=Filters)
    options: AgreementOptions = field(default_factory=AgreementOptions)
    universe: Universe | None = None
    """None = all units of the documents that two have read to the end, or coded by hand where
    they mark none; where not every coder has such a document, the places that two have decided."""


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
    wanted = {mark.coding for marks in study.marks.values() for mark in marks}
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
    marked = {name: views.marked(name) if known[name] else worked[name] for name in names}
    by_hand = {name: views.whole(name) if known[name] else worked[name] for name in names}
    is_read = request.universe is Universe.READ
    whole = _shared(documents, marked if is_read else by_hand)
    if is_read and not whole:
        raise _nothing_read(names)
    has_whole = {name for size in whole.values() for name in size.coders} == set(names)
    universe = request.universe or (Universe.ALL if has_whole else Universe.DECIDED)
    shared = whole if is_read or (has_whole and request.universe is None) else documents
    leaves = [code.id for code in _codes(codebook, query)]

    def taken(mine: Marks) -> Marks:
        return mine.taken(mine.having("document", shared) & mine.having("code", leaves))

    marks = {
        name: taken(views.marks(name, query, columns, is_person=known[name])) for name in names
    }
    judged = {
        name: taken(views.judged(name, query, columns)) if known[name] else marks[name]
        for name in names
        if universe is Universe.DECIDED
    }
    return Study(
        names,
        shared,
        marks,
        judged or None,
        only_decided=tuple(name for name in names if by_hand[name].isdisjoint(shared)),
        is_read=universe is not Universe.DECIDED and _are_read(shared, marked),
        left_out=len(documents) - len(shared),
    )


def _are_read(shared: Mapping[str, Size], marked: Mapping[str, Collection[str]]) -> bool:
    """Tell whether all coders of some documents say to have read them to the end."""
    return all(name in marked[coder] for name, size in shared.items() for coder in size.coders)


def _nothing_read(names: Sequence[str]) -> DataError:
    return DataError(
        f"no document is marked as read to its end by two of {', '.join(names)}",
        hint=f"`qualcode read DOCUMENT --whole --coder {names[0]}` marks one",
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


def _documents(
    project: Project, query: CodingQuery, read: Mapping[str, Collection[str]]
) -> dict[str, Size]:
    """Return the documents that were asked for and that two or more have worked in."""
    turns = project.store.documents.spoken_turns()
    sizes = {
        each.name: Size(
            each.units, turns.get(each.name, 0), each.spoken, each.characters, frozenset()
        )
        for each in project.store.documents.infos()
        if not query.documents or each.name in query.documents
    }
    return _shared(sizes, read)


def _shared(documents: Mapping[str, Size], read: Mapping[str, Collection[str]]) -> dict[str, Size]:
    """Return the documents that two or more have read, with who has."""
    return {
        name: replace(size, coders=coders)
        for name, size in documents.items()
        if len(coders := frozenset(each for each, read_ in read.items() if name in read_)) > 1
    }


def _codes(codebook: Codebook, query: CodingQuery) -> list[Code]:
    return [code for code in codebook.leaves if not query.codes or code.id in query.codes]
