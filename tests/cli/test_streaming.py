"""Long tables go to their file or pipe while they are made, and come whole or not at all."""

from __future__ import annotations

import csv
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from qualcode.cli import output
from qualcode.cli.session import Session
from qualcode.errors import DataError
from qualcode.store.passages import _Reader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli

LISTINGS = ("quotes", "audit")


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "md", "html", "tex", "xlsx"])
def test_a_row_that_fails_leaves_no_file(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    read, seen = _Reader.read, []

    def fail(self: _Reader, document: str, *args: object) -> object:
        seen.append(document)
        if len(seen) > 3:
            raise DataError("the project is damaged")
        return read(self, document, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(_Reader, "read", fail)
    before = sorted(sample.iterdir())
    answer = cli("report", name, "--out", f"all.{form}")
    assert answer.code == 3
    assert "damaged" in answer.err
    assert sorted(sample.iterdir()) == before


@pytest.mark.parametrize("words", [("excerpts", "--out", "all.csv"), ("export", "results")])
def test_what_lists_codings_leaves_no_half(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    def fail(*_: object) -> None:
        raise DataError("the project is damaged")

    monkeypatch.setattr(_Reader, "read", fail)
    before = sorted(sample.iterdir())
    assert cli(*words).code == 3
    assert sorted(sample.iterdir()) == before


@pytest.mark.usefixtures("sample")
def test_of_many_excerpts_the_first_are_written(cli: Cli) -> None:
    whole = cli("excerpts", "--format", "tsv").out.splitlines()
    some = cli("excerpts", "--format", "tsv", "--limit", "3")
    assert some.out.splitlines() == whole[:4]
    assert "3 shown" in some.err


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.usefixtures("sample")
def test_a_pipe_gets_the_file(cli: Cli, tmp_path: Path, name: str) -> None:
    piped = cli("report", name, "--format", "csv").out
    assert cli("report", name, "--out", str(tmp_path / "a.csv")).code == 0
    text = (tmp_path / "a.csv").read_bytes().decode("utf-8-sig")
    assert text.replace("\r\n", "\n") == piped
    rows = list(csv.reader(text.splitlines()))
    assert len(rows) > 100
    again = cli("report", name, "--out", str(tmp_path / "a.csv"))
    assert "unchanged" in again.err


@pytest.mark.usefixtures("sample")
def test_a_screen_shows_what_somebody_may_read(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [line.split("\t")[0] for line in cli("report", "audit").out.splitlines()[1:]]
    monkeypatch.setattr(Session, "is_terminal", True)
    assert "rows;" not in cli("--no-pager", "report", "audit").err
    monkeypatch.setattr(output, "MOST_DRAWN", 7)
    answer = cli("--no-pager", "report", "audit")
    assert f"the first 7 of {len(ids)} rows; --out FILE or a pipe has all" in answer.err
    assert [each for each in ids if each in answer.out] == ids[:7]
    assert "7 shown" in cli("--no-pager", "excerpts").err
    assert len(cli("report", "audit", "--format", "tsv").out.splitlines()) == len(ids) + 1


@pytest.mark.usefixtures("sample")
def test_a_drawn_file_has_all_rows(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(output, "MOST_DRAWN", 7)
    monkeypatch.setattr(Session, "is_terminal", True)
    piped = cli("report", "audit", "--format", "tsv").out.splitlines()
    cli("report", "audit", "--out", str(tmp_path / "a.txt"))
    drawn = (tmp_path / "a.txt").read_text()
    assert all(line.split("\t")[0] in drawn for line in piped[1:])


@pytest.mark.parametrize("name", LISTINGS)
def test_a_reader_may_stop_reading(sample: Path, name: str) -> None:
    command = [sys.executable, "-m", "qualcode", "report", name]
    with subprocess.Popen(
        command, cwd=sample, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b"cod")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
