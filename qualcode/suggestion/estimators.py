"""Two models of a sentence: is there anything in it, and if so, which code.

Both are linear and see the same sparse features: what a linear model knows can be told
in words, and few sentences are enough. Whether there is anything is a logistic
regression. Which code is ridge regression on all codes at once, solved in a second where
logistic regression takes half a minute and is no better; its values become shares by
softmax. Families are weighed in the same way; a code with two sentences thus leans on
what its family is like.
As everywhere in scikit-learn, `fit` returns the model and learned names end in `_`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.suggestion.training import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.suggestion.training import Targets

_ANYTHING = 1.0
"""scikit-learn's C: smaller = nearer to knowing nothing. Rows are short (tf-idf, length one)."""
_USUAL = 0.2
"""The probability where nothing is known to hold a code: coded interviews have a fifth of such."""
_RIDGE = 3.0
"""Its counterpart for ridge: larger = nearer to knowing nothing."""
_SHARP = 10.0
"""How sharply the values of ridge, about 0 to 1, part the likely from the unlikely."""
_FAMILY = 0.5
"""How much of a code's probability comes by way of its family (geometric mean)."""
_STEPS = 40
"""Steps at most towards the best weights: near enough is enough here."""


class Constant:
    """What stands in for a model where there is only one class to learn.

    Args:
        value: The probability it gives everything.
    """

    def __init__(self, value: float) -> None:
        self.value = value

    def probability(self, matrix: Any) -> Any:
        """Return the same probability for each row."""
        import numpy as np

        return np.full(matrix.shape[0], self.value)


class AnythingModel:
    """How likely a sentence holds any code at all."""

    def fit(self, matrix: Any, targets: Targets) -> AnythingModel:
        """Learn from sentences.

        Args:
            matrix: Features, one row a sentence.
            targets: ``1`` and ``0`` for some of its rows.
        """
        self.model_ = _regression(matrix, targets)
        self.share_ = _share(targets)
        return self

    def probability(self, matrix: Any) -> Any:
        """Return the probability for each row, shape (rows,)."""
        if self.model_ is None:
            return Constant(self.share_).probability(matrix)
        return self.model_.predict_proba(matrix)[:, 1]


class CodeModel:
    """Which code a sentence holds, if any.

    Args:
        families: The family of each code, in the order of the codebook.
    """

    def __init__(self, families: Mapping[str, str]) -> None:
        self.families = dict(families)

    def fit(self, matrix: Any, targets: Targets) -> CodeModel:
        """Learn from sentences.

        Args:
            matrix: Features, one row a sentence.
            targets: Codes, or `NOTHING`, for some of its rows.
        """
        self.codes_ = tuple(self.families)
        self.model_ = _ridge_shares(matrix, targets)
        above = [self.families.get(value, NOTHING) for value in targets.values]
        self.family_model_ = _ridge_shares(matrix, _with(targets, above))
        self.only_ = next(iter(set(targets.values) - {NOTHING}), NOTHING)
        return self

    def probability(self, matrix: Any) -> Any:
        """Return the probability of each code where there is something, shape (rows, codes)."""
        import numpy as np

        found = self._of_codes(matrix)
        if self.family_model_ is not None:
            found = found ** (1 - _FAMILY) * self._by_family(matrix, found) ** _FAMILY
        total = found.sum(axis=1, keepdims=True)
        return np.divide(found, total, out=np.zeros_like(found), where=total > 0)

    def coefficients(self, code: str) -> Any | None:
        """Return how much each feature speaks for a code; None where nothing was learned of it."""
        if self.model_ is None or code not in self.model_.classes_:
            return None
        return self.model_.coef_[self.model_.classes_.index(code)]

    def _of_codes(self, matrix: Any) -> Any:
        import numpy as np

        found = np.zeros((matrix.shape[0], len(self.codes_)))
        if self.model_ is None:
            if self.only_ in self.codes_:
                found[:, self.codes_.index(self.only_)] = 1
            return found
        places = {code: place for place, code in enumerate(self.codes_)}
        told = self.model_.probability(matrix)
        for column, code in enumerate(self.model_.classes_):
            if code in places:
                found[:, places[code]] = told[:, column]
        return found

    def _by_family(self, matrix: Any, found: Any) -> Any:
        """Return the probabilities of codes by way of their families."""
        import numpy as np

        assert self.family_model_ is not None
        told = self.family_model_.probability(matrix)
        of_family = dict(zip(self.family_model_.classes_, told.T, strict=True))
        result = np.zeros_like(found)
        for family in dict.fromkeys(self.families.values()):
            members = [n for n, code in enumerate(self.codes_) if self.families[code] == family]
            within = found[:, members]
            total = np.maximum(within.sum(axis=1, keepdims=True), 1e-12)
            if family in of_family:
                result[:, members] = within / total * of_family[family][:, None]
        return result


class RidgeShares:
    """Classes weighed against each other by ridge regression."""

    def fit(self, matrix: Any, targets: Targets) -> RidgeShares:
        """Learn from the rows that the targets name; they are of two classes at least."""
        import numpy as np
        from sklearn.linear_model import RidgeClassifier

        model = RidgeClassifier(alpha=_RIDGE, solver="sparse_cg", tol=1e-2)
        model = _quietly(model, matrix[targets.rows], targets)
        self.classes_ = [str(each) for each in model.classes_]
        self.coef_, self.intercept_ = model.coef_, model.intercept_
        if len(self.classes_) == 2:  # then scikit-learn keeps one row for both
            self.coef_ = np.vstack([-self.coef_, self.coef_])
            self.intercept_ = np.hstack([-self.intercept_, self.intercept_])
        return self

    def probability(self, matrix: Any) -> Any:
        """Return the share of each class, shape (rows, classes)."""
        import numpy as np

        values = _SHARP * (matrix @ self.coef_.T + self.intercept_)
        shares = np.exp(values - values.max(axis=1, keepdims=True))
        return shares / shares.sum(axis=1, keepdims=True)


def _ridge_shares(matrix: Any, targets: Targets) -> RidgeShares | None:
    """Return the fitted weighing; None where there are not two classes."""
    return RidgeShares().fit(matrix, targets) if len(set(targets.values)) > 1 else None


def _regression(matrix: Any, targets: Targets) -> Any | None:
    """Return a fitted logistic regression; None where there are not two classes."""
    from sklearn.linear_model import LogisticRegression

    if len(set(targets.values)) < 2:
        return None
    model = LogisticRegression(C=_ANYTHING, solver="liblinear", max_iter=_STEPS, tol=1e-2)
    return _quietly(model, matrix[targets.rows], targets)


def _quietly(model: Any, rows: Any, targets: Targets) -> Any:
    """Fit without a word about having stopped early: near enough is enough here."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.fit(rows, targets.values, sample_weight=targets.weights)


def _share(targets: Targets) -> float:
    """Return the probability where there is one class only."""
    return 1.0 if "1" in targets.values else _USUAL


def _with(targets: Targets, values: Sequence[str]) -> Targets:
    from dataclasses import replace

    return replace(targets, values=list(values))
