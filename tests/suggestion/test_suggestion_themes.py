"""Sentences grouped by theme, and the nearest ones: on sentences whose themes are known."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.suggestion.neighbours import nearest
from qualcode.suggestion.themes import themes_of

ROADS = ["水泥路修到门口", "水泥路修好了", "门口的水泥路", "下雨天水泥路也能走车", "修水泥路"]
CATTLE = ["买了母牛", "母牛下了牛犊", "牛犊卖了", "喂母牛要草料", "牛犊得了病"]
SCHOOL = ["the school closed", "the teacher left school", "a new school teacher", "school teacher"]


def test_themes_are_found_named_and_the_same_again() -> None:
    sentences = [*ROADS, *CATTLE, *SCHOOL]
    found = themes_of(sentences, number=3, seed=7)
    sets = {frozenset(each.members) for each in found}
    assert frozenset(range(5)) in sets
    assert frozenset(range(10, 14)) in sets
    assert any("水泥路" in each.words for each in found)
    assert all(list(each.weights) and max(each.weights) <= 1 for each in found)
    assert found == themes_of(sentences, number=3, seed=7)
    assert [len(each.members) for each in found] == sorted(
        (len(each.members) for each in found), reverse=True
    )


def test_numbers_small_words_and_marks_of_the_transcriber_tell_no_theme() -> None:
    sentences = [f"（沉默）一年还是两个几个{each}" for each in (*ROADS, *CATTLE)]
    sentences += [f"she's like, there's {each}, won't" for each in SCHOOL]
    found = themes_of(sentences, number=3, seed=7)
    words = {word for each in found for word in each.words}
    assert {"水泥路", "母牛", "school"} <= words
    assert words.isdisjoint({"she's", "like", "there's", "won't"})
    assert words.isdisjoint({"沉默", "一年", "还是", "两个", "几个"})


def test_few_or_odd_sentences_give_few_themes_or_none() -> None:
    assert themes_of([], number=5) == []
    assert themes_of(["嗯", "哦", "……"], number=5) == []
    assert themes_of(["水泥路"], number=5) == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=12), st.integers(1, 8))
def test_no_sentence_is_in_two_themes(sentences: list[str], number: int) -> None:
    members = [index for each in themes_of(sentences, number=number) for index in each.members]
    assert len(members) == len(set(members))
    assert set(members) <= set(range(len(sentences)))


def test_the_nearest_shares_most() -> None:
    found = nearest("门口修水泥路", [*CATTLE, *ROADS], limit=3)
    assert len(found) == 3
    assert all(each.at >= 5 for each in found)
    assert found[0].score >= found[1].score >= found[2].score > 0
    assert nearest("门口修水泥路", CATTLE) == []
    assert nearest("……", ["……"]) == []
