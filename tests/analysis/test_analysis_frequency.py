"""The frequency table, on studies small enough to count by eye."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.corpus import Corpus
from qualcode.analysis.counting import Count
from qualcode.analysis.frequency import frequency_table
from qualcode.analysis.groups import Level, grouping
from qualcode.analysis.layout import Layout
from qualcode.errors import UnknownNameError
from qualcode.model.codebook import Codebook, Kind
from qualcode.model.coding import Status
from qualcode.model.label import Label
from qualcode.model.participant import Participant
from tests.analysis.analysis_samples import BOOK, corpus_of, mark, villagers

if TYPE_CHECKING:
    from qualcode.analysis.table import Cell, ResultTable

PEOPLE = villagers("P1:PH", "P2:PH", "G1:GOV", "X1:")
"""Two poor households, an official, and somebody of whom nothing is known."""


def row(table: ResultTable, code: str) -> dict[str, Cell]:
    cells = next(each for each in table.rows if each[0] == code)
    return dict(zip([column.key for column in table.columns], cells, strict=True))


def test_persons_and_sources_of_a_family_are_unions_and_references_are_sums() -> None:
    marks = [
        mark("scarce", "P1"),
        mark("scarce", "P1", unit=4),
        mark("formal", "P1"),
        mark("formal", "P2"),
    ]
    corpus = corpus_of(PEOPLE, marks)
    table = frequency_table(corpus, Layout())
    assert row(table, "contact")["PH_n"] == 2
    assert row(table, "contact")["references"] == 4
    assert (row(table, "scarce")["PH_n"], row(table, "scarce")["references"]) == (1, 2)
    sources = frequency_table(corpus, Layout(count=Count.SOURCES))
    assert row(sources, "contact")["total_sources"] == 2


def test_silent_participants_and_codes_that_nobody_names_stay() -> None:
    table = frequency_table(corpus_of(PEOPLE, [mark("scarce", "P1")]), Layout())
    assert row(table, "scarce")["PH_pct"] == 50.0
    assert row(table, "scarce")["total_pct"] == 25.0
    assert row(table, "poverty")["PH_n"] == 0
    assert row(table, "poverty")["PH_pct"] == 0.0


def test_participants_without_a_known_subject_are_a_group_at_the_end() -> None:
    table = frequency_table(corpus_of(PEOPLE, [mark("scarce", "X1")]), Layout())
    assert [each.group for each in table.headings] == ["GOV", "PH", "unknown", "total"]
    assert table.headings[2].title == Label("未知", "unknown")
    assert row(table, "scarce")["unknown_n"] == 1


def test_subjects_in_groups() -> None:
    people = villagers("P1:PH", "S1:SPH", "G1:GOV")
    marks = [mark("scarce", "P1"), mark("scarce", "S1")]
    table = frequency_table(corpus_of(people, marks), Layout(level=Level.FIVE))
    assert [(each.group, each.base) for each in table.headings] == [
        ("state", 1),
        ("poor", 2),
        ("total", 3),
    ]
    assert row(table, "scarce")["poor_n"] == 2


def test_groups_of_the_codebook_with_nobody_in_them_are_named() -> None:
    assert grouping(corpus_of(PEOPLE), "subject").empty == (
        Label("特殊贫困户", "Special poor household"),
        Label("村委会", "Village committee"),
    )


def test_a_coding_about_two_subjects_counts_once_in_the_total() -> None:
    marks = [mark("scarce", "P1", about="PH GOV"), mark("scarce", "P2")]
    table = frequency_table(corpus_of(PEOPLE, marks), Layout(by="about", count=Count.REFERENCES))
    cells = row(table, "scarce")
    assert [cells[f"{group}_references"] for group in ("PH", "GOV", "unclear")] == [1, 1, 1]
    assert cells["total_references"] == 2


def test_a_proposal_counts_as_a_finding_for_countermeasures_only() -> None:
    marks = [
        mark("plan", "P1", status=Status.NORMATIVE),
        mark("scarce", "P1", status=Status.NORMATIVE),
        mark("scarce", "P2", status=Status.PARTIAL),
    ]
    table = frequency_table(corpus_of(PEOPLE, marks), Layout(kinds=()))
    assert row(table, "plan")["PH_n"] == 1
    assert row(table, "scarce")["PH_n"] == 1


def test_statuses_by_the_users_word_replace_the_rule() -> None:
    marks = [mark("plan", "P1", status=Status.NORMATIVE), mark("scarce", "P1")]
    layout = Layout(kinds=(), statuses=(Status.DENIED, Status.ASSERTED))
    table = frequency_table(corpus_of(PEOPLE, marks), layout)
    assert (row(table, "plan")["PH_n"], row(table, "scarce")["PH_n"]) == (0, 1)


def test_references_per_10000_characters() -> None:
    """The example of a normalised count: 23 references in 48,250 characters are 4.77."""
    marks = [mark("scarce", "P1", unit=unit) for unit in range(23)]
    corpus = replace(corpus_of(PEOPLE, marks), speech={"P1": {"D": 48_000}, "P2": {"D": 250}})
    cells = row(frequency_table(corpus, Layout(count=Count.PER_10K)), "scarce")
    assert cells["PH_per_10k"] == pytest.approx(4.77, abs=0.005)
    assert cells["GOV_per_10k"] is None


def test_units_are_counted_once_however_many_codings_touch_them() -> None:
    marks = [mark("scarce", "P1", unit=1, unit_last=3), mark("formal", "P1", unit=3)]
    table = frequency_table(corpus_of(PEOPLE, marks), Layout(count=Count.UNITS))
    assert row(table, "contact")["total_units"] == 3


def test_percentages_of_those_with_a_finding_at_all() -> None:
    marks = [mark("scarce", "P1"), mark("scarce", "P2", status=Status.DENIED)]
    cells = row(frequency_table(corpus_of(PEOPLE, marks), Layout(coded_only=True)), "scarce")
    assert (cells["PH_pct"], cells["total_pct"], cells["GOV_pct"]) == (100.0, 100.0, None)


def test_denied_and_past_stand_in_columns_of_their_own() -> None:
    marks = [
        mark("scarce", "P1", status=Status.DENIED),
        mark("scarce", "P1", status=Status.DENIED, unit=2),
        mark("scarce", "P2", status=Status.HISTORICAL),
    ]
    table = frequency_table(corpus_of(PEOPLE, marks), Layout(denied=True, historical=True))
    cells = row(table, "contact")
    assert (cells["denied_n"], cells["historical_n"], cells["total_n"]) == (1, 1, 0)


def test_the_bottom_row_is_any_of_the_rows_shown() -> None:
    marks = [mark("scarce", "P1"), mark("error", "P1"), mark("forms", "P2")]
    table = frequency_table(corpus_of(PEOPLE, marks), Layout())
    assert table.rows[-1][0] == "any"
    assert (row(table, "any")["total_n"], row(table, "any")["references"]) == (1, 2)
    assert "any" not in frequency_table(corpus_of(PEOPLE, marks), Layout(totals=False)).column(
        "code"
    )


def test_by_size_the_largest_family_is_first_and_codes_stay_under_their_family() -> None:
    marks = [
        *(mark("favour", "P1", unit=unit) for unit in range(3)),
        mark("error", "P2"),
        *(mark("forms", "P1", unit=unit) for unit in range(2)),
        mark("formal", "P2"),
    ]
    layout = Layout(kinds=(), by_size=True, count=Count.REFERENCES, codes=())
    table = frequency_table(corpus_of(PEOPLE, marks), layout)
    assert table.column("code") == (
        *("system", "target", "favour", "error", "forms"),
        *("contact", "formal", "scarce", "near"),
        *("poverty", "plan", "any"),
    )


def test_rows_without_families_stand_side_by_side() -> None:
    table = frequency_table(corpus_of(PEOPLE), Layout(families=False))
    assert table.column("code") == ("scarce", "formal", "error", "favour", "poverty", "any")
    assert set(table.levels) == {0}


def test_the_title_says_which_kinds_are_rows_and_who_is_spoken_of() -> None:
    def title(by: str = "subject", kinds: tuple[Kind, ...] = (Kind.PROBLEM,)) -> Label:
        return frequency_table(corpus_of(PEOPLE), Layout(kinds=kinds, by=by)).title

    assert title() == Label("问题频次表", "Frequency of problems")
    assert title(kinds=(Kind.CAUSE,)) == Label("原因频次表", "Frequency of causes")
    both = title(kinds=(Kind.CAUSE, Kind.PROBLEM))
    assert both == Label("编码频次表：问题、原因", "Frequency of codes: problem, cause")
    about = title(by="about")
    assert about == Label(
        "问题频次表（按被谈及主体）", "Frequency of problems, by subject spoken of"
    )


def test_an_unknown_grouping_names_the_nearest() -> None:
    people = [Participant("P1", "PH", {"gender": "f"})]
    with pytest.raises(UnknownNameError) as caught:
        frequency_table(corpus_of(people), Layout(by="gendre"))
    assert caught.value.message == "no grouping 'gendre'"
    assert caught.value.hint == "did you mean 'gender'?"
    with pytest.raises(UnknownNameError, match="zzz") as caught:
        frequency_table(corpus_of(people), Layout(by="zzz"))
    assert caught.value.hint == "choose from: subject, about, participant, document, gender"


@pytest.mark.parametrize("count", list(Count))
@pytest.mark.parametrize("by", ["subject", "about", "participant", "document"])
@pytest.mark.parametrize("coded_only", [False, True])
def test_an_empty_study_has_a_table_of_zeros(count: Count, by: str, *, coded_only: bool) -> None:
    layout = Layout(count=count, by=by, coded_only=coded_only, denied=True)
    table = frequency_table(corpus_of([]), layout)
    assert table.column("code")[-1] == "any"
    assert {cell for cells in table.rows for cell in cells[3:]} <= {0, None}


def test_a_codebook_without_codes_has_a_table_without_rows() -> None:
    blank = Codebook("blank", Label(), "0", "")
    corpus = Corpus(blank, PEOPLE, {}, [mark("gone", "P1")])
    table = frequency_table(corpus, Layout(by_size=True, coded_only=True))
    assert table.rows == ()


def test_codings_of_a_code_that_left_the_codebook_are_not_counted() -> None:
    table = frequency_table(corpus_of(PEOPLE, [mark("gone", "P1")]), Layout())
    assert row(table, "any")["total_n"] == 0
    assert "gone" not in BOOK.by_id


@pytest.mark.parametrize("written", ["", "NaN", "nan", "NA", "N/A", "#N/A", "null", " NaN "])
def test_what_tables_write_for_a_missing_value_is_no_group_of_its_own(written: str) -> None:
    people = [Participant("P1", "PH", {"age": written}), Participant("P2", "PH", {"age": "61"})]
    groups = grouping(corpus_of(people), "age").groups
    assert [(group.id, sorted(group.members)) for group in groups] == [
        ("61", ["P2"]),
        ("unknown", ["P1"]),
    ]
