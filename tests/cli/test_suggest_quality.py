"""`suggest --quality` on the command line: one table, in every format, and nothing proposed."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from tests.workflow.test_learned_quality import BOOK, SPEECHES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Path:
    """A small study in the current folder, coded by its rules."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(BOOK, "utf-8")
    (tmp_path / "said").mkdir()
    for number, speech in enumerate(SPEECHES):
        (tmp_path / "said" / f"A-{number}.txt").write_text(speech, "utf-8")
    assert cli("init", ".", "--codebook", "small.yaml", "--force").code == 0
    assert cli("import", "said").code == 0
    assert cli("code").code == 0
    return tmp_path


def test_without_decisions_it_is_an_error_with_a_hint(study: Path, cli: Cli) -> None:
    told = cli("suggest", "--quality")
    assert told.code != 0
    assert "error: no person has decided" in told.err
    assert "hint:" in told.err


def test_the_table_says_the_same_in_every_format(study: Path, cli: Cli) -> None:
    assert cli("review", "--export", "decide.csv").code == 0
    sheet = (study / "decide.csv").read_text("utf-8-sig").splitlines()
    lines = list(csv.DictReader(sheet))
    for line in lines:
        if line["state"] == "proposed":
            wrong = "走了" in line["quote"] or "水果" in line["quote"]
            line["decision"] = "reject" if wrong else "accept"
    with (study / "decide.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    assert cli("review", "--import", "decide.csv").code == 0
    before = cli("excerpts", "--json", "--limit", "0").out
    shown = cli("suggest", "--quality", "--code", "road", "--format", "md")
    assert shown.code == 0
    assert "cross-validation" in shown.out
    table = list(csv.DictReader(cli("suggest", "--quality", "--format", "csv").out.splitlines()))
    road = next(each for each in table if each["code"] == "road")
    assert (road["language"], road["decided"], road["positives"]) == ("zh", "12", "4")
    assert (road["rules_precision"], road["rules_recall"], road["rules_f1"]) == (
        "0.50",
        "1.00",
        "0.67",
    )
    told = json.loads(cli("suggest", "--quality", "--json").out)["rows"]
    assert next(each for each in told if each["code"] == "road")["rules_f1"] == 0.67
    assert cli("excerpts", "--json", "--limit", "0").out == before
