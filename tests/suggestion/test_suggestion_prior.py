"""What was known beforehand: it orders without a lesson, and decisions move it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.promise import standing_of
from qualcode.suggestion.features import Sentence
from qualcode.suggestion.prior import Foreseen, blended
from qualcode.suggestion.ranking import Suggester
from qualcode.suggestion.training import NOTHING, Lesson, Teacher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.codebook.promise import Standing

FAMILIES = {"road": "place", "water": "place", "money": "means"}
POOL = [
    Sentence("今天天气好。"),
    Sentence("天气冷，不出门。"),
    Sentence("井干了。"),
    Sentence("路不好走，全是泥。"),
    Sentence("吃了面条。"),
]
NAN = float("nan")


class Knowing:
    """Knows that wells are water; of money it knows nothing."""

    def foresee(
        self,
        sentences: Sequence[Sentence],
        vectors: Any = None,  # noqa: ARG002
        standing: Standing | None = None,
    ) -> Foreseen:
        self.standing = standing
        is_well = np.array(["井" in each.text for each in sentences])
        which = np.where(is_well[:, None], [0.1, 0.9, NAN], [0.2, 0.1, NAN])
        return Foreseen(np.where(is_well, 2.0, -2.0), which)

    def words(self, sentence: Sentence, code: str) -> list[str]:
        return ["井"] if code == "water" and "井" in sentence.text else []


def fitted(*lessons: Lesson) -> Suggester:
    return Suggester(FAMILIES, prior=Knowing()).fit(POOL, [], lessons)


def said(row: int, code: str) -> Lesson:
    return Lesson(row, code, code != NOTHING, Teacher.PERSON)


def test_without_a_lesson_the_order_is_what_was_known() -> None:
    cold = fitted()
    assert cold.anything().argmax() == 2
    assert np.allclose(cold.anything()[2], 1 / (1 + np.exp(-2)))


def test_decisions_move_what_was_known_where_sentences_are_alike() -> None:
    cold, told = fitted().anything(), fitted(said(0, "money")).anything()
    assert told[1] > cold[1]
    emptied = fitted(said(2, NOTHING)).anything()
    assert emptied[2] < cold[2]
    assert abs(emptied[0] - cold[0]) < cold[2] - emptied[2]


def test_where_sentences_stand_is_told() -> None:
    prior, standing = Knowing(), standing_of([("A", at // 2) for at in range(len(POOL))])
    Suggester(FAMILIES, prior=prior).fit(POOL, [], [], standing=standing)
    assert prior.standing is standing


def test_rules_raise_what_was_known() -> None:
    fired = Sentence("吃了面条。", signals=("rule:road",))
    told = Suggester(FAMILIES, prior=Knowing()).fit([*POOL[:4], fired], [], []).anything()
    assert told[4] > fitted().anything()[4]


def test_reasons_begin_with_what_was_known() -> None:
    assert fitted(said(2, "water"), said(3, "road")).words(2, "water")[0] == "井"


def test_sentences_never_seen_are_scored_in_the_same_way() -> None:
    told = fitted(said(2, "water"), said(3, "road"), said(0, NOTHING))
    again = told.scores_for(POOL)
    assert np.allclose(again, told.scores_of(range(len(POOL))), atol=1e-6)


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=1, max_size=4), st.booleans())
def test_shares_add_up_and_a_new_code_keeps_its_own(
    rows: list[tuple[float, ...]], is_new: bool
) -> None:
    own = np.array(rows) + 0.01
    own /= own.sum(axis=1, keepdims=True)
    foreseen = np.tile([0.3, 0.6, NAN if is_new else 0.1], (len(rows), 1))
    found = blended(foreseen, own)
    assert np.allclose(found.sum(axis=1), 1)
    assert not is_new or (found[:, 2] >= own[:, 2] - 1e-9).all()


def test_nothing_known_and_nothing_learned_gives_nothing() -> None:
    assert blended(np.full((1, 2), NAN), np.zeros((1, 2))).tolist() == [[0, 0]]


def test_a_code_of_which_nothing_was_known_keeps_its_share() -> None:
    own = np.array([[0.6, 0.3, 0.1]])
    found = blended(np.array([[0.1, 0.9, NAN]]), own)
    assert np.allclose(found[:, 2], 0.1)
    assert np.allclose(found.sum(), 1)
    assert found[0, 1] > own[0, 1]
