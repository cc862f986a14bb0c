"""Each statistic beside an independent implementation, on random data; skipped where not there.

    pip install statsmodels krippendorff irrCAC

scipy and scikit-learn are always there; the others are for development only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from qualcode.analysis.agreement import coefficients
from qualcode.analysis.agreement.alpha import krippendorff_alpha
from qualcode.analysis.agreement.bootstrap import bootstrap
from qualcode.analysis.agreement.distances import interval, nominal, ordinal
from qualcode.analysis.agreement.ratings import Ratings
from qualcode.analysis.differences import difference_interval, mcnemar
from qualcode.analysis.intervals import wilson
from qualcode.analysis.significance import Adjustment, adjusted, compare_groups

if TYPE_CHECKING:
    from qualcode.analysis.agreement.ratings import Pattern

SEEDS = range(8)


def ratings_of(seed: int, coders: int = 2, units: int = 60, categories: int = 3) -> np.ndarray:
    """Return coders × units: the first coder's values, which others mostly repeat."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, categories, units)
    noise = random.integers(0, categories, (coders, units))
    return np.where(random.random((coders, units)) < 0.7, truth, noise)


def one(values: Any) -> float:
    return float(np.asarray(values)[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_cohens_kappa_as_scikit_learn_has_it(seed: int) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    first, second = ratings_of(seed)
    found = one(coefficients.cohen_kappa(Ratings.of_coders([first.tolist(), second.tolist()])))
    assert found == pytest.approx(metrics.cohen_kappa_score(first, second))


@pytest.mark.parametrize("seed", SEEDS)
def test_fleiss_kappa_as_statsmodels_has_it(seed: int) -> None:
    raters = pytest.importorskip("statsmodels.stats.inter_rater")
    table = ratings_of(seed, coders=4)
    counts, _ = raters.aggregate_raters(table.T)
    found = one(coefficients.fleiss_kappa(Ratings.of_coders(table.tolist())))
    assert found == pytest.approx(raters.fleiss_kappa(counts))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_alpha_as_the_package_krippendorff_has_it(seed: int, level: str) -> None:
    package = pytest.importorskip("krippendorff")
    table = ratings_of(seed, coders=3, categories=4).astype(float)
    table[np.random.default_rng(seed).random(table.shape) < 0.2] = np.nan
    rows = [[None if np.isnan(v) else int(v) for v in row] for row in table]
    distance = {"nominal": nominal, "ordinal": ordinal, "interval": interval}[level]
    found = one(krippendorff_alpha(Ratings.of_coders(rows), distance))
    assert found == pytest.approx(package.alpha(table, level_of_measurement=level))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("gwet_ac1", "gwet"),
        ("conger_kappa", "conger"),
        ("fleiss_kappa", "fleiss"),
        ("brennan_prediger", "bp"),
    ],
)
def test_coefficients_as_irrcac_has_them(seed: int, ours: str, theirs: str) -> None:
    raw = pytest.importorskip("irrCAC.raw")
    import pandas as pd

    table = ratings_of(seed, coders=3)
    found = one(getattr(coefficients, ours)(Ratings.of_coders(table.tolist())))
    their = getattr(raw.CAC(pd.DataFrame(table.T)), theirs)()["est"]["coefficient_value"]
    assert found == pytest.approx(their, abs=1e-4)  # irrCAC rounds to five places


@pytest.mark.parametrize("seed", SEEDS)
def test_wilson_and_newcombe_as_statsmodels_has_them(seed: int) -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    random = np.random.default_rng(seed)
    sizes = random.integers(1, 60, 2).tolist()
    counts = [int(random.integers(0, size + 1)) for size in sizes]
    assert wilson(counts[0], sizes[0]) == pytest.approx(
        proportion.proportion_confint(counts[0], sizes[0], method="wilson")
    )
    theirs = proportion.confint_proportions_2indep(
        counts[0], sizes[0], counts[1], sizes[1], method="newcomb"
    )
    assert difference_interval((counts[0], sizes[0]), (counts[1], sizes[1])) == pytest.approx(
        theirs
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_holm_and_benjamini_hochberg_as_statsmodels_has_them(seed: int) -> None:
    multitest = pytest.importorskip("statsmodels.stats.multitest")
    values = np.random.default_rng(seed).random(12) ** 3
    for ours, theirs in ((Adjustment.HOLM, "holm"), (Adjustment.BH, "fdr_bh")):
        found = adjusted(values.tolist(), ours)
        assert found == pytest.approx(multitest.multipletests(values, method=theirs)[1])


@pytest.mark.parametrize("seed", SEEDS)
def test_mcnemar_as_statsmodels_has_it(seed: int) -> None:
    tables = pytest.importorskip("statsmodels.stats.contingency_tables")
    gain, loss = np.random.default_rng(seed).integers(0, 12, 2).tolist()
    theirs = tables.mcnemar([[5, gain], [loss, 7]], exact=True).pvalue
    assert mcnemar(gain, loss) == (pytest.approx(theirs) if gain + loss else None)


@pytest.mark.parametrize("seed", SEEDS)
def test_group_tests_as_scipy_has_them(seed: int) -> None:
    from scipy.stats import chi2_contingency
    from scipy.stats.contingency import association

    random = np.random.default_rng(seed)
    of = random.integers(30, 60, 4).tolist()
    having = [int(random.integers(10, size - 10)) for size in of]
    table = np.array([[yes, n - yes] for yes, n in zip(having, of, strict=True)])
    found, theirs = compare_groups(having, of), chi2_contingency(table, correction=False)
    assert found.statistic == pytest.approx(theirs.statistic)
    assert found.p == pytest.approx(theirs.pvalue)
    assert found.cramers_v == pytest.approx(association(table, method="cramer"))


def test_the_bootstrap_is_scipys_percentile_bootstrap_up_to_chance() -> None:
    """Raw agreement is a mean over interviews of one size, so scipy can resample it as well."""
    from scipy.stats import bootstrap as resampled

    random = np.random.default_rng(2)
    agreed = random.integers(4, 11, 30)
    groups: dict[str, dict[Pattern, int]] = {
        str(number): {(True, True): int(n), (True, False): 10 - int(n)}
        for number, n in enumerate(agreed)
    }
    found = bootstrap(Ratings.of_groups(groups), coefficients.raw_agreement, seed=1, draws=20_000)
    theirs = resampled(
        (agreed / 10,), np.mean, n_resamples=20_000, method="percentile"
    ).confidence_interval
    assert found == pytest.approx((theirs.low, theirs.high), abs=0.006)
