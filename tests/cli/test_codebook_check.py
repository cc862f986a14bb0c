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
