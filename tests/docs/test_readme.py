"""The README keeps its word: its session runs, its links lead somewhere, its picture is true."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.main import main

if TYPE_CHECKING:
    import pytest

REPO = Path(__file__).parents[2]
README = (REPO / "README.md").read_text(encoding="utf-8")


def session() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def test_the_five_minute_session_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = session()
    assert len(lines) > 12
    for line in lines:
        words = shlex.split(line)
        if words[0] == "cd":
            os.chdir(words[1])
        else:
            assert main(words[1:]) == 0, line


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)", README):
        if not target.startswith("http"):
            assert (REPO / target).exists(), target


def test_the_picture_is_what_the_samples_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    codebook = REPO / "codebooks" / "poverty-alleviation.yaml"
    words = ["run", str(REPO / "sample_transcripts"), "--codebook", str(codebook)]
    assert main([*words, "--subjects", "five", "--format", "table", "--quiet"]) == 0
    table = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines())
    before, _, rest = README.partition("<!-- picture -->")
    picture, _, after = rest.partition("<!-- /picture -->")
    wanted = f"\n```text\n{table}\n```\n"
    if os.environ.get("UPDATE_GOLDEN"):
        new = f"{before}<!-- picture -->{wanted}<!-- /picture -->{after}"
        (REPO / "README.md").write_text(new, encoding="utf-8")
    else:
        assert picture == wanted
