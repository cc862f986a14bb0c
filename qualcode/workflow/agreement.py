"""Agreement between the coders of a project: persons, the rules, a model, a person later on.

Whoever has coded or decided in a document is taken to have read it; the rules
have read what they ran over. To measure a coder against himself, let him code
again under another name (``--coder zhang-2``): he is then one coder more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.disagreements import disagreements_table
from qualcode.analysis.agreement.table import AgreementOptions, agreement_table
from qualcode.analysis.agreement.units import Size, Study
from qualcode.analysis.corpus import Corpus
from qualcode.analysis.notes import codebook_note
from qualcode.errors import DataError, UnknownNameError
from qualcode.model.marks import ALL
from qualcode.workflow.adjudication import CONSENSUS
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.in_common import nothing_in_common

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qualcode.analysis.table import ResultTable
    from qualcode.model.codebook import Code, Codebook
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


def agreement(project: Project, request: AgreementRequest) -> ResultTable:
    """Return the reliability table.

    Raises:
        DataError: When fewer than two coders have coded a document in common.
        UnknownNameError: When a coder is not there.
    """
    codebook = project.codebook()
    query = query_of(request.filters, codebook, project.store)
    study = study_of(project, codebook, query, request.coders, _MEASURED)
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
    study = study_of(project, codebook, query, request.coders)
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
    coders: Sequence[str] = (),
    columns: Collection[str] = ALL,
) -> Study:
    """Gather what coders made of the documents that at least two of them have read.

    Args:
        project: The project.
        codebook: Under which the codings were made.
        query: Codes, documents and so on.
        coders: Whose; empty = the usual ones, see `AgreementRequest`.
        columns: Which columns of the codings are looked at.

    Raises:
        DataError: When there are no two, or no such document.
        UnknownNameError: When a coder is not there.
    """
    known = project.store.views.coders()
    for name in coders:
        if name not in known:
            raise UnknownNameError("coder", name, sorted(known))
    names = tuple(dict.fromkeys(coders)) or _usual(known)
    if len(names) < 2:
        raise DataError(
            "agreement needs two coders",
            hint="code by hand or review under --coder NAME; `qualcode merge` brings a colleague's",
        )
    read = {name: _read(project, name, is_person=known[name]) for name in names}
    documents = _documents(project, query, read)
    if not documents:
        raise nothing_in_common(read, query.documents)
    leaves = [code.id for code in _codes(codebook, query)]
    marks = {}
    for name in names:
        mine = project.store.views.marks(name, query, columns, is_person=known[name])
        is_in = mine.having("document", documents) & mine.having("code", leaves)
        marks[name] = mine.taken(is_in)
    return Study(names, documents, marks)


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
