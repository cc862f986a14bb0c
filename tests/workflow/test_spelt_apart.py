"""A table tells where it parts one value of persons into several groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.layout import Layout
from qualcode.model.participant import Participant
from qualcode.workflow.spelt_apart import spelt_apart
from qualcode.workflow.tabulate import TableRequest, tabulate

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


def people(*values: str, name: str = "gender") -> list[Participant]:
    return [Participant(f"P-{n}", "PH", {name: each}) for n, each in enumerate(values)]


def test_one_value_in_several_spellings_is_told() -> None:
    (note,) = spelt_apart(people("女", "F", "男", "female", ""), "subject,gender")
    assert note.en.startswith("gender: F, female, 女 are probably one value each")
    (note,) = spelt_apart(people("46", "46岁", "50", name="年龄"), "年龄")
    assert note.zh.startswith("年龄：46、46岁 似为同一值")


def test_values_that_differ_are_left_alone() -> None:
    assert spelt_apart(people("女", "男", "女"), "gender") == []
    assert spelt_apart(people("女", "F"), "subject") == []
    assert spelt_apart(people("M", "男", name="village"), "village") == []
    assert spelt_apart(people("1.5", "15", "W_1", "W1", name="land"), "land") == []


def test_the_note_stands_under_the_table(study: Project) -> None:
    study.store.participants.put(
        [Participant("P-01", "PH", {"gender": "女"}), Participant("P-02", "GOV", {"gender": "F"})]
    )
    table = tabulate(study, TableRequest(layout=Layout(by="gender")))
    assert any("F, 女" in note.en for note in table.notes)
