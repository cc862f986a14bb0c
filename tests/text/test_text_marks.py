"""A transcriber's marks: what is one, and that nothing moves when they are left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.marks import find_marks, without_marks


def marks(text: str) -> list[str]:
    return [text[start:end] for start, end in find_marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（笑）这还用问？", ["（笑）"]),
        ("我说(大笑)没有", ["(大笑)"]),
        ("他走了（沉默良久）。", ["（沉默良久）"]),
        ("【指着窗外】那就是路", ["【指着窗外】"]),
        ("三百[听不清]块", ["[听不清]"]),
        ("about [inaudible 00:12] dollars", ["[inaudible 00:12]"]),
        ("well (laughs) no", ["(laughs)"]),
        ("well (2.5) no (3 seconds) yes", ["(2.5)", "(3 seconds)"]),
        ("这个……我不好说...", ["……", "..."]),
        ("#CODE 性别/年龄#28岁，男#ENDCODE#", ["#CODE 性别/年龄#", "#ENDCODE#"]),
        ("(QCODE)be kind(/QCODE){#conduct}", ["(QCODE)", "(/QCODE)", "{#conduct}"]),
        (r"correct \[unintelligible 00:03:18.16\] is", [r"[unintelligible 00:03:18.16\]"]),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert marks(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "低保（每月三百块）不够",
        "他儿子（在县城）买了房",
        "the office (in town) was closed",
        "see [the page](http://a.b)",
        "没有标记。",
    ],
)
def test_speech_in_brackets_is_no_mark(text: str) -> None:
    assert marks(text) == []


def test_marks_are_blanks_of_the_same_length() -> None:
    text = "看病（笑）贵"

    assert without_marks(text, find_marks(text)) == "看病   贵"


@given(st.text(alphabet="笑贵（）()[]【】….#CODE {}a1\n", max_size=60))
def test_nothing_moves(text: str) -> None:
    found = list(find_marks(text))
    spoken = without_marks(text, found)
    inside = {at for start, end in found for at in range(start, end)}

    assert len(spoken) == len(text)
    assert all(spoken[at] == (" " if at in inside else text[at]) for at in range(len(text)))
