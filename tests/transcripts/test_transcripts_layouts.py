"""Every layout of `layouts.txt`, and what holds for all of them."""

from __future__ import annotations

import unicodedata

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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_no_speech_is_a_label_a_time_or_a_header(case: Case) -> None:
    """Every letter of a turn is said, or stands in its label; what precedes is the header."""
    transcript = read_bytes(case.text.encode(), suffix=".txt", name="a", path="a.txt")
    if transcript.layout == "table-rows":
        pytest.skip("a table's text is composed of its cells")
    text, here = transcript.text, transcript.turns[0].span.start

    assert text == case.text
    for turn in transcript.turns:
        assert not text[here : turn.span.start].strip()
        around = text[turn.span.start : turn.speech.start] + text[turn.speech.end : turn.span.end]
        label = unicodedata.normalize("NFKC", turn.speaker + "v").casefold()
        letters = {
            sign for sign in unicodedata.normalize("NFKC", around).casefold() if sign.isalpha()
        }
        assert letters <= set(label)
        here = turn.span.end
    assert not text[here:].strip()
