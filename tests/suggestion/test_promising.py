"""Learning a promise: what told of codings in interviews put apart counts, noise does not."""

from __future__ import annotations

from typing import Any

import numpy as np

from qualcode.codebook.promise import TERMS, Standing
from qualcode.codebook.second_look import TERMS as LOOKED
from qualcode.codebook.second_look import Scored, SecondLook
from qualcode.suggestion.lines import Known, Scores, Whether
from qualcode.suggestion.promising import promise_of, seen_in

SENTENCES, CODES = 6000, 3
LOOK = SecondLook(np.zeros(len(LOOKED), np.float32), np.zeros(CODES, np.float32), 0)
WHETHER = Whether(np.array([0.5, -1.0]), 0.25, 0.75)


def _world(seed: int = 1, *, told: float = 1.0) -> tuple[Scores, Known]:
    """Return sentences that hold something by their score, seldom at the end of an answer.

    What an interview says in its manner moves all its scores and none of its codings.
    """
    random = np.random.default_rng(seed)
    answers = np.arange(SENTENCES) // 4
    interviews = np.arange(SENTENCES) // 60
    score = random.normal(-1, 1.5, SENTENCES)
    is_last = np.arange(SENTENCES) % 4 == 3
    carried = random.random(SENTENCES) < 1 / (1 + np.exp(-score + 2 * is_last))
    manner = random.normal(0, 2, SENTENCES // 60)[interviews]
    codes = random.normal(-2, 1, (SENTENCES, CODES)).astype(np.float32)
    lengths, han = np.full(SENTENCES, 2.0, np.float32), np.ones(SENTENCES, bool)
    scored = Scored([codes] * 4, codes, answers, lengths, han)
    nothing = np.zeros((SENTENCES, CODES), bool)
    weights = (random.random(SENTENCES) < told).astype(float)
    known = Known(
        None, nothing, carried, nothing, nothing, weights, lengths, answers, interviews, han
    )
    return Scores(scored, nothing * 0.0, score + manner), known


def _terms(scores: Scores, known: Known) -> dict[str, float]:
    found = promise_of(scores, known, LOOK, WHETHER)
    assert found
    return dict(zip(TERMS, map(float, found.terms), strict=True))


def test_the_manner_of_an_interview_and_the_end_of_an_answer_count_against_it() -> None:
    terms = _terms(*_world())
    assert terms["anything"] > 0.7
    assert -1.3 * terms["anything"] < terms["interview"] < -0.7 * terms["anything"]
    assert terms["last"] < -1
    assert abs(terms["expected"]) < 0.4


def test_interviews_that_begin_with_what_holds_nothing_teach_so() -> None:
    scores, known = _world()
    usual = _terms(scores, known)
    is_first = np.arange(SENTENCES) % 60 < 4
    silent = _terms(scores, known._replace(carried=known.carried & ~is_first))
    assert abs(usual["opening"]) < 0.5
    assert silent["opening"] < -2
    assert abs(silent["closing"]) < 0.5


def test_its_odds_are_probabilities_in_other_interviews() -> None:
    found = promise_of(*_world(), LOOK, WHETHER)
    assert found
    scores, known = _world(seed=2)
    standing = Standing(known.answers, known.interviews)
    sure = 1 / (1 + np.exp(-found.odds(seen_in(scores, LOOK), standing)))
    shares = [
        float(known.carried[(sure >= low) & (sure < low + 0.2)].mean())
        for low in (0, 0.2, 0.4, 0.6)
    ]
    assert np.allclose(shares, [0.1, 0.3, 0.5, 0.7], atol=0.08)


def test_sentences_of_which_nothing_is_known_teach_nothing() -> None:
    scores, known = _world(told=0.5)
    flipped = known._replace(carried=known.carried ^ (known.weights == 0))
    assert _terms(scores, known) == _terms(scores, flipped)


def test_the_model_of_all_interviews_goes_into_it() -> None:
    found = promise_of(*_world(), LOOK, WHETHER)
    assert found
    assert np.allclose(found.weights * found.scale, WHETHER.weights, atol=0.01)
    assert (found.bias, found.length) == (0.25, 0.75)


def test_where_all_or_nothing_is_coded_nothing_is_learned() -> None:
    scores, known = _world()
    for value in (True, False):
        same: Any = np.full(SENTENCES, value)
        assert promise_of(scores, known._replace(carried=same), LOOK, WHETHER) is None
