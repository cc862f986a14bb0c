"""The `transcript` group as a user meets it: show, check, replace, and what was lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qualcode.model.coding import Review
from qualcode.model.query import CodingQuery
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.project import opened

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


@pytest.fixture
def accepted(sample: Path) -> str:
    """Words of a coding that a person has accepted, in the sample's P-04."""
    with opened(sample / "study.qualcode") as project:
        found = project.store.excerpts.find(CodingQuery(documents=("P-04",)))
        coding = next(found).coding
        decide(project, [coding.id], Decision(Review.ACCEPTED), by="li")
        return coding.quote


def corrected(old: str, new: str) -> str:
    """Write a corrected copy of P-04; return its path."""
    text = Path("transcripts/P-04.txt").read_text(encoding="utf-8")
    assert old in text
    Path("corrected.txt").write_text(text.replace(old, new), encoding="utf-8")
    return "corrected.txt"


def test_show_has_ranges_positions_and_formats(sample: Path, cli: Cli) -> None:
    answer = cli("transcript", "show", "P-04", "--turns", "2,4-5", "--positions", "--json")
    rows = json.loads(answer.out)["rows"]
    assert [row["turn"] for row in rows] == [2, 4, 5]
    assert rows[0]["place"].startswith("line ")
    assert rows[0]["end"] - rows[0]["start"] == len(rows[0]["text"])
    assert {row["role"] for row in rows} == {"respondent"}
    drawn = cli("transcript", "show", "P-04", "--turns", "1-3", "--format", "table").out
    assert drawn.splitlines()[0].startswith("#1 ? 访谈者")
    assert "start" not in cli("transcript", "show", "P-04").out.splitlines()[0]


@pytest.mark.parametrize("turns", ["x", "0x1", "500", "3-2"])
def test_ranges_that_mean_nothing_are_refused(turns: str, sample: Path, cli: Cli) -> None:
    answer = cli("transcript", "show", "P-04", "--turns", turns)
    assert answer.code == 2
    assert answer.err.startswith("error: ")


def test_check_lists_doubts_and_exits_1(sample: Path, cli: Cli, tmp_path: Path) -> None:
    talk = [f"问：第{n}个问题呢？\n答：第{n}个回答。\n" for n in range(4)]
    talk += ["10：30那会儿去的。\n", "受访着：写错了。\n", "答：\n", f"答：{'很长' * 1600}\n"]
    (tmp_path / "X-01.txt").write_text("".join(talk), encoding="utf-8")
    assert cli("import", str(tmp_path / "X-01.txt")).code == 0
    answer = cli("transcript", "check", "X-01", "--json")
    assert answer.code == 1
    kinds = {row["kind"] for row in json.loads(answer.out)["rows"]}
    assert {"long-turn", "long-sentence", "empty-turn"} <= kinds
    assert cli("transcript", "check", "P-04").code == 0
    assert cli("--lang", "zh", "transcript", "check", "X-01").out.count("是否") >= 2


def test_a_label_before_each_paragraph_is_a_habit_and_not_a_doubt(
    sample: Path, cli: Cli, tmp_path: Path
) -> None:
    def kinds(name: str, answers: list[str]) -> list[str]:
        talk = [f"问：第{n}个问题呢？\n{answer}" for n, answer in enumerate(answers)]
        (tmp_path / f"{name}.txt").write_text(f"{name}\n{''.join(talk)}", encoding="utf-8")
        assert cli("import", str(tmp_path / f"{name}.txt")).code == 0
        rows = json.loads(cli("transcript", "check", name, "--json").out)["rows"]
        return [row["kind"] for row in rows]

    once = "答：是这样的。\n"
    assert kinds("X-02", [once] * 9 + [once * 2]) == ["repeated-speaker"]
    assert kinds("X-03", [once * 3] * 10) == []


def test_replace_shows_first_asks_and_writes_then(
    sample: Path, accepted: str, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = corrected(accepted, "（此处删去一句话）")
    before = (sample / "study.qualcode").read_bytes()
    dry = cli("transcript", "replace", "P-04", file, "--dry-run", "--json")
    assert dry.code == 1
    (row,) = json.loads(dry.out)["rows"]
    assert (row["state"], row["review"], row["old_words"]) == ("lost", "accepted", accepted)
    unasked = cli("transcript", "replace", "P-04", file)
    assert unasked.code == 2
    assert "--yes" in unasked.err
    assert (sample / "study.qualcode").read_bytes() == before
    done = cli("transcript", "replace", "P-04", file, "--yes")
    assert done.code == 1
    assert "1 lost" in done.err
    assert cli("transcript", "replace", "P-04", file, "--yes").code == 0


def test_what_was_lost_is_seen_everywhere_and_put_back(
    sample: Path, accepted: str, cli: Cli
) -> None:
    cli("transcript", "replace", "P-04", corrected(accepted, "（此处删去）"), "--yes")
    lost = cli("transcript", "lost", "--json")
    assert lost.code == 1
    (row,) = json.loads(lost.out)["rows"]
    assert row["words"] == accepted
    verified = cli("verify")
    assert verified.code == 1
    assert "1 coding waiting for a place" in verified.err
    assert "hold together" not in verified.err
    assert ("lost", "1") in [
        (each["key"], each["value"]) for each in json.loads(cli("status", "--json").out)["rows"]
    ]
    assert cli("remove", "P-04", "--yes").code == 5
    wrong = cli("transcript", "place", row["coding"], "没有这句话吧")
    assert wrong.code == 2
    placed = cli("transcript", "place", row["coding"], "（此处删去）")
    assert placed.code == 0
    assert cli("transcript", "lost").code == 0
    assert cli("verify").code == 0
    assert "（此处删去）" in cli("excerpts", "--document", "P-04").out


def test_restore_brings_the_former_text_back(sample: Path, accepted: str, cli: Cli) -> None:
    before = cli("excerpts", "--document", "P-04", "--review", "accepted").out
    cli("transcript", "replace", "P-04", corrected(accepted, "（此处删去）"), "--yes")
    assert cli("transcript", "editions", "P-04").out.count("\n") == 2
    assert cli("transcript", "restore", "P-04", "--yes").code == 0
    assert cli("excerpts", "--document", "P-04", "--review", "accepted").out == before
    assert cli("verify").code == 0


def test_a_document_is_renamed_and_named_so_everywhere(sample: Path, cli: Cli) -> None:
    told = cli("transcript", "rename", "P-04", "-P 04", "--dry-run")
    assert told.code == 2  # a name like an option comes after --
    told = cli("transcript", "rename", "P-04", "P 04", "--dry-run")
    assert "P-04 → P 04 would take along" in told.err
    assert cli("transcript", "show", "P 04").code == 2
    before = cli("excerpts", "--document", "P-04", "--json").out
    done = cli("transcript", "rename", "P-04", "P 04")
    assert "P-04 is now P 04" in done.err
    after = cli("excerpts", "--document", "P 04", "--json").out
    ids = [[row["coding"] for row in json.loads(each)["rows"]] for each in (before, after)]
    assert ids[0] == ids[1] != []
    assert cli("import", "transcripts/").code == 0
    assert "P-04" not in cli("status", "--documents", "--format", "csv").out.split()[1:]
    assert cli("undo").code == 0
    assert cli("transcript", "show", "P-04").code == 0


def test_old_and_new_ids_are_written_to_be_joined(sample: Path, accepted: str, cli: Cli) -> None:
    ids = Path("ids.csv")

    def coded() -> list[str]:
        told = cli("excerpts", "--document", "P-04", "--review", "accepted", "--json").out
        return [row["coding"] for row in json.loads(told)["rows"]]

    before = coded()
    text = Path("transcripts/P-04.txt").read_text(encoding="utf-8")
    Path("longer.txt").write_text(
        f"{text.splitlines()[0]}（补记）\n" + text.split("\n", 1)[1], "utf-8"
    )
    assert cli("transcript", "replace", "P-04", "longer.txt", "--yes", "--out", str(ids)).code == 0
    with ids.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["former_coding"]: row["coding"] for row in csv.DictReader(file)}
    assert coded() != before
    assert [rows[each] for each in before] == coded() != []


def test_who_withdraws_consent_is_erased_for_good(sample: Path, accepted: str, cli: Cli) -> None:
    rows = json.loads(cli("excerpts", "--document", "P-04", "--json").out)["rows"]
    words = max((row["quote"] for row in rows), key=len)
    cli("transcript", "replace", "P-04", corrected(accepted, "（此处改过）"), "--yes")
    shown = cli("remove", "P-04", "--for-good", "--dry-run")
    assert shown.code == 0
    assert "P-04: " in shown.err
    assert "nothing erased" in shown.err
    assert words.encode() in Path("study.qualcode").read_bytes()
    assert cli("memo", "add", f"引文：{words}").code == 0
    done = cli("--lang", "zh", "remove", "P-04", "--for-good", "--yes")
    assert done.code == 0
    assert "仍含其原话：备忘" in done.err
    assert cli("verify").code == 0
    assert cli("excerpts", "--document", "P-04").code == 2
    assert cli("remove", "P-99", "--for-good", "--yes").code == 2
