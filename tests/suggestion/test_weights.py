"""Learning weights: what is alike is found, what is known once is not, limits hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.learned import Learned, written
from qualcode.codebook.promise import TERMS
from qualcode.model.codebook import LEVELS
from qualcode.suggestion.features import Sentence
from qualcode.suggestion.lines import Coded
from qualcode.suggestion.sight import Sight
from qualcode.suggestion.weights import WeightLearner, outcomes
from qualcode.text.grams import BLOCKS

FAMILIES = {"money": "means", "road": "place", "water": "place"}
SAID = {
    "money": ("{}手里没有钱，日子过不下去。", "{}借了一大笔钱，还不上。"),
    "road": ("{}门口的路全是泥，车过不来。", "{}那条路不好走。"),
    "": ("{}昨天吃了面条。", "{}身体还可以。", "{}今年六十二岁。"),
}
WHO = ("我家", "他家", "老王", "弟弟", "村里", "大姐")


def _coded(interviews: int = 5, asked: str = "家里怎么样？") -> list[Coded]:
    """Return interviews in which each says the same of others."""
    return [
        Coded(
            Sentence(text.format(who), asked, after="就是这样。", speaker="PH"),
            frozenset({code} if code else ()),
            frozenset({code} if code and "没有" in text else ()),
            f"P{number}",
            is_judged=True,
        )
        for number in range(interviews)
        for code, texts in SAID.items()
        for text in texts
        for who in WHO[number % 2 :: 2]
    ]


def _scores(learned: Learned, coded: list[Coded], text: str) -> dict[str, float]:
    """Return the score of each code for a sentence that was not learned from."""
    sight = Sight().fit([each.sentence for each in coded])
    rows = [
        kind.transform([Sentence(text, "家里怎么样？")]) * size
        for kind, size in zip(sight.kinds_.values(), BLOCKS.values(), strict=True)
    ]
    row = np.concatenate([each.toarray() for each in rows], axis=1)
    of_all = learned.anything
    assert of_all
    anything = row @ (of_all.weights * of_all.scale) + of_all.bias
    anything = anything + of_all.length * np.log1p(len(text))
    found = (
        row @ (learned.weights * learned.scale) + learned.bias + of_all.share * anything[:, None]
    )
    return dict(zip(learned.codes, map(float, found[0]), strict=True))


def test_sentences_of_the_same_kind_are_found() -> None:
    coded = _coded()
    learned = WeightLearner(FAMILIES).fit(coded).learned_
    for text, code in (("隔壁手里也没有钱。", "money"), ("学校那条路全是泥。", "road")):
        scores = _scores(learned, coded, text)
        assert max(scores, key=lambda each: scores[each]) == code
        assert scores[code] >= learned.limits[60]
    assert max(_scores(learned, coded, "他昨天吃了米饭。").values()) < learned.limits[60]


def test_whether_there_is_anything_is_learned_and_weighed_with_the_codes() -> None:
    learned = WeightLearner(FAMILIES).fit(_coded()).learned_
    words = "".join(text for code, texts in SAID.items() if code for text in texts)
    assert learned.promise
    for weights in (learned.anything.weights, learned.promise.weights):
        assert max(zip(weights, learned.features, strict=True))[1] in words
    terms = dict(zip(TERMS, learned.promise.terms, strict=True))
    assert terms["anything"] > 0
    assert terms["likeliest"] > 0


def test_what_is_coded_and_not_asserted_promises_and_is_not_proposed() -> None:
    coded = _coded()
    past = [
        each._replace(carries=frozenset({"water"}))
        for each in coded
        if "面条" in each.sentence.text
    ]
    others = [each for each in coded if "面条" not in each.sentence.text]
    for some, is_told in ((others + past, True), (coded, False)):
        learned = WeightLearner(FAMILIES).fit(some).learned_
        assert learned.promise
        noodles = learned.promise.weights[learned.features.index("面条")]
        assert (noodles > 0) == is_told
        assert learned.anything.weights[learned.features.index("面条")] <= 0


def test_the_same_is_learned_each_time() -> None:
    one, other = (written(WeightLearner(FAMILIES).fit(_coded()).learned_) for _ in range(2))
    assert one == other


def test_in_clean_interviews_all_that_is_there_is_found_and_nothing_else() -> None:
    coded = _coded()
    learner = WeightLearner(FAMILIES).fit(coded)
    held = sum(len(each.holds) for each in coded)
    assert list(learner.outcomes_) == list(LEVELS)
    for each in (told.found for told in learner.outcomes_.values()):
        assert (each.right, each.wrong, each.missed) == (held, 0, 0)
        assert (each.precision, each.recall) == (1, 1)


def test_what_cannot_be_told_apart_costs_proposals() -> None:
    coded = [
        each._replace(holds=each.holds - {"money"}) if each.source in ("P3", "P4") else each
        for each in _coded()
    ]
    learner = WeightLearner(FAMILIES).fit(coded)
    held = sum(len(each.holds) for each in coded)
    found = {level: each.found for level, each in learner.outcomes_.items()}
    assert all(each.right + each.missed == held for each in found.values())
    assert (found[90].recall or 0) < (found[60].recall or 0)
    assert all(one <= other for one, other in pairwise(learner.learned_.limits.values()))


def test_nothing_is_learned_from_the_source_of_those_put_apart() -> None:
    said = [
        ("水井沟底", "吃碗臊子"),
        ("房顶漏雨", "六十有二"),
        ("羊圈塌了", "孙女念书"),
        ("石头太多", "身板尚可"),
    ]
    own = [
        Coded(Sentence(text), holds, frozenset(), f"S{at}", is_judged=True)
        for at, texts in enumerate(said)
        for text, holds in zip(texts, (frozenset({"road"}), frozenset[str]()), strict=True)
        for _ in range(12)
    ]
    copies = [each._replace(is_judged=False) for each in own]
    outcome = WeightLearner(FAMILIES).fit([*own, *copies]).outcomes_[90]
    elsewhere = [each._replace(source="other") for each in copies]
    leaked = WeightLearner(FAMILIES).fit([*own, *elsewhere]).outcomes_[90]
    assert (leaked.found.recall or 0) == 1
    assert (outcome.found.recall or 0) < 1


def test_interviews_that_share_no_code_can_be_learned_from() -> None:
    families = {f"code{at}": "one" for at in range(20)}
    coded = [
        Coded(Sentence(f"第{at}句话讲{who}"), holds, frozenset(), who, is_judged=True)
        for who, code in (("甲", "code0"), ("乙", "code19"))
        for at in range(40)
        for holds in (frozenset({code}) if at % 2 else frozenset(),)
    ]
    learned = WeightLearner(families).fit(coded).learned_
    assert sorted(learned.limits) == sorted(LEVELS)


def test_of_one_interview_nothing_can_be_put_apart() -> None:
    learner = WeightLearner(FAMILIES).fit(_coded(1))
    assert learner.outcomes_ == {}
    assert learner.learned_.promise is None
    assert learner.learned_.anything.odds == (0.0, 1.0, 0.0)
    assert learner.learned_.limits[50] == 0
    assert all(one < other for one, other in pairwise(learner.learned_.limits.values()))


def test_a_code_with_one_sentence_is_never_proposed() -> None:
    coded = _coded()
    once = coded[0]._replace(sentence=Sentence("井里没有水。"), holds=frozenset({"water"}))
    coded.append(once)
    learned = WeightLearner(FAMILIES).fit(coded).learned_
    assert _scores(learned, coded, "井里没有水。")["water"] < min(learned.limits.values())
    twice = WeightLearner(FAMILIES).fit([*coded, once]).learned_
    assert _scores(twice, [*coded, once], "井里没有水。")["water"] > -5


def test_a_fired_pattern_never_speaks_against_its_code() -> None:
    misled = [each._replace(fired=frozenset(FAMILIES) - each.holds) for each in _coded()]
    assert WeightLearner(FAMILIES).fit(misled).learned_.rule.max() == 0
    assert WeightLearner(FAMILIES).fit(_coded()).learned_.rule[0] > 0


@pytest.mark.parametrize(
    "bare",
    [
        lambda sentence: replace(sentence, asked=""),
        lambda sentence: replace(sentence, after=""),
        lambda sentence: Sentence(sentence.text),
        lambda _: Sentence("…"),
    ],
)
def test_interviews_may_lack_questions_neighbours_and_words(bare: object) -> None:
    assert callable(bare)
    coded = [each._replace(sentence=bare(each.sentence)) for each in _coded(2)]
    learned = WeightLearner(FAMILIES).fit(coded).learned_
    assert len(learned.features) == len(learned.weights) == len(learned.rarity)
    assert len(set(learned.features)) == len(learned.features)


def test_a_handful_of_sentences_makes_no_limit_that_lets_everything_through() -> None:
    """Twenty scores are the least that a share means anything of: below, nothing is proposed."""
    scores, truth = np.linspace(2, -2, 20), np.arange(20) % 10 == 0
    for told in outcomes(scores, truth, [0.3, 0.6, 0.9]):
        assert (told.found.right, told.found.wrong, told.found.missed) == (0, 0, 2)
        assert told.least > scores.max()


def test_interviews_without_any_code_teach_nothing() -> None:
    learner = WeightLearner(FAMILIES).fit([each._replace(holds=frozenset()) for each in _coded(2)])
    assert not learner.learned_.weights.any()


def test_progress_is_told_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    WeightLearner(FAMILIES).fit(_coded(3), lambda done, all_: told.append((done, all_)))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


@given(
    st.lists(st.tuples(st.floats(-5, 5, width=32), st.booleans()), min_size=25, max_size=80),
    st.sampled_from([0.3, 0.6, 0.9]),
)
def test_a_limit_gives_the_share_where_any_does(
    known: list[tuple[float, bool]], share: float
) -> None:
    scores = np.array([score for score, _ in known])
    truth = np.array([right for _, right in known])
    (told,) = outcomes(scores, truth, [share])
    found = told.found
    count = found.right + found.wrong
    assert found.right + found.missed == truth.sum()
    order = np.argsort(-scores, kind="stable")
    if not count:  # the best share is that of proposing everything, which no limit is
        assert told.least > scores.max()
        assert truth.mean() < share
        return
    assert scores[order][:count].min() >= told.least
    assert scores[order][count:].max(initial=-9) <= told.least
    shares = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    assert found.precision is not None
    if found.precision >= share:
        later = np.flatnonzero(shares >= share)[-1] + 1
        assert truth[order][count:later].sum() == 0
    else:
        assert not (shares[count:] > found.precision).any()
