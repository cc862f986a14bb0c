"""Learning the second look: what helped in interviews put apart counts, what did not does not."""

from __future__ import annotations

import numpy as np

from qualcode.codebook.second_look import TERMS, Longest, Scored, SecondLook
from qualcode.suggestion.lines import Known, Scores
from qualcode.suggestion.looking import second_look_of
from qualcode.text.grams import length_of


def _scores(seed: int = 1, sentences: int = 4000) -> tuple[Scores, np.ndarray]:
    """Return scores of three codes: what is said is right, what is asked is noise.

    Of two codes that a sentence speaks for it holds the stronger one only; the last code
    holds half as often as its scores say.
    """
    random = np.random.default_rng(seed)
    said, asked = random.normal(-1, 2, (2, sentences, 3)).astype(np.float32)
    nothing = np.zeros_like(said)
    truth = random.random(said.shape) < 1 / (1 + np.exp(-said))
    truth &= said == said.max(axis=1, keepdims=True)
    truth[:, 2] &= random.random(sentences) < 0.5
    texts = np.where(random.random(sentences) < 0.5, "很长" * 20, "短").tolist()
    scored = Scored(
        [said, asked, nothing, nothing],
        said + asked,
        np.arange(sentences) // 4,
        length_of(texts, Longest()),
        np.ones(sentences, bool),
    )
    rules = random.random(said.shape) < 0.1
    truth |= rules & (random.random(said.shape) < 0.8)
    return Scores(scored, rules.astype(np.float32), np.zeros(sentences)), truth


def _known(truth: np.ndarray, is_told: np.ndarray, plain: np.ndarray | None = None) -> Known:
    """Return what a second look learns of sentences."""
    nothing = np.zeros_like(truth) if plain is None else plain
    none = np.zeros(len(truth))
    return Known(None, truth, none, nothing, nothing, is_told * 1.0, none, none, none, none)


def _look(scores: Scores, truth: np.ndarray, plain: np.ndarray | None = None) -> SecondLook:
    found = second_look_of(scores, _known(truth, np.ones(len(truth), bool), plain), 12)
    assert found
    return found


def test_what_tells_the_truth_counts_and_noise_does_not() -> None:
    scores, truth = _scores()
    look = _look(scores, truth)
    terms = dict(zip(TERMS, look.terms, strict=True))
    assert terms["said"] > 0.3
    assert abs(terms["asked"]) < 0.3 * terms["said"]
    assert terms["rival"] < 0
    assert look.offset[2] < min(look.offset[:2]) - 0.3
    assert look.rule > 1


def test_its_odds_are_probabilities() -> None:
    look = _look(*_scores())
    scores, truth = _scores(seed=2)
    sure = 1 / (1 + np.exp(-look.odds(scores.scored) - look.rule * scores.rules))
    assert abs(truth.mean() - sure.mean()) < 0.02
    shares = [truth[(sure >= low) & (sure < low + 0.2)].mean() for low in (0.1, 0.3, 0.5, 0.7)]
    assert np.abs(np.array(shares) - (0.2, 0.4, 0.6, 0.8)).max() < 0.15


def test_a_pattern_never_speaks_against_its_code() -> None:
    scores, truth = _scores()
    against = scores._replace(rules=1 - truth.astype(np.float32))
    assert _look(against, truth).rule == 0


def test_sentences_of_which_nobody_has_said_teach_nothing() -> None:
    scores, truth = _scores()
    is_told = np.arange(len(truth)) % 5 > 0
    wrong = np.where(is_told[:, None], truth, ~truth)
    one, other = (second_look_of(scores, _known(each, is_told), 12) for each in (truth, wrong))
    assert one
    assert other
    assert one.terms.tolist() == other.terms.tolist()


def test_where_nothing_is_to_be_told_apart_there_is_no_second_look() -> None:
    scores, truth = _scores()
    for known in (
        _known(np.zeros_like(truth), np.ones(len(truth), bool)),
        _known(truth, np.zeros(len(truth), bool)),
    ):
        assert second_look_of(scores, known, 12) is None


def test_what_is_said_plainly_counts_as_much_as_it_was_right() -> None:
    scores, truth = _scores()
    scores = scores._replace(rules=scores.rules * 0)
    plain = np.random.default_rng(3).random(truth.shape) < 0.05
    assert _look(scores, truth, plain).plain < 0.6
    assert _look(scores, truth | plain, plain).plain > 1
    assert _look(scores, truth & ~plain, plain).plain == 0
    one = plain & (np.cumsum(plain).reshape(plain.shape) <= 3)
    assert _look(scores, truth | one, one).plain < 0.6, "of three hardly anything is known"


def test_answers_are_cut_as_they_are_long_where_it_learned() -> None:
    scores, truth = _scores()
    known = _known(truth, np.ones(len(truth), bool))
    looks = [second_look_of(scores, known, most) for most in (4, 1)]
    assert [look.answer for look in looks if look] == [4, 1]
    elsewhere = [dict(zip(TERMS, look.terms, strict=True))["elsewhere"] for look in looks if look]
    assert elsewhere[0] != elsewhere[1]
