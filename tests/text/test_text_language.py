"""Telling languages apart and counting words."""

from __future__ import annotations

import pytest

from qualcode.text.language import count_words, language_of, languages_of


@pytest.mark.parametrize(
    ("text", "main", "both", "words"),
    [
        ("贫困户没钱", "zh", "zh", 5),
        ("The household is poor.", "en", "en", 4),
        ("用APP打卡", "zh", "zh+en", 4),
        ("他说 the new policy is good", "en", "zh+en", 7),
        ("他在 New York", "zh", "zh+en", 4),
        ("没钱没钱没钱没钱没钱没钱 OK", "zh", "zh", 13),
        ("villager: no water, no road, no money, no school, 难", "en", "zh+en", 10),
        ("123 ……", "en", "", 0),
        ("", "en", "", 0),
        ("école", "en", "en", 1),
        ("㐀豈", "zh", "zh", 2),
    ],
)
def test_languages_and_words(text: str, main: str, both: str, words: int) -> None:
    assert (language_of(text), languages_of(text), count_words(text)) == (main, both, words)
