"""The walk in docs/suggestion.md, as a user would take it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.main import main

if TYPE_CHECKING:
    import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "suggestion.md"


def commands() -> list[str]:
    """Return the commands of the walk, without `cd` and comments."""
    block = re.search(r"```console\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert block
    lines = [line.removeprefix("$ ").partition("#")[0] for line in block[1].splitlines()]
    return [each.strip() for line in lines for each in line.split("&&")]


def test_the_walk_goes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = {}
    for command in commands():
        words = shlex.split(command)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        if words[1] == "review":
            words += ["--export", "decide.csv"]
        assert main(words[1:]) == 0, command
        shown[command] = capsys.readouterr().out
    assert len(shown["qualcode suggest --limit 20"].splitlines()) == 21
    assert "unseen" in shown["qualcode suggest --progress"]
    assert Path("decide.csv").stat().st_size > 1000
