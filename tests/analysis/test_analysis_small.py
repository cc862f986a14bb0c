"""Small numbers are said to be small, and what a column is of stands above it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.compare import LEAST, Side, compare_table
from qualcode.analysis.counting import Count
from qualcode.analysis.frequency import frequency_table
from qualcode.analysis.layout import Layout
from qualcode.analysis.notes import counting_notes
from qualcode.analysis.significance import Adjustment
from qualcode.exchange.formats import render
from qualcode.model.coding import Status
from qualcode.model.label import Label
from qualcode.model.participant import Participant
from tests.analysis.analysis_samples import BOOK, corpus_of, mark

if TYPE_CHECKING:
    from qualcode.analysis.table import ResultTable
    from qualcode.model.excerpt import Mark

SIX = [Participant(f"P{n}", "PH" if n % 2 else "GOV") for n in range(6)]


def table_of(layout: Layout, *marks: Mark) -> ResultTable:
    return frequency_table(corpus_of(SIX, marks), layout)


def of_size(number: int, letter: str, named: int) -> Side:
    ids = [f"{letter}{n}" for n in range(number)]
    marks = [mark("scarce", each) for each in ids[:named]]
    return Side(Label(letter, letter), corpus_of([Participant(each) for each in ids], marks))


@pytest.mark.parametrize("sizes", [(3, 1), (4, 9), (5, 9)])
def test_differences_of_hardly_anybody_have_no_interval(sizes: tuple[int, int]) -> None:
    has_interval = min(sizes) >= 5
    sides = [of_size(size, letter, 1) for size, letter in zip(sizes, "PG", strict=True)]
    table = compare_table(sides[0], sides[1], BOOK.leaves)
    assert (table.column("ci_low")[0] is not None) is has_interval
    notes = " ".join(note.en for note in table.notes)
    assert (f"fewer than {LEAST} persons" in notes) is not has_interval


def test_a_code_that_one_person_names_is_flagged_beside_its_v() -> None:
    layout = Layout(tests=Adjustment.NONE)
    one = table_of(layout, mark("scarce", "P1"))
    two = table_of(layout, mark("scarce", "P1"), mark("scarce", "P3"))
    tests = [dict(zip(t.column("code"), t.column("test"), strict=True)) for t in (one, two)]
    assert "one person names" in str(tests[0]["scarce"])
    assert "one person names" not in str(tests[1]["scarce"])


def test_shares_beside_references_are_said_to_be_of_persons() -> None:
    layout = Layout(count=Count.REFERENCES, intervals=True, tests=Adjustment.HOLM)
    titles = {each.key: each.title.en for each in table_of(layout, mark("scarce", "P1")).columns}
    for key in ("ci_low", "ci_high", "p", "p_adjusted", "cramers_v"):
        assert titles[key].startswith("persons: ")
    plain = Layout(intervals=True, tests=Adjustment.HOLM)
    assert not any(each.title.en.startswith("persons: ") for each in table_of(plain).columns)


def test_title_and_note_follow_the_statuses_that_are_counted() -> None:
    layout = Layout(statuses=(Status.DENIED,))
    corpus = corpus_of(SIX, [mark("scarce", "P1", status=Status.DENIED)])
    assert frequency_table(corpus, layout).title.en.endswith(": denied")
    notes = " ".join(note.en for note in counting_notes(corpus, layout, reviews=(), empty=()))
    assert "persons with a coding of the code in status denied" in notes
    assert "persons who assert" not in notes


def test_a_base_of_coded_persons_is_told_and_that_it_changes_nothing() -> None:
    layout = Layout(coded_only=True)
    some = corpus_of(SIX, [mark("scarce", "P1")])
    everybody = corpus_of(SIX, [mark("scarce", each.id) for each in SIX])
    notes = [
        " ".join(note.en for note in counting_notes(each, layout, reviews=(), empty=()))
        for each in (some, everybody)
    ]
    assert "(1 of 6)" in notes[0]
    assert "the same as without it" not in notes[0]
    assert "the same as without it" in notes[1]


@pytest.mark.parametrize(("form", "between"), [("csv", ","), ("tsv", "\t")])
def test_files_for_machines_have_the_base_of_each_group(form: str, between: str) -> None:
    text = render(table_of(Layout(), mark("scarce", "P1")), form).text
    rows = list(csv.DictReader(io.StringIO(text), delimiter=between))
    scarce = next(row for row in rows if row["code"] == "scarce")
    assert (scarce["PH_n"], scarce["PH_base"]) == ("1", "3")
    assert (scarce["GOV_base"], scarce["total_base"]) == ("3", "6")
    assert {each.removesuffix("_base") for each in list(scarce)[-3:]} == {"PH", "GOV", "total"}
