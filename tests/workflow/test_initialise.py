"""A project from a codebook of one's own: read before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import QualcodeError, UsageError
from qualcode.workflow.initialise import initialise

SHIPPED = Path(__file__).parents[2] / "codebooks" / "teacher-burnout.yaml"


def test_ones_own_codebook_is_copied(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_bytes(SHIPPED.read_bytes())
    made = initialise(tmp_path / "study", codebook=own)
    assert (tmp_path / "study" / "codebook.yaml").read_bytes() == own.read_bytes()
    assert made.project.exists()


def test_a_faulty_codebook_leaves_nothing_behind(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text("qualcode: 1\ncodes: [", encoding="utf-8")
    with pytest.raises(QualcodeError):
        initialise(tmp_path / "study", codebook=own)
    assert not (tmp_path / "study").exists()


def test_a_template_and_a_codebook_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        initialise(tmp_path / "study", template="blank", codebook=SHIPPED)
    with pytest.raises(UsageError):
        initialise(tmp_path / "study", sample=True, codebook=SHIPPED)


def test_files_that_the_codebook_names_come_along(tmp_path: Path) -> None:
    folder = tmp_path / "books"
    (folder / "more").mkdir(parents=True)
    (folder / "more" / "said.jsonl").write_text('{"said": [{"text": "路"}]}\n', "utf-8")
    (folder / "sentences.csv").write_text("code,text\n", "utf-8")
    (tmp_path / "outside.jsonl").write_text("", "utf-8")
    book = SHIPPED.read_text("utf-8")
    named = "interviews: more/said.jsonl\nexamples: [sentences.csv, ../outside.jsonl]\ncodes:"
    (folder / "mine.yaml").write_text(book.replace("\ncodes:", "\n" + named, 1), "utf-8")
    initialise(tmp_path / "study", codebook=folder / "mine.yaml")
    assert (tmp_path / "study" / "more" / "said.jsonl").is_file()
    assert (tmp_path / "study" / "sentences.csv").is_file()
    assert not (tmp_path / "study" / "outside.jsonl").exists()
