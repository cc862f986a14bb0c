"""What is printed beside a kappa: its standard errors, its largest possible value, Fleiss' z."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.intervals import Z_95

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.agreement.ratings import Floats


@dataclass(frozen=True, slots=True)
class KappaDetails:
    """Cohen's kappa of a table with what belongs to it."""

    kappa: float
    observed: float
    """p_o, the share of units on which both coders agree."""
    expected: float
    """p_e, the share expected from the margins."""
    largest: float
    """The largest kappa that these margins allow."""
    error: float
    """Asymptotic standard error."""
    error_of_none: float
    """Standard error where there is no agreement beyond chance, for a test."""

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval."""
        return self.kappa - Z_95 * self.error, self.kappa + Z_95 * self.error

    @property
    def z(self) -> float:
        """Return the test statistic against no agreement beyond chance."""
        return self.kappa / self.error_of_none


def kappa_details(table: Sequence[Sequence[float]]) -> KappaDetails | None:
    """Return kappa with standard errors.

    Args:
        table: K × K counts, rows the first coder's categories, columns the second's.

    Returns:
        None where kappa is undefined: no units, or one category used by both.

    Source:
        Fleiss, Cohen & Everitt (1969), Large sample standard errors of kappa and
        weighted kappa, Psychological Bulletin 72.
    """
    counts = np.asarray(table, dtype=float)
    units = counts.sum()
    if units == 0:
        return None
    shares = counts / units
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed, expected = float(np.trace(shares)), float(rows @ columns)
    if 1 - expected < 1e-12:
        return None
    kappa = (observed - expected) / (1 - expected)
    scale = (1 - expected) * sqrt(units)
    return KappaDetails(
        kappa,
        observed,
        expected,
        (float(np.minimum(rows, columns).sum()) - expected) / (1 - expected),
        sqrt(max(_spread(shares, rows, columns, kappa, expected), 0)) / scale,
        sqrt(expected + expected**2 - float((rows * columns * (rows + columns)).sum())) / scale,
    )


def _spread(shares: Floats, rows: Floats, columns: Floats, kappa: float, expected: float) -> float:
    """Return A + B − C of Fleiss, Cohen and Everitt."""
    agreed = np.diag(shares)
    within = float((agreed * (1 - (rows + columns) * (1 - kappa)) ** 2).sum())
    crossed = shares * (columns[:, None] + rows[None, :]) ** 2
    across = (1 - kappa) ** 2 * float(crossed.sum() - np.trace(crossed))
    return within + across - (kappa - expected * (1 - kappa)) ** 2


def fleiss_by_category(counts: Floats) -> list[float | None]:
    """Return Fleiss' kappa of each category against all others.

    Args:
        counts: N × K: how many of the coders gave each unit each category; the
            same number of coders for every unit.

    Source:
        Fleiss (1971), formula 15.
    """
    counts = np.asarray(counts, dtype=float)
    units, coders = len(counts), float(counts[0].sum())
    found: list[float | None] = []
    for column in counts.T:
        share = float(column.sum()) / (units * coders)
        chance = units * coders * (coders - 1) * share * (1 - share)
        crossed = float((column * (coders - column)).sum())
        found.append(1 - crossed / chance if chance else None)
    return found


def fleiss_z(counts: Floats) -> float | None:
    """Return Fleiss' kappa over its standard error where there is no agreement.

    Args:
        counts: As for `fleiss_by_category`.

    Source:
        Fleiss, Nee & Landis (1979), Large sample variance of kappa in the case of
        different sets of raters, Psychological Bulletin 86; it replaces the error of 1971.
    """
    counts = np.asarray(counts, dtype=float)
    units, coders = len(counts), float(counts[0].sum())
    shares = counts.sum(axis=0) / counts.sum()
    chance = float((shares * (1 - shares)).sum())
    if chance < 1e-12:
        return None
    agreed = float((counts * (counts - 1)).sum()) / (units * coders * (coders - 1))
    skew = float((shares * (1 - shares) * (1 - 2 * shares)).sum())
    variance = 2 * (chance**2 - skew) / (chance**2 * units * coders * (coders - 1))
    return (agreed - (1 - chance)) / chance / sqrt(variance) if variance > 0 else None
