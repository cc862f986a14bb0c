"""What coders disagree on and nobody has settled: for tables, and for what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.agreement.units import Size, Study
from qualcode.analysis.agreement.unsettled import Unsettled, unsettled
from qualcode.model.query import CodingQuery
from qualcode.workflow.adjudication import CONSENSUS, coders_of

if TYPE_CHECKING:
    from qualcode.workflow.project import Project

_LOOKED_AT = frozenset({"code", "unit", "unit_last", "turn", "start", "stop"})


def unsettled_in(project: Project, query: CodingQuery | None = None) -> Unsettled:
    """Return how many places coders disagree on, of those that a query asks for.

    Nothing is read where fewer than two persons have coded or decided; the statuses and
    reviews of the query do not count, and of a question about one coder nothing is open.
    """
    asked, coders = query or CodingQuery(), tuple(coders_of(project))
    if len(coders) < 2 or asked.coders:
        return Unsettled()
    views = project.store.views
    everybody = frozenset(coders)
    nothing = Size(0, 0, 0, 0, everybody)
    documents = dict.fromkeys(project.store.documents.names(), nothing)
    study = Study(
        coders,
        documents,
        {name: views.marks(name, asked, _LOOKED_AT, is_person=True) for name in coders},
        {name: views.judged(name, asked, _LOOKED_AT) for name in coders},
    )
    hands = {name: views.by_hand(name) for name in coders}
    by_hand = {
        document: frozenset(name for name in coders if document in hands[name])
        for document in documents
    }
    return unsettled(study, by_hand, views.judged(CONSENSUS, CodingQuery()))
