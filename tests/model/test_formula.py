"""The apostrophe before what a spreadsheet would run: put there and taken off again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.formula import guarded, is_formula, unguarded

TEXTS = st.text(st.sampled_from("'\"=+-@ a好\t"), max_size=8)


@given(TEXTS)
def test_what_is_guarded_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not is_formula(guarded(text))


@pytest.mark.parametrize("text", ["''twas so", "'til now", "''", "'", "''好''"])
def test_apostrophes_before_words_are_left_alone(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@pytest.mark.parametrize(("text", "cell"), [("=1", "'=1"), ("'=1", "''=1"), ("''=1", "'''=1")])
def test_a_formula_that_is_guarded_already_gets_another(text: str, cell: str) -> None:
    assert guarded(text) == cell
