"""A session in Chinese says Chinese: steps taken back, import, review in lines, sheets."""

from __future__ import annotations

import ast
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import qualcode.workflow
from qualcode.model.naming import action_said, value_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Cli

ZH = ("--lang", "zh")
WORKFLOW = Path(qualcode.workflow.__path__[0])


def actions() -> Iterator[str]:
    """Yield every action that the workflow writes into the history in so many words."""
    for file in WORKFLOW.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            place = {"Event": 2, "plan_of": 0}.get(name)
            if isinstance(node, ast.Call) and place is not None and len(node.args) > place:
                word = node.args[place]
                if isinstance(word, ast.Constant):
                    yield str(word.value)


def test_every_action_of_the_history_has_a_chinese_name() -> None:
    found = set(actions())
    assert {"add memo", "add coding", "merge"} <= found
    assert {each for each in found if value_name("action", each, "zh") == each} == set()


def test_what_is_done_and_taken_back_is_said_in_chinese(sample: Path, cli: Cli) -> None:
    added = cli(*ZH, "code", "add", "B-02", "--quote", "八十个暖水瓶", "--code", "form-burden")
    assert "手工编码：第 " in added.err
    assert "的“手工编码”" in cli(*ZH, "undo").err
    cli("memo", "add", "想法")
    assert "的“记备忘”" in cli(*ZH, "undo").err


def test_an_undone_step_keeps_its_number_in_chinese() -> None:
    assert action_said("undo 64", "zh") == "撤销 64"
    assert action_said("undo 64", "en") == "undo 64"
    assert action_said("add memo", "zh") == "记备忘"


def test_import_says_in_chinese_why_a_file_is_skipped(sample: Path, cli: Cli) -> None:
    (sample / "空.txt").write_text("")
    told = cli(*ZH, "import", "空.txt").err
    assert "空.txt 是空文件" in told
    assert "其中没有可编码的文字" in told


def test_columns_are_asked_for_in_the_language_of_the_session(sample: Path, cli: Cli) -> None:
    (sample / "t.csv").write_text("foo,bar\n1,2\n3,4\n")
    english, chinese = cli("import", "t.csv").err, cli(*ZH, "import", "t.csv").err
    assert "--map speaker=WHO,text=WORDS" in english
    assert not any("一" <= sign <= "龥" for sign in english.partition("hint:")[2].splitlines()[0])
    assert "--map speaker=说话人,text=内容" in chinese


def test_review_in_lines_says_faults_in_chinese(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("c nothing-like-it\nS 没有\nS 否认\nq\n"))
    told = cli(*ZH, "review", "--plain")
    assert "! 没有编码 'nothing-like-it'" in told.out
    assert "! 没有断言状态 '没有'" in told.out
    assert "✓ 改断言状态" in told.out


@pytest.mark.parametrize(
    ("language", "guide", "status"),
    [("zh", "y = 接受，n = 拒绝，空 = 未定", "断言"), ("en", "y = accept, n = reject", "asserted")],
)
def test_a_sheet_speaks_the_language_of_who_fills_it_in(
    language: str, guide: str, status: str, sample: Path, cli: Cli
) -> None:
    cli("--lang", language, "review", "--export", "sheet.csv")
    rows = list(csv.DictReader(io.StringIO((sample / "sheet.csv").read_text("utf-8-sig"))))
    assert rows[0]["decision"].startswith(guide)
    assert status in {row["status"] for row in rows[1:]}
    reasons = " ".join(row["reasons"] for row in rows[1:])
    assert ("nobody named" in reasons) == (language == "en")
    assert ("未点名" in reasons) == (language == "zh")


def test_notes_of_coefficients_are_chinese_to_chinese_readers() -> None:
    drawn = "no interval: draws do not differ; coded on 3 units in 2 interviews"
    assert value_name("note", drawn, "zh") == "无区间：各次抽样无差别；2 份访谈的 3 个单位有此编码"
    assert value_name("note", "n/a: no variation (only one value used)", "zh").startswith("无法")
    assert value_name("note", drawn, "en") == drawn


def test_a_language_after_an_equals_sign_holds_for_errors_too(sample: Path, cli: Cli) -> None:
    assert sample
    told = cli("--lang", "zh", "read", "NO", "--plain").err
    assert cli("--lang=zh", "read", "NO", "--plain").err == told
    assert cli("read", "NO", "--plain", "--lang=zh").err == told
