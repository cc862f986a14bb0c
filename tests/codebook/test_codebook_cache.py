"""Kept codebooks: found again while the file is the same, and never in the way."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qualcode.codebook import cache, kept_files, reader
from qualcode.codebook.reader import examine_codebook, read_codebook
from qualcode.errors import ProblemsError

SHIPPED = Path(__file__).parents[2] / "codebooks" / "teacher-burnout.yaml"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files, "folder_of", lambda kind: tmp_path / "cache" / kind)
    monkeypatch.setattr(cache, "WORTH", 1000)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "codebook.yaml"
    made.write_bytes(SHIPPED.read_bytes())
    return made


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the texts that were parsed."""
    found: list[str] = []
    from qualcode.codebook.parsing import parse

    def counted(text: str, *, path: str) -> object:
        found.append(path)
        return parse(text, path=path)

    monkeypatch.setattr(reader, "parse", counted)
    return found


def kept() -> list[Path]:
    return sorted(cache.folder().iterdir()) if cache.folder().exists() else []


def test_an_unchanged_file_is_parsed_once_and_says_the_same(
    file: Path, readings: list[str]
) -> None:
    first, again = read_codebook(file), read_codebook(file)
    assert len(readings) == 1
    assert again == first
    lines = [[pattern.line for pattern in code.patterns] for code in first.codes]
    assert [[pattern.line for pattern in code.patterns] for code in again.codes] == lines
    assert any(any(each) for each in lines)


def test_warnings_and_advice_come_back_under_the_name_of_the_file_asked_for(
    file: Path, readings: list[str]
) -> None:
    text = file.read_text("utf-8").replace(
        "            - 忙不过来\n", "            - 忙不过来\n" * 2
    )
    other = file.with_name("other.yaml")
    for each in (file, other):
        each.write_text(text, "utf-8")
    plain, advised = examine_codebook(file), examine_codebook(file, advice=True)
    assert plain[0] is not None
    assert plain[1]
    assert len(readings) == 2  # advice had not been looked for
    assert examine_codebook(file, advice=True) == advised
    assert examine_codebook(file) == plain
    _, problems = examine_codebook(other, advice=True)
    assert len(readings) == 2
    assert [(each.place.line, each.message, each.topic) for each in problems] == [
        (each.place.line, each.message, each.topic) for each in advised[1]
    ]
    assert {each.place.path for each in problems} <= {str(other)}


def test_a_changed_file_is_read_anew(file: Path, readings: list[str]) -> None:
    before = read_codebook(file)
    file.write_text("# another line\n" + file.read_text("utf-8"), "utf-8")
    after = read_codebook(file)
    assert len(readings) == 2
    assert after.digest == hashlib.sha256(file.read_bytes()).hexdigest()
    assert after.codes[0].line == before.codes[0].line + 1


def test_another_program_reads_anew(
    file: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_codebook(file)
    monkeypatch.setattr(cache, "_program", lambda: "another" * 10)
    read_codebook(file)
    assert len(readings) == 2


def test_faults_are_told_each_time_and_never_kept(file: Path, readings: list[str]) -> None:
    file.write_text(file.read_text("utf-8") + "unheard: 1\n", "utf-8")
    for _ in range(2):
        with pytest.raises(ProblemsError, match="1 problem"):
            read_codebook(file)
    assert len(readings) == 2
    assert kept() == []


@pytest.mark.parametrize("damage", ["cut", "emptied", "one byte", "other file", "binary", "folder"])
def test_a_damaged_cache_is_as_good_as_none(file: Path, readings: list[str], damage: str) -> None:
    first = read_codebook(file)
    [entry] = kept()
    content = entry.read_bytes()
    if damage == "folder":
        entry.unlink()
        entry.mkdir()
    else:
        entry.write_bytes(
            {
                "cut": content[: len(content) // 2],
                "emptied": b"",
                "one byte": content.replace(b"teacher", b"Teacher", 1),
                "other file": _signed(
                    content.split(b"\n", 1)[1].replace(b'"digest":"', b'"digest":"f')
                ),
                "binary": os.urandom(2000),
            }[damage]
        )
    assert read_codebook(file) == first
    assert len(readings) == 2


@pytest.mark.parametrize("body", ["{}", "[]\n[]\nnull", '{"id":1,"nonsense":2}\n[]\n[]', "a\nb\nc"])
def test_a_whole_file_that_says_nonsense_is_as_good_as_none(file: Path, body: str) -> None:
    first = read_codebook(file)
    [entry] = kept()
    entry.write_bytes(_signed(body.encode()))
    assert read_codebook(file) == first


def _signed(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def test_a_cache_that_cannot_be_written_is_no_fault(file: Path, readings: list[str]) -> None:
    cache.folder().parent.write_text("a file where the folder belongs", "utf-8")
    assert read_codebook(file) == read_codebook(file)
    assert len(readings) == 2


def test_writers_at_the_same_time_leave_one_whole_file(file: Path, readings: list[str]) -> None:
    with ThreadPoolExecutor(8) as pool:
        books = list(pool.map(lambda _: read_codebook(file), range(16)))
    assert len(set(map(repr, books))) == 1
    assert len(kept()) == 1
    parsed = len(readings)
    assert read_codebook(file) == books[0]
    assert len(readings) == parsed


def test_no_more_than_a_few_are_kept_and_the_unused_go_first(
    file: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST", 3)
    text = file.read_text("utf-8")
    for number in range(5):
        file.write_text(text + f"# {number}\n", "utf-8")
        read_codebook(file)
        for age, each in enumerate(sorted(kept(), key=lambda entry: entry.stat().st_mtime)):
            os.utime(each, (1_000_000 + age, 1_000_000 + age))
    assert len(kept()) == 3
    readings.clear()
    for number in (4, 3, 2):
        file.write_text(text + f"# {number}\n", "utf-8")
        read_codebook(file)
    assert readings == []


def test_short_texts_are_not_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "WORTH", 1_000_000)
    read_codebook(file)
    assert kept() == []
