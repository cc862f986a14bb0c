"""Steps by sign, word, sentence and turn."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.span import Span
from qualcode.review_app.motions import (
    Caret,
    Ground,
    sign_after,
    sign_before,
    word_after,
    word_at,
    word_before,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import DocumentOf

TEXTS = st.text(
    st.sampled_from("看病难医院，。 abc\n\u0301\u200d👩") | st.characters(), max_size=60
)


def walk(step: Callable[[str, int], int], text: str, at: int, end: int) -> list[int]:
    places = [at]
    while places[-1] != end:
        places.append(step(text, places[-1]))
        assert len(places) <= len(text) + 2
    return places


@given(TEXTS)
def test_steps_by_sign_reach_both_ends_over_the_same_places(text: str) -> None:
    forth = walk(sign_after, text, 0, len(text))
    assert walk(sign_before, text, len(text), 0) == forth[::-1]


@given(st.text(st.sampled_from("ab c，。\n x-"), max_size=60))
def test_steps_by_word_always_get_on(text: str) -> None:
    forth = walk(word_after, text, 0, len(text))
    back = walk(word_before, text, len(text), 0)
    assert all(one < other for one, other in pairwise(forth))
    assert all(one > other for one, other in pairwise(back))


def test_words_are_chinese_words() -> None:
    text = "我们家孩子上学没有名额，then clinic。"
    places = walk(word_after, text, 0, len(text))
    words = [text[start:end] for start, end in pairwise(places)]
    assert words[:2] == ["我们", "家"] or words[0] == "我们家"
    assert words[-4:] == ["，", "then ", "clinic", "。"]
    assert word_at(text, text.index("linic")).of(text) == "clinic"
    assert word_before(text, text.index("clinic")) == text.index("then")


def test_a_combining_mark_is_not_a_place_to_stand() -> None:
    assert sign_after("e\u0301x", 0) == 2
    assert sign_before("e\u0301x", 2) == 0
    assert sign_after("👩\u200d👩x", 0) == 3


@pytest.fixture
def ground(document_of: DocumentOf) -> Ground:
    return Ground(document_of("问：有困难吗？\n答：看病难。医院太远了。\n问：还有呢？\n答：没钱。"))


def test_selection_grows_from_sentence_to_turn_to_nothing(ground: Ground) -> None:
    at = ground.text.index("医院")
    sentence = ground.grown(Caret(at))
    assert sentence.span is not None
    assert sentence.span.of(ground.text) == "医院太远了。"
    turn = ground.grown(sentence)
    assert turn.span is not None
    assert turn.span.of(ground.text) == "看病难。医院太远了。"
    assert ground.grown(turn).span is None


def test_a_question_is_selected_as_a_turn(ground: Ground) -> None:
    grown = ground.grown(Caret(2))
    assert grown.span is not None
    assert grown.span.of(ground.text) == "有困难吗？"


def test_sentences_and_turns_follow_each_other(ground: Ground) -> None:
    first = ground.sentence_after(0)
    assert first is not None
    assert first.of(ground.text) == "看病难。"
    second = ground.sentence_after(first.start)
    assert second is not None
    assert ground.sentence_before(second.start) == first
    assert ground.sentence_before(first.start) is None
    assert ground.sentence_after(len(ground.text)) is None
    turn = ground.turn_after(0)
    assert turn is not None
    assert turn.index == 1
    assert ground.turn_before(turn.span.start) == ground.document.turns[0]


def test_selection_knows_its_direction() -> None:
    caret = Caret(10).moved(5, select=True)
    assert caret == Caret(5, 10)
    assert caret.span == Span(5, 10)
    assert caret.moved(7).span is None
    assert Caret(4, 4).span is None
