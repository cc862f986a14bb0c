"""The second look: what stands beside a score, and what it makes of it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.second_look import (
    TERMS,
    Longest,
    Scored,
    SecondLook,
    rivals,
    terms_of,
)
from qualcode.text.grams import length_of

SCORES = np.array([[0, 1, -2], [3, -1, -1], [0.5, 0.5, 0]], np.float32)


def _scored(scores: np.ndarray, answers: list[int]) -> Scored:
    kinds = [scores * part for part in (0.5, 0.25, 0.125, 0.125)]
    lengths = length_of(["四个字。"] * len(scores), Longest())
    return Scored(kinds, scores, np.array(answers), lengths, np.ones(len(scores), bool))


def _term(name: str, scored: Scored) -> np.ndarray:
    found = np.broadcast_to(terms_of(scored, 12)[TERMS.index(name)], scored.scores.shape)
    return np.asarray(found)


def test_the_rival_is_the_best_of_the_other_codes() -> None:
    assert rivals(SCORES).tolist() == [[1, 0, 1], [-1, 3, 3], [0.5, 0.5, 0.5]]
    assert rivals(SCORES[:, :1]).tolist() == [[0], [0], [0]]


def test_elsewhere_is_the_likeliest_other_sentence_of_the_answer() -> None:
    found = np.exp(_term("elsewhere", _scored(SCORES, [4, 4, 5]))) - 1e-3
    sure = 1 / (1 + np.exp(-SCORES))
    expected = [sure[1], sure[0], [0, 0, 0]]
    assert np.allclose(found, expected, atol=1e-6)


def test_a_speech_without_end_is_taken_in_pieces() -> None:
    scores = np.full((30, 1), -9, np.float32)
    scores[0] = 9
    found = _term("elsewhere", _scored(scores, [7] * 30))[:, 0]
    likely = np.flatnonzero(found > -0.1)
    assert likely.tolist() == list(range(1, 12))


def test_two_sentences_alike_stand_for_each_other() -> None:
    same = np.array([[2], [2], [-1]], np.float32)
    found = np.exp(_term("elsewhere", _scored(same, [0, 0, 0]))) - 1e-3
    assert np.allclose(found, 1 / (1 + np.exp(-2)), atol=1e-6)


@given(st.lists(st.tuples(st.integers(0, 2), *[st.integers(-3, 3)] * 2), min_size=1, max_size=9))
def test_elsewhere_is_what_a_slow_count_gives(rows: list[tuple[int, int, int]]) -> None:
    rows = sorted(rows)
    scores = np.array([row[1:] for row in rows], np.float32)
    answers = [row[0] for row in rows]
    found = np.exp(_term("elsewhere", _scored(scores, answers))) - 1e-3
    sure = 1 / (1 + np.exp(-scores))
    for at, answer in enumerate(answers):
        others = [sure[to] for to, other in enumerate(answers) if other == answer and to != at]
        expected = np.max(others, axis=0) if others else 0
        assert np.allclose(found[at], expected, atol=1e-5)


def test_what_it_sees_is_added_up_by_its_weights() -> None:
    scored = _scored(SCORES, [0, 0, 1])
    weights = np.arange(1, len(TERMS) + 1, dtype=np.float32) / 4
    offset = np.array([0.5, 0, -0.5], np.float32)
    found = SecondLook(weights, offset, 1).odds(scored)
    expected = offset + sum(
        weight * _term(name, scored) for name, weight in zip(TERMS, weights, strict=True)
    )
    assert np.allclose(found, expected, atol=1e-5)
    assert np.allclose(_term("han_length", scored), np.log1p(4))


def test_of_no_sentences_there_is_nothing_to_see() -> None:
    empty = _scored(np.zeros((0, 3), np.float32), [])
    look = SecondLook(np.ones(len(TERMS), np.float32), np.zeros(3, np.float32), 1)
    assert look.odds(empty).shape == (0, 3)
