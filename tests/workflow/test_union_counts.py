"""Where coders differ in status, a table counts what any one of them says, whatever their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.counting import Count
from qualcode.analysis.layout import Layout
from qualcode.model.coding import Status
from qualcode.model.span import Span
from qualcode.workflow.explain import explain_cell
from qualcode.workflow.filters import Filters
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.standing import standing_of
from qualcode.workflow.tabulate import TableRequest, tabulate

if TYPE_CHECKING:
    from qualcode.workflow.project import Project

WORDS = "来了也是"
NAMES = [("ann", "ben"), ("ben", "ann")]


def put(project: Project, by: str, status: Status, words: str = WORDS) -> None:
    start = project.store.documents.text("P-01").index(words)
    add_coding(project, "P-01", Span(start, start + len(words)), "income", by=by, status=status)


def wanted(filters: Filters | None = None, **layout: object) -> TableRequest:
    return TableRequest(filters or Filters(), Layout(**layout))  # type: ignore[arg-type]


@pytest.mark.parametrize(("first", "second"), NAMES)
def test_who_comes_first_in_the_alphabet_decides_nothing(
    study: Project, first: str, second: str
) -> None:
    before = _references(study)
    put(study, first, Status.ASSERTED)
    put(study, second, Status.DENIED)
    assert _references(study) == before + 1
    assert _references(study, Status.DENIED) == 1


@pytest.mark.parametrize(("first", "second"), NAMES)
def test_the_words_behind_the_number_are_those_that_count(
    study: Project, first: str, second: str
) -> None:
    put(study, first, Status.PARTIAL)
    put(study, second, Status.HISTORICAL)
    found = explain_cell(study, wanted(), code="income", group="total")
    assert [each.coding.status for each in found if each.coding.coder == first] == [Status.PARTIAL]
    assert not [each for each in found if each.coding.coder == second]


def test_a_status_that_coders_differ_in_is_an_open_place_also_of_one_code(study: Project) -> None:
    put(study, "ann", Status.ASSERTED)
    put(study, "ben", Status.DENIED)
    for filters in (Filters(), Filters(codes=["income"])):
        notes = " ".join(note.en for note in tabulate(study, wanted(filters)).notes)
        assert "1 place on which coders disagree" in notes
    assert standing_of(study).unsettled.places == 1


def test_two_statuses_that_both_count_are_no_conflict_of_counting(study: Project) -> None:
    before = _references(study)
    put(study, "ann", Status.ASSERTED)
    put(study, "ben", Status.PARTIAL)
    assert _references(study) == before + 1
    assert standing_of(study).unsettled.places == 0


def _references(project: Project, status: Status | None = None) -> int:
    filters = Filters(codes=["income"], statuses=[status] if status else [])
    table = tabulate(project, wanted(filters, count=Count.REFERENCES))
    row = dict(zip((each.key for each in table.columns), table.rows[0], strict=True))
    number = row["total_references"]
    assert isinstance(number, int)
    return number
