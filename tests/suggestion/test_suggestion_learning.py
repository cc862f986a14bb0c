"""The learner: from nothing but examples, from two decisions, from one class, from oddities."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.suggestion.features import Sentence, features_of, spoken_words
from qualcode.suggestion.ranking import Suggester
from qualcode.suggestion.training import NOTHING, Lesson, Teacher, settled

FAMILIES = {"road": "place", "water": "place", "money": "means"}
TAUGHT = [Sentence("路不好走，全是泥"), Sentence("井里没有水"), Sentence("手里没有钱，借也借不来")]
COLD = [
    Lesson(6 + row, code, holds=True, teacher=Teacher.EXAMPLE)
    for row, code in enumerate(("road", "water", "money"))
]
POOL = [
    Sentence("村里那条路全是泥，不好走。"),
    Sentence("家里没有水，井也干了。"),
    Sentence("我手里没有钱。"),
    Sentence("今天天气好。"),
    Sentence("你们吃了没有？"),
    Sentence("We walked to the market and back."),
]


def fitted(*more: Lesson, pool: list[Sentence] | None = None) -> Suggester:
    return Suggester(FAMILIES).fit(pool or POOL, TAUGHT, [*COLD, *more])


def said(row: int, code: str, *, holds: bool = True) -> Lesson:
    return Lesson(row, code, holds, Teacher.PERSON)


def test_examples_alone_rank_the_right_code_first() -> None:
    which = fitted().which()
    assert [FAMILIES and list(FAMILIES)[at] for at in which[:3].argmax(axis=1)] == [
        "road",
        "water",
        "money",
    ]


def test_a_decision_outweighs_an_example_at_once() -> None:
    before = fitted().which()[0]
    after = fitted(said(0, "money")).which()[0]
    assert after.argmax() == 2
    assert before.argmax() == 0


def test_an_empty_sentence_falls_and_a_coded_one_rises() -> None:
    cold = fitted().anything()
    told = fitted(said(3, NOTHING, holds=False), said(5, "road")).anything()
    assert told[5] - told[3] > cold[5] - cold[3]


def test_scores_are_probabilities_and_the_same_each_time() -> None:
    first, again = fitted(), fitted()
    scores = first.anything()[:, None] * first.which()
    assert ((scores >= 0) & (scores <= 1)).all()
    assert scores.sum(axis=1).max() <= 1 + 1e-9
    assert first.ranked(at_least=0) == again.ranked(at_least=0)


def test_one_class_only_and_nothing_else() -> None:
    lessons = [Lesson(0, "road", holds=True, teacher=Teacher.PERSON)]
    alone = Suggester(FAMILIES).fit(POOL[:1], [], lessons)
    assert alone.ranked()[0][:2] == (0, "road")
    assert alone.words(0, "road") == []


def test_reasons_are_words_of_the_sentence() -> None:
    words = fitted().words(1, "water")
    assert words
    assert all(word in POOL[1].text for word in words)


def test_a_rule_gives_way_to_what_a_person_says_of_the_same_code() -> None:
    rules = [Lesson(0, code, holds=True, teacher=Teacher.RULE) for code in ("road", "money")]
    left = settled([*rules, said(0, "road", holds=False)])
    assert left == [rules[1], said(0, "road", holds=False)]
    assert settled([*rules, said(0, NOTHING, holds=False)]) == [said(0, NOTHING, holds=False)]


def test_many_positives_of_one_code() -> None:
    pool = [Sentence(f"第{number}条路不好走") for number in range(3000)]
    lessons = [said(row, "road") for row in range(3000)]
    shifted = [Lesson(3000 + n, c.code, c.holds, c.teacher) for n, c in enumerate(COLD)]
    suggester = Suggester(FAMILIES).fit(pool, TAUGHT, [*lessons, *shifted])
    assert np.isfinite(suggester.which()).all()
    assert suggester.which()[:, 0].min() > 0.5


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None)
def test_any_text_is_ranked_without_a_fault(texts: list[str]) -> None:
    pool = [*map(Sentence, texts), *POOL][:6]
    assert np.isfinite(fitted(pool=pool).anything()).all()


def test_company_is_kept_apart_from_speech() -> None:
    alone = features_of(Sentence("好", asked="路好走吗", signals=("rule:road",), speaker="PH"))
    assert "路好" not in alone
    assert {"?路好", "=rule:road", "#PH", "好"} <= set(alone)
    assert spoken_words(["?路好", "=rule:road", "~x", "好"], "好") == ["?路好", "rule:road"]


def test_english_endings_fall_and_pairs_are_seen() -> None:
    found = features_of(Sentence("They visited our villages"))
    assert {"visit", "village", "our village"} <= set(found)


def test_forty_thousand_positives_of_one_code_leave_room_for_another() -> None:
    pool = [Sentence(f"那条路第{row}回全是泥") for row in range(40_000)]
    pool += [Sentence(f"第{row}口井里没有水喝") for row in range(41)]
    lessons = [said(row, "road") for row in range(40_000)]
    lessons += [said(row, "water") for row in range(40_000, 40_040)]
    learned = Suggester(FAMILIES).fit(pool, [], lessons)
    scores = learned.scores_of([0, 40_000, 40_040])
    assert np.isfinite(scores).all()
    assert scores.argmax(axis=1).tolist() == [0, 1, 1]
