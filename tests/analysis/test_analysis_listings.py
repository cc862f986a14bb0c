"""Tidy tables: a row for every participant, code and coding."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.counting import Count
from qualcode.analysis.frames import frame_of
from qualcode.analysis.layout import Layout
from qualcode.analysis.listings import (
    case_by_code,
    codebook_table,
    codings_table,
    documents_table,
)
from qualcode.analysis.long_form import frequency_long
from qualcode.codebook.listing import COLUMNS
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Status
from qualcode.model.document import DocumentInfo
from qualcode.model.label import Label
from qualcode.model.participant import Participant
from qualcode.model.passages import Passages, Spoken
from tests.analysis.analysis_samples import BOOK, LEAVES, corpus_of, mark, villagers

if TYPE_CHECKING:
    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.table import Cell, ResultTable


def records(table: ResultTable) -> list[dict[str, Cell]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def test_case_by_code_keeps_silent_participants_and_unused_codes() -> None:
    people = [Participant("P1", "PH", {"sex": "女"}), Participant("P2", "GOV")]
    marks = [
        mark("scarce", "P1"),
        mark("scarce", "P1", unit=3),
        mark("scarce", "P1", status=Status.DENIED),
        mark("plan", "P1", status=Status.NORMATIVE),
    ]
    first, silent = records(case_by_code(corpus_of(people, marks)))
    assert (first["participant"], first["sex"], first["n_scarce"]) == ("P1", "女", 2)
    assert first["n_plan"] == 1
    assert [silent[f"n_{code}"] for code in LEAVES] == [0] * 8
    assert silent["sex"] == ""


def test_case_by_code_of_nobody_has_its_header() -> None:
    table = case_by_code(corpus_of([]))
    assert table.rows == ()
    assert table.columns[0].key == "participant"


def test_an_attribute_never_takes_the_name_of_another_column() -> None:
    attributes = {"status": "脱贫", "subject": "x", "village": "A", "n_scarce": "1"}
    person = Participant("P1", "PH", attributes)
    by_code = case_by_code(corpus_of([person]))
    keys = [column.key for column in by_code.columns]
    assert keys[:6] == [
        *("participant", "subject", "status", "participant_subject", "village"),
        "participant_n_scarce",
    ]
    assert len(set(keys)) == len(keys)
    codings = codings_table(lambda: [_page(person)], 1, BOOK, attributes=list(attributes))
    (record,) = records(codings)
    assert (record["status"], record["participant_status"]) == ("asserted", "脱贫")


def _page(person: Participant) -> Passages:
    """Return the one coding of a document."""
    values = {
        "id": "c1",
        "code": "scarce",
        "coder": "rules",
        "source": "rule",
        "quote": "没人来过",
        "turn": 2,
        "unit": 4,
        "start": 10,
        "stop": 14,
        "about": "PH GOV",
        "score": None,
        "near_before": "以前",
        "near_after": "。",
        "status": "asserted",
        "review": "proposed",
        "pattern": "没人来",
        "reasons": "pattern “没人来”; about “我”",
        "about_by": "named",
        "view_of": "",
        "decided_by": "",
        "decided_at": "",
        "codebook": "",
    }
    turns = {2: Spoken(person, "答", "00:01 --> 00:09", (), ())}
    return Passages("D1", turns, {key: (value,) for key, value in values.items()})


def test_a_coding_says_everything_about_itself() -> None:
    (record,) = records(
        codings_table(
            lambda: [_page(Participant("P1", "PH"))],
            1,
            BOOK,
            memos={"c1": "?"},
            places=lambda document: lambda start: f"{document}:{start}",
        )
    )
    expected = {
        "coding": "c1",
        "turn": 3,
        "unit": 5,
        "start": 10,
        "end": 14,
        "start_time": "00:01",
        "end_time": "00:09",
        "code_name_zh": "走访少",
        "family": "contact",
        "kind": "problem",
        "about": "PH GOV",
        "score": None,
        "memo": "?",
        "place": "D1:10",
        "document": "D1",
        "participant": "P1",
        "speaker": "答",
        "context_before": "以前",
        "reasons": "pattern “没人来”; about “我”",
    }
    assert {key: record[key] for key in expected} == expected


def test_a_coding_of_a_code_that_left_the_codebook_keeps_its_id() -> None:
    blank = Codebook("blank", Label(), "0", "")
    (record,) = records(codings_table(lambda: [_page(Participant("P1"))], 1, blank))
    assert (record["code"], record["code_name_zh"], record["family"]) == ("scarce", "", "scarce")


def test_of_many_codings_the_first_are_listed() -> None:
    pages = [_page(Participant("P1")), _page(Participant("P2"))]
    table = codings_table(lambda: pages, 1, BOOK)
    assert [record["participant"] for record in records(table)] == ["P1"]


def test_ranks_are_shared_by_ties_and_families_have_none() -> None:
    people = villagers("P1:PH", "P2:PH", "P3:PH")
    marks = [mark("scarce", each) for each in ("P1", "P2")]
    marks += [mark("error", each) for each in ("P1", "P3")]
    marks += [mark("favour", "P2"), mark("formal", "P1", status=Status.DENIED)]
    rows = records(frequency_long(corpus_of(people, marks), Layout()))
    ranks = {row["code"]: row["rank"] for row in rows if row["group"] == "PH"}
    assert ranks == {
        "contact": None,
        "scarce": 1,
        "formal": 4,
        "system": None,
        "target": None,
        "error": 1,
        "favour": 3,
        "poverty": 4,
        "any": None,
    }


def test_the_long_table_has_intervals_and_examples() -> None:
    people = villagers(*(f"P{number}:PH" for number in range(10)))
    marks = [mark("scarce", f"P{number}") for number in range(7)]
    examples = {("scarce", "PH"): "没人来"}
    rows = records(frequency_long(corpus_of(people, marks), Layout(), examples=examples))
    row = next(each for each in rows if each["code"] == "scarce" and each["group"] == "PH")
    assert (row["n_persons"], row["n_persons_total"], row["pct_persons"]) == (7, 10, 70.0)
    assert (round(float(row["ci_low"] or 0), 1), round(float(row["ci_high"] or 0), 1)) == (
        39.7,
        89.2,
    )
    assert row["example"] == "没人来"


def test_the_long_table_of_nobody_leaves_shares_undefined() -> None:
    rows = records(frequency_long(corpus_of([]), Layout()))
    assert {row["group"] for row in rows} == {"total"}
    assert {(row["pct_persons"], row["ci_low"]) for row in rows} == {(None, None)}


def test_documents_bring_their_header_fields() -> None:
    usual = DocumentInfo(
        *("A", "a.txt", "s", "t", "utf-8", "text", "label-colon", "zh", ("P1", "P2")),
        *(4, 9, 100, 80, 70, {"date": "2019", "id": "A"}, ("w1", "w2")),
    )
    other = replace(usual, name="B", header={"place": "村部"}, warnings=())
    first, second = records(documents_table([usual, other]))
    assert (first["participants"], first["warnings"]) == ("P1 P2", "w1; w2")
    assert (first["header_date"], first["header_place"]) == ("2019", "")
    assert (second["header_id"], second["header_place"]) == ("", "村部")
    assert records(documents_table([])) == []


def test_a_codebook_as_a_table_may_count_its_uses() -> None:
    rows = [{"code": "scarce", "kind": "problem"}, {"code": "near", "kind": "positive"}]
    assert codebook_table(rows, {"scarce": 3}).rows == (
        ("scarce", "problem", 3),
        ("near", "positive", 0),
    )
    assert codebook_table([]).columns[0].key == "code"


def test_a_codebook_has_chinese_titles_for_all_its_columns() -> None:
    found = codebook_table([dict.fromkeys(COLUMNS, "")]).columns
    assert [each.key for each in found] == list(COLUMNS)
    titles = [each.title.zh for each in found]
    assert all(re.search("[一-龥]", title) for title in titles)
    assert len(set(titles)) == len(titles)


def test_a_table_as_a_frame_has_the_numbers_that_files_have() -> None:
    people = villagers("P1:PH", "P2:PH", "P3:PH")
    corpus: Corpus = corpus_of(people, [mark("scarce", "P1")])
    frame = frame_of(frequency_long(corpus, Layout(count=Count.PERSONS)))
    line = frame[(frame["code"] == "scarce") & (frame["group"] == "PH")].iloc[0]
    assert line["pct_persons"] == 33.3
    assert line["n_persons"] == 1
