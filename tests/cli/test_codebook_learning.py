"""`codebook learn` as a person types it, and the commands that go by what it wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

BOOK = """\
# mine
qualcode: 1
id: b
version: "1"
name: B
interviews: before.jsonl
codes:
  - {id: road, name: R, definition: d, patterns: [全是泥]}   # the road
  - {id: money, name: M, definition: d, patterns: [钱]}
"""
SAID = {
    "road": ("{}门口的路全是泥。", "{}那条路车过不来。"),
    "money": ("{}手里没有钱。", "{}借了钱还不上。"),
    "": ("{}昨天吃了面条。", "{}把钱放好了。", "{}今年六十岁。"),
}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lines = []
    for number in range(4):
        said = [
            {"text": text.format(who), "codes": {code: "asserted"} if code else {}}
            for who in ("我家", "他家", "老王", "大姐")[number % 2 :: 2]
            for code, texts in SAID.items()
            for text in texts
        ]
        lines.append(json.dumps({"interview": f"P{number}", "said": said}, ensure_ascii=False))
    Path("before.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    Path("b.yaml").write_text(BOOK, "utf-8")
    return Path("b.yaml")


def test_a_dry_run_counts_and_writes_nothing(book: Path, cli: Cli) -> None:
    answer = cli("codebook", "learn", "b.yaml", "--dry-run")
    assert (answer.code, answer.out) == (0, "")
    assert "56 coded sentences of 4 interviews, 0 examples" in answer.err
    assert book.read_text("utf-8") == BOOK
    assert not Path("b.learned.jsonl").exists()


def test_what_each_percentage_gave_is_a_table(book: Path, cli: Cli) -> None:
    answer = cli("codebook", "learn", "b.yaml", "--precision", "70", "--json")
    assert answer.code == 0, answer.err
    rows = json.loads(answer.out)["rows"]
    assert [row["precision"] for row in rows] == list(range(30, 95, 5))
    assert all(row["right"] <= row["proposals"] for row in rows)
    assert "goes by the line of 70 %" in answer.err
    text = book.read_text("utf-8")
    assert text.startswith("# mine\n")
    assert "precision: 70" in text
    assert "# the road" in text


def test_try_goes_by_it_and_refuses_another_file(book: Path, cli: Cli) -> None:
    assert cli("codebook", "learn", "b.yaml").code == 0
    words = (
        "try",
        "隔壁那条路车过不来。隔壁把钱放好了。",
        "--codebook",
        "b.yaml",
        "--asked",
        "如何？",
    )
    rows = json.loads(cli(*words, "--json").out)["rows"]
    assert [(row["pattern"], row["outcome"]) for row in rows] == [
        ("(learned)", "counts"),
        ("钱", "unlikely, as coded interviews have it"),
    ]
    assert cli("codebook", "rename", "road", "way", "--codebook", "b.yaml").code == 0
    assert json.loads(cli(*words, "--json").out)["rows"][0]["pattern"] == "(learned)"
    Path("b.learned.jsonl").write_text("{}\n", "utf-8")
    answer = cli(*words)
    assert (answer.code, answer.out) == (3, "")
    assert "not the file that the codebook means" in answer.err
    assert "codebook learn" in answer.err


def test_a_project_is_coded_by_it(book: Path, cli: Cli) -> None:
    assert cli("codebook", "learn", "b.yaml").code == 0
    assert cli("init", "study", "--codebook", "b.yaml").code == 0
    assert Path("study/b.learned.jsonl").read_bytes() == Path("b.learned.jsonl").read_bytes()
    Path("P-01.txt").write_text("问：怎么样？\n答：隔壁那条路车过不来。\n", "utf-8")
    assert cli("--project", "study", "import", "P-01.txt").code == 0
    assert cli("--project", "study", "code").code == 0
    [row] = json.loads(cli("--project", "study", "excerpts", "--json").out)["rows"]
    assert row["code"] == "road"
    assert "learned" in str(row["reasons"])
    answer = cli("codebook", "check", "study/codebook.yaml", "--json")
    assert "not the file" not in answer.out
    Path("study/b.learned.jsonl").write_text("{}\n", "utf-8")
    answer = cli("codebook", "check", "study/codebook.yaml", "--json")
    assert answer.code == 0
    assert "not the file that the codebook means" in answer.out


@pytest.mark.parametrize("precision", ["62", "20", "95"])
def test_other_percentages_are_refused(book: Path, cli: Cli, precision: str) -> None:
    answer = cli("codebook", "learn", "b.yaml", "--precision", precision)
    assert answer.code == 2
    assert not Path("b.learned.jsonl").exists()


def test_without_interviews_it_is_told_what_to_do(book: Path, cli: Cli) -> None:
    book.write_text(BOOK.replace("interviews: before.jsonl\n", ""), "utf-8")
    answer = cli("codebook", "learn", "b.yaml")
    assert answer.code == 3
    assert "`interviews:`" in answer.err
