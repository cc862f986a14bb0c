"""What coders disagree on and nobody has settled: for tables, and for what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.agreement.unsettled import LOOKED_AT, Unsettled, unsettled
from qualcode.analysis.findings import is_counted, of_respondents
from qualcode.model.query import CodingQuery
from qualcode.workflow.agreed import CONSENSUS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
    marks = of_respondents(project.store.views.hands(LOOKED_AT | {"status", "participant"}))
    return unsettled_among(project, marks, is_counted(marks, project.codebook()))


def unsettled_among(project: Project, marks: Marks, counts: NDArray[np.bool_]) -> Unsettled:
    """Return how many places of some codings coders disagree on.

    Args:
        project: The project.
        marks: Codings of whatever coder, status and review, with the columns `LOOKED_AT`.
        counts: Of each, whether its status says that the code holds.
    """
    views, persons = project.store.views, _persons(project)
    by_hand = {name: views.whole(name) for name in sorted(persons - {CONSENSUS})}
    if CONSENSUS not in persons:
        return unsettled(marks, by_hand, counts=counts)
    settled = views.judged(CONSENSUS, CodingQuery(), {"code", "unit", "unit_last"})
    return unsettled(marks, by_hand, settled, counts)


def _persons(project: Project) -> set[str]:
    return set(project.store.codings.persons())
