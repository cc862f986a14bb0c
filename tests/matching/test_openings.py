"""What an expression can begin with: nothing that it finds may be missed for it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.matching.assertion.chinese_cues import A_NOT_A, SAME_ON_BOTH_SIDES
from qualcode.matching.assertion.cues import Cues
from qualcode.matching.assertion.judge import LANGUAGES
from qualcode.matching.assertion.step import cue
from qualcode.matching.assertion.trigger import Triggers
from qualcode.matching.assertion.window import Place, Window
from qualcode.matching.openings import (
    ANY,
    first_characters,
    looks_ahead,
    placed,
    words_needed,
    words_opening,
)
from qualcode.matching.reading import reading
from qualcode.matching.scene import Scene
from qualcode.model.codebook import Kind
from qualcode.model.coding import Status
from qualcode.model.span import Span
from qualcode.text.fold import fold
from tests.matching.assertion_support import marked, scene_at
from tests.matching.golden_status import CHINESE, ENGLISH


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("要不是|若不是", {"要不是", "若不是"}),
        (r"\b(?:no|not) one", {"no one", "not one"}),
        ("(?<!说)不[管论]", {"不管", "不论"}),
        ("再?没有", {"再没有", "没有"}),
        ("[\u4e00-\u9fff]不了", {ANY + "不了"}),
        ("[^,]{0,2}没", {"没", ANY + "没", ANY * 2 + "没"}),
        ("那?多?好(?:啊|呢)?", {"那多好", "那好", "多好", "好"}),
    ],
)
def test_what_an_expression_begins_with(expression: str, words: set[str]) -> None:
    assert words_opening(re.compile(expression)) == frozenset(words)


@pytest.mark.parametrize("expression", [r"\w+n't", "[^,]{0,9}没", "(来)*", "."])
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
        cues = Cues(triggers, Scene(folded, folded, whole, whole))
        for step in LANGUAGES[language]:
            places = cues.starts(step.trigger) if isinstance(step.trigger, re.Pattern) else None
            if places is None or not isinstance(step.trigger, re.Pattern):
                continue
            found = [match.start() for match in step.trigger.finditer(folded)]
            assert set(found) <= set(places), (folded, step)
            told += len(found)
    assert told > len(sentences) / 4


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_step_that_fires_is_left_unasked(language: str) -> None:
    rows = (CHINESE if language == "zh" else ENGLISH).replace("[", "【").replace("]", "】")
    sentences = [row.split(" ", 2)[2] for row in rows.split("\n") if "【" in row]
    triggers, fired = Triggers(LANGUAGES[language]), 0
    for row in sentences:
        text, words = marked(row)
        scene = scene_at(text, words[0].start)
        hit = Span(words[0].start, words[-1].end)
        cues, clause = Cues(triggers, scene), scene.clause_of(hit)
        for kind in Kind:
            asked = cues.around(scene, clause.start, hit, words[-1].start, kind)
            ends = scene.sentence.start, scene.sentence.end
            window = Window(scene, hit, words, kind, clause, scene.folded, *ends, cues)
            firing = [step for step in LANGUAGES[language] if step.look(window)]
            assert {id(step) for step in firing} <= {id(step) for step in asked}, row
            fired += len(firing)
    assert fired > len(sentences) / 2


@pytest.mark.parametrize(
    ("expression", "characters"),
    [("[的呢]?没", "的呢没"), ("(?:了,|就)*零", "了就零"), ("(?<=过)来|去", "来去")],
)
def test_first_characters_of_an_expression(expression: str, characters: str) -> None:
    assert first_characters(re.compile(expression)) == frozenset(characters)


def test_first_characters_that_may_be_any_are_not_told() -> None:
    assert first_characters(re.compile("[^,]{0,3}不行")) is None
    assert first_characters(re.compile("(?:来|去)*")) is None


def test_looking_back_is_not_looking_ahead() -> None:
    assert not looks_ahead(re.compile("(?<!没)有人(?:来|去)"))
    assert looks_ahead(re.compile("有人(?:来|去(?!了))"))
    assert looks_ahead(re.compile("有人$"))


def test_a_reading_finds_every_place_where_an_expression_begins() -> None:
    for pattern in map(re.compile, ("不(?:没|不)?", "[^,]{0,9}没", "[^,]{1,2}没|没")):
        for text in ("不不没", "来没没,没", ""):
            places = [at for at in range(len(text)) if pattern.match(text, at)]
            assert reading(pattern).matches(text, 0, len(text)) == places


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


@given(st.text("去来不没吗么", min_size=2, max_size=12))
def test_what_turns_around_a_negator_is_seen_by_its_sign(text: str) -> None:
    sign = re.compile(SAME_ON_BOTH_SIDES)
    for found in re.finditer(A_NOT_A, text):
        assert any(sign.match(text, place) for place in range(*found.span()))


@pytest.mark.parametrize("sign", ["", ".", "不", "[去来]不"], ids=("none", "any", "one", "class"))
def test_a_step_is_asked_whatever_its_sign_begins_with(sign: str) -> None:
    step = cue("either", "去不去", Place.SENTENCE, Status.QUESTION, "no side taken", sign=sign)
    text, hit = "他说去不去都行", Span(5, 6)
    scene, triggers = scene_at(text, hit.start), Triggers([step])
    assert Cues(triggers, scene).around(scene, 0, hit, hit.start, Kind.PROBLEM) == (step,)


def test_an_opening_is_looked_for_by_its_longest_part() -> None:
    assert placed(f"以{ANY}促{ANY}") == ("促", 2)
    assert placed(f"哪天{ANY}要") == ("哪天", 0)
    assert placed(f"{ANY}不了") == ("不了", 1)
