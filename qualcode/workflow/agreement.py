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

from qualcode.analysis.agreement.basis import Basis, Universe, What
from qualcode.analysis.agreement.disagreements import disagreements_table
from qualcode.analysis.agreement.table import AgreementOptions, agreement_table
from qualcode.analysis.corpus import Corpus
from qualcode.analysis.notes import codebook_note
from qualcode.errors import DataError, UsageError
from qualcode.workflow.agreed import CONSENSUS
from qualcode.workflow.agreement_study import codes_of, study_of
from qualcode.workflow.filters import Filters, query_of
from qualcode.workflow.unmatched import filtered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.agreement.units import Study
    from qualcode.analysis.table import ResultTable
    from qualcode.model.query import CodingQuery
    from qualcode.workflow.project import Project


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
    """None = all units of the documents that two have read to the end or coded by hand; where
    not every coder has such a document, the places that two have decided."""
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
    table = agreement_table(study, codes_of(codebook, query), request.options)
    note = codebook_note(Corpus(codebook, (), {}))
    return replace(table, notes=(*filtered(request.filters), *table.notes, note))


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
    table = disagreements_table(study, quotes, _settled(project, query))
    return replace(table, notes=(*filtered(request.filters), *table.notes))


def _settled(project: Project, query: CodingQuery) -> set[tuple[str, int, str]]:
    """Return document, sentence and code of all that the consensus has judged."""
    columns = {"code", "unit", "unit_last"}
    marks = project.store.views.judged(CONSENSUS, query, columns)
    lines = zip(
        *(marks.names[name].words() for name in ("document", "code")),
        *(marks.numbers[name].tolist() for name in ("unit", "unit_last")),
        strict=True,
    )
    return {
        (document, unit, code)
        for document, code, first, last in lines
        for unit in range(first, last + 1)
    }


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
