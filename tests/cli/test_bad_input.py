"""Faulty files of the user: said clearly, with an exit code, and nothing half-written."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

REPO = Path(__file__).parents[2]
SAMPLES = REPO / "sample_transcripts"
CODEBOOK = str(REPO / "codebooks" / "poverty-alleviation.yaml")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_outside_of_a_project(here: Path, cli: Cli) -> None:
    answer = cli("table")
    assert answer.code == 3
    assert answer.out == ""
    assert answer.err.startswith("error: there is no qualcode project")
    assert "hint: `qualcode init`" in answer.err


def test_unknown_codebook(here: Path, cli: Cli) -> None:
    answer = cli("run", str(SAMPLES), "--codebook", "nothing.yaml", "--out", "out")
    assert answer.code == 3
    assert "nothing.yaml" in answer.err
    assert not Path("out").exists()


def test_a_shipped_codebook_that_is_none_gets_the_nearest_name(here: Path, cli: Cli) -> None:
    answer = cli("run", str(SAMPLES), "--codebook", "poverty-aleviation", "--out", "out")
    assert answer.code == 2, here
    assert "did you mean 'poverty-alleviation'?" in answer.err


def test_empty_folder_says_what_can_be_read(here: Path, cli: Cli) -> None:
    Path("empty").mkdir()
    answer = cli("run", "empty", "--codebook", CODEBOOK)
    assert answer.code == 3
    assert "no transcripts in empty" in answer.err
    assert ".txt" in answer.err
    assert ".docx" in answer.err


def test_one_bad_file_does_not_stop_the_others(here: Path, cli: Cli) -> None:
    Path("in").mkdir()
    shutil.copy(SAMPLES / "P-01.txt", "in")
    Path("in/binary.txt").write_bytes(b"PK\x03\x04\x00\x00\x00\x00garbage\x00\x00")
    Path("in/empty.txt").write_bytes(b"")
    Path("in/broken.docx").write_bytes(b"not a zip at all")
    assert cli("init", "study", "--template", "poverty-alleviation").code == 0
    answer = cli("--project", "study", "import", "in")
    assert answer.code == 1
    assert "read 1 document, skipped 3" in answer.err
    for name in ("binary.txt", "empty.txt", "broken.docx"):
        assert name in answer.err
    assert cli("--project", "study", "import", "in", "--strict").code == 3


def test_wrong_encoding_is_refused_with_the_place(here: Path, cli: Cli) -> None:
    Path("in").mkdir()
    Path("in/P-9.txt").write_bytes("问：好吗？\n答：好。\n".encode("gb18030"))
    assert cli("init", "study").code == 0
    answer = cli("--project", "study", "import", "in", "--encoding", "utf-8", "--strict")
    assert answer.code == 3
    assert "P-9.txt" in answer.err
    assert "hint:" in answer.err
    assert cli("--project", "study", "import", "in").code == 0


def test_an_unreadable_file(here: Path, cli: Cli) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    Path("in").mkdir()
    Path("in/a.txt").write_text("问：好吗？\n答：好。\n", encoding="utf-8")
    Path("in/a.txt").chmod(0)
    answer = cli("run", "in", "--codebook", CODEBOOK)
    assert answer.code == 3


def test_duplicate_participants_are_all_reported_at_once(here: Path, cli: Cli) -> None:
    Path("in").mkdir()
    shutil.copy(SAMPLES / "P-01.txt", "in")
    Path("in/participants.csv").write_text(
        "id,subject\nP-01,PH\nP-01,PH\nP-02,PH\nP-02,VC\n", encoding="utf-8"
    )
    answer = cli("run", "in", "--codebook", CODEBOOK)
    assert answer.code == 3
    assert "participants.csv:3" in answer.err
    assert "participants.csv:5" in answer.err


def test_an_unknown_subject_gets_its_nearest_name(here: Path, cli: Cli) -> None:
    Path("in").mkdir()
    shutil.copy(SAMPLES / "P-01.txt", "in")
    Path("in/participants.csv").write_text("id,subject\nP-01,貧困家庭户\n", encoding="utf-8")
    answer = cli("run", "in", "--codebook", CODEBOOK)
    assert answer.code == 0
    assert "participants.csv:2" in answer.err
    assert "no subject" in answer.err


def test_a_row_for_nobody_is_reported(here: Path, cli: Cli) -> None:
    Path("in").mkdir()
    shutil.copy(SAMPLES / "P-01.txt", "in")
    Path("in/participants.csv").write_text("id,subject\nP-01,PH\nP-77,PH\n", encoding="utf-8")
    assert "P-77 speaks in none" in cli("run", "in", "--codebook", CODEBOOK).err


def test_a_codebook_with_many_faults_reports_them_all(here: Path, cli: Cli) -> None:
    faults = "\n".join(f"  - id: code {n}\n    nmae: x" for n in range(10))
    Path("bad.yaml").write_text(
        f"qualcode: 1\nid: x\nname: x\ncodes:\n{faults}\n", encoding="utf-8"
    )
    answer = cli("codebook", "check", "bad.yaml")
    assert answer.code == 1
    assert answer.out.count("bad.yaml:") >= 20
    assert "did you mean 'name'?" in answer.out
    run = cli("run", str(SAMPLES), "--codebook", "bad.yaml", "--out", "out")
    assert run.code == 3
    assert not Path("out").exists()


def test_a_file_that_is_no_project(here: Path, cli: Cli) -> None:
    Path("a.qualcode").write_text("hello", encoding="utf-8")
    assert "not a qualcode project" in cli("status").err
    Path("a.qualcode").unlink()
    with sqlite3.connect("b.qualcode") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    answer = cli("status")
    assert answer.code == 3
    assert "SQLite file, but not a qualcode project" in answer.err


def test_a_project_from_the_future(here: Path, cli: Cli) -> None:
    assert cli("init", ".").code == 0
    with sqlite3.connect("study.qualcode") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    answer = cli("status")
    assert answer.code == 3
    assert "newer qualcode" in answer.err


def test_a_locked_project_is_said_and_nothing_is_lost(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.store.connection.WAIT_SECONDS", 0.05)
    holder = sqlite3.connect("study.qualcode", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    answer = cli("status")
    holder.execute("ROLLBACK")
    holder.close()
    assert answer.code == 5
    assert "in use by another process" in answer.err
    assert cli("verify").code == 0


def test_init_in_a_folder_with_files_writes_nothing_without_force(here: Path, cli: Cli) -> None:
    Path("notes.txt").write_text("mine", encoding="utf-8")
    answer = cli("init", ".", "--sample")
    assert answer.code == 5
    assert "study.qualcode" in answer.err
    assert [path.name for path in here.iterdir()] == ["notes.txt"]
    assert cli("init", ".", "--sample", "--force").code == 0
    assert Path("notes.txt").read_text(encoding="utf-8") == "mine"


def test_export_does_not_overwrite_without_force(sample: Path, cli: Cli) -> None:
    Path("out").mkdir()
    Path("out/codings.csv").write_text("mine", encoding="utf-8")
    answer = cli("export", "out")
    assert answer.code == 5
    assert "codings.csv" in answer.err
    assert [path.name for path in Path("out").iterdir()] == ["codings.csv"]
    assert cli("export", "out", "--force").code == 0


def test_a_read_only_folder(sample: Path, cli: Cli) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    sample.chmod(0o500)
    try:
        answer = cli("export", "out")
        assert answer.code == 3
        assert cli("table").code == 0
    finally:
        sample.chmod(0o700)


def test_a_folder_that_cannot_be_made(sample: Path, cli: Cli) -> None:
    answer = cli("export", "/proc/nowhere/out")
    assert answer.code == 3
    assert "cannot make the folder" in answer.err


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("table", "--code", "contact-scarse"), "contact-scarce"),
        (("table", "--subject", "TEEM"), "TEAM"),
        (("table", "--document", "P-0l"), "did you mean 'P-0"),
        (("table", "--participant", "P-1"), "did you mean 'P-0"),
        (("table", "--participant", "P-1"), "`qualcode report participants` lists them"),
        (("table", "--by", "gendre"), "gender"),
        (("tabel",), "table"),
        (("table", "--knid", "all"), "--kind"),
        (("explain", "contact-scarce", "TEEM"), "TEAM"),
        (("init", "x", "--template", "poverty"), "poverty-alleviation"),
    ],
)
def test_unknown_names_get_the_nearest_one(
    sample: Path, cli: Cli, words: tuple[str, ...], near: str
) -> None:
    answer = cli(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert near in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("plot", "heatmp", "--out", "x.svg"), "did you mean 'heatmap'?"),
        (("table", "--format", "xls"), "did you mean 'xlsx'?"),
        (("excerpts", "--review", "acepted"), "did you mean 'accepted'?"),
    ],
)
def test_a_choice_that_is_none_gets_the_nearest_one(
    words: tuple[str, ...], near: str, sample: Path, cli: Cli
) -> None:
    answer = cli(*words)
    assert answer.code == 2, sample
    assert "Value error" not in answer.err
    assert near in answer.err


@pytest.mark.parametrize(
    ("form", "name"), [("csv", "x.docx"), ("docx", "x.csv"), ("xlsx", "x.docx"), ("md", "x.xlsx")]
)
def test_a_file_that_would_be_something_else_than_its_ending_says_is_refused(
    form: str, name: str, sample: Path, cli: Cli
) -> None:
    answer = cli("table", "--format", form, "--out", name)
    assert answer.code == 2
    assert f"--format {form} does not go with {name}" in answer.err
    assert f"end the file in .{form}" in answer.err
    assert not (sample / name).exists()


def test_the_ending_that_is_advised_is_one_that_is_known(sample: Path, cli: Cli) -> None:
    answer = cli("table", "--format", "latex", "--out", "x.docx")
    assert "end the file in .tex" in answer.err, sample


def test_text_of_any_format_may_end_as_it_likes(sample: Path, cli: Cli) -> None:
    assert cli("table", "--format", "md", "--out", "x.txt").code == 0
    assert (sample / "x.txt").read_text("utf-8").startswith("| ")


def test_what_is_skipped_is_named(here: Path, cli: Cli) -> None:
    cli("init", "p", "--template", "blank")
    (here / "a.csv").write_text("speaker,text\n问,好吗？\n", encoding="utf-8")
    answer = cli("--project", "p", "import", "a.csv", "--map", "speaker=spaeker,text=text")
    assert "skipped: a.csv: there is no column 'spaeker'" in answer.out + answer.err


def test_faults_of_a_file_are_said_in_chinese(here: Path, cli: Cli) -> None:
    cli("init", "p", "--template", "blank")
    (here / "a.txt").write_text("问：好吗？\n答：好。\n", encoding="utf-8")
    (here / "p.csv").write_text("id,gender\nP-01,女\n,男\nP-01,男\n", encoding="utf-8")
    words = ("--project", "p", "--lang", "zh", "import", "a.txt", "--participants", "p.csv")
    lines = cli(*words).err.splitlines()
    assert lines == [
        "error: p.csv:3: 编号为空",
        "error: p.csv:4: 编号 'P-01' 已用于第 2 行",
        "error: p.csv 有 2 处问题",
    ]


@pytest.mark.parametrize("option", ["--lang", "--color"])
def test_a_setting_that_is_none_is_refused_whatever_the_command_says(
    option: str, here: Path, cli: Cli
) -> None:
    answer = cli(option, "fr", "doctor", "--json")
    assert answer.code != 0, here
    assert f"{option.removeprefix('--')} cannot be 'fr' (from flag)" in answer.err
