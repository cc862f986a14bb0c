"""Words of both languages, as positions in the text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.text.words import chinese_words, english_words

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = st.text(
    st.one_of(
        st.sampled_from("贫困户没钱 a'.,n t\n，。3.5"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=40,
)


def test_chinese_words() -> None:
    text = "贫困户没有钱，走了"
    words = [text[start:end] for start, end in chinese_words(text)]
    assert words == ["贫困户", "没有", "钱", "，", "走", "了"]


def test_the_terms_of_a_codebook_join_the_dictionary() -> None:
    text = "搞明白卡发下来"
    known = [text[start:end] for start, end in chinese_words(text, ["明白卡"])]
    assert "明白卡" in known


def test_english_words() -> None:
    text = "They don't visit  us."
    words = [text[start:end] for start, end in english_words(text)]
    assert words == ["They", "do", "n't", "visit", "us", "."]


@pytest.mark.parametrize("cut", [chinese_words, english_words])
def test_positions_count_astral_characters_once(
    cut: Callable[[str], list[tuple[int, int]]],
) -> None:
    text = "😀 money 𠮷"
    assert "money" in [text[start:end] for start, end in cut(text)]


@settings(max_examples=40)
@given(TEXTS)
def test_words_are_disjoint_and_cover_what_is_not_blank(text: str) -> None:
    for cut in (chinese_words, english_words):
        spans = cut(text)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        covered = "".join(text[start:end] for start, end in spans)
        assert "".join(covered.split()) == "".join(text.split())
