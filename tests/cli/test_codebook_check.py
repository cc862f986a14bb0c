"""`codebook check` as a person sees it: by topic, the faults last, exit codes for scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

BOOK = """\
qualcode: 1
id: b
version: "1"
name: B
examples: more.jsonl
codes:
  - id: a
    name: A
    definition: d
    exclude: x
    patterns: [没钱]
    examples: [我没钱。]
    non_examples: [有钱。]
"""


def _write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def test_advice_is_no_fault_unless_it_is_strict(sample: Path, cli: Cli) -> None:
    _write("b.yaml", BOOK)
    answer = cli("codebook", "check", "b.yaml", "--json")
    assert answer.code == 0
    [row] = json.loads(answer.out)["rows"]
    assert (row["topic"], row["severity"]) == ("examples", "warning")
    assert "more.jsonl" in row["where"]
    assert cli("codebook", "check", "b.yaml", "--strict").code == 1
    _write("more.jsonl", '{"code": "a", "text": "没钱"}\n')
    assert cli("codebook", "check", "b.yaml", "--strict").code == 0


def test_faults_stand_last_under_their_topic(sample: Path, cli: Cli) -> None:
    _write("more.jsonl", '{"code": "aa", "text": "x"}\n{"text": "x"}\n')
    _write("b.yaml", BOOK.replace("exclude: x", "opposite: [nobody]"))
    answer = cli("codebook", "check", "b.yaml", "--format", "table")
    assert answer.code == 1
    lines = answer.out.splitlines()
    assert lines[-2].startswith("fault · references (1)")
    assert "b.yaml:10:16" in lines[-1]
    assert "advice · codes (1)" in answer.out
    assert "b.yaml: 1 errors" in answer.err
    chinese = cli("--lang", "zh", "codebook", "check", "b.yaml", "--format", "table")
    assert "错误 · 引用 (1)" in chinese.out


def test_traps_and_examples_beside_it_are_looked_at(sample: Path, cli: Cli) -> None:
    _write("b.yaml", BOOK)
    _write("more.jsonl", '{"code": "aa", "text": "x"}\n{"text": "x"}\n')
    _write("b.traps.jsonl", "oops\n")
    rows = json.loads(cli("codebook", "check", "b.yaml", "--json").out)["rows"]
    assert [row["where"] for row in rows] == ["b.traps.jsonl:1", "more.jsonl:1", "more.jsonl:2"]


def test_what_is_odd_in_one_way_is_told_once_with_its_number(sample: Path, cli: Cli) -> None:
    codes = "".join(
        f"  - {{id: p{n}, name: P{n}, kind: problem, definition: d, exclude: x, "
        f"patterns: [词{n}], examples: [词{n}。], non_examples: [有。]}}\n"
        for n in range(9)
    )
    text = BOOK.replace("examples: more.jsonl\n", "") + codes
    _write("b.yaml", text.replace("[没钱]", "['没钱*']"))
    lines = cli("codebook", "check", "b.yaml", "--format", "table").out.splitlines()
    assert sum("has no opposite" in line for line in lines) == 3
    assert "… and 6 more of this kind (--format tsv lists all)" in " ".join(lines)
    rows = json.loads(cli("codebook", "check", "b.yaml", "--json").out)["rows"]
    assert sum("has no opposite" in row["problem"] for row in rows) == 9


def test_a_code_that_is_not_there_is_told_once_for_a_file(sample: Path, cli: Cli) -> None:
    _write("b.yaml", BOOK)
    _write("more.jsonl", '{"code": "zz", "text": "没钱"}\n' * 400)
    rows = json.loads(cli("codebook", "check", "b.yaml", "--json").out)["rows"]
    told = [row["problem"] for row in rows]
    assert told == ["there is no code 'zz', named 400 times"]


def test_a_head_brings_no_files_of_codes_that_are_not_there(sample: Path, cli: Cli) -> None:
    _write("c.csv", "code,name_zh,kind,definition_zh\nmine,我的,problem,定义\n")
    assert cli("codebook", "import", "c.csv", "--like", "codebook.yaml", "-o", "m.yaml").code == 0
    made = Path("m.yaml").read_text("utf-8")
    assert "subjects:" in made
    assert ".jsonl" not in made
    assert cli("codebook", "export", "-o", "all.csv").code == 0
    cli("codebook", "import", "all.csv", "--like", "codebook.yaml", "-o", "all.yaml")
    assert ".jsonl" in Path("all.yaml").read_text("utf-8")
