"""What a screen says may be typed: statuses, kinds and sides of the data by their Chinese names."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli

EXCERPTS = ("excerpts", "--format", "csv")


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (("--status", "否认"), ("--status", "denied")),
        (("--status", "断言", "--status", "否认"), ("--status", "asserted", "--status", "denied")),
        (("--review", "待审核"), ("--review", "proposed")),
        (("--review", "机器建议待审"), ("--review", "proposed")),
        (("--where", "状态=断言"), ("--where", "status=asserted")),
        (("--where", "status!=断言,转述"), ("--where", "status!=asserted,attributed")),
        (("--where", "性别=女 & 主体=贫困户"), ("--where", "gender=女 & subject=PH")),
        (("--where", "form-burden[断言状态=否认]"), ("--where", "form-burden[status=denied]")),
        (("--where", "审核=已接受"), ("--where", "review=accepted")),
    ],
)
def test_codings_are_found_by_chinese_names_of_values(
    chinese: tuple[str, ...], english: tuple[str, ...], sample: Path, cli: Cli
) -> None:
    said, meant = cli(*EXCERPTS, *chinese), cli(*EXCERPTS, *english)
    assert said.code == meant.code == 0, said.err
    assert said.out == meant.out


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (("--by", "性别"), ("--by", "gender")),
        (("--by", "主体，性别"), ("--by", "subject,gender")),
        (("--by", "所谈主体"), ("--by", "about")),
        (("--kind", "对策"), ("--kind", "countermeasure")),
        (("--kind", "全部"), ("--kind", "all")),
    ],
)
def test_tables_are_grouped_by_chinese_names(
    chinese: tuple[str, ...], english: tuple[str, ...], sample: Path, cli: Cli
) -> None:
    said, meant = cli("table", *chinese), cli("table", *english)
    assert said.code == meant.code == 0, said.err
    assert said.out == meant.out


def test_a_status_that_is_none_is_refused_with_those_there_are(sample: Path, cli: Cli) -> None:
    answer = cli("table", "--status", "没有")
    assert answer.code == 2
    assert "'没有' is not one of 'asserted', " in answer.err


def test_a_sheet_may_be_filled_in_with_the_words_it_shows(sample: Path, cli: Cli) -> None:
    cli("review", "--export", "sheet.csv")
    text = (sample / "sheet.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    rows[1] |= {"decision": "接受", "new_status": "否认"}
    with (sample / "filled.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    answer = cli("review", "--import", "filled.csv", "--coder", "li")
    assert answer.code == 0, answer.err
    listed = cli(*EXCERPTS, "--review", "accepted").out
    assert [row["status"] for row in csv.DictReader(io.StringIO(listed))] == ["denied"]


def test_headings_of_attributes_are_chinese_in_chinese_tables(sample: Path, cli: Cli) -> None:
    words = ("report", "participants", "--format", "md", "--headers")
    assert "| 性别 | 年龄 |" in cli(*words, "zh").out
    assert "| household type |" in cli(*words, "en").out.lower()
