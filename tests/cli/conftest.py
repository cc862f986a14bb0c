"""A coded sample project, made once and copied for each test; the command line in-process."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from qualcode.cli.main import main

REPO = Path(__file__).parents[2]


class Answer(NamedTuple):
    """What a command said."""

    code: int
    out: str
    err: str


class Cli(Protocol):
    """A function that runs a command line in-process."""

    def __call__(self, *words: str) -> Answer: ...


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the machine's own settings, language and terminal out of the tests."""
    for name in ("QUALCODE_LANG", "QUALCODE_PROJECT", "QUALCODE_COLOR", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def sample(coded_sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The coded sample project, the current folder for this test."""
    folder = tmp_path / "study"
    shutil.copytree(coded_sample, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command line in-process."""

    def run(*words: str) -> Answer:
        capsys.readouterr()
        code = main(list(words))
        captured = capsys.readouterr()
        return Answer(int(code), captured.out, captured.err)

    return run
