"""Two models of a sentence: is there anything in it, and if so, which code.

Both are logistic regressions with a small penalty parameter on the same sparse
features: what a linear model knows can be told in words, and few sentences are
enough. Which code: all codes are weighed against each other (softmax), and their
families as well; a code with two sentences thus leans on what its family is like.
As everywhere in scikit-learn, `fit` returns the model and learned names end in `_`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.suggestion.training import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.suggestion.training import Targets

_ANYTHING, _CODES = 3.0, 10.0
"""scikit-learn's C: smaller = nearer to knowing nothing. Rows are short (tf-idf, length one)."""
_FAMILY = 0.5
"""How much of a code's probability comes by way of its family (geometric mean)."""
_STEPS, _STEPS_OF_MANY, _MANY = 40, 20, 16_000
"""Steps at most towards the best weights; from so many rows on, each takes half a second."""


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
        self.coef_ = None
        self.model_ = _regression(matrix, targets, _ANYTHING)
        if self.model_ is not None:
            self.coef_ = self.model_.coef_[0]
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
        self.model_ = _regression(matrix, targets, _CODES)
        above = [self.families.get(value, NOTHING) for value in targets.values]
        self.family_model_: Any = _regression(matrix, _with(targets, above), _CODES)
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
        place = list(self.model_.classes_).index(code)
        if len(self.model_.classes_) == 2:
            return self.model_.coef_[0] * (1 if place else -1)
        return self.model_.coef_[place]

    def _of_codes(self, matrix: Any) -> Any:
        import numpy as np

        found = np.zeros((matrix.shape[0], len(self.codes_)))
        if self.model_ is None:
            if self.only_ in self.codes_:
                found[:, self.codes_.index(self.only_)] = 1
            return found
        places = {code: place for place, code in enumerate(self.codes_)}
        told = self.model_.predict_proba(matrix)
        for column, code in enumerate(self.model_.classes_):
            if code in places:
                found[:, places[code]] = told[:, column]
        return found

    def _by_family(self, matrix: Any, found: Any) -> Any:
        """Return the probabilities of codes by way of their families."""
        import numpy as np

        told = self.family_model_.predict_proba(matrix)
        of_family = dict(zip(self.family_model_.classes_, told.T, strict=True))
        result = np.zeros_like(found)
        for family in dict.fromkeys(self.families.values()):
            members = [n for n, code in enumerate(self.codes_) if self.families[code] == family]
            within = found[:, members]
            total = np.maximum(within.sum(axis=1, keepdims=True), 1e-12)
            if family in of_family:
                result[:, members] = within / total * of_family[family][:, None]
        return result


def _regression(matrix: Any, targets: Targets, strength: float) -> Any | None:
    """Return a fitted logistic regression; None where there are not two classes."""
    from sklearn.linear_model import LogisticRegression

    if len(set(targets.values)) < 2:
        return None
    steps = _STEPS_OF_MANY if len(targets.rows) > _MANY else _STEPS
    model = LogisticRegression(C=strength, max_iter=steps, tol=1e-3)
    return _quietly(model, matrix[targets.rows], targets)


def _quietly(model: Any, rows: Any, targets: Targets) -> Any:
    """Fit without a word about having stopped early: near enough is enough here."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.fit(rows, targets.values, sample_weight=targets.weights)


def _share(targets: Targets) -> float:
    total = sum(targets.weights)
    pairs = zip(targets.values, targets.weights, strict=True)
    return sum(weight for value, weight in pairs if value == "1") / total if total else 0.0


def _with(targets: Targets, values: Sequence[str]) -> Targets:
    from dataclasses import replace

    return replace(targets, values=list(values))
