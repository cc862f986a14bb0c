"""Every layout of `layouts.txt`, and what holds for all of them."""

from __future__ import annotations

import pytest

from qualcode.transcripts.reader import read_bytes
from tests.transcripts.layout_cases import Case, layout_cases, turns_of

CASES = layout_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_turns(case: Case) -> None:
    transcript = read_bytes(case.text.encode(), suffix=".txt", name="a", path="a.txt")

    assert turns_of(transcript) == case.turns
    assert transcript.layout == case.layout


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("change", ["crlf", "blank lines", "byte order mark", "gb18030"])
def test_the_same_turns_however_the_lines_are_set(case: Case, change: str) -> None:
    """Line ends, blank lines at the end, byte order marks and encodings change no speaker."""
    text, encoding = case.text, "utf-8"
    if change == "crlf":
        text = text.replace("\n", "\r\n")
    elif change == "blank lines":
        text = text.rstrip("\n") + "\n\n\n"
    elif change == "byte order mark":
        text = "\ufeff" + text
    else:
        encoding = "gb18030"
    transcript = read_bytes(text.encode(encoding), suffix=".txt", name="a", path="a.txt")

    assert turns_of(transcript) == case.turns


def test_no_case_is_lost_in_the_file() -> None:
    assert len(CASES) > 90
    assert all(case.turns and case.text.strip() for case in CASES)
