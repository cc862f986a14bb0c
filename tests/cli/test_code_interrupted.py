"""Stopping `code`: what is done is kept, and it is said how much that is."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from qualcode.workflow import coding

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Cli


def test_ctrl_c_says_how_many_documents_are_coded(
    sample: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sample / "codebook.yaml"
    book = path.read_text(encoding="utf-8")
    path.write_text(book.replace("version: '1.0'", "version: '1.1'"), encoding="utf-8")
    numbers, found = count(), coding._found

    def stopped(*given: object) -> object:
        if next(numbers) == 3:
            raise KeyboardInterrupt
        return found(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(coding, "_found", stopped)
        answer = cli("code")
    assert answer.code == 130
    assert "3 of 30 documents are coded under this codebook, and kept" in answer.err
    assert "stopped; what was finished is kept, run the same command to go on" in answer.err
    assert "coded 27 documents" in cli("code").err
