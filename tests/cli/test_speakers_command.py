"""`qualcode speakers`: who speaks, and what is said of labels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli

TALK = "甲：我家五口人。\n乙：都在家。\n甲：不在。\n乙：打工去了。\n"


def roles(cli: Cli, document: str) -> dict[str, str]:
    rows = json.loads(cli("speakers", "-d", document, "--json").out)["rows"]
    return {row["speaker"]: row["role"] for row in rows if row["origin"] == ""}


def test_a_role_that_is_told_holds_after_importing_again(sample: Path, cli: Cli) -> None:
    (sample / "Z-01.txt").write_text(TALK, encoding="utf-8")
    assert cli("import", "Z-01.txt").code == 0
    former = roles(cli, "Z-01")
    other = next(label for label, role in former.items() if role == "respondent")

    assert cli("speakers", "--set", f"{other}=interviewer", "-d", "Z-01").code == 0
    assert roles(cli, "Z-01") == former
    assert "1 updated" in cli("import", "Z-01.txt").err

    assert roles(cli, "Z-01")[other] == "interviewer"
    assert "1 unchanged" in cli("import", "Z-01.txt").err


def test_what_was_told_is_listed_and_forgotten(sample: Path, cli: Cli) -> None:
    cli("speakers", "--set", "甲=interviewer")
    rows = json.loads(cli("speakers", "--json").out)["rows"]
    assert ("all", "甲", "interviewer") in {(r["document"], r["speaker"], r["role"]) for r in rows}

    assert "kept" in cli("speakers", "--forget", "甲").err
    assert "unchanged" in cli("speakers", "--forget", "甲").err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--set", "甲"), "not a speaker"),
        (("--set", "甲=asker"), "there is no role 'asker'"),
        (("-d", "nowhere"), "no document 'nowhere'"),
    ],
)
def test_what_cannot_be_is_refused(
    sample: Path, cli: Cli, words: tuple[str, ...], message: str
) -> None:
    answer = cli("speakers", *words)

    assert answer.code == 2
    assert message in answer.err
