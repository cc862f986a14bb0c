"""Keyness beside published numbers and independent computations; skipped where not installed.

There is no correspondence analysis in the product, so none is checked.
"""

from __future__ import annotations

from math import sqrt
from random import Random

import numpy as np
import pytest
from scipy.special import digamma, polygamma
from scipy.stats import power_divergence

from qualcode.suggestion.grams import grams_of
from qualcode.suggestion.keyness import key_terms, log_likelihood, log_odds

SEEDS = range(8)


def counts(seed: int, rare: int = 4) -> tuple[int, int, int, int]:
    """Return in how many of how many sentences a word stands, on either side, one of `rare`."""
    random = np.random.default_rng(seed)
    n, m = random.integers(100, 900, 2).tolist()
    return int(random.integers(1, n // rare)), n, int(random.integers(1, m // rare)), m


def test_log_likelihood_of_a_published_bigram() -> None:
    """Dunning (1993), Computational Linguistics 19, table 1, "the swiss": −2 log λ = 270.72.

    His ratio is of all four cells: what the word says and what its absence says.
    """
    with_word = log_likelihood(110, 110 + 2442, 111, 111 + 29114)
    without = log_likelihood(2442, 110 + 2442, 29114, 111 + 29114)
    assert with_word + without == pytest.approx(270.72, abs=0.005)


def test_log_likelihood_as_the_calculator_at_lancaster_prints_it() -> None:
    """52 in 50,000 words against 57 in 75,000: LL 2.65 (UCREL, log-likelihood wizard)."""
    assert log_likelihood(52, 50_000, 57, 75_000) == pytest.approx(2.65, abs=0.005)


@pytest.mark.parametrize("seed", SEEDS)
def test_log_likelihood_as_scipy_has_it(seed: int) -> None:
    a, n, b, m = counts(seed)
    expected = np.array([n, m]) * (a + b) / (n + m)
    theirs = power_divergence([a, b], expected, lambda_="log-likelihood").statistic
    assert log_likelihood(a, n, b, m) == pytest.approx(float(theirs))


@pytest.mark.parametrize("seed", SEEDS)
def test_log_likelihood_as_a_poisson_model_of_statsmodels_has_it(seed: int) -> None:
    models = pytest.importorskip("statsmodels.api")
    a, n, b, m = counts(seed)
    model = models.GLM(
        [a, b], np.ones((2, 1)), family=models.families.Poisson(), offset=np.log([n, m])
    )
    assert log_likelihood(a, n, b, m) == pytest.approx(float(model.fit().deviance), rel=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_log_odds_as_a_two_by_two_table_of_statsmodels_has_it(seed: int) -> None:
    """With the prior added to the cells, it is a table; of its four terms of the variance the
    paper keeps the two of the word (eq. 20).
    """
    tables = pytest.importorskip("statsmodels.stats.contingency_tables")
    a, n, b, m = counts(seed)
    cells = np.array([[a, n - a], [b, m - b]]) + np.array([a + b, n + m - a - b])
    theirs = tables.Table2x2(cells)
    short = sqrt(theirs.log_oddsratio_se**2 - (1 / cells[:, 1]).sum())
    assert log_odds(a, n, b, m) == pytest.approx(theirs.log_oddsratio / short)


@pytest.mark.parametrize("seed", SEEDS)
def test_log_odds_is_near_the_moments_of_the_posterior(seed: int) -> None:
    """The posterior share of a word is beta; mean and variance of its logit are known exactly.

    What the paper leaves out of the variance is little as long as the word is rare.
    """
    a, n, b, m = counts(seed, rare=20)
    word, others = np.array([a, b]) + a + b, np.array([n - a, m - b]) + n + m - a - b
    centre = digamma(word) - digamma(others)
    spread = polygamma(1, word) + polygamma(1, others)
    exact = float((centre[0] - centre[1]) / sqrt(spread.sum()))
    assert log_odds(a, n, b, m) == pytest.approx(exact, rel=0.05, abs=0.06)


def test_log_odds_of_a_posterior_that_is_drawn() -> None:
    """A hundred thousand draws of both sides, with words of which neither side has many."""
    a, n, b, m = 12, 150, 9, 420
    random = np.random.default_rng(1)
    sides = [
        random.beta(x + a + b, size + n + m - x - a - b, 100_000) for x, size in ((a, n), (b, m))
    ]
    logits = [np.log(side / (1 - side)) for side in sides]
    drawn = logits[0] - logits[1]
    assert log_odds(a, n, b, m) == pytest.approx(float(drawn.mean() / drawn.std()), rel=0.05)


def test_terms_are_those_of_a_table_of_sentences_by_words() -> None:
    """Counted by scikit-learn and worked out for the whole vocabulary at once."""
    text = pytest.importorskip("sklearn.feature_extraction.text")
    random = Random(3)
    words = [f"word{chr(97 + n)}" for n in range(12)]
    inside = [" ".join(random.choices(words, weights=range(12, 0, -1), k=6)) for _ in range(40)]
    outside = [" ".join(random.choices(words, weights=range(1, 13), k=6)) for _ in range(90)]
    vectors = text.CountVectorizer(analyzer=grams_of, binary=True)
    table = vectors.fit_transform([*inside, *outside]).toarray()
    one, other = table[:40].sum(axis=0), table[40:].sum(axis=0)
    prior = one + other
    logits = [
        np.log((k + prior) / (size + 130 - k - prior)) for k, size in ((one, 40), (other, 90))
    ]
    z = (logits[0] - logits[1]) / np.sqrt(1 / (one + prior) + 1 / (other + prior))
    theirs = dict(zip(vectors.get_feature_names_out(), z.tolist(), strict=True))
    found = {each.text: each.z for each in key_terms(inside, outside)}
    assert {"worda", "wordb"} <= found.keys()
    assert found == pytest.approx({term: theirs[term] for term in found})
    singles = {word for word in words if theirs[word] > 0}
    assert singles == {word for word in words if word in found}
