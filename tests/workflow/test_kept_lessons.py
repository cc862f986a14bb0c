"""What a codebook teaches is kept: the same comes back, and a change is noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.codebook import kept_files
from qualcode.codebook.reader import read_codebook
from qualcode.matching.firing import SetFinder
from qualcode.workflow import kept_lessons
from qualcode.workflow import lessons as lessons_module
from qualcode.workflow.lessons import lessons_of

if TYPE_CHECKING:
    from pathlib import Path

BOOK = """\
qualcode: 1
id: small
version: '1'
name: small
examples: more.jsonl
codes:
  - id: road
    name: Road
    definition: the road is bad
    patterns: {zh: [路全是泥]}
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept_files, "folder_of", lambda kind: tmp_path / "cache" / kind)
    (tmp_path / "more.jsonl").write_text('{"code": "road", "text": "路全是泥"}\n', "utf-8")
    (tmp_path / "book.yaml").write_text(BOOK, "utf-8")
    return tmp_path / "book.yaml"


def lessons(path: Path) -> kept_lessons.Lessons:
    codebook = read_codebook(path)
    return lessons_of(codebook, path, SetFinder(codebook))


def test_the_same_comes_back_without_work(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = lessons(book)
    monkeypatch.delattr(lessons_module, "teach_examples")
    assert lessons(book) == first
    assert next(each.text for each in first[0]) == "路全是泥"
    assert first[0][0].signals == ("rule:road", "status:asserted")


def test_another_example_is_noticed(book: Path) -> None:
    first = lessons(book)
    with (book.parent / "more.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"code": "road", "text": "车过不来"}\n')
    assert len(lessons(book)[0]) == len(first[0]) + 1


@pytest.mark.parametrize("content", [b"", b"nonsense", b"0\n[]"])
def test_a_spoilt_file_is_as_good_as_none(book: Path, content: bytes) -> None:
    first = lessons(book)
    (file,) = (book.parent / "cache" / "lessons").iterdir()
    file.write_bytes(content)
    assert lessons(book) == first


def test_coded_interviews_teach_only_where_no_weights_know_them(book: Path) -> None:
    book.write_text(BOOK.replace("codes:", "interviews: before.jsonl\ncodes:"), "utf-8")
    line = '{"said": [{"text": "车过不来", "codes": {"road": "asserted"}}]}\n'
    (book.parent / "before.jsonl").write_text(line, "utf-8")
    codebook = read_codebook(book)
    sets = SetFinder(codebook)
    without, _ = lessons_of(codebook, book, sets, interviews=False)
    assert "车过不来" not in {each.text for each in without}
    assert "车过不来" in {each.text for each in lessons(book)[0]}
