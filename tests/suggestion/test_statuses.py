"""Learning the assertion status: what may overrule the steps, and what never does."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from qualcode.matching.assertion import Judgement
from qualcode.matching.restating import open_to
from qualcode.model.codebook import Kind
from qualcode.model.coding import Status
from qualcode.suggestion.statuses import Stated, StatusLearner, _limit

CODES = ("road", "money")
OFTEN = 240


def _stated(
    status: Status, word: str, *, judged: Status = Status.ASSERTED, often: int = OFTEN
) -> list[Stated]:
    """Return codings of six sources with a word that goes with the status."""
    judgement = Judgement(judged)
    others = frozenset(open_to(judgement, "怎么样？", Kind.PROBLEM, is_likely=True))
    return [
        Stated(
            CODES[number % 2],
            frozenset({word, f"w{number % 7}"}),
            status,
            judged,
            f"S{number % 6}",
            is_judged=True,
            open=others,
        )
        for number in range(often)
    ]


PLAIN = _stated(Status.ASSERTED, "has", often=3 * OFTEN)


def test_a_status_that_words_tell_may_overrule_the_steps() -> None:
    learner = StatusLearner(CODES).fit([*PLAIN, *_stated(Status.NORMATIVE, "should")])
    leaning = learner.leanings_[Status.NORMATIVE]
    assert leaning.words["should"] > 1 > -0.5 > leaning.words["has"]
    assert leaning.least is not None
    assert leaning.bias + leaning.words["should"] >= leaning.least
    assert leaning.bias + leaning.words["has"] < leaning.least
    found = learner.changes_[Status.NORMATIVE]
    assert (found.right, found.wrong) == (OFTEN, 0)


def test_a_status_of_one_source_alone_tells_nothing_of_others() -> None:
    lone = [each._replace(source="S1") for each in _stated(Status.NORMATIVE, "should")]
    assert Status.NORMATIVE not in StatusLearner(CODES).fit([*PLAIN, *lone]).changes_


def test_what_no_model_has_scored_sets_no_limit() -> None:
    unscored, scored = np.full(OFTEN, -np.inf), np.linspace(0, 1, OFTEN)
    right = np.ones(OFTEN, dtype=bool)
    assert _limit(unscored, right, 0.5) is None
    found = _limit(np.r_[unscored, scored], np.r_[~right, right], 0.9)
    assert found is not None
    assert np.isfinite(found.least)


def test_a_plain_claim_overrules_steps_that_are_wrong() -> None:
    wrong = _stated(Status.ASSERTED, "has", judged=Status.HYPOTHETICAL)
    learner = StatusLearner(CODES).fit([*PLAIN, *_stated(Status.NORMATIVE, "should"), *wrong])
    assert learner.changes_[Status.ASSERTED].right == OFTEN


def test_what_belongs_to_a_code_is_kept_by_its_code() -> None:
    wishes = [each._replace(code="money") for each in _stated(Status.NORMATIVE, "has")]
    stated = [each._replace(code="road") for each in PLAIN]
    leaning = StatusLearner(CODES).fit([*stated, *wishes]).leanings_[Status.NORMATIVE]
    assert leaning.codes["money"] > 0.5 > leaning.codes["road"]
    assert all(not word.startswith("@") for word in leaning.words)


def test_what_a_person_decides_is_left_to_the_steps() -> None:
    learner = StatusLearner(CODES).fit([*PLAIN, *_stated(Status.IRONIC, "once")])
    assert Status.IRONIC not in learner.changes_
    back = _stated(Status.ASSERTED, "has", judged=Status.IRONIC)
    learner = StatusLearner(CODES).fit([*PLAIN, *_stated(Status.NORMATIVE, "should"), *back])
    assert Status.ASSERTED not in learner.changes_


@pytest.mark.parametrize("status", [Status.PARTIAL, Status.HISTORICAL])
def test_what_words_tell_to_be_bygone_or_partial_overrules_the_steps(status: Status) -> None:
    told = _stated(status, "once")
    assert StatusLearner(CODES).fit([*PLAIN, *told]).changes_[status].right == OFTEN


@pytest.mark.parametrize(
    "held",
    [{"open": frozenset()}, {"is_judged": False}, {"open": frozenset({Status.DENIED})}],
    ids=("what is firm", "what patterns were chosen on", "what may not become so"),
)
def test_only_where_a_status_may_overrule_it_is_measured(held: dict[str, Any]) -> None:
    wishes = _stated(Status.NORMATIVE, "should")
    firm = [each._replace(**held) for each in _stated(Status.ASSERTED, "should", often=OFTEN // 2)]
    (least,) = {
        StatusLearner(CODES).fit([*PLAIN, *wishes, *some]).changes_[Status.NORMATIVE]
        for some in ([], firm)
    }
    assert least == (OFTEN, 0, 0)


@pytest.mark.parametrize(("wrong", "gives_way"), [(0, True), (20, True), (60, False)])
def test_what_is_contested_gives_way_where_it_clearly_is_not_so(
    wrong: int, *, gives_way: bool
) -> None:
    told = _stated(Status.HISTORICAL, "once")
    back = _stated(Status.ASSERTED, "has", judged=Status.HISTORICAL)
    so = _stated(Status.HISTORICAL, "has", judged=Status.HISTORICAL, often=wrong)
    others = _stated(Status.ASSERTED, "has", judged=Status.HYPOTHETICAL)
    learner = StatusLearner(CODES).fit([*PLAIN, *told, *others, *back, *so])
    leaning = learner.leanings_[Status.HISTORICAL]
    said, once = (leaning.bias + leaning.words[word] for word in ("has", "once"))
    assert (leaning.most is not None and said <= leaning.most < once) is gives_way
    assert gives_way or leaning.most is None


def test_what_never_overrules_stands_in_the_way_of_others() -> None:
    mocking = _stated(Status.IRONIC, "once")
    learner = StatusLearner(CODES).fit([*PLAIN, *_stated(Status.NORMATIVE, "should"), *mocking])
    assert learner.leanings_.keys() == {Status.ASSERTED, Status.IRONIC, Status.NORMATIVE}
    assert learner.leanings_[Status.IRONIC].least is None
    assert learner.leanings_[Status.IRONIC].words["once"] > 1


def test_what_no_word_tells_overrules_nothing() -> None:
    dice = random.Random(1)
    statuses = [Status.ASSERTED] * 3 + [Status.DENIED] * 2
    noise = [each._replace(status=dice.choice(statuses)) for each in PLAIN]
    assert Status.DENIED not in StatusLearner(CODES).fit(noise).changes_


@pytest.mark.parametrize(
    "stated",
    [
        [],
        PLAIN,
        [*PLAIN, *_stated(Status.NORMATIVE, "should", often=99)],
        [each._replace(source="S") for each in (*PLAIN, *_stated(Status.NORMATIVE, "should"))],
    ],
    ids=("nothing", "one status", "few codings", "one source"),
)
def test_from_too_little_nothing_is_learned(stated: list[Stated]) -> None:
    learner = StatusLearner(CODES).fit(stated)
    assert (learner.leanings_, learner.changes_) == ({}, {})
