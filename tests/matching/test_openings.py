"""What an expression can begin with: nothing that it finds may be missed for it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.matching.assertion.judge import LANGUAGES
from qualcode.matching.assertion.openings import ANY, words_needed, words_opening
from qualcode.matching.assertion.trigger import Triggers
from qualcode.matching.scene import Scene
from qualcode.model.span import Span
from qualcode.text.fold import fold
from tests.matching.golden_status import CHINESE, ENGLISH


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("要不是|若不是", {"要不是", "若不是"}),
        (r"\b(?:no|not) one", {"no one", "not one"}),
        ("(?<!说)不[管论]", {"不管", "不论"}),
        ("再?没有", {"再没有", "没有"}),
        ("[\u4e00-\u9fff]不了", {ANY + "不了"}),
    ],
)
def test_what_an_expression_begins_with(expression: str, words: set[str]) -> None:
    assert words_opening(re.compile(expression)) == frozenset(words)


@pytest.mark.parametrize("expression", [r"\w+n't", "[^,]{0,6}没", "(来)*", "."])
def test_what_cannot_be_told_is_not(expression: str) -> None:
    assert words_opening(re.compile(expression)) is None


def test_needed_words_are_the_longest_that_must_stand() -> None:
    assert words_needed(re.compile("不.{0,3}得已")) == frozenset({"得已"})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_places_of_words_miss_no_match(language: str) -> None:
    triggers = Triggers(LANGUAGES[language])
    sentences = (CHINESE if language == "zh" else ENGLISH).split("\n")
    told = 0
    for row in filter(None, sentences):
        folded = fold(re.sub(r"[【】\[\]]", "", row))
        whole = Span(0, len(folded))
        cues = triggers.cues(Scene(folded, folded, whole, whole))
        for step in LANGUAGES[language]:
            places = cues.starts(step.trigger) if isinstance(step.trigger, re.Pattern) else None
            if places is None or not isinstance(step.trigger, re.Pattern):
                continue
            found = [match.start() for match in step.trigger.finditer(folded)]
            assert set(found) <= set(places), (folded, step)
            told += len(found)
    assert told > len(sentences) / 4


@given(
    st.lists(st.sampled_from(["不", "没", "来", "a", "b", "[ab]", "(?:x|yz)", "c?"]), max_size=5)
)
def test_every_match_begins_with_an_opening(parts: list[str]) -> None:
    pattern = re.compile("".join(parts) or "a")
    words = words_opening(pattern)
    for text in ("不没来ab", "aabbc", "xayzb", "yz不c没a来"):
        for match in pattern.finditer(text):
            if words is not None:
                assert any(text.startswith(word, match.start()) for word in words)
