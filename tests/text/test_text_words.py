"""Chinese words, as positions in the text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.text.words import chinese_words, word_borders

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


def test_positions_count_astral_characters_once() -> None:
    text = "😀 money 𠮷"
    assert "money" in [text[start:end] for start, end in chinese_words(text)]


def test_borders_of_words() -> None:
    assert word_borders("印度尼西亚人", ("印度",)).isdisjoint({2})
    assert {0, 2} <= word_borders("印度。", ("印度",))


@settings(max_examples=40)
@given(TEXTS)
def test_words_are_disjoint_and_cover_what_is_not_blank(text: str) -> None:
    spans = chinese_words(text)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
