"""The walk through the codebook workbench can be typed as it stands."""

from __future__ import annotations

import json
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.main import main
from qualcode.codebook.labelled import read_labelled

if TYPE_CHECKING:
    import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "codebook-workbench.md").read_text(encoding="utf-8")


def test_the_walk_through_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("QUALCODE_LANG", "QUALCODE_PROJECT"):
        monkeypatch.delenv(name, raising=False)
    lines = re.findall(r"^\$ (.*)$", PAGE, re.MULTILINE)
    assert len(lines) > 15
    for line in lines:
        words = shlex.split(line)
        if words[0] == "cd":
            os.chdir(words[1])
            continue
        code = main(words[1:])
        told = capsys.readouterr()
        may_find = {"check", "test"} & set(words)
        assert code == 0 or (may_find and code == 1), (line, told.err)
    assert "id: hardship" in Path("codebook.yaml").read_text(encoding="utf-8")
    assert main(["codebook", "diff", "codebook.yaml", "again.yaml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == []


def test_the_sentence_of_the_page_is_one(tmp_path: Path) -> None:
    [line] = re.findall(r"^\{.*\}$", PAGE, re.MULTILINE)
    path = tmp_path / "more.jsonl"
    path.write_text(line, encoding="utf-8")
    [sentence] = read_labelled(path)
    assert sentence.code == "contact-scarce"


def test_every_command_of_the_workbench_is_told() -> None:
    from qualcode.cli.codebook import app

    names = {
        each.name or getattr(each.callback, "__name__", "") for each in app.registered_commands
    }
    assert {name for name in names if name not in PAGE} == set()
