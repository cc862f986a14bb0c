"""Frames: their language, numbers as people say them, and the joining of words."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.matching.frames import Word, join, numbers
from qualcode.matching.numerals import chinese_number, numbers_in
from qualcode.model.frame import NUMBER, FrameSyntaxError, Slot, is_frame, parse_frame


@pytest.mark.parametrize(
    ("text", "slots", "gaps", "ordered"),
    [
        ("{helper} … {come}", (Slot(("helper",)), Slot(("come",))), (None,), True),
        ("{a|b} …4 (来|到)", (Slot(("a", "b")), Slot(words=("来", "到"))), (4,), True),
        ("{a} & {b} & c", (Slot(("a",)), Slot(("b",)), Slot(words=("c",))), (None, None), False),
        ("一年{number<=3}(次|回)", None, (0, 0), True),
        (
            "hardly ever ... come*",
            (Slot(words=("hardly ever",)), Slot(words=("come*",))),
            (None,),
            True,
        ),
    ],
)
def test_the_language(
    text: str, slots: tuple[Slot, ...] | None, gaps: tuple[int | None, ...], ordered: bool
) -> None:
    frame = parse_frame(text)
    assert slots is None or frame.slots == slots
    assert frame.gaps == gaps
    assert frame.ordered is ordered


def test_numbers_and_optional_parts() -> None:
    frame = parse_frame("{often}? {number>=3} 次")
    assert frame.slots[0].optional
    assert frame.slots[1] == Slot((NUMBER,), low=3)
    assert frame.sets() == {"often", NUMBER}


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("{a} …", 5),
        ("… {a}", 0),
        ("{a} & {b} … {c}", 0),
        ("{a", 0),
        ("{}", 0),
        ("{a|}", 0),
        ("?", 0),
        ("{a}?", 0),
        ("{a} … … {b}", 6),
    ],
)
def test_faults_have_a_place(text: str, offset: int) -> None:
    with pytest.raises(FrameSyntaxError) as caught:
        parse_frame(text)
    assert caught.value.offset == offset


@given(st.text(alphabet="{}()…&?|. a来<=>3", max_size=20))
def test_any_text_is_a_frame_or_a_fault(text: str) -> None:
    with suppress(FrameSyntaxError):
        frame = parse_frame(text)
        assert len(frame.gaps) == len(frame.slots) - 1


def test_what_is_a_frame() -> None:
    assert is_frame("{a} … b")
    assert is_frame("一年(来|到)")
    assert not is_frame("没见过几次")
    assert not is_frame("take a photo (and leave)")


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("三", 3),
        ("一两", 2),
        ("三四", 4),
        ("十", 10),
        ("二十五", 25),
        ("两百", 200),
        ("三千零二", 3002),
        ("一万五千", 15000),
        ("二〇一八", 2018),
        ("十几", None),
    ],
)
def test_chinese_numbers(word: str, value: float | None) -> None:
    if value is None:
        assert [each[2] for each in numbers_in(word, 0, len(word))] == [10, 9]
    else:
        assert chinese_number(word) == value


def test_numbers_in_both_languages() -> None:
    text = "一年3趟, 两三回, once or twice, a dozen, 2百"
    found = [(text[start:end], value) for start, end, value in numbers_in(text, 0, len(text))]
    assert ("3", 3) in found
    assert ("两三", 3) in found
    assert ("twice", 2) in found
    assert ("dozen", 12) in found
    assert ("2百", 200) in found


def words_of(text: str, **sets: str) -> dict[str, list[Word]]:
    return {
        name: [Word(match.start(), match.end()) for match in re.finditer(pattern, text)]
        for name, pattern in sets.items()
    }


def found(frame: str, text: str, **sets: str) -> list[str]:
    words = words_of(text, **sets)
    return [text[each.start : each.end] for each in join(parse_frame(frame), words, text)]


def test_order_gap_and_neighbours() -> None:
    text = "干部一年到头难得来一回"
    sets = {"helper": "干部", "rarely": "难得", "come": "来"}
    assert found("{helper} … {rarely} … {come}", text, **sets) == ["干部一年到头难得来"]
    assert found("{helper} …3 {rarely}", text, **sets) == []
    assert found("{helper} …4 {rarely}", text, **sets) == ["干部一年到头难得"]
    assert found("{rarely}{come}", text, **sets) == ["难得来"]
    assert found("{come} … {rarely}", text, **sets) == []
    assert found("{come} & {rarely}", text, **sets) == ["难得来"]


def test_optional_parts_may_be_missing() -> None:
    assert found("{a}? b", "ab b", a="a", b="b") == ["ab", "b"]
    assert found("{a} {x}? b", "a b", a="a", b="b", x="x") == ["a b"]


def test_english_gaps_are_words() -> None:
    text = "they hardly ever bother to come"
    assert found("{rare} …2 {come}", text, rare="hardly ever", come="come") == [
        "hardly ever bother to come"
    ]
    assert found("{rare} …1 {come}", text, rare="hardly ever", come="come") == []


def test_a_bounded_gap_takes_the_word_that_fits() -> None:
    assert found("{a} … {b} …1 {c}", "a b xx b c", a="a", b="b", c="c") == ["a b xx b c"]


def test_numbers_are_compared() -> None:
    frame = parse_frame("{year} …2 {number<=3}")
    for text, is_found in (("一年来两回", True), ("一年来十回", False)):
        words = {"year": [Word(0, 2)], NUMBER: numbers(text, 2, len(text))}
        assert bool(list(join(frame, words, text))) is is_found


@given(st.text(alphabet="abc ", max_size=12))
def test_what_is_joined_is_in_order_and_apart(text: str) -> None:
    words = words_of(text, a="a", b="b", c="c")
    for each in join(parse_frame("{a} … {b} … {c}"), words, text):
        ends = [part.end for part in each.parts]
        starts = [part.start for part in each.parts]
        assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
        assert [text[part.start] for part in each.parts] == ["a", "b", "c"]
