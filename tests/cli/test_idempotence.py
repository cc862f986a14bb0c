"""Running a command again on unchanged input changes nothing; stopping anywhere loses nothing."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_import_code_table_export_again_change_nothing(sample: Path, cli: Cli) -> None:
    first = cli("table", "--kind", "all", "--format", "csv").out
    assert cli("export", "out").code == 0
    before = {path.name: digest(path) for path in Path("out").iterdir()}
    project = digest(Path("study.qualcode"))
    for words in (["import", "transcripts"], ["code"], ["status"], ["table"], ["verify"]):
        assert cli(*words).code == 0
    assert digest(Path("study.qualcode")) == project
    assert cli("export", "out").code == 0
    assert {path.name: digest(path) for path in Path("out").iterdir()} == before
    assert cli("table", "--kind", "all", "--format", "csv").out == first


def test_two_projects_of_the_same_files_export_the_same_bytes(
    sample: Path, cli: Cli, tmp_path: Path
) -> None:
    assert cli("export", "out").code == 0
    other = tmp_path / "other"
    assert cli("init", str(other), "--sample").code == 0
    assert cli("--project", str(other), "code").code == 0
    assert cli("--project", str(other), "export", str(other / "out")).code == 0
    for name in ("frequency.csv", "case_by_code.csv", "codebook.csv", "codings.csv"):
        assert digest(sample / "out" / name) == digest(other / "out" / name), name


def test_init_again_is_a_no_op(sample: Path, cli: Cli) -> None:
    project = digest(Path("study.qualcode"))
    answer = cli("init", ".", "--sample")
    assert answer.code == 0
    assert "already" in answer.err
    assert digest(Path("study.qualcode")) == project


def test_code_killed_at_any_moment_and_run_again_gives_the_same_table(
    sample: Path, cli: Cli, tmp_path: Path
) -> None:
    wanted = cli("table", "--kind", "all", "--format", "csv").out
    study = tmp_path / "killed"
    assert cli("init", str(study), "--sample").code == 0
    command = [sys.executable, "-m", "qualcode", "--project", str(study), "code"]
    stopped = 0
    for delay in (0.35, 0.5, 0.6, 0.7):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            stopped += 1
        process.wait()
    assert stopped, "the machine is too fast for this test to mean anything"
    assert cli("--project", str(study), "code").code == 0
    assert cli("--project", str(study), "table", "--kind", "all", "--format", "csv").out == wanted
    assert cli("--project", str(study), "verify").code == 0


def test_a_changed_codebook_is_noticed_and_decisions_stay(sample: Path, cli: Cli) -> None:
    from qualcode.model.coding import Review
    from qualcode.model.query import CodingQuery
    from qualcode.store.store import Store

    with Store.open(Path("study.qualcode")) as store:
        decided = [each.coding for each in store.excerpts.find(CodingQuery())][:5]
        with store.transaction():
            for number, coding in enumerate(decided):
                review = Review.REJECTED if number % 2 else Review.ACCEPTED
                store.codings.decide(coding.id, review, by="li", at="2026-01-01T00:00:00+00:00")
    codebook = Path("codebook.yaml")
    codebook.write_text(codebook.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert "changed since coding" in cli("status", "--format", "tsv").out
    assert "qualcode code" in cli("table").err
    assert "decided before: 5 places" in cli("code").err
    with Store.open(Path("study.qualcode")) as store:
        for number, coding in enumerate(decided):
            after = store.codings.get(coding.id)
            assert after is not None
            assert after.review is (Review.REJECTED if number % 2 else Review.ACCEPTED)
            assert (after.span, after.status, after.decided_by) == (
                coding.span,
                coding.status,
                "li",
            )
