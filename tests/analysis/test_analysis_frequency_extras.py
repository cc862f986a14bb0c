"""Columns behind the groups, groups crossed, and small groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.frequency import frequency_table
from qualcode.analysis.groups import grouping
from qualcode.analysis.layout import Layout
from qualcode.analysis.notes import counting_notes
from qualcode.analysis.significance import Adjustment
from qualcode.errors import UnknownNameError
from qualcode.model.participant import Participant
from tests.analysis.analysis_samples import corpus_of, mark, villagers

if TYPE_CHECKING:
    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import Cell


def study() -> Corpus:
    """Nine of twelve households and two of ten officials."""
    people = villagers(*(f"P{n}:PH" for n in range(12)), *(f"G{n}:GOV" for n in range(10)))
    marks = [mark("scarce", f"P{n}") for n in range(9)] + [mark("scarce", f"G{n}") for n in (0, 1)]
    return corpus_of(people, [*marks, mark("scarce", "P0", unit=7)])


def row(corpus: Corpus, layout: Layout, code: str) -> dict[str, Cell]:
    table = frequency_table(corpus, layout)
    keys = [column.key for column in table.columns]
    return next(dict(zip(keys, each, strict=True)) for each in table.rows if each[0] == code)


def test_tests_are_of_persons_and_adjusted_over_codes() -> None:
    found = row(study(), Layout(tests=Adjustment.HOLM), "scarce")
    assert found["p"] == pytest.approx(0.02997, abs=5e-6)
    assert found["test"] == "Fisher exact"
    assert found["p_adjusted"] == found["p"]  # the other codes have nothing to test
    other = row(study(), Layout(tests=Adjustment.HOLM), "formal")
    assert (other["p"], other["test"]) == (None, "no variation")
    family = row(study(), Layout(tests=Adjustment.HOLM), "contact")
    assert (family["p"], family["test"]) == (None, "")


def test_intervals_are_wilsons_of_the_total() -> None:
    found = row(study(), Layout(intervals=True), "scarce")
    assert found["ci_low"] == pytest.approx(30.7, abs=0.1)
    assert found["ci_high"] == pytest.approx(69.3, abs=0.1)


def test_each_group_can_show_its_references() -> None:
    found = row(study(), Layout(references=True), "scarce")
    assert (found["PH_n"], found["PH_refs"], found["total_refs"]) == (9, 10, 12)


def test_two_properties_crossed() -> None:
    people = [
        Participant("P1", "PH", {"sex": "f"}),
        Participant("P2", "PH", {"sex": "m"}),
        Participant("G1", "GOV"),
    ]
    corpus = corpus_of(people, [mark("scarce", "P1")])
    found = row(corpus, Layout(by="subject,sex"), "scarce")
    assert (found["PH × f_n"], found["PH × m_n"], found["GOV × unknown_n"]) == (1, 0, 0)
    assert {group.name.zh for group in grouping(corpus, "subject,sex").groups} >= {"贫困户 × f"}


def test_what_is_no_property_of_persons_cannot_be_crossed() -> None:
    with pytest.raises(UnknownNameError):
        grouping(corpus_of([]), "subject,about")


def test_small_groups_are_named() -> None:
    corpus = corpus_of(villagers("P1:PH", "P2:PH", "P3:PH", "G1:GOV"))
    notes = counting_notes(corpus, Layout(), reviews=(), empty=())
    assert any("Fewer than 3 persons" in note.en and "Government" in note.en for note in notes)
