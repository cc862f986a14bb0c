"""Statistics over a project on disk: agreement, comparison, saturation, network, reports."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from qualcode.analysis.agreement.basis import Basis
from qualcode.analysis.agreement.table import AgreementOptions
from qualcode.analysis.layout import Layout
from qualcode.errors import DataError, UnknownNameError, UsageError
from qualcode.exchange.graphml import to_graphml
from qualcode.model.codebook import Kind
from qualcode.model.coding import Review, Status
from qualcode.model.label import Label, case_count
from qualcode.model.memo import Target
from qualcode.model.query import CodingQuery
from qualcode.model.span import Span
from qualcode.workflow.agreement import AgreementRequest, agreement, disagreements
from qualcode.workflow.coding import code_project
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.figure_names import FigureName
from qualcode.workflow.figures import FigureRequest, figure, frequency_bars
from qualcode.workflow.filters import Filters
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.memos import add_memo
from qualcode.workflow.report_names import ReportName
from qualcode.workflow.reports import ReportOptions, report
from qualcode.workflow.statistics import Comparison, compare, network, saturation
from qualcode.workflow.tabulate import TableRequest, tabulate

if TYPE_CHECKING:
    from qualcode.analysis.table import Cell, ResultTable
    from qualcode.workflow.project import Project


def put(project: Project, by: str, words: str, code: str) -> None:
    start = project.store.documents.text("P-01").index(words)
    add_coding(project, "P-01", Span(start, start + len(words)), code, by=by)


def row(table: ResultTable, key: str) -> dict[str, Cell]:
    keys = [column.key for column in table.columns]
    return next(dict(zip(keys, each, strict=True)) for each in table.rows if each[0] == key)


@pytest.fixture
def twice(study: Project) -> Project:
    """Li and Zhao both read the first interview: they agree on one sentence of two."""
    for by in ("li", "zhao"):
        put(study, by, "没钱", "income")
    put(study, "li", "走形式", "formal")
    return study


def test_agreement_without_a_document_in_common_says_who_worked_where(study: Project) -> None:
    put(study, "li", "没钱", "income")
    other = next(name for name in study.store.documents.names() if name != "P-01")
    add_coding(study, other, Span(15, 18), "income", by="zhao")
    with pytest.raises(DataError, match=f"li in P-01; zhao in {other}") as caught:
        agreement(study, AgreementRequest(["li", "zhao"]))
    assert "qualcode review --coder zhao --blind --document P-01" in caught.value.hint
    with pytest.raises(DataError, match=f"none of {other} in common: li in none; zhao in {other}"):
        agreement(study, AgreementRequest(["li", "zhao"], Filters(documents=[other])))
    add_coding(study, "P-01", Span(15, 19), "income", by="zhao")
    assert agreement(study, AgreementRequest(["li", "zhao"])).rows


def test_agreement_of_persons_is_over_what_both_have_read(twice: Project) -> None:
    table = agreement(twice, AgreementRequest(["li", "zhao"]))
    income, formal = row(table, "income"), row(table, "formal")
    units = next(info.units for info in twice.store.overview.infos() if info.name == "P-01")
    assert income["n_units"] == units
    assert (income["raw"], income["alpha"]) == (1.0, 1.0)
    assert formal["positive"] == 0
    assert row(agreement(twice, AgreementRequest()), "income") == income


def test_a_person_holds_what_he_accepted_and_a_machine_all_it_proposed(study: Project) -> None:
    first, *rest = [each.coding for each in study.store.excerpts.find(CodingQuery())]
    decide(study, [first.id], Decision(Review.ACCEPTED), by="li")
    decide(study, [each.id for each in rest], Decision(Review.REJECTED), by="li")
    table = agreement(study, AgreementRequest(["li", "rules"]))
    assert any("li, rules" in note.en for note in table.notes)
    places = disagreements(study, AgreementRequest(["li", "rules"]))
    assert len(places.rows) == len({(each.document, each.span, each.code) for each in rest})
    assert set(places.column("coded_by")) == {"rules"}


def test_the_unit_can_be_chosen(twice: Project) -> None:
    options = AgreementOptions(Basis.TURN)
    found = row(agreement(twice, AgreementRequest(["li", "zhao"], options=options)), "income")
    assert found["n_units"] == 3


def test_agreement_needs_two_who_exist(study: Project) -> None:
    with pytest.raises(DataError):
        agreement(study, AgreementRequest())
    with pytest.raises(UnknownNameError):
        agreement(study, AgreementRequest(["rules", "nobody"]))


def test_a_place_coded_by_two_counts_once(twice: Project) -> None:
    table = tabulate(twice, TableRequest(Filters(codes=("income",))))
    before = row(table, "income")["references"]
    put(twice, "chen", "没钱", "income")
    assert (
        row(tabulate(twice, TableRequest(Filters(codes=("income",)))), "income")["references"]
        == before
    )


def test_comparing_documents_coders_and_itself(twice: Project) -> None:
    table = compare(twice, Comparison("li", "zhao", by="coder"))
    assert row(table, "formal")["difference"] == pytest.approx(50)
    assert not any("No coding matches" in note.en for note in table.notes)
    people = compare(twice, Comparison("P-01", "P-02", by="participant"))
    assert people.rows
    with pytest.raises(UsageError):
        compare(twice, Comparison("li", "li", by="coder"))
    with pytest.raises(UnknownNameError):
        compare(twice, Comparison("li", "chen", by="coder"))
    with pytest.raises(UnknownNameError):
        compare(twice, Comparison("PH", "XX"))


def test_saturation_follows_the_documents(study: Project) -> None:
    table = saturation(study, Filters())
    everybody = [each for each in table.rows if each[0] == "all"]
    assert [each[4] for each in everybody] == ["P-01", "P-02"]
    assert sum(int(str(each[5])) for each in everybody) == everybody[-1][6]
    assert any("Saunders" in note.en for note in table.notes)


def test_the_network_is_a_graph_that_others_read(study: Project) -> None:
    found = network(study, Filters())
    root = ET.fromstring(to_graphml(found))
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    nodes = {node.get("id") for node in root.iterfind(".//g:node", space)}
    edges = [(e.get("source"), e.get("target")) for e in root.iterfind(".//g:edge", space)]
    assert edges == [(edge.source, edge.target) for edge in found.edges]
    assert {end for edge in edges for end in edge} <= nodes


@pytest.mark.parametrize("name", list(ReportName))
def test_every_report_comes_out_with_its_codebook_named(study: Project, name: ReportName) -> None:
    table = report(study, name)
    assert table.rows
    assert any("tiny" in note.en for note in table.notes)
    assert all(len(each) == len(table.columns) for each in table.rows)


def test_the_framework_takes_summaries_from_memos(study: Project) -> None:
    add_memo(study, Target.PARTICIPANT, "P-01", "contact：几乎不来。", by="li")
    found = row(report(study, ReportName.FRAMEWORK), "P-01")
    assert str(found["contact"]).startswith("几乎不来。")
    codes = report(study, ReportName.FRAMEWORK, options=ReportOptions(by_code=True))
    assert "scarce" in [column.key for column in codes.columns]


def test_filters_hold_for_reports(study: Project) -> None:
    filters = Filters(codes=("income",), statuses=(Status.ASSERTED,))
    table = report(study, ReportName.QUOTES, filters)
    assert {each[0] for each in table.rows} == {"income"}


@pytest.mark.parametrize("name", list(FigureName))
def test_every_figure_is_a_picture_of_the_study(study: Project, name: FigureName) -> None:
    svg = figure(study, name, FigureRequest(language="zh"))
    assert ET.fromstring(svg).tag.endswith("svg")


@pytest.mark.parametrize("name", [FigureName.COOCCURRENCE, FigureName.SATURATION])
def test_figures_keep_to_the_statuses_asked_for(study: Project, name: FigureName) -> None:
    nobody = Filters(statuses=(Status.QUESTION,))
    drawn = figure(study, name, FigureRequest(language="en"))
    try:
        asked = figure(study, name, FigureRequest(language="en", filters=nobody))
    except DataError:
        return  # nothing is left to draw
    assert asked != drawn


def test_bars_say_what_the_table_says(study: Project) -> None:
    table = tabulate(study, TableRequest())
    for bar in frequency_bars(study, FigureRequest(language="en"))[0]:
        (found,) = [each for each in table.rows if each[2] == bar.name]
        persons = found[[column.key for column in table.columns].index("total_n")]
        assert bar.value == persons


QUOTING = (ReportName.LEVELS, ReportName.CHAIN)


@pytest.mark.parametrize("name", QUOTING)
def test_what_is_rejected_or_not_claimed_is_never_quoted_as_a_finding(
    study: Project, name: ReportName
) -> None:
    denied = "现在好多了，不走形式了。"
    words = {each.coding.quote for each in study.store.excerpts.find(CodingQuery())}
    assert denied in words
    assert not any(denied in str(cell) for line in report(study, name).rows for cell in line)
    everything = [each.coding.id for each in study.store.excerpts.find(CodingQuery())]
    decide(study, everything, Decision(Review.REJECTED), by="li")
    cells = [str(cell) for line in report(study, name).rows for cell in line]
    assert not any(quote in cell for quote in words for cell in cells)


def test_statuses_that_are_asked_for_are_counted_and_named(study: Project) -> None:
    past = {
        each.coding.code
        for each in study.store.excerpts.find(CodingQuery())
        if each.coding.status in {Status.DENIED, Status.HISTORICAL}
    }
    assert past
    asked = Filters(statuses=(Status.DENIED, Status.HISTORICAL))
    nodes = report(study, ReportName.NODES, asked)
    assert {str(line[0]) for line in nodes.rows if line[4] and line[0] != "contact"} == past
    assert any("Counted: denied, historical" in note.en for note in nodes.notes)
    levels = report(study, ReportName.LEVELS, asked)
    assert {str(line[4]) for line in levels.rows if line[9]}


def test_a_chain_of_one_problem_still_looks_at_all_causes(study: Project) -> None:
    whole = {line[0]: line for line in report(study, ReportName.CHAIN).rows}
    one = report(study, ReportName.CHAIN, Filters(codes=("scarce",)))
    assert one.rows == (whole["scarce"],)


def test_comparing_people_of_whom_nothing_is_known_tells_the_way_out(study: Project) -> None:
    study.store.participants.put(
        [replace(each, subject="") for each in study.store.participants.all()]
    )
    with pytest.raises(DataError) as caught:
        compare(study, Comparison("PH", "GOV"))
    assert "participants.csv" in caught.value.hint


def test_a_subject_that_nobody_has_is_told_from_one_that_there_is_not(study: Project) -> None:
    with pytest.raises(DataError, match="nobody who was interviewed is of 'GOV'") as caught:
        compare(study, Comparison("PH", "GOV"))
    assert "PH" in caught.value.hint
    with pytest.raises(UnknownNameError):
        compare(study, Comparison("PH", "no-such"))


def test_a_subject_that_the_filters_leave_out_is_told_from_one_that_nobody_has(
    study: Project,
) -> None:
    first, second = study.store.participants.all()
    study.store.participants.put([first, replace(second, subject="GOV")])
    only = Filters(documents=["P-01"])
    with pytest.raises(DataError, match="the filters leave nobody of 'GOV'") as caught:
        compare(study, Comparison("PH", "GOV", filters=only))
    assert "left: PH" in caught.value.hint
    with pytest.raises(DataError, match="the filters leave nobody of 'P-02'"):
        compare(study, Comparison("P-01", "P-02", by="participant", filters=only))
    assert compare(study, Comparison("PH", "GOV")).rows


def test_who_was_not_interviewed_does_not_depend_on_the_filters(study: Project) -> None:
    whole, narrowed = (
        next(note for note in tabulate(study, TableRequest(filters)).notes if "Nobody" in note.en)
        for filters in (Filters(), Filters(subjects=["GOV"]))
    )
    assert whole == narrowed


def test_tables_without_rows_say_so(study: Project) -> None:
    found = report(study, ReportName.QUOTES, Filters(statuses=[Status.IRONIC]))
    assert not found.rows
    assert found.notes[0].en == "No coding matches: status ironic (of those that count)."
    assert not any("No coding" in note.en for note in report(study, ReportName.QUOTES).notes)


def test_codes_that_never_stand_together_are_another_thing_than_no_codings(study: Project) -> None:
    one = Filters(codes=("scarce",))
    table = report(study, ReportName.COOCCURRENCE, one)
    assert not table.rows
    assert table.notes[0].zh == "无可列者：没有两个编码共现。"
    assert not any("No coding" in note.en for note in report(study, ReportName.NODES, one).notes)


def test_both_sides_are_named_where_neither_has_a_coding(study: Project) -> None:
    gone = Filters(statuses=[Status.IRONIC])
    pair = Comparison("P-01", "P-02", by="participant")
    found = compare(study, replace(pair, filters=gone))
    assert found.notes[0].en.startswith("No coding matches: sides P-01, P-02; status ironic")
    assert not any("No coding" in note.en for note in compare(study, pair).notes)


@pytest.mark.parametrize(
    ("name", "said", "said_zh"),
    [
        (ReportName.SOURCES, "leave no participant", "受访者"),
        (ReportName.PARTICIPANTS, "leave no participant", "受访者"),
        (ReportName.FRAMEWORK, "leave no participant", "受访者"),
        (ReportName.CHAIN, "No coding matches: subject GOV", "主体 GOV"),
        (ReportName.QUOTES, "No coding matches: subject GOV", "主体 GOV"),
    ],
)
def test_why_a_table_is_empty_is_said_of_what_it_lists(
    study: Project, name: ReportName, said: str, said_zh: str
) -> None:
    note, *_ = report(study, name, Filters(subjects=["GOV"])).notes
    assert said in note.en
    assert said_zh in note.zh


def test_a_chain_of_what_is_no_problem_says_so(study: Project) -> None:
    path = study.codebook_path
    words = path.read_text("utf-8").replace(
        "Income}\n    kind: problem", "Income}\n    kind: theme"
    )
    path.write_text(words, encoding="utf-8")
    code_project(study)
    table = report(study, ReportName.CHAIN, Filters(codes=("income",)))
    assert not table.rows
    assert "none of the codes chosen is a problem" in table.notes[0].en
    assert "均不属“问题”" in table.notes[0].zh


def test_the_network_says_what_it_leaves_out_and_under_which_codebook(study: Project) -> None:
    notes = [note.en for note in network(study, Filters()).notes]
    assert any("left out" in note for note in notes)
    assert any(note.startswith("Codebook:") for note in notes)


def test_people_are_listed_before_any_coding_without_a_word_on_codings(study: Project) -> None:
    for document in study.store.documents.names():
        for coding in study.store.codings.of_document(document):
            study.store.codings.remove(coding.id)
    for name in (ReportName.PARTICIPANTS, ReportName.SOURCES):
        table = report(study, name)
        assert table.rows
        assert not any("No coding" in note.en for note in table.notes), name


def test_too_few_interviews_have_no_ratio_and_that_is_said(study: Project) -> None:
    few = [note.en for note in saturation(study, Filters()).notes if "too few" in note.en]
    assert few
    assert not any("not reached" in note for note in few)


def test_zeros_that_nobody_looked_at_are_told(study: Project) -> None:
    nobody = Filters(reviews=(Review.ACCEPTED,))
    tables: tuple[ResultTable, ...] = (
        tabulate(study, TableRequest(nobody)),
        saturation(study, nobody),
        compare(study, Comparison("P-01", "P-02", by="participant", filters=nobody)),
        *(report(study, name, nobody) for name in ReportName if name is not ReportName.SOURCES),
    )
    found = {table.name: table.notes for table in tables} | {"": network(study, nobody).notes}
    for name, (note, *_) in found.items():
        assert note.en.startswith("No coding matches: "), name
        assert "review accepted" in note.en
        assert "审核 已接受" in note.zh
    assert not any("Chao2" in note.en for note in tables[1].notes)
    assert not any("No coding" in note.en for note in tabulate(study, TableRequest()).notes)


def test_it_is_told_how_it_was_found_whom_codings_are_about(study: Project) -> None:
    table = tabulate(study, TableRequest(layout=Layout(by="about")))
    found = network(study, Filters()), report(study, ReportName.ABOUT)
    refs = int(str(row(table, "any")["references"]))
    for notes in (table.notes, *(each.notes for each in found)):
        said = next(note.en for note in notes if note.en.startswith("Whom the"))
        total, *parts = (int(number) for number in re.findall(r"\d+", said))
        assert total == sum(parts) >= refs > 0


def test_bars_by_group_are_refused_and_what_is_left_out_is_told(study: Project) -> None:
    with pytest.raises(UsageError, match="everybody"):
        frequency_bars(study, FigureRequest(layout=Layout(by="about")))
    every, _ = frequency_bars(study, FigureRequest(language="en"))
    bars, note = frequency_bars(study, FigureRequest(language="en", most=1))
    assert len(bars) == 1
    assert bars[0].value
    refs = sum(int(bar.said.split("(")[1].rstrip(")")) for bar in every)
    assert f"The first 1 of {len(every)} codes. N = " in note
    assert f"{refs} references, 0 reviewed" in note
    assert all(bar.value for bar in every)
    asked = FigureRequest(Filters(participants=("P-01",)), Layout(kinds=()), language="en")
    bars, note = frequency_bars(study, asked)
    left = len(study.codebook().leaves) - len(bars)
    assert (f"Left out: {case_count(left, 'code')}" in note) is (left > 0)


def test_a_comparison_says_which_minus_which_and_of_what_kinds(study: Project) -> None:
    table = compare(study, Comparison("P-01", "P-02", by="participant"))
    minus = next(column.title for column in table.columns if column.key == "difference")
    assert minus == Label("P-01 减 P-02（百分点）", "P-01 minus P-02, points")
    kinds = next(note.en for note in table.notes if note.en.startswith("Kinds of code"))
    there = {code.kind for code in study.codebook().leaves}
    assert all((kind in kinds) is (kind in there) for kind in Kind)


def test_denials_that_nobody_has_read_are_told(study: Project) -> None:
    notes = tabulate(study, TableRequest(layout=Layout(kinds=(), denied=True))).notes
    denied = study.store.excerpts.find(CodingQuery(statuses=(Status.DENIED,)))
    number = case_count(len(list(denied)), "reference")
    assert any(note.en.startswith(f"Denials: {number}, 0 reviewed") for note in notes)
    assert not any("Denials" in note.en for note in tabulate(study, TableRequest()).notes)


def test_codes_never_used_are_named(study: Project) -> None:
    table = report(study, ReportName.THEORY, Filters(reviews=(Review.ACCEPTED,)))
    said = next(note for note in table.notes if note.en.startswith("Codes never used"))
    for code in study.codebook().leaves:
        assert f"{code.name.say('en')} ({code.id})" in said.en
        assert f"{code.name.say('zh')}（{code.id}）" in said.zh
