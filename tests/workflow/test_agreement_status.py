"""Agreement is measured on what tables count: the number that is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.agreement.basis import Universe, What
from qualcode.analysis.agreement.table import AgreementOptions
from qualcode.errors import UsageError
from qualcode.model.coding import Status
from qualcode.workflow.adjudication import disagreements as cases
from qualcode.workflow.agreement import AgreementRequest, agreement, disagreements
from qualcode.workflow.filters import Filters
from tests.workflow.test_union_counts import put

if TYPE_CHECKING:
    from qualcode.analysis.table import Cell, ResultTable
    from qualcode.workflow.project import Project

BOTH = ("ann", "ben")


def wanted(what: What = What.COUNTS, filters: Filters | None = None) -> AgreementRequest:
    return AgreementRequest(BOTH, filters or Filters(), AgreementOptions(draws=0), what=what)


def of_income(table: ResultTable) -> dict[str, Cell]:
    keys = [column.key for column in table.columns]
    rows = (dict(zip(keys, row, strict=True)) for row in table.rows)
    return next(row for row in rows if row["code"] == "income")


@pytest.fixture
def disputed(study: Project) -> Project:
    put(study, "ann", Status.ASSERTED)
    put(study, "ben", Status.DENIED)
    put(study, "ann", Status.ASSERTED, "拍照的")
    put(study, "ben", Status.PARTIAL, "拍照的")
    return study


def test_who_denies_what_another_asserts_does_not_agree(disputed: Project) -> None:
    table = agreement(disputed, wanted())
    assert of_income(table)["positive"] == pytest.approx(2 / 3)
    assert "on what counts" in table.title.en
    notes = " ".join(note.en for note in table.notes)
    assert "whether the code counts there" in notes
    assert "on the 2 places where two put the same code: raw agreement 0.000" in notes


def test_the_code_alone_can_be_asked_for(disputed: Project) -> None:
    table = agreement(disputed, wanted(What.CODE))
    assert of_income(table)["positive"] == 1.0
    assert "on codes" in table.title.en


def test_a_status_that_is_asked_for_is_what_counts(disputed: Project) -> None:
    table = agreement(disputed, wanted(filters=Filters(statuses=[Status.DENIED])))
    assert of_income(table)["positive"] == 0.0


def test_disagreements_are_those_that_are_adjudicated(disputed: Project) -> None:
    listed = disagreements(disputed, wanted())
    kinds = [str(case.kind) for case in cases(disputed, BOTH)]
    assert list(listed.column("differ_in")) == kinds == ["status", "status"]


def test_codings_by_hand_are_no_decisions(disputed: Project) -> None:
    with pytest.raises(UsageError, match="no no"):
        agreement(disputed, AgreementRequest(BOTH, universe=Universe.DECIDED))
