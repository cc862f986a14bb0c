"""Errors in Chinese: every sentence of the table is one that the program says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from qualcode.errors import Place, Problem, UnknownNameError
from qualcode.report.error_words import SAID, error_words, problem_words

SOURCE = Path(__file__).parents[2] / "qualcode"
OF_TYPER = {
    *("No such option: {}", "No such command {}", "Missing argument {}", "Missing option {}"),
    *("Option {} requires an argument", "Got unexpected extra argument ({})"),
    *("Invalid value for {}: {} is not one of {}", "Invalid value for {}: {}"),
    *("No such option: {} (Possible options: {})", "No such command {}. Did you mean {}?"),
}

_NO_SUBJECT = "participant {}: no subject {} in the codebook{}"


def _templates() -> set[str]:
    """Return every text of the source, with blanks for what is filled in."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if path.name == "error_words.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                found.add(
                    "".join(
                        str(each.value) if isinstance(each, ast.Constant) else "{}"
                        for each in node.values
                    )
                )
    return found


def test_every_sentence_is_said_somewhere() -> None:
    said = _templates()
    composed = {
        "{} has {} problem": "{} has {} {}",
        "{} has {} problems": "{} has {} {}",
        "did you mean {}? `{} --help` shows what there is": "{}`{} --help` shows what there is",
        "`{} --help` shows what there is": "{}`{} --help` shows what there is",
        "there is no column {} (or 编号)": "there is no column 'id' (or 编号)",
        "participant {}: no subject {} in the codebook": _NO_SUBJECT,
        "participant {}: no subject {} in the codebook, taken for {} by header or prefix": (
            _NO_SUBJECT
        ),
        "{}: nobody has {} {}\n{}": "nobody has {} {}",
        "{}: no property {}\n{}": "no property {}",
        "there is no column {} and {}": "there is no column {}",
        "choose from: {}": "choose from: ",
        "one of: {}": "one of: ",
    }
    wanted = {composed.get(each, each) for each in SAID.keys() - OF_TYPER}
    assert wanted - said == set()


def test_blanks_are_as_many_in_chinese() -> None:
    for english, chinese in SAID.items():
        assert english.count("{}") == chinese.count("{}"), english
        assert re.search("[一-龥]", chinese)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "there is no qualcode project in /tmp/x or above",
            "/tmp/x 及其上级文件夹中没有 qualcode 项目",
        ),
        (
            "did you mean 'PH'?; `qualcode status` lists them",
            "是不是 'PH'？`qualcode status` 可列出全部",
        ),
        (
            "something that nobody has put into the table",
            "something that nobody has put into the table",
        ),
        ("a {} of braces", "a {} of braces"),
        ("no distance 'x'", "no distance 'x'"),
        ("there is no role 'x'", "there is no role 'x'"),
        ("there is no terminal", "there is no terminal"),
        ("no code is left", "no code is left"),
        ("there is no document", "没有材料"),
        ("there is no subject 'x'", "没有主体 'x'"),
        ("no codebook version 'x'", "没有编码手册版本 'x'"),
        ("--where: no property 'x'\n  x=1\n  ^", "--where：没有 'x' 这项属性\n  x=1\n  ^"),
    ],
)
def test_a_sentence_is_said_in_chinese_with_what_it_names(english: str, chinese: str) -> None:
    assert error_words(english, "zh") == chinese
    assert error_words(english, "en") == english


def test_names_that_are_not_known() -> None:
    error = UnknownNameError("document", "X", ["A", "B"], listing="qualcode status --documents")
    assert error_words(error.message, "zh") == "没有材料 'X'"
    said = "可选：A, B；`qualcode status --documents` 可列出全部"
    assert error_words(error.hint, "zh") == said


def test_a_missing_project_file_is_told_in_chinese() -> None:
    assert error_words("there is no project file a.qualcode", "zh") == "没有项目文件 a.qualcode"
    assert error_words("name one, or its folder", "zh") == "请给出项目文件或其所在文件夹"


def test_a_file_is_called_by_its_own_name() -> None:
    assert error_words("code is a folder", "zh") == "code 是文件夹"
    assert error_words("cannot write to document", "zh") == "无法写入 document"


def test_a_fault_of_a_file_is_told_with_its_place_and_what_to_do() -> None:
    problem = Problem(
        Place("t.csv", 1), "there is no column 'coding' and 'decision'", "known: a, b"
    )
    assert (
        problem_words(problem, "zh") == "t.csv:1: 没有 'coding' 和 'decision' 这两列 (已有：a, b)"
    )
    assert problem_words(problem, "en") == str(problem)
