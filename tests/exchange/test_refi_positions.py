"""Positions of other programs: every way of counting comes back, and the right one is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exchange.refi.positions import (
    STANDARD,
    Counting,
    Original,
    Ruler,
    best,
    countings,
)

TEXT = "\ufeffHello there 😀 you.\r\n干部一年来一回。\r\nWell, that 𠀀 was it.\r\n" * 20


def counted(decoded: str, way: Counting) -> list[int]:
    """Count slowly, character by character, what stands before each one of the plain text."""
    before, found, at = 0, [], 0
    if decoded.startswith("\ufeff"):
        before, at = way.mark, 1
    while at < len(decoded):
        found.append(before)
        if decoded[at : at + 2] == "\r\n":
            before, at = before + way.crlf, at + 2
            continue
        before += 2 if way.utf16 and decoded[at] > "\uffff" else 1
        at += 1
    return [*found, before]


@given(
    st.text(alphabet="ab\u5e72\u90e8😀 \r\n\ufeff", max_size=60),
    st.builds(Counting, st.booleans(), st.sampled_from([1, 2]), st.sampled_from([0, 1])),
)
def test_every_position_of_every_way_comes_back(decoded: str, way: Counting) -> None:
    original = Original.of(decoded)
    ruler = Ruler(original, way)
    slow = counted(decoded, way)
    assert [ruler.position(at) for at in range(len(original.text) + 1)] == slow
    assert [ruler.at(position) for position in slow] == list(range(len(slow)))


@pytest.mark.parametrize("way", countings("anything"), ids=str)
def test_the_way_a_program_counted_is_found_by_its_quotes(way: Counting) -> None:
    original = Original.of(TEXT)
    ruler = Ruler(original, way)
    starts = [at for at in range(len(original.text)) if original.text.startswith("that", at)]
    selections = [
        (ruler.position(at), ruler.position(at + 12), original.text[at : at + 12]) for at in starts
    ]
    assert best("somebody", [(original, selections)]) == way


def test_habits_decide_where_nothing_else_does() -> None:
    original = Original.of("a\r\nb")
    assert countings("NVivo for Windows 12.6")[0] == Counting(utf16=True)
    assert best("MAXQDA 24", [(original, [])]) == Counting(crlf=1)
    assert best("NVivo", [(Original.of("no choice here"), [])]) is None
    assert countings("unknown")[0] == STANDARD


def test_a_position_beyond_the_text_is_its_end() -> None:
    assert Ruler(Original.of("abc"), STANDARD).at(99) == 3
