"""Folds of whole interviews, and what is learned without them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.suggestion.features import Sentence
from qualcode.suggestion.quality import FOLDS, Measured, folds_of, measured, proposed_apart
from qualcode.suggestion.ranking import Suggester
from qualcode.suggestion.training import Lesson, Teacher


@settings(deadline=None)  # the first call loads scikit-learn
@given(st.lists(st.integers(0, 9), min_size=1, max_size=60), st.sets(st.integers(0, 59)))
def test_each_decided_sentence_is_in_one_fold_and_no_interview_is_split(
    owners: list[int], chosen: set[int]
) -> None:
    interviews = [f"I-{each}" for each in owners]
    decided = {row for row in chosen if row < len(owners)}
    folds = folds_of(interviews, [str(row) for row in range(len(owners))], decided)
    over = {interviews[row] for row in decided}
    assert len(folds) == (min(FOLDS, len(over)) if len(over) > 1 else 0)
    if folds:
        assert decided <= frozenset[int]().union(*folds)
        owned = [{interviews[row] for row in fold} for fold in folds]
        assert sum(map(len, owned)) == len(over)
        assert set().union(*owned) == over


def test_folds_hang_on_words_not_on_names() -> None:
    texts = [f"第{row}句" for row in range(24)]
    names = [f"I-{row // 3}" for row in range(24)]
    renamed = [f"I-{9 - row // 3}" for row in range(24)]
    assert folds_of(names, texts, range(24)) == folds_of(renamed, texts, range(24))


def test_figures_leave_out_what_nobody_decided() -> None:
    truth = {(0, "a"): True, (1, "a"): False, (2, "a"): True}
    told = measured(truth, {(0, "a"), (1, "a"), (7, "a"), (0, "b")})
    assert told == Measured(right=1, wrong=1, missed=1)
    assert (told.precision, told.recall, told.f1) == (0.5, 0.5, 0.5)
    nothing = measured({}, {(0, "a")})
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


def test_what_only_one_interview_teaches_is_not_known_when_it_is_tested() -> None:
    pool = [Sentence("路全是泥"), Sentence("路全是泥"), Sentence("今天天气好"), Sentence("井干了")]
    lessons = [
        Lesson(row, code, holds=True, teacher=Teacher.PERSON)
        for row, code in enumerate(("road", "road", "water", "water"))
    ]
    reader = Suggester({"road": "place", "water": "place"}).read(pool, [])
    decided = range(4)
    apart = proposed_apart(
        reader, lessons, [frozenset({0, 1}), frozenset({2, 3})], decided, at_least=0.5
    )
    assert not apart & {(0, "road"), (1, "road")}
    mixed = proposed_apart(
        reader, lessons, [frozenset({0, 2}), frozenset({1, 3})], decided, at_least=0.5
    )
    assert {(0, "road"), (1, "road")} <= mixed
