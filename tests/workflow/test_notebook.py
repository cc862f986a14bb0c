"""The Python interface that notebooks use, and the proof that nothing has moved."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

import qualcode
from qualcode.cli.main import main
from qualcode.errors import DataError


@pytest.fixture
def study(coded_sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(coded_sample, tmp_path / "study"))


def test_a_project_is_data_frames(study: Path) -> None:
    with qualcode.open_project(study) as project:
        codings = project.codings()
        table = project.table()
        people = project.participants()
        codebook = project.codebook()
    assert {"document", "participant", "code", "quote", "status", "about"} <= set(codings.columns)
    assert len(people) == 32
    assert int(table[table["code"] == "any"]["total_n"].sum()) > 5
    assert codebook.id == "poverty-alleviation"


def test_a_codebook_and_an_autocoder_by_hand(study: Path) -> None:
    from qualcode.store.store import Store

    codebook = qualcode.read_codebook(study / "codebook.yaml")
    with Store.open(study / "study.qualcode") as store:
        document = store.documents.read("C-01")
        kept = store.documents.text("C-01")
    proposals = qualcode.Autocoder(codebook).code(document)
    assert proposals
    assert all(each.quote == each.span.of(kept) for each in proposals)


def test_no_project_and_no_such_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no qualcode project"):
        qualcode.open_project(tmp_path)
    with pytest.raises(AttributeError):
        _ = qualcode.nothing


def test_verify_finds_a_text_that_was_tampered_with(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(study), "verify"]) == 0
    db = sqlite3.connect(study / "study.qualcode")
    db.execute("UPDATE document SET text = 'x' || text WHERE name = 'C-01'")
    db.commit()
    db.close()
    capsys.readouterr()
    assert main(["--project", str(study), "verify"]) == 1
    out = capsys.readouterr().out
    assert "coding\tC-01" in out
    assert "text\tC-01" in out
