"""`try` and `why`: candidates with what became of them, steps with their cues, places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli

BOOK = """\
qualcode: 1
id: book
version: "1"
name: book
groups: [{id: village, name: v}]
subjects:
  - {id: PH, name: p, group: village, aliases: {zh: [贫困户]}}
  - {id: TEAM, name: t, aliases: {zh: [工作队]}}
sets:
  come: {zh: [来]}
codes:
  - id: low
    name: {zh: 认命, en: fate}
    definition: d
    patterns: {zh: [认命]}
    masks: {zh: [认命题]}
  - id: self
    name: {zh: 自立, en: self}
    definition: d
    patterns:
      zh:
        - 不认命
        - {match: 靠自己, said_by: [PH]}
        - {match: "自己 … {come}", unless: [政府]}
        - {match: 没有, when_asked: [来过]}
        - {match: 不等, about: [PH]}
"""


@pytest.fixture
def book(tmp_path: Path) -> str:
    path = tmp_path / "book.yaml"
    path.write_text(BOOK, "utf-8")
    return str(path)


def tried(cli: Cli, book: str, *words: str) -> list[dict[str, Any]]:
    answer = cli("try", *words, "--codebook", book, "--json")
    assert answer.code == 0, answer.err
    rows: list[dict[str, Any]] = json.loads(answer.out)["rows"]
    return rows


@pytest.mark.parametrize(
    ("sentence", "options", "pattern", "outcome"),
    [
        ("我不认命。", [], "认命", "within a longer match: 不认命 (self)"),
        ("写了认命题。", [], "认命", "masked: 认命题"),
        ("我不认命。", [], "不认命", "counts"),
        ("靠自己。", ["--speaker", "PH"], "靠自己", "counts"),
        ("靠自己。", ["--speaker", "village"], "靠自己", "counts"),
        ("靠自己。", ["--speaker", "TEAM"], "靠自己", "said by another subject"),
        ("自己不来，政府来。", [], "自己 … {come}", "taken back by 'unless'"),
        ("自己不来。", [], "自己 … {come}", "counts"),
        ("没有。", ["--asked", "他来过吗？"], "没有", "counts"),
        ("没有。", ["--asked", "吃了吗？"], "没有", "the question before does not fit"),
        ("工作队不等。", [], "不等", "about another subject"),
    ],
)
def test_each_candidate_with_what_became_of_it(
    cli: Cli, book: str, sentence: str, options: list[str], pattern: str, outcome: str
) -> None:
    rows = tried(cli, book, sentence, *options)
    assert [row["outcome"] for row in rows if row["pattern"] == pattern] == [outcome]


def test_steps_have_their_cues_and_words_are_marked(cli: Cli, book: str) -> None:
    [row] = tried(cli, book, "书记说我们靠自己。", "--speaker", "PH")
    assert "attribution “书记说”" in row["steps"]
    assert row["status"] == "attributed"
    assert row["sentence"] == "书记说我们【靠自己】。"


def test_the_outcome_is_told_last(cli: Cli, book: str) -> None:
    answer = cli("try", "我不认命。", "--codebook", book)
    assert answer.err.splitlines()[-1] == "outcome: self (asserted)"
    assert "no pattern" in cli("try", "天晴了。", "--codebook", book).err


def test_the_outcome_is_chinese_to_chinese_readers(cli: Cli, book: str) -> None:
    assert "low (断言)" in cli("--lang", "zh", "try", "我认命。", "--codebook", book).err


def test_an_unknown_speaker_is_an_error(cli: Cli, book: str) -> None:
    answer = cli("try", "我不认命。", "--speaker", "NOBODY", "--codebook", book)
    assert (answer.code, answer.out) == (2, "")
    assert "NOBODY" in answer.err


def test_why_by_id_and_by_place_say_the_same(sample: Path, cli: Cli) -> None:
    excerpt = json.loads(cli("excerpts", "--limit", "1", "--json").out)["rows"][0]
    by_id = json.loads(cli("why", excerpt["coding"], "--json").out)["rows"]
    place = str(excerpt["start"])
    by_place = json.loads(cli("why", excerpt["document"], place, "--json").out)["rows"]
    assert by_id[0] in by_place
    assert by_id[0]["steps"] == excerpt["reasons"]
    assert "【" in by_id[0]["sentence"]


def test_why_names_what_is_not_there(sample: Path, cli: Cli) -> None:
    assert "no coding 'nothing'" in cli("why", "nothing").err
    assert "no document 'nothing'" in cli("why", "nothing", "3").err
    assert "nothing is coded at 999999" in cli("why", "B-01", "999999").err
