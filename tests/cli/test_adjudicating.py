"""Adjudication in lines: what is asked shows wherein the coders differ."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Cli


def test_a_case_shows_whom_each_coder_meant(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for coder, about in (("li", "GOV"), ("zhao", "TEAM")):
        words = ("--quote", "漏就是漏嘛", "--code", "special-poor-hardship", "--about", about)
        assert cli("code", "add", "P-04", *words, "--coder", coder).code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("q\n"))
    answer = cli("adjudicate", "li", "zhao", "--plain")
    assert answer.code == 0
    assert "· about" in answer.out
    told = [line for line in answer.out.splitlines() if "漏就是漏嘛" in line]
    assert [line.split("→ ")[1].split()[0] for line in told] == ["GOV", "TEAM"]
