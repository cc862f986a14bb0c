"""Old Word files: converted by LibreOffice where it is installed, else a hint."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError
from qualcode.transcripts.formats import doc
from qualcode.transcripts.reader import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

OLD = b"\xd0\xcf\x11\xe0" + b"\0" * 100
LIBREOFFICE = shutil.which("soffice")


def _program(folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_without_libreoffice_there_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(DataError, match="is not installed") as caught:
        read_bytes(OLD, suffix=".DOC", name="A", path="A.DOC")
    assert "save it as .docx" in caught.value.hint


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("script", "fault"), [("exit 0", "cannot be converted"), ("sleep 60", "within 0.2 seconds")]
)
def test_a_conversion_that_fails_or_hangs_is_given_up(
    script: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, script)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(doc, "SECONDS", 0.2 if "sleep" in script else 30)
    began = time.monotonic()
    with pytest.raises(DataError, match=fault):
        read_bytes(OLD, suffix=".doc", name="A", path="A.doc")
    assert time.monotonic() - began < 20


def test_a_docx_with_the_old_ending_needs_no_conversion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(DataError, match="not a Word"):
        read_bytes(b"PK\x03\x04broken", suffix=".doc", name="A", path="A.doc")


@pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")
def test_a_real_one_is_read_turn_by_turn(tmp_path: Path) -> None:
    source = tmp_path / "talk.html"
    source.write_text("<p>问：您家怎么样？</p><p>答：看病很难。</p>", encoding="utf-8")
    profile = (tmp_path / "profile").as_uri()
    command = [str(LIBREOFFICE), f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=False, capture_output=True, timeout=120)
    old = tmp_path / "talk.doc"
    if not old.exists():
        pytest.skip("this LibreOffice cannot write old Word files")
    read = read_bytes(old.read_bytes(), suffix=".doc", name="talk", path="talk.doc")
    assert read.format == "doc"
    assert [turn.speech.of(read.text) for turn in read.turns] == ["您家怎么样？", "看病很难。"]
