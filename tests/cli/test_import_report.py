"""What `import` says: the sum, each document that matters, and rows for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from qualcode.cli.import_report import report_lines, set_in
from qualcode.model.transcript import Role
from qualcode.workflow.imported import ImportedFile, ImportReport, Outcome, Speaker

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli

TALK = "编号：Z-01\n性别：女\n\n问：几口人？\n答：五口，都在家。\n问：看病呢？\n答：太贵。\n"


def document(number: int, *warnings: str) -> ImportedFile:
    speakers = (
        Speaker("问", Role.INTERVIEWER, 2, 10),
        Speaker("答", Role.RESPONDENT, 2, 20, f"P-{number}", "PH"),
    )
    return ImportedFile(
        *(f"in/P-{number}.txt", f"P-{number}", Outcome.ADDED, None, "utf-8", "text"),
        "label-colon", "", 4, 40, {"gender": "女"}, speakers, warnings,
    )  # fmt: skip


def lines(report: ImportReport, *, verbose: bool = False) -> list[str]:
    return [line.en for line in report_lines(report, verbose=verbose, dry_run=False)]


def test_a_document_is_told_with_all_that_was_understood(sample: Path, cli: Cli) -> None:
    (sample / "Z-01.txt").write_bytes(TALK.encode("gb18030"))

    answer = cli("import", "Z-01.txt", "--dry-run")

    assert answer.err == ""
    for part in (
        "dry run, nothing written: read 1 document, skipped 0",
        "added · text · gb18030 · label-colon · 4 turns",
        "问  interviewer  2 turns, 8 characters",
        "答  respondent   2 turns, 10 characters  Z-01",
        "id=Z-01 · gender=女",
    ):
        assert part in answer.out


def test_rows_for_programs(sample: Path, cli: Cli) -> None:
    (sample / "Z-01.txt").write_text(TALK, encoding="utf-8")

    rows = json.loads(cli("import", "Z-01.txt", "--dry-run", "--json").out)["rows"]

    assert [(row["document"], row["speaker"], row["role"], row["turns"]) for row in rows] == [
        ("Z-01", "问", "interviewer", 2),
        ("Z-01", "答", "respondent", 2),
    ]
    assert rows[0]["attributes"] == "id=Z-01; gender=女"


def test_strict_refuses_what_is_uncertain_and_says_what(sample: Path, cli: Cli) -> None:
    (sample / "Z-01.txt").write_text("这里没有说话人。", encoding="utf-8")
    (sample / "Z-02.txt").write_text(TALK, encoding="utf-8")

    answer = cli("import", "Z-01.txt", "Z-02.txt", "--strict")

    assert answer.code == 3
    assert "Z-01.txt is uncertain: no speaker labels found" in answer.err
    assert "1 added, 1 skipped" in answer.err


def test_of_many_documents_only_the_doubtful_are_told() -> None:
    report = ImportReport((*map(document, range(4000)), document(4000, "odd"), document(4001)))

    told = lines(report)

    assert told[0].startswith("read 4002 documents, skipped 0 (4,002 added")
    assert "  format    text 4,002" in told
    assert [line for line in told if line.startswith("in/")] == ["in/P-4000.txt"]
    assert "  note: odd" in told
    assert sum(line.startswith("in/") for line in lines(report, verbose=True)) == 4002


def test_subjects_by_the_prefix_alone_are_summed_up() -> None:
    report = ImportReport((document(1),), by_prefix={"F-01": "NPH", "F-02": "NPH", "S-01": "PH"})
    (told,) = [line for line in lines(report) if line.startswith("  prefix")]
    assert "of 3 (NPH 2, PH 1)" in told
    assert not [line for line in lines(ImportReport((document(1),))) if "prefix" in line]


def test_of_many_doubtful_documents_twenty_are_told() -> None:
    report = ImportReport(tuple(document(n, "odd") for n in range(50)))

    told = lines(report)

    assert sum(line.startswith("in/") for line in told) == 20
    assert told[-1] == "30 more with doubts (-v tells all)"


@pytest.mark.parametrize("width", [40, 80])
def test_lines_fit_a_terminal_and_lose_nothing(width: int) -> None:
    text = "  " + " · ".join(f"地点{n}=张家村村委会办公室" for n in range(9))

    broken = set_in(text, width)

    assert all(cell_len(line) <= width for line in broken.split("\n"))
    assert "".join(broken.split()) == "".join(text.split())


def test_some_files_unread_is_another_exit_than_none_or_all(sample: Path, cli: Cli) -> None:
    (sample / "Z-01.txt").write_text(TALK, encoding="utf-8")
    (sample / "Z-02.txt").write_bytes(b"a\0b\0\0c")

    assert cli("import", "Z-01.txt", "--dry-run").code == 0
    assert cli("import", "Z-01.txt", "Z-02.txt", "--dry-run").code == 1
    assert cli("import", "Z-01.txt", "Z-02.txt", "--dry-run", "--strict").code == 3
    assert cli("import", "Z-02.txt", "--dry-run").code == 3


def test_who_was_interviewed_is_told_before_anything_is_coded(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("init", str(tmp_path / "new"), "--template", "poverty-alleviation")
    monkeypatch.chdir(tmp_path / "new")
    (tmp_path / "Z-01.txt").write_text(TALK, encoding="utf-8")
    cli("import", str(tmp_path / "Z-01.txt"))

    (row,) = json.loads(cli("report", "participants", "--json").out)["rows"]

    assert (row["participant"], row["gender"], row["n_codings"]) == ("Z-01", "女", 0)
