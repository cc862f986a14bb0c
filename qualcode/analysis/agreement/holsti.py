"""Holsti's coefficient of reliability, which Chinese journals ask for: 归类一致性.

Not corrected for chance, and the composite rises with the number of coders;
whoever prints it says both.

Source: Holsti (1969), Content Analysis for the Social Sciences and Humanities, p. 140.
"""

from __future__ import annotations


def holsti(agreed: float, first: float, second: float) -> float | None:
    """Return K = 2M / (N1 + N2): twice the decisions agreed on over all decisions made.

    Args:
        agreed: M, decisions on which both coders agree.
        first: N1, decisions of the first coder.
        second: N2, decisions of the second coder.

    Examples:
        >>> holsti(80, 100, 100)
        0.8
    """
    return 2 * agreed / (first + second) if first + second else None


def composite(mean: float, coders: int) -> float:
    """Return the composite reliability R = nK̄ / (1 + (n − 1)K̄).

    Args:
        mean: K̄, the mean of K over all pairs of coders.
        coders: n, how many coders there are.

    Examples:
        >>> round(composite(0.8, 2), 4)
        0.8889
    """
    return coders * mean / (1 + (coders - 1) * mean)
