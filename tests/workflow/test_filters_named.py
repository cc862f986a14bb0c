"""A table that was filtered says so, and persons can be chosen as the base of all numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError, UsageError
from qualcode.workflow.filters import Filters
from qualcode.workflow.report_names import ReportName
from qualcode.workflow.reports import report
from qualcode.workflow.statistics import Comparison, compare, network, saturation
from qualcode.workflow.tabulate import TableRequest, tabulate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.table import ResultTable
    from qualcode.model.label import Label
    from qualcode.workflow.project import Project

AGES = {"P-01": "38", "P-02": "52"}


@pytest.fixture
def aged(study: Project) -> Project:
    """The two persons of the study, of whom one is above forty."""
    people = study.store.participants.all()
    study.store.participants.put(replace(p, attributes={"age": AGES[p.id]}) for p in people)
    return study


def base(table: ResultTable) -> int | None:
    return next(each.base for each in table.headings if each.group == "total")


def said(notes: Sequence[Label], language: str = "en") -> str:
    return " ".join(note.en if language == "en" else note.zh for note in notes)


def test_conditions_on_codings_are_named_and_leave_the_base(aged: Project) -> None:
    table = tabulate(aged, TableRequest(Filters(where="age>40")))
    assert base(table) == 2
    assert "Only: where age>40" in said(table.notes)
    assert "leaves the base as it is" in said(table.notes)
    assert "筛选：条件 age>40" in said(table.notes, "zh")


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("age>40", 1),
        ("age<=52", 2),
        ("!age>40", 1),
        ("participant=P-01 | age=52", 2),
        ("subject=PH", 2),
        ("subject=PH & age=38", 1),
        ("participant=P*", 2),
        ("age!=38", 1),
        ("age~5", 1),
    ],
)
def test_conditions_on_persons_choose_the_base(aged: Project, asked: str, number: int) -> None:
    table = tabulate(aged, TableRequest(Filters(persons=asked)))
    assert base(table) == number
    assert f"N = {number} person" in said(table.notes)
    assert f"Only: persons {asked}" in said(table.notes)
    wide = tabulate(aged, TableRequest(Filters(where=asked)))
    one, other = (
        dict(zip(t.column("code"), t.column("total_n"), strict=True)) for t in (table, wide)
    )
    assert one == other


def test_every_kind_of_table_names_its_filters(aged: Project) -> None:
    filters = Filters(persons="age>0")
    sides = Comparison("P-01", "P-02", by="participant", filters=filters)
    notes = [
        tabulate(aged, TableRequest(filters)).notes,
        compare(aged, sides).notes,
        saturation(aged, filters).notes,
        report(aged, ReportName.NODES, filters).notes,
        network(aged, filters).notes,
    ]
    for each in notes:
        assert "Only: persons age>0" in said(each)


def test_what_is_not_filtered_says_nothing(aged: Project) -> None:
    assert "Only:" not in said(tabulate(aged, TableRequest()).notes)


def test_persons_are_not_chosen_by_what_was_coded(aged: Project) -> None:
    for asked in ("scarce", "status=denied", "age>40 & text=没钱"):
        with pytest.raises(UsageError, match="properties of persons"):
            tabulate(aged, TableRequest(Filters(persons=asked)))


@pytest.mark.parametrize("asked", ["age>90 & scarce", "age>0 | scarce", "!(age>90 & scarce)"])
def test_what_is_not_of_persons_is_refused_whoever_there_is(aged: Project, asked: str) -> None:
    with pytest.raises(UsageError, match="properties of persons"):
        tabulate(aged, TableRequest(Filters(persons=asked)))


def test_patterns_of_properties_are_those_of_the_store(aged: Project) -> None:
    for filters in (Filters(persons="age~'/[/'"), Filters(where="age~'/[/'")):
        with pytest.raises(UsageError, match="the pattern /\\[/ is wrong"):
            tabulate(aged, TableRequest(filters))
    with pytest.raises(DataError, match="leaves nobody"):  # nobody has two slashes in their age
        tabulate(aged, TableRequest(Filters(persons="age~'//'")))
    named = Filters(persons="participant~'/^p-01$/'")
    assert tabulate(aged, TableRequest(named)).rows


def test_a_base_of_nobody_is_an_error(aged: Project) -> None:
    with pytest.raises(DataError, match="leaves nobody"):
        tabulate(aged, TableRequest(Filters(persons="age>90")))
    with pytest.raises(DataError, match="leave nobody"):
        tabulate(aged, TableRequest(Filters(participants=["P-01"], persons="age>40")))


def test_a_fault_in_what_persons_are_asked_names_the_option(aged: Project) -> None:
    with pytest.raises(UsageError, match=r"^--persons: "):
        tabulate(aged, TableRequest(Filters(persons="age>>4")))
