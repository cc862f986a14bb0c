"""`codebook diff`, `codebook history` and the card of a code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def _edit(old: str, new: str) -> None:
    path = Path("codebook.yaml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_diff_and_impact_of_the_file_against_the_codings(sample: Path, cli: Cli) -> None:
    assert json.loads(cli("codebook", "diff", "--json").out)["rows"] == []
    _edit(
        "        patterns:\n          zh:\n", "        patterns:\n          zh:\n            - 娃\n"
    )
    rows = json.loads(cli("codebook", "diff", "--json").out)["rows"]
    assert [(row["field"], row["after"]) for row in rows] == [("patterns.zh", "娃")]
    before = Path("study.qualcode").read_bytes()
    answer = cli("codebook", "diff", "--impact", "--json")
    assert answer.code == 0
    rows = json.loads(answer.out)["rows"]
    assert {row["change"] for row in rows} >= {"came"}
    assert "codings would come" in answer.err
    cells = json.loads(cli("codebook", "diff", "--impact", "--cells", "--json").out)["rows"]
    assert all(row["after"] - row["before"] == row["change"] for row in cells)
    assert Path("study.qualcode").read_bytes() == before


def test_two_files_are_compared_without_a_project(sample: Path, cli: Cli, tmp_path: Path) -> None:
    text = Path("codebook.yaml").read_text(encoding="utf-8")
    Path("other.yaml").write_text(text.replace("version: '1.0'", "version: '2.0'"), "utf-8")
    answer = cli("codebook", "diff", "codebook.yaml", "other.yaml", "--format", "csv")
    assert answer.out == "code,field,before,after\n,version,1.0,2.0\n"
    assert cli("codebook", "diff", "9.9").code == 2


def test_the_history_follows_a_rename(sample: Path, cli: Cli) -> None:
    assert cli("codebook", "rename", "contact-scarce", "contact-rare").code == 0
    rows = json.loads(cli("codebook", "history", "contact-rare", "--json").out)["rows"]
    assert [(row["field"], row["before"]) for row in rows][1:] == [("id", "contact-scarce")]
    assert cli("codebook", "history", "nothing").code == 2


def test_the_card_of_a_code_says_all_and_counts(sample: Path, cli: Cli) -> None:
    answer = cli("codebook", "show", "backstop-gap", "--json")
    rows = json.loads(answer.out)["rows"]
    fields = [row["field"] for row in rows]
    for field in ("definition", "include", "exclude", "patterns", "examples", "counts", "review"):
        assert field in fields
    counted = next(row["text"] for row in rows if row["field"] == "counts")
    assert int(counted.split()[0]) > 0
    shown = cli("codebook", "show", "兜底不足、漏保", "--format", "table").out
    assert "backstop-gap" in shown
    assert cli("codebook", "show", "nothing-such").code == 2
    family = json.loads(cli("codebook", "show", "contact", "--json").out)["rows"]
    assert any("contact-scarce" in row["text"] for row in family if row["field"] == "codes")


WEATHER = (
    *("codebook", "add", "weather", "--name", "天气 / Weather", "--definition", "天气影响生活"),
    *("--under", "system", "--code-kind", "cause", "--pattern", "下雨"),
)


def test_what_add_rename_and_move_changed_is_told_until_it_is_coded(sample: Path, cli: Cli) -> None:
    assert cli(*WEATHER).code == 0
    rows = json.loads(cli("codebook", "diff", "--json").out)["rows"]
    assert [(row["code"], row["field"]) for row in rows] == [("weather", "added")]
    foreseen = json.loads(cli("codebook", "diff", "--impact", "--json").out)["rows"]
    assert {row["change"] for row in foreseen} == {"came"}
    answer = cli("code")
    assert f"{len(foreseen)} proposals new" in answer.err
    assert json.loads(cli("codebook", "diff", "--json").out)["rows"] == []


def test_a_rename_is_a_difference_and_has_no_impact(sample: Path, cli: Cli) -> None:
    assert cli("codebook", "rename", "contact-scarce", "contact-rare").code == 0
    assert cli("codebook", "move", "info-unknown", "--under", "synergy").code == 0
    rows = json.loads(cli("codebook", "diff", "--json").out)["rows"]
    assert {("contact-rare", "renamed"), ("info-unknown", "moved")} <= {
        (row["code"], row["field"]) for row in rows
    }
    impact = cli("codebook", "diff", "--impact", "--json")
    assert json.loads(impact.out)["rows"] == []
    assert cli("code").code == 0
    assert json.loads(cli("codebook", "diff", "--json").out)["rows"] == []
