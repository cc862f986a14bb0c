"""Validation over a project: draw, sheet, answers, quality, corrected table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.counting import Count
from qualcode.analysis.groups import Level
from qualcode.analysis.layout import Layout
from qualcode.errors import DataError, ProblemsError, UnknownNameError, UsageError
from qualcode.exchange.sheets import read_sheet, write_sheet
from qualcode.model.codebook import Kind
from qualcode.model.coding import Coding, Review, Source, coding_id
from qualcode.model.span import Span
from qualcode.workflow.corrected import corrected
from qualcode.workflow.filters import Filters
from qualcode.workflow.tabulate import TableRequest, tabulate
from qualcode.workflow.undoing import undo
from qualcode.workflow.validating import (
    draw_sample,
    has_answers,
    kept_sample,
    sentences_of,
    validation_tables,
)
from qualcode.workflow.validation_sheet import read_answers, sheet

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


def rows(project: Project, answers: dict[str, str]) -> list[tuple[int, dict[str, str]]]:
    """Fill in the sheet: what is not named holds nothing."""
    return [
        (line, {"sentence": str(row[0]), "codes": answers.get(str(row[0]), "-")})
        for line, row in enumerate(sheet(project).rows, 2)
    ]


def test_the_sheet_is_blind_and_comes_back_through_a_file(study: Project, tmp_path: Path) -> None:
    draw_sample(study, hits=10, others=10, seed=1, by="li")
    table = sheet(study)
    assert "review" not in [column.key for column in table.columns]
    path = tmp_path / "sample.csv"
    write_sheet(table, path, choices={})
    assert [cells["sentence"] for _, cells in read_sheet(path)] == [row[0] for row in table.rows]
    texts = {row[0]: row[5] for row in table.rows}
    assert any("见不着" in str(words) for words in texts.values())


def test_a_machine_that_is_always_right_has_full_marks(study: Project) -> None:
    draw_sample(study, hits=50, others=50, seed=1, by="li")
    truth = {each.key: " ".join(sorted(each.hits)) or "-" for each in sentences_of(study)}
    done = read_answers(study, Path("s.csv"), rows(study, truth), by="li")
    assert done.left == 0
    quality, faults = validation_tables(study)
    assert faults.rows == ()
    assert {row[6] for row in quality.rows} == {1.0}
    assert {row[9] for row in quality.rows} == {1.0}


def test_false_hits_and_misses_are_found_and_the_table_corrected(study: Project) -> None:
    draw_sample(study, hits=50, others=50, seed=1, by="li")
    whole = list(sentences_of(study))
    wrong = next(each for each in whole if each.hits)
    missed = next(each for each in whole if not each.hits)
    truth = {each.key: " ".join(sorted(each.hits)) or "-" for each in whole}
    truth[wrong.key], truth[missed.key] = "无", "没钱"
    read_answers(study, Path("s.csv"), rows(study, truth), by="li")
    _, faults = validation_tables(study)
    assert {(row[0], row[3]) for row in faults.rows} == {
        ("false", wrong.key),
        ("missed", missed.key),
    }
    table = corrected(study, TableRequest())
    keys = [column.key for column in table.columns]
    income = next(
        dict(zip(keys, row, strict=True))
        for row in table.rows
        if row[0] == "income" and row[3] == "total"
    )
    true = sum("income" in truth[each.key] or "没钱" in truth[each.key] for each in whole)
    assert income["references"] == pytest.approx(true)


def guess(project: Project, review: Review) -> None:
    """Let a model propose `income` in every sentence of respondents, and a person decide on it."""
    for name in project.store.documents.names():
        document = project.store.documents.read(name)
        for turn, start, stop in document.units:
            span = Span(start, stop)
            coding = Coding(
                coding_id(name, span, "income", "suggest"),
                name,
                span,
                "income",
                "suggest",
                Source.MODEL,
                span.of(document.text),
                turn,
            )
            by = "" if review is Review.PROPOSED else "li"
            project.store.codings.add(coding.decided(review, by=by, at=""))


@pytest.mark.parametrize("review", [Review.PROPOSED, Review.REJECTED])
def test_what_a_model_proposes_and_nobody_accepted_is_not_measured_as_counted(
    study: Project, review: Review
) -> None:
    read_whole(study)
    before = validation_tables(study), corrected(study, TableRequest())
    guess(study, review)
    assert (validation_tables(study), corrected(study, TableRequest())) == before
    alone, _ = validation_tables(study, ["suggest"])
    assert [(row[0], row[3]) for row in alone.rows if row[3]] == [
        ("income", len(list(sentences_of(study))))
    ]


def test_what_a_person_accepted_of_a_model_is_measured_as_counted(study: Project) -> None:
    read_whole(study)
    guess(study, Review.ACCEPTED)
    quality, _ = validation_tables(study)
    hits = {row[0]: row[3] for row in quality.rows}
    assert hits["income"] == len(list(sentences_of(study)))


def test_a_machine_that_is_not_there_is_told(study: Project) -> None:
    read_whole(study)
    with pytest.raises(UnknownNameError) as caught:
        validation_tables(study, ["li"])
    assert "rules" in caught.value.hint


def test_faulty_sheets_are_refused_whole(study: Project) -> None:
    draw_sample(study, hits=5, others=5, seed=1, by="li")
    good = str(sheet(study).rows[0][0])
    sheet_rows = [
        (2, {"sentence": good, "codes": "income"}),
        (3, {"sentence": good, "codes": "incme"}),
        (4, {"sentence": "X#1", "codes": "-"}),
    ]
    with pytest.raises(ProblemsError) as caught:
        read_answers(study, Path("s.csv"), sheet_rows, by="li")
    assert [problem.place.line for problem in caught.value.problems] == [3, 4]
    assert "income" in caught.value.problems[0].hint
    assert not has_answers(study)


def test_answers_can_be_undone(study: Project) -> None:
    draw_sample(study, hits=5, others=5, seed=1, by="li")
    key = str(sheet(study).rows[0][0])
    read_answers(study, Path("s.csv"), [(2, {"sentence": key, "codes": "-"})], by="li")
    assert has_answers(study)
    undo(study, by="li")
    assert not has_answers(study)


@pytest.mark.parametrize(("hits", "error"), [(0, UsageError), (5, DataError)])
def test_a_draw_of_nothing_leaves_the_former_sample(
    study: Project, hits: int, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_sample(study, hits=5, others=5, seed=1, by="li")
    before = kept_sample(study)
    unhit = [each for each in sentences_of(study) if not each.hits]
    monkeypatch.setattr("qualcode.workflow.validating.sentences_of", lambda *_, **__: unhit)
    with pytest.raises(error):
        draw_sample(study, hits=hits, others=0, seed=1, by="li")
    assert kept_sample(study) == before


def test_without_sample_or_answers_the_way_is_shown(study: Project) -> None:
    with pytest.raises(DataError) as caught:
        sheet(study)
    assert "validate draw" in caught.value.hint
    draw_sample(study, hits=5, others=5, seed=1, by="li")
    with pytest.raises(DataError):
        validation_tables(study)


def read_whole(project: Project) -> None:
    """Read every sentence, and find what the machine found."""
    draw_sample(project, hits=500, others=500, seed=1, by="li")
    truth = {each.key: " ".join(sorted(each.hits)) or "-" for each in sentences_of(project)}
    read_answers(project, Path("s.csv"), rows(project, truth), by="li")


@pytest.mark.parametrize(
    "layout",
    [
        Layout(),
        Layout(level=Level.FIVE),
        Layout(by="participant"),
        Layout(kinds=(Kind.THEME,), kinds_named=True),
        Layout(totals=False),
    ],
)
def test_the_corrected_table_has_the_rows_and_groups_of_the_table(
    study: Project, layout: Layout
) -> None:
    read_whole(study)
    plain, right = (make(study, TableRequest(layout=layout)) for make in (tabulate, corrected))
    groups = [heading.group for heading in plain.headings]
    assert list(dict.fromkeys(right.column("subject"))) == (groups if right.rows else [])
    leaves = {code.id for code in study.codebook().leaves}
    assert set(right.column("code")) == leaves.intersection(map(str, plain.column("code")))


def test_read_whole_the_corrected_table_is_the_table(study: Project) -> None:
    read_whole(study)
    plain, right = (make(study, TableRequest()) for make in (tabulate, corrected))
    persons = dict(zip(plain.column("code"), plain.column("total_n"), strict=True))
    keys = ("code", "subject", "persons", "persons_low")
    for code, group, number, low in zip(*(right.column(key) for key in keys), strict=True):
        if group == "total":
            assert (number, low) == (persons[code], None)


def test_references_alone_can_be_corrected(study: Project) -> None:
    read_whole(study)
    table = corrected(study, TableRequest(layout=Layout(count=Count.REFERENCES)))
    assert not any(each.key.startswith("persons") for each in table.columns)


@pytest.mark.parametrize(
    ("filters", "layout", "told"),
    [
        (Filters(coders=["li"]), Layout(), "--coder"),
        (Filters(where="scarce"), Layout(), "--where"),
        (Filters(persons="subject=PH"), Layout(), "--persons"),
        (Filters(), Layout(count=Count.UNITS), "--count units"),
        (Filters(), Layout(by="about"), "--by about"),
        (Filters(), Layout(denied=True), "--denied"),
    ],
)
def test_what_the_sample_cannot_tell_is_refused(
    study: Project, filters: Filters, layout: Layout, told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        corrected(study, TableRequest(filters, layout))
