"""Agreement by nominal categories: raw, Cohen, Scott, Fleiss, Conger, Brennan–Prediger, Gwet.

All share one form, (observed − expected) / (1 − expected), and differ in what
they take to be expected by chance. Each takes weights of shape B × P, one row a
draw of a bootstrap, and gives B values; without weights it is the data itself.
Units with one rating say something of the margins, not of agreement; they are
treated as Gwet does (irrCAC): kept in the category shares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable

    from qualcode.analysis.agreement.ratings import Floats, Ratings


def raw_agreement(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Return the share of pairs of ratings of a unit that are equal, averaged over units.

    Also called percent agreement or observed agreement, p_a.
    """
    weights = ratings.total if weights is None else weights
    raters = ratings.raters
    pairs = raters * (raters - 1)
    equal = (ratings.counts * (ratings.counts - 1)).sum(axis=1)
    share = np.divide(equal, pairs, out=np.zeros_like(raters), where=pairs > 0)
    return _ratio(weights @ share, weights @ (raters >= 2))


def positive_agreement(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Return 2a / (2a + b + c) for ratings True and False: agreement on what is there.

    Source:
        Cicchetti & Feinstein (1990), High agreement but low kappa: II, J. Clin. Epidemiol. 43.
    """
    weights = ratings.total if weights is None else weights
    if True not in ratings.categories:
        return np.full(len(weights), np.nan)
    yes = ratings.counts[:, ratings.categories.index(True)]
    usable = ratings.raters >= 2
    others = np.maximum(ratings.raters - 1, 1)
    both = np.where(usable, yes * (yes - 1) / others, 0)
    return _ratio(weights @ both, weights @ np.where(usable, yes, 0))


def cohen_kappa(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Return Cohen's kappa of two coders, over the units that both rated.

    Source:
        Cohen (1960), A coefficient of agreement for nominal scales,
        Educational and Psychological Measurement 20.
    """
    weights = (ratings.total if weights is None else weights) * (ratings.raters >= ratings.coders)
    return _corrected(
        raw_agreement(ratings, weights), _expected_by_coders(ratings, weights, spread=False)
    )


def scott_pi(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Return Scott's pi; for many coders Fleiss' kappa, its generalisation.

    Source:
        Scott (1955), Reliability of content analysis, Public Opinion Quarterly 19;
        Fleiss (1971), Measuring nominal scale agreement among many raters, Psych. Bulletin 76.
    """
    weights = ratings.total if weights is None else weights
    expected = (_shares(ratings, weights) ** 2).sum(axis=1)
    return _corrected(raw_agreement(ratings, weights), expected)


fleiss_kappa = scott_pi
"""Fleiss' kappa: Scott's pi of many coders."""


def conger_kappa(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Return Conger's kappa: Cohen's for many coders, each with margins of his own.

    Source:
        Conger (1980), Integration and generalization of kappas for multiple raters,
        Psychological Bulletin 88.
    """
    weights = ratings.total if weights is None else weights
    return _corrected(
        raw_agreement(ratings, weights), _expected_by_coders(ratings, weights, spread=True)
    )


def brennan_prediger(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Return the coefficient of Brennan and Prediger (Bennett's S): chance is uniform, 1/K.

    Source:
        Brennan & Prediger (1981), Coefficient kappa: some uses, misuses, and alternatives,
        Educational and Psychological Measurement 41.
    """
    weights = ratings.total if weights is None else weights
    expected = np.full(len(weights), 1 / max(len(ratings.categories), 1))
    return _corrected(raw_agreement(ratings, weights), expected)


def gwet_ac1(ratings: Ratings, weights: Floats | None = None) -> Floats:
    """Return Gwet's AC1, which does not collapse where nearly all units are alike.

    Source:
        Gwet (2008), Computing inter-rater reliability and its variance in the presence
        of high agreement, British J. of Mathematical and Statistical Psychology 61.
    """
    weights = ratings.total if weights is None else weights
    shares = _shares(ratings, weights)
    others = max(len(ratings.categories) - 1, 1)
    expected = (shares * (1 - shares)).sum(axis=1) / others
    return _corrected(raw_agreement(ratings, weights), expected)


def prevalence(ratings: Ratings, coder: int, value: Hashable) -> float:
    """Return the share of the units a coder rated that he gave a value; nan without any."""
    rated = ratings.indicators[:, coder, :].sum(axis=1)
    if value not in ratings.categories:
        return 0.0 if float((ratings.total @ rated)[0]) else float("nan")
    given = ratings.indicators[:, coder, ratings.categories.index(value)]
    return float(_ratio(ratings.total @ given, ratings.total @ rated)[0])


def _shares(ratings: Ratings, weights: Floats) -> Floats:
    """Return B × K: each category's mean share of a unit's ratings."""
    raters = np.maximum(ratings.raters, 1)[:, None]
    return _ratio(weights @ (ratings.counts / raters), (weights @ (ratings.raters >= 1))[:, None])


def _expected_by_coders(ratings: Ratings, weights: Floats, *, spread: bool) -> Floats:
    """Return the agreement expected from each coder's own margins.

    With `spread`, the mean over all pairs of coders is reached by way of the variance
    of the margins, as Conger writes it; for two coders both ways are the same.
    """
    given = np.einsum("bp,prk->brk", weights, ratings.indicators)
    margins = _ratio(given, given.sum(axis=2, keepdims=True))
    if ratings.coders == 2 and not spread:
        return np.asarray((margins[:, 0] * margins[:, 1]).sum(axis=1))
    variance = margins.var(axis=1, ddof=1)
    return np.asarray((margins.mean(axis=1) ** 2 - variance / ratings.coders).sum(axis=1))


def _corrected(observed: Floats, expected: Floats) -> Floats:
    return _ratio(observed - expected, 1 - expected)


def _ratio(above: Floats, below: Floats) -> Floats:
    """Divide; what is divided by nothing is not a number: undefined, not zero."""
    above, below = np.broadcast_arrays(np.asarray(above, float), np.asarray(below, float))
    found = np.full(above.shape, np.nan)
    np.divide(above, below, out=found, where=np.abs(below) > _NOTHING)
    return found


_NOTHING = 1e-12
