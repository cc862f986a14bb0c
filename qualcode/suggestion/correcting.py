"""What decisions say otherwise than was known beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.codebook.second_look import likely

if TYPE_CHECKING:
    from qualcode.suggestion.training import Targets

_STAND = 10.0
"""How firmly what was known beforehand stands against decisions: larger = more firmly."""
_STEPS = 40
"""Steps at most towards the best weights: near enough is enough here."""


class Correction:
    """How persons differ from what was known beforehand about whether there is anything.

    Logistic regression upon log-odds that stand (an offset, which scikit-learn does not
    have); without a decision nothing is corrected.
    """

    def fit(self, matrix: Any, targets: Targets, odds: Any) -> Correction:
        """Learn from decisions.

        Args:
            matrix: Features, one row a sentence.
            targets: ``1`` and ``0`` for some of its rows.
            odds: What was known of each row, log-odds.
        """
        import numpy as np
        from scipy.optimize import minimize

        self.coef_ = np.zeros(matrix.shape[1])
        if targets.rows:
            rows, known = matrix[targets.rows], odds[targets.rows]
            weights = np.array(targets.weights)
            is_any = np.array([value == "1" for value in targets.values], float)

            def loss(coefficients: Any) -> tuple[float, Any]:
                score = rows @ coefficients + known
                cost = weights @ (np.logaddexp(0, score) - is_any * score)
                slope = rows.T @ (weights * (likely(score) - is_any)) + _STAND * coefficients
                return cost + _STAND / 2 * (coefficients @ coefficients), slope

            options = {"maxiter": _STEPS}
            self.coef_ = minimize(loss, self.coef_, jac=True, method="L-BFGS-B", options=options).x
        return self

    def probability(self, matrix: Any) -> Any:
        """Return the probability that the correction alone would give, shape (rows,)."""
        return likely(matrix @ self.coef_)
