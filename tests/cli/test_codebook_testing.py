"""`codebook test` and `trap` on the sample project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import REPO

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


@pytest.mark.parametrize("name", ["poverty-alleviation", "teacher-burnout", "blank"])
def test_shipped_codebooks_keep_their_own_promises(name: str, cli: Cli) -> None:
    answer = cli("codebook", "test", str(REPO / "codebooks" / f"{name}.yaml"), "--json")
    assert ", 0 wrong" in answer.err
    assert answer.code == 0


def test_failures_say_what_came_out_and_why(sample: Path, cli: Cli) -> None:
    answer = cli("trap", "add", "他们没有走过场。", "--code", "contact-formalistic")
    assert answer.code == 0
    assert "wrong" in answer.err
    answer = cli("codebook", "test", "--code", "contact-formalistic", "--json")
    assert answer.code == 1
    rows = json.loads(answer.out)["rows"]
    trap = next(row for row in rows if "traps.jsonl:1" in row["where"])
    assert trap["verdict"] == "status"
    assert trap["wanted"] == "asserted"
    assert trap["came_out"].startswith("denied")
    assert "没有" in trap["why"]
    shown = cli("codebook", "test", "--code", "contact-formalistic", "--format", "table").out
    assert "wanted: asserted" in shown
    assert "他们没有走过场。" in shown


def test_a_large_imperfect_file_fails_only_beyond_the_limits(sample: Path, cli: Cli) -> None:
    Path("small.yaml").write_text(
        'qualcode: 1\nid: s\nversion: "1"\nname: S\nexamples: more.jsonl\n'
        "codes:\n  - {id: poor, name: 穷, definition: 没钱, patterns: [没钱]}\n",
        encoding="utf-8",
    )
    Path("more.jsonl").write_text(
        '{"code": "poor", "text": "没钱"}\n{"code": "poor", "text": "穷"}\n'
        '{"code": "poor", "text": "钱多", "match": false}\n',
        encoding="utf-8",
    )
    assert cli("codebook", "test", "small.yaml", "--summary").code == 0
    assert cli("codebook", "test", "small.yaml", "--min-recall", "50", "--max-false", "0").code == 0
    answer = cli("codebook", "test", "small.yaml", "--min-recall", "60")
    assert answer.code == 1
    assert "recall 50.0 %" in answer.err
    rows = json.loads(cli("codebook", "test", "small.yaml", "--summary", "--json").out)["rows"]
    assert [(row["code"], row["matches"], row["found"], row["recall_pct"]) for row in rows] == [
        ("poor", 2, 1, 50.0),
        ("total", 2, 1, 50.0),
    ]


def test_traps_are_listed_and_removed_by_number(sample: Path, cli: Cli) -> None:
    assert cli("trap", "add", "施工队走了", "--none", "--why", "不是工作队").code == 0
    rows = json.loads(cli("trap", "list", "--json").out)["rows"]
    assert [(row["number"], row["status"], row["why"]) for row in rows] == [
        (1, "none", "不是工作队")
    ]
    assert cli("trap", "remove", "2").code == 2
    assert cli("trap", "remove", "1").code == 0
    assert json.loads(cli("trap", "list", "--json").out)["rows"] == []


def test_a_trap_needs_one_code_and_a_known_speaker(sample: Path, cli: Cli) -> None:
    assert cli("trap", "add", "x").code == 2
    assert cli("trap", "add", "x", "--code", "contact").code == 2
    answer = cli("trap", "add", "x", "--code", "contact-scarce", "--speaker", "PHX")
    assert answer.code == 2
    assert "PHX" in answer.err
    assert not list(Path().glob("*.traps.jsonl"))


def test_the_example_of_a_code_without_patterns_is_no_broken_promise(
    sample: Path, cli: Cli
) -> None:
    words = ("--name", "冷清 / Lonely", "--definition", "没人来往", "--example", "院里冷清得很。")
    assert cli("codebook", "add", "lonely", *words).code == 0
    answer = cli("codebook", "test", "--code", "lonely")
    assert answer.code == 0
    assert "0 right, 0 wrong; 1 of codes without patterns" in answer.err


def test_a_rename_says_that_the_name_stays(sample: Path, cli: Cli) -> None:
    answer = cli("codebook", "rename", "contact-scarce", "contact-rare")
    assert "tables go on calling it 'Rare contact'" in answer.err
