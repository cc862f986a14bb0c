"""The door: files, limits, names, and the promise that nothing is lost."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import DataError, QualcodeError
from qualcode.model.transcript import Role, Transcript
from qualcode.transcripts import formats
from qualcode.transcripts.reader import ReadingOptions, read_bytes, read_transcript

if TYPE_CHECKING:
    from pathlib import Path

_OWN = [each for each in formats.SUFFIXES if each not in {".doc", ".wps"}]
"""Formats read without another program."""
TALK = "问：好吗？\n答：好。\n"


def read(data: bytes, suffix: str = ".txt", options: ReadingOptions | None = None) -> Transcript:
    return read_bytes(
        data, suffix=suffix, name="doc", path=f"doc{suffix}", options=options or ReadingOptions()
    )


def test_a_file_and_what_is_known_of_it(tmp_path: Path) -> None:
    path = tmp_path / "P-01.txt"
    path.write_bytes(TALK.encode("gb18030"))

    transcript = read_transcript(path)

    assert (transcript.name, transcript.path) == ("P-01", str(path))
    assert (transcript.text, transcript.encoding, transcript.format, transcript.layout) == (
        *(TALK, "gb18030", "text", "label-colon"),
    )
    assert transcript.source_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert transcript.speakers() == {"问": Role.INTERVIEWER, "答": Role.RESPONDENT}


def test_the_name_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(TALK, encoding="utf-8")

    assert read_transcript(path, name="village/P-01").name == "village/P-01"


def test_names_with_line_feeds_fit_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a\nb.txt"
    path.write_text(TALK, encoding="utf-8")

    transcript = read_transcript(path)

    assert transcript.name == "a b"
    assert "\n" not in transcript.path


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        read_transcript(tmp_path / "none.txt")
    with pytest.raises(DataError, match="is a folder"):
        read_transcript(tmp_path)


def test_unknown_endings_list_the_known_ones() -> None:
    with pytest.raises(DataError, match=r"\.xyz files cannot be read") as caught:
        read(b"abc", ".xyz")

    assert all(suffix in caught.value.hint for suffix in formats.SUFFIXES)


def test_size_limit_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 2000)
    small = ReadingOptions(max_bytes=1024)

    with pytest.raises(DataError, match=r"has 0\.0 MB; the limit is 0 MB"):
        read_transcript(path, options=small)
    with pytest.raises(DataError, match="the limit is"):
        read(b"a" * 2000, options=small)


def test_replaced_characters_are_warned_of() -> None:
    options = ReadingOptions(encoding="utf-8", replace=True)

    assert read(TALK.encode() + b"\xff", options=options).warnings == (
        "1 characters could not be decoded and stand as U+FFFD",
    )


def test_named_interviewer_who_does_not_speak_is_warned_of() -> None:
    options = ReadingOptions(interviewer=("王",))

    assert read(TALK.encode(), options=options).warnings == (
        "none of the named interviewers speaks here: 王",
    )


@pytest.mark.parametrize(
    "text",
    [
        "啊" * 1_700_000,
        "问：" + "好吗？答：好。问：" * 300_000,
        "(" * 2_000_000,
        "a " * 2_000_000,
        "：" * 1_000_000,
        "[00:00:01]\n" * 200_000,
        "（" * 300 + "\n" + "(()" * 500_000,
        "".join(f"Name{n}: x\n" for n in range(200_000)),
    ],
    ids=["han", "inline", "brackets", "blanks", "colons", "stamps", "nested", "labels"],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    begin = time.process_time()

    read(text.encode())

    assert time.process_time() - begin < 15


PIECES = st.sampled_from(
    [
        *(
            "问：",
            "答：",
            "访谈者:",
            "Q: ",
            "A1：",
            "说话人1 00:01",
            "**Ann:** ",
            "### 唐：",
            "李——",
        ),
        *(
            "\n",
            "\n\n",
            " ",
            "　",
            "\t",
            "（笑）",
            "【静】",
            "[00:01]",
            "(00:00:02)",
            "#00:01:02-5#",
        ),
        *(
            "> (x)",
            "# T",
            "---",
            "编号：P-1",
            "时间：晚上",
            "<v Ann>",
            "[id1] ",
            "。",
            "？",
            "“",
            "”",
        ),
        *(
            "好",
            "他说：",
            "8:30",
            "a",
            "Ann  0:21",
            "http://a.b",
            "\u2028",
            "\x85",
            "\U00020000",
            "=",
        ),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_nothing_is_lost(text: str) -> None:
    try:
        transcript = read(text.encode("utf-8", "surrogatepass"))
    except QualcodeError:
        return

    here = transcript.turns[0].span.start if transcript.turns else 0
    for index, turn in enumerate(transcript.turns):
        assert turn.index == index
        assert not transcript.text[here : turn.span.start].strip()
        assert turn.span.contains(turn.speech)
        assert here <= turn.span.start
        here = turn.span.end
    assert not transcript.text[here:].strip() or not transcript.turns
    assert transcript.turns or transcript.header


@given(st.binary(max_size=200), st.sampled_from(_OWN))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    try:
        transcript = read(data, suffix)
    except QualcodeError:
        return
    assert transcript.text


@given(st.text(alphabet="问答好：。？\n a", min_size=1, max_size=40))
def test_reading_twice_is_the_same(text: str) -> None:
    try:
        once = read(text.encode())
    except QualcodeError:
        return

    assert read(once.text.encode()).turns == once.turns
