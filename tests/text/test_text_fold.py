"""The search copy of a text has its length, and folding it again changes nothing."""

from __future__ import annotations

import sys
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.fold import _FIRST, _SHORT, _fold_array, _Folded, fold

ANY_TEXT = st.text(st.characters(exclude_categories=[]))


@given(ANY_TEXT)
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_every_single_character_folds_to_one_that_stays() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(every)
    assert len(folded) == len(every)
    assert fold(folded) == folded


@given(ANY_TEXT, ANY_TEXT)
def test_folding_goes_character_by_character(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


def test_an_array_is_folded_as_one_by_one() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert _fold_array(every) == "".join(map(fold, every))


@given(ANY_TEXT.filter(lambda text: len(text) <= _SHORT))
def test_once_much_has_been_folded_all_but_short_texts_are_arrays(text: str) -> None:
    texts = [text, f"{text}。{' ' * _SHORT}"]
    with mock.patch.object(_Folded, "characters", 0):
        first = [fold(each) for each in texts]
        assert _Folded.characters == len(texts[1])
    with (
        mock.patch.object(_Folded, "characters", _FIRST),
        mock.patch("qualcode.text.fold._fold_array", wraps=_fold_array) as folds,
    ):
        assert [fold(each) for each in texts] == first
    folds.assert_called_once_with(texts[1])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        # width
        ("ＡＢＣ１２３", "abc123"),
        ("（真的？）！", "(真的?)!"),
        ("他来了，　走了", "他来了, 走了"),
        ("a\u00a0b", "a b"),
        ("～％", "~%"),
        # case
        ("Poor HOUSEHOLD", "poor household"),
        ("ÉCOLE ΑΒΓ ДА", "école αβγ да"),
        # what has no single lower-case character stays
        ("İßﬁ", "İßﬁ"),
        # quotes and dashes
        ("“没钱”‘真’「难」『苦』«a»", '"没钱"\'真\'"难""苦""a"'),
        ("＂＇", "\"'"),
        ("a–b—c―d‑e－f", "a-b-c-d-e-f"),
        # traditional characters
        ("貧困戶沒錢，幹部見不著", "贫困户没钱,干部见不着"),
        ("後來說話", "后来说话"),
        ("薴", "苎"),
        # what is plain stays, astral characters too
        ("贫困户没钱。\n", "贫困户没钱。\n"),
        ("𠮷😀👨‍👩‍👧", "𠮷😀👨‍👩‍👧"),
        ("", ""),
    ],
)
def test_golden(text: str, folded: str) -> None:
    assert fold(text) == folded
