"""Broken and hostile files of every kind: read or refused, never a fault, nothing lost."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import DataError, QualcodeError
from qualcode.transcripts.options import ReadingOptions
from qualcode.transcripts.reader import read_several
from tests.transcripts import broken_files as files

if TYPE_CHECKING:
    from qualcode.model.transcript import Transcript

SHARED = Path(__file__).parents[3] / "shared" / "data"
REPEATS = 50_000
"""Repetitions of a sign that a pattern of quadratic time would not survive."""

SEEDED = settings(derandomize=True, deadline=None, database=None)


def read(data: bytes, suffix: str, options: ReadingOptions | None = None) -> list[Transcript]:
    found = read_several(
        data, suffix=suffix, name="A", path=f"A{suffix}", options=options or ReadingOptions()
    )
    for transcript in found:
        _holds_together(transcript)
    return list(found)


def fault_of(data: bytes, suffix: str) -> str:
    """Return what is said of a file that is refused; empty when it is read."""
    try:
        read(data, suffix)
    except QualcodeError as error:
        return str(error) or "nothing"
    return ""


def _holds_together(transcript: Transcript) -> None:
    here = 0
    for index, turn in enumerate(transcript.turns):
        assert turn.index == index
        assert here <= turn.span.start <= turn.span.end <= len(transcript.text)
        assert turn.span.contains(turn.speech)
        here = turn.span.end


@cache
def whole() -> dict[str, bytes]:
    return files.whole_files()


@cache
def real_files() -> list[Path]:
    """Return small real files, of every kind that is there."""
    kinds = {".txt", ".docx", ".rtf", ".vtt", ".srt", ".xml", ".json", ".csv", ".html", ".pdf"}
    if not SHARED.exists():
        return []
    found = [path for path in sorted(SHARED.rglob("*")) if path.suffix in kinds]
    return [path for path in found if path.stat().st_size < 60_000]


@pytest.mark.parametrize("suffix", sorted(files.whole_files()))
def test_each_kind_is_read_when_it_is_whole(suffix: str) -> None:
    (transcript,) = read(whole()[suffix], suffix)
    assert len(transcript.turns) >= 1
    assert transcript.text.strip()


@given(st.sampled_from(sorted(files.whole_files())), st.integers(0, 1 << 32))
@settings(SEEDED, max_examples=250)
def test_a_broken_file_is_read_or_refused_but_never_a_fault(suffix: str, seed: int) -> None:
    fault = fault_of(files.broken(whole()[suffix], Random(seed)), suffix)
    assert not fault or fault.startswith(f"A{suffix}")
    assert len(fault) < 600


@given(st.sampled_from(sorted(files.whole_files())), st.binary(max_size=200))
@settings(SEEDED, max_examples=120)
def test_any_bytes_under_any_ending(suffix: str, data: bytes) -> None:
    assert fault_of(data, suffix) != "nothing"


@pytest.mark.skipif(not SHARED.exists(), reason="the real files are not here")
@given(st.integers(0, 1 << 32))
@settings(SEEDED, max_examples=60)
def test_broken_real_files(seed: int) -> None:
    random = Random(seed)
    path = random.choice(real_files())
    assert fault_of(files.broken(path.read_bytes(), random), path.suffix) != "nothing"


@given(
    st.text(
        st.sampled_from("问答：:\n\r\t 。a1（）【】[]…没有“”\u3000\ufeff\u2028é😀"), max_size=80
    ),
    st.sampled_from(["utf-8", "utf-16", "gb18030", "utf-8-sig", "utf-32"]),
)
@settings(SEEDED, max_examples=200)
def test_no_character_of_plain_text_is_lost(text: str, encoding: str) -> None:
    options = ReadingOptions(encoding=encoding)
    try:
        (transcript,) = read(text.encode(encoding), ".txt", options)
    except DataError:  # empty, or a NUL
        return
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    assert transcript.text in {expected, expected.removeprefix("\ufeff")}
    first = transcript.turns[0].span.start if transcript.turns else len(expected)
    inside = "".join(turn.span.of(transcript.text) for turn in transcript.turns)
    assert "".join(inside.split()) == "".join(transcript.text[first:].split())


@pytest.mark.parametrize(
    "sign",
    [
        "：",
        "答：",
        "（",
        "【（[",
        "…",
        ".",
        "”",
        "1",
        "10:30 ",
        "<v ",
        "[",
        "\t",
        " ",
        "\n",
        "—",
        '"',
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".vtt", ".html", ".csv"])
def test_no_sign_in_great_number_takes_long(sign: str, suffix: str) -> None:
    """A pattern of quadratic time would need minutes here."""
    text = {".vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\n", ".csv": "speaker,text\nA,"}
    assert fault_of((text.get(suffix, "答：好。\n") + sign * REPEATS).encode(), suffix) != "nothing"


def test_what_would_unpack_to_gigabytes_is_refused_by_its_declared_size() -> None:
    bomb = files.word_of("0" * (60 << 20))
    with pytest.raises(DataError, match=r"would unpack to 61 MB.*the limit is 200 MB, 200 times"):
        read(bomb, ".docx")


def test_entities_are_not_expanded_and_read_no_file() -> None:
    secret = (
        Path("/etc/hostname").read_text(encoding="utf-8") if Path("/etc/hostname").exists() else ""
    )
    for head, reference in ((files.XXE, "&e;"), (files.LAUGHS, "&l9;")):
        paragraph = f"<w:p><w:r><w:t>答：好{reference}</w:t></w:r></w:p>"
        speech = f"<speech by='#a'><from>A</from><p>Fine {reference} yes</p></speech>"
        for data, suffix in (
            (files.word_of(paragraph, head=head), ".docx"),
            (files.odt(f"<text:p>答：好{reference}</text:p>", head=head), ".odt"),
            ((head + files.AKN.format(speech)).encode(), ".xml"),
        ):
            try:
                text = "".join(transcript.text for transcript in read(data, suffix))
            except DataError:
                continue
            assert len(text) < 200
            assert not secret.strip() or secret.strip() not in text


@pytest.mark.parametrize("element", ["w:p", "w:tbl", "w:sdt", "w:ins"])
def test_a_million_nested_tags_are_refused(element: str) -> None:
    count = 1_000_000
    body = f"<{element}>" * count + f"</{element}>" * count
    with pytest.raises(DataError):
        read(files.word_of(body, method=zipfile.ZIP_STORED), ".docx")
    deep = "<text:section>" * count
    with pytest.raises(DataError):
        read(files.odt(deep), ".odt")


def test_nesting_that_is_deep_but_possible_is_read() -> None:
    cell = "<w:p><w:r><w:t>答：好。</w:t></w:r></w:p>"
    for _ in range(20):
        cell = f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"
    (transcript,) = read(files.word_of(cell), ".docx")
    assert "好。" in transcript.text


def test_cyclic_and_encrypted_pdf_files_are_refused() -> None:
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    for pages in (
        b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
        b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000000>>",
    ):
        with pytest.raises(DataError):
            read(files.pdf(["(x) Tj"], tree=[catalogue, pages]), ".pdf")
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<00><00>]"
    locked = files.pdf(["(x) Tj"], trailer=lock % (b"00" * 32, b"11" * 32))
    with pytest.raises(DataError, match="password"):
        read(locked, ".pdf")


def test_a_sheet_that_lies_about_its_size_costs_nothing() -> None:
    with zipfile.ZipFile(io.BytesIO(whole()[".xlsx"])) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    lie = sheet.replace('ref="A1:B5"', 'ref="A1:XFD1048576"')
    assert lie != sheet
    data = files.repacked(whole()[".xlsx"], {"xl/worksheets/sheet1.xml": lie.encode()})
    assert read(data, ".xlsx")[0].turns == read(whole()[".xlsx"], ".xlsx")[0].turns


@pytest.mark.parametrize(
    ("data", "limit"),
    [
        (b"x" * 64_000_001, "64,000,001 characters; the limit is 64,000,000"),
        (b"x\n" * 1_000_001, "1,000,001 lines; the limit is 1,000,000"),
        (b"x" * (200 * 1024 * 1024 + 1), "200.0 MB; the limit is 200 MB"),
    ],
)
def test_too_much_text_is_refused_with_the_limit(data: bytes, limit: str) -> None:
    with pytest.raises(DataError, match=limit):
        read(data, ".txt")


def test_one_line_of_five_megabytes_is_read_whole() -> None:
    text = "答：看病很难，路也不好走。" * (5_000_000 // 39)
    (transcript,) = read(text.encode(), ".txt")
    assert transcript.text == text
    assert sum(len(turn.span) for turn in transcript.turns) == len(text)
