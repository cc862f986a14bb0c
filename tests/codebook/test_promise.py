"""What promises that there is something: where a sentence stands counts as it was learned."""

from __future__ import annotations

import numpy as np

from qualcode.codebook.promise import (
    TERMS,
    Promise,
    Seen,
    Standing,
    alone,
    standing_of,
    terms_of,
    together,
)

_ENDS = ("opening", "closing")
PLACES = [("A", 1), ("A", 1), ("A", 3), ("B", 1), ("B", 1), ("B", 1)]


def _seen(anything: list[float]) -> Seen:
    number = len(anything)
    lengths, han = np.full(number, 2.0), np.arange(number) % 2 == 0
    return Seen(np.array(anything), np.full(number, -1.0), np.full(number, 3.0), lengths, han)


def _term(name: str, seen: Seen, places: list[tuple[str, int]]) -> list[float]:
    return [float(each) for each in terms_of(seen, standing_of(places))[:, TERMS.index(name)]]


def test_answers_of_two_interviews_are_two() -> None:
    standing = standing_of(PLACES)
    assert standing.answers.tolist() == [0, 0, 1, 2, 2, 2]
    assert standing.interviews.tolist() == [0, 0, 0, 1, 1, 1]


def test_the_last_sentence_of_an_answer_is_told_and_how_long_the_answer_is() -> None:
    seen = _seen([0] * 6)
    assert _term("last", seen, PLACES) == [0, 1, 1, 0, 0, 1]
    assert np.allclose(np.exp(_term("answer", seen, PLACES)), [2, 2, 1, 3, 3, 3])


def test_a_score_stands_beside_the_mean_of_its_interview() -> None:
    seen = _seen([1, 2, 6, -1, 0, 4])
    assert _term("interview", seen, PLACES) == [3, 3, 3, 1, 1, 1]
    assert _term("anything", seen, PLACES) == [1, 2, 6, -1, 0, 4]


def test_the_first_and_the_last_answers_of_an_interview_are_told() -> None:
    places = [("A", 1), ("A", 1), ("A", 3), ("A", 8), ("B", 1), ("B", 1)]
    opening, closing = (np.array(_term(name, _seen([0] * 6), places)) for name in _ENDS)
    assert np.allclose(opening[:4], np.array([1, 1, 1 / 2, 1 / 3]) - 17 / 24)
    assert np.allclose(closing[:4], np.array([1 / 3, 1 / 3, 1 / 2, 1]) - 13 / 24)
    assert not opening[4:].any(), "an interview of one answer begins and ends nowhere"
    assert not closing[4:].any()


def test_interviews_in_pieces_begin_once() -> None:
    standing = Standing(np.array([0, 1, 2, 3]), np.array([0, 1, 0, 1]))
    opening = terms_of(_seen([0] * 4), standing)[:, TERMS.index("opening")]
    assert np.allclose(opening, [0.25, 0.25, -0.25, -0.25])


def test_a_sentence_alone_is_an_interview_of_its_own() -> None:
    found = terms_of(_seen([1, 5]), alone(2))
    assert found[:, TERMS.index("interview")].tolist() == [1, 5]
    assert found[:, TERMS.index("last")].tolist() == [1, 1]
    assert found[:, TERMS.index("answer")].tolist() == [0, 0]
    assert not found[:, [TERMS.index(name) for name in _ENDS]].any()
    assert terms_of(_seen([]), alone(0)).shape == (0, len(TERMS))


def test_odds_are_the_sum_of_the_terms() -> None:
    weights = np.arange(1, len(TERMS) + 1, dtype=np.float32) / 4
    promise = Promise(np.zeros(0, np.int8), 1, 0, length=0, constant=0.5, terms=weights)
    seen, standing = _seen([1, 2, 6, -1, 0, 4]), standing_of(PLACES)
    found = promise.odds(seen, standing)
    expected = [
        0.5
        + sum(
            float(weight) * _term(name, seen, PLACES)[at]
            for name, weight in zip(TERMS, weights, strict=True)
        )
        for at in range(6)
    ]
    assert np.allclose(found, expected, atol=1e-5)


def test_parts_are_put_together_in_order() -> None:
    both = together([_seen([1, 2]), _seen([3])])
    assert both.anything.tolist() == [1, 2, 3]
    assert both.han.tolist() == [True, False, True]
