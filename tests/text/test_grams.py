"""Runs of characters, words and pairs of words: what learning and weighing both see."""

from __future__ import annotations

import numpy as np
import pytest

from qualcode.text.grams import LONGEST, grams, has_han, length_of, pairs


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", []),
        ("……！", []),
        ("钱", ["钱"]),
        ("没有钱", ["没", "有", "钱", "没有", "有钱", "没有钱"]),
        ("没,钱", ["没", "钱"]),
        ("they visited us", ["they", "visit", "they visit", "us", "visit us"]),
        ("they 来 visit", ["they", "来", "visit"]),
        ("住了2年", ["住", "了", "住了", "2", "年"]),
        ("as is", ["as", "is", "as is"]),
    ],
)
def test_grams(text: str, seen: list[str]) -> None:
    assert list(grams(text)) == seen


def test_the_same_run_is_told_each_time() -> None:
    assert list(grams("钱钱")) == ["钱", "钱", "钱钱"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", ()),
        ("钱", ()),
        ("没有钱，没有", ("没有", "有钱")),
        ("visits, visited", ("visit",)),
        ("they 来过 us", ("they", "来过", "us")),
    ],
)
def test_pairs(text: str, seen: tuple[str, ...]) -> None:
    assert pairs(text) == seen


def test_of_a_sentence_the_beginning_counts_and_of_its_company_the_end() -> None:
    text = "甲" * LONGEST + "乙" * LONGEST
    assert set("".join(grams(text))) == {"甲"}
    assert pairs(text) == ("乙乙",)


def test_length_and_script_of_a_sentence() -> None:
    texts = ["", "abc", "a" * 5_000_000, "长" * 5_000_000]
    for han, other in ((50, 160), (7, 40)):
        sizes = np.array([0, 3, other, han])
        found = length_of(texts, (han, other))
        assert found.tolist() == np.log1p(sizes, dtype=np.float32).tolist()
    assert [has_han(text) for text in ("他没来", "He never came.", "")] == [True, False, False]
