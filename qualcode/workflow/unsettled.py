"""What coders disagree on and nobody has settled: for tables, and for what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.agreement.unsettled import LOOKED_AT, Unsettled, unsettled
from qualcode.model.query import CodingQuery
from qualcode.workflow.agreed import CONSENSUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Status
    from qualcode.model.marks import Marks
    from qualcode.workflow.project import Project


def can_differ(project: Project, query: CodingQuery) -> bool:
    """Tell whether there is anything to look for: two persons, and no question about some."""
    return not query.coders and len(_persons(project) - {CONSENSUS}) > 1


def unsettled_in(project: Project) -> Unsettled:
    """Return how many places of the project coders disagree on.

    Nothing is read where fewer than two persons have coded or decided.
    """
    if not can_differ(project, CodingQuery()):
        return Unsettled()
    return unsettled_among(project, project.store.views.hands(LOOKED_AT))


def unsettled_among(project: Project, marks: Marks, statuses: Sequence[Status] = ()) -> Unsettled:
    """Return how many places of some codings coders disagree on.

    Args:
        project: The project.
        marks: Codings of whatever coder, status and review, with the columns `LOOKED_AT`.
        statuses: Saying that a code holds takes one of these; empty = any.
    """
    views, persons = project.store.views, _persons(project)
    by_hand = {name: views.by_hand(name) for name in sorted(persons - {CONSENSUS})}
    if CONSENSUS not in persons:
        return unsettled(marks, by_hand, statuses=statuses)
    settled = views.judged(CONSENSUS, CodingQuery(), {"code", "unit", "unit_last"})
    return unsettled(marks, by_hand, settled, statuses)


def _persons(project: Project) -> set[str]:
    return set(project.store.codings.persons())
