"""Ctrl-C during an import leaves the finished files, and the next import does the rest."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

FILES = 1000
"""So many that a busy machine cannot import them all before the key is pressed."""
TALK = "问：您家怎么样？\n答：看病很难，路也不好走。\n" * 200


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_keeps_the_finished_files(
    tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli("init", "study").code == 0
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"F-{number:04}.txt").write_text(f"{TALK}问：{number}\n", encoding="utf-8")
    # A shell that runs tests in the background lets its children hear no Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-m", "qualcode", "--project", "study", "import", "files"]
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(root)}
    )
    _wait_for_some(tmp_path / "study" / "study.qualcode")
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "stopped; what was finished is kept" in said
    kept = _documents(tmp_path / "study", cli)
    assert 0 < kept < FILES
    assert cli("--project", "study", "verify").code == 0
    again = cli("--project", "study", "import", "files")
    assert again.code == 0
    assert _documents(tmp_path / "study", cli) == FILES
    assert f"{FILES - kept} added" in again.err
    assert f"{kept} unchanged" in again.err


def _wait_for_some(project: Path) -> None:
    """Look into the file itself: a command would take so long that the import is over."""
    with closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True, timeout=0)) as db:
        for _ in range(6000):
            with suppress(sqlite3.OperationalError):  # the other process is writing just now
                if db.execute("SELECT count(*) FROM document").fetchone()[0]:
                    return
            time.sleep(0.002)
    raise AssertionError("no file was imported")


def _documents(project: Path, cli: Cli) -> int:
    answer = cli("--project", str(project), "status", "--json")
    if answer.code:  # the other process is writing just now
        return 0
    rows = {row["key"]: row["value"] for row in json.loads(answer.out)["rows"]}
    return int(rows["documents"])
