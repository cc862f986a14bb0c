"""Words that mark one side: the measures by hand, and what comes out on sentences."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.suggestion.grams import grams_of, words_of
from qualcode.suggestion.keyness import key_terms, log_likelihood, log_odds


def test_log_likelihood_is_that_of_the_two_cells() -> None:
    # 10 of 100 against 5 of 400: E1 = 3, E2 = 12
    expected = 2 * (10 * math.log(10 / 3) + 5 * math.log(5 / 12))
    assert log_likelihood(10, 100, 5, 400) == pytest.approx(expected)
    assert log_likelihood(10, 100, 40, 400) == pytest.approx(0)


def test_log_odds_is_that_of_the_paper() -> None:
    # prior: both sides together, 15 of 500
    delta = math.log(25 / (100 + 500 - 25)) - math.log(20 / (400 + 500 - 20))
    assert log_odds(10, 100, 5, 400) == pytest.approx(delta / math.sqrt(1 / 25 + 1 / 20))


@given(st.integers(0, 50), st.integers(50, 500), st.integers(0, 50), st.integers(50, 500))
def test_the_sides_are_alike(a: int, n: int, b: int, m: int) -> None:
    assert log_odds(a, n, b, m) == pytest.approx(-log_odds(b, m, a, n))
    assert log_likelihood(a, n, b, m) == pytest.approx(log_likelihood(b, m, a, n))


def test_runs_of_words_are_literals_of_the_sentence() -> None:
    sentence = "天天填表格，filling in Forms all day"
    grams = grams_of(sentence)
    assert "filling in forms" in grams
    assert "in" not in grams
    assert all(gram in sentence.casefold() for gram in grams)
    assert "paperwork" in words_of("我们天天填表格的 the paperwork")
    assert "the" not in words_of("我们天天填表格的 the paperwork")


def test_what_marks_the_one_side_comes_first_and_repeats_do_not_count() -> None:
    inside = ["天天填表格。", "填表格填表格填表格。", "又是填表格，烦。"]
    outside = ["地里的活多。", "天天下地。", "烦得很。", "家里有三口人。"] * 5
    best = key_terms(inside, outside)[0]
    assert "表格" in best.text
    assert best.inside == (0, 1, 2)
    assert best.outside == 0
    assert not [each for each in key_terms(inside, outside) if each.text == "地里"]
