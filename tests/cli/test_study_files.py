"""The study as files: workbook, Word, companions of CSV, exports rebuilt from manifests."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest

from qualcode.model.coding import Review
from qualcode.model.query import CodingQuery
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.project import opened

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli


def test_the_workbook_has_every_table_and_says_how_it_was_made(sample: Path, cli: Cli) -> None:
    assert cli("export", "--xlsx", "study.xlsx").code == 0
    before = (sample / "study.xlsx").read_bytes()
    assert "unchanged" in cli("export", "--xlsx", "study.xlsx").err
    assert (sample / "study.xlsx").read_bytes() == before
    book = openpyxl.load_workbook(sample / "study.xlsx")
    wanted = {"README", "frequency", "codings", "codebook", "participants", "nodes", "dictionary"}
    wanted |= {"frequency_long", "network"}
    assert wanted <= set(book.sheetnames)
    described = [row[0] for row in book["dictionary"].iter_rows(min_row=2, values_only=True)]
    assert set(described) == set(book.sheetnames) - {"README", "dictionary"}
    told = [row[:2] for row in book["dictionary"].iter_rows(min_row=2, values_only=True)]
    heads = {name: [cell.value for cell in book[name][1]] for name in dict.fromkeys(described)}
    assert told == [(name, key) for name, keys in heads.items() for key in keys]
    assert "total_base" in heads["frequency"]
    facts = {row[0]: row[1] for row in book["README"].iter_rows(values_only=True)}
    assert str(facts["command / 命令"]).startswith("qualcode")
    assert len(str(facts["codebook sha256"])) == 64


def test_sheets_are_called_by_chinese_titles_that_the_first_one_lists(
    sample: Path, cli: Cli
) -> None:
    assert cli("export", "--xlsx", "zh.xlsx", "--headers", "zh").code == 0
    assert cli("export", "--xlsx", "en.xlsx").code == 0
    chinese, english = (openpyxl.load_workbook(sample / f"{each}.xlsx") for each in ("zh", "en"))
    names = chinese.sheetnames
    assert names[:3] == ["说明", "问题频次表", "问题频次（长表）"]
    assert len(names) == len(english.sheetnames) == len(set(names))
    assert all(re.search("[一-龥]", each) and len(each) <= 31 for each in names)
    assert not any(re.search(r"[\[\]:*?/\\]", each) for each in names)
    rows = [row[:2] for row in chinese[names[0]].iter_rows(values_only=True)]
    listed = [
        str(row[0]).removeprefix("sheet / 工作表 ") for row in rows if "工作表" in str(row[0])
    ]
    assert listed == names[1:]
    keys = [str(row[1]).partition(":")[0] for row in rows if "工作表" in str(row[0])]
    assert keys == english.sheetnames[1:]


def test_the_workbook_agrees_with_the_csv_cell_for_cell(sample: Path, cli: Cli) -> None:
    import csv

    assert (
        cli("export", "results", "--raw", "--csv-encoding", "utf-8", "--xlsx", "s.xlsx").code == 0
    )
    book = openpyxl.load_workbook(sample / "s.xlsx")
    lines = list(csv.reader((sample / "results" / "case_by_code.csv").open(encoding="utf-8")))
    sheet = [
        ["" if cell is None else str(cell) for cell in row]
        for row in book["case_by_code"].iter_rows(values_only=True, max_row=len(lines))
    ]
    assert sheet == lines


def test_tables_for_word_are_made_once(sample: Path, cli: Cli) -> None:
    assert cli("--lang", "zh", "export", "--docx", "tables.docx").code == 0
    assert (sample / "tables.docx").read_bytes()[:2] == b"PK"
    assert "未变" in cli("--lang", "zh", "export", "--docx", "tables.docx").err


def test_export_needs_a_place(sample: Path, cli: Cli) -> None:
    answer = cli("export")
    assert answer.code == 2
    assert "--xlsx" in answer.err


def test_a_csv_file_has_its_companion(sample: Path, cli: Cli) -> None:
    assert cli("table", "--out", "t.csv").code == 0
    beside = json.loads((sample / "t.csv-metadata.json").read_text("utf-8"))
    header = (sample / "t.csv").read_text("utf-8-sig").split("\n")[0].strip().split(",")
    assert [column["name"] for column in beside["columns"]] == header
    assert beside["versions"]["qualcode"]
    assert any("Codebook" in note["en"] for note in beside["notes"])


def test_manifests_keep_the_command_line_as_it_was_given(sample: Path, cli: Cli) -> None:
    assert cli("export", "my results", "--quiet").code == 0
    manifest = json.loads((sample / "my results" / "manifest.json").read_text("utf-8"))
    assert manifest["command"] == "qualcode export 'my results' --quiet"
    assert cli("table", "--out", "t.csv").code == 0
    assert "qualcode table --out t.csv" in (sample / "t.csv-metadata.json").read_text("utf-8")


def test_an_export_is_reproduced_byte_for_byte(sample: Path, cli: Cli) -> None:
    assert cli("export", "results").code == 0
    answer = cli("reproduce", "results", "--out", "again")
    assert answer.code == 0
    assert "byte for byte" in answer.err
    for file in (sample / "again").glob("*.csv"):
        assert file.read_bytes() == (sample / "results" / file.name).read_bytes()


def test_what_has_changed_is_named(sample: Path, cli: Cli) -> None:
    assert cli("export", "results").code == 0
    with opened(sample / "study.qualcode") as project:
        first = next(iter(project.store.excerpts.find(CodingQuery()))).coding
        decide(project, [first.id], Decision(Review.REJECTED), by="li")
    answer = cli("reproduce", "results")
    assert answer.code == 1
    assert "different: codings.csv" in answer.err
    assert "changed: codings" in answer.err


def test_what_is_no_manifest_is_said(sample: Path, cli: Cli) -> None:
    (sample / "x.json").write_text("[]", "utf-8")
    assert cli("reproduce", "x.json").code == 3
    assert cli("reproduce", "nowhere").code == 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--xlsx", "a.pdf"), "--xlsx a.xlsx"),
        (("--qdpx", "a.zip"), "--qdpx a.qdpx"),
        (("--docx", "a.txt", "--xlsx", "b.xlsx"), "--docx a.docx"),
        (("a.xlsx",), "for a file: --xlsx a.xlsx"),
        (("own.jsonl",), "for a file: --interviews own.jsonl"),
        (("r2", "--proposals"), "--qdpx FILE"),
        (("r2", "--utf16"), "--qdpx FILE"),
    ],
)
def test_what_would_be_named_wrongly_or_ignored_is_refused(
    sample: Path, cli: Cli, words: tuple[str, ...], told: str
) -> None:
    before = sorted(sample.iterdir())
    answer = cli("export", *words)
    assert answer.code == 2
    assert told in answer.err
    assert sorted(sample.iterdir()) == before


def test_own_interviews_are_written_with_the_way_to_learn_from_them(sample: Path, cli: Cli) -> None:
    assert cli("export", "--interviews", "own.jsonl").code == 3
    assert not (sample / "own.jsonl").exists()
    cli("code", "add", "P-04", "--quote", "漏就是漏嘛", "--code", "special-poor-hardship")
    answer = cli("export", "--interviews", "own.jsonl")
    assert answer.code == 0, answer.err
    assert "own.jsonl]`, then `qualcode codebook learn`" in answer.err
    lines = (sample / "own.jsonl").read_text("utf-8").splitlines()
    assert any("special-poor-hardship" in line for line in lines)
    assert {json.loads(line)["interview"] for line in lines} == {"P-04"}


def test_the_way_to_learn_goes_by_the_codebook_as_it_is_now(sample: Path, cli: Cli) -> None:
    cli("code", "add", "P-04", "--quote", "漏就是漏嘛", "--code", "special-poor-hardship")
    book = sample / "codebook.yaml"
    former = "interviews: poverty-alleviation.interviews.jsonl"
    book.write_text(book.read_text("utf-8").replace(former, "interviews: [a.jsonl]"), "utf-8")
    assert "`interviews: [a.jsonl, own.jsonl]`" in cli("export", "--interviews", "own.jsonl").err
    book.write_text(book.read_text("utf-8").replace("[a.jsonl]", "[a.jsonl, own.jsonl]"), "utf-8")
    said = cli("export", "--interviews", "own.jsonl").err
    assert "next: `qualcode codebook learn`" in said
    assert "[" not in said


def test_interviews_end_as_what_they_are(sample: Path, cli: Cli) -> None:
    answer = cli("export", "--interviews", "own.csv")
    assert answer.code == 2, sample
    assert "hint: --interviews own.jsonl" in answer.err
