"""Learning the assertion status: how coders set it, beside what the steps say.

For each status a logistic regression over the features that speak most for or against it.
Whether it may overrule the steps is measured in interviews put apart, those of one source
together: only from the score on at which it was right in the share of cases asked for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.leanings import CONTESTED, Leaning
from qualcode.suggestion.apart import parts_of, put_apart
from qualcode.suggestion.weights import outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Status
    from qualcode.suggestion.quality import Measured
    from qualcode.suggestion.weights import Outcome

_LEAST_CODINGS = 100
"""Of a status with fewer nothing is learned."""
_LEAST_SENTENCES = 5
"""Sentences that a feature must stand in."""
_WORDS = 2_000
"""Features of a status, those that part it best from the others (chi-square)."""
_STRENGTH = 0.3
"""scikit-learn's C: smaller = nearer to knowing nothing."""
_LEAST_CHANGES = 20
"""With fewer cases nothing can be said of how often changes are right."""
_SHARE = 0.6
"""So many of the changes made to what the steps say must be right."""
_CLEARLY = 0.9
"""So many where they say what is contested: among coders of another manner they are fewer."""


class Stated(NamedTuple):
    """A code that a coder has put on a sentence."""

    code: str
    features: frozenset[str]
    status: Status
    """The coder's."""
    judged: Status
    """What the steps say."""
    source: str
    """What is put apart together; empty = it is of none."""
    is_judged: bool
    """Whether it tells how good statuses are elsewhere: not where patterns were chosen on it."""
    open: frozenset[Status]
    """The statuses that may be taken there instead of what the steps say."""


class StatusLearner:
    """Learns statuses.

    Args:
        codes: The codes that there are.
        seed: For the parts.
    """

    def __init__(self, codes: Sequence[str], *, seed: int = 1) -> None:
        self.codes = tuple(codes)
        self.seed = seed

    def fit(self, stated: Sequence[Stated]) -> StatusLearner:
        """Learn.

        Returns:
            Itself, with `leanings_` by status, also of those that never overrule the steps (what
            is likelier one of them is no other), and `changes_`, how often each that does was
            right in interviews apart; none where none does.
        """
        from sklearn.feature_extraction.text import CountVectorizer

        self.leanings_: dict[Status, Leaning] = {}
        self.changes_: dict[Status, Measured] = {}
        often = Counter(each.status for each in stated)
        statuses = sorted(each for each, times in often.items() if times >= _LEAST_CODINGS)
        judged = [each.source if each.is_judged else "" for each in stated]
        if len(statuses) < 2 or parts_of(judged) < 2:
            return self
        seen = CountVectorizer(analyzer=_seen, binary=True, min_df=_LEAST_SENTENCES)
        matrix = seen.fit_transform(stated)
        scores = self._apart(matrix, stated, judged, statuses)
        names = seen.get_feature_names_out()
        held = _Held(scores, stated, statuses)
        least = [held.least(column) for column in range(len(statuses))]
        self.changes_ = {statuses[at]: each.found for at, each in enumerate(least) if each}
        limits = [each.least if each else None for each in least]
        most = [held.most(column, limits) for column in range(len(statuses))]
        for column, status in enumerate(statuses) if self.changes_ else ():
            model = _Model().fit(matrix, _of(stated, status))
            self.leanings_[status] = replace(
                model.leaning(names, self.codes), least=limits[column], most=most[column]
            )
        return self

    def _apart(
        self,
        matrix: Any,
        stated: Sequence[Stated],
        judged: Sequence[str],
        statuses: Sequence[Status],
    ) -> Any:
        """Return scores by models that had not seen the source, NaN where there is none."""
        import numpy as np

        scores = np.full((len(stated), len(statuses)), np.nan)
        for rows, others in put_apart([each.source for each in stated], judged, self.seed):
            for column, status in enumerate(statuses):
                truth = _of(stated, status)[others]
                if not truth.any() or truth.all():  # all of it stands in these sources
                    continue
                model = _Model().fit(matrix[others], truth)
                scores[rows, column] = model.scores(matrix[rows])
        return scores


class _Held:
    """What models say in sources they had not seen, held against the steps and the coders.

    Args:
        scores: Of each coding and status, NaN where there is none.
        stated: The codings.
        statuses: In the order of the scores.
    """

    def __init__(self, scores: Any, stated: Sequence[Stated], statuses: Sequence[Status]) -> None:
        import numpy as np

        self._scores = np.nan_to_num(scores, nan=-np.inf)
        self._best = self._scores.argmax(axis=1)
        likeliest = [statuses[column] for column in self._best]
        pairs = list(zip(stated, likeliest, strict=True))
        self._right = np.array([each.status is status for each, status in pairs])
        self._open = np.array([each.is_judged and status in each.open for each, status in pairs])
        self._judged = np.array([each.judged.value for each in stated])
        self._contested = np.isin(self._judged, [each.value for each in CONTESTED])
        self._statuses = statuses

    def least(self, column: int) -> Outcome | None:
        """Return from which score on a status may overrule the steps; None = never."""
        changed = self._open & (self._best == column) & ~self._contested
        return _limit(self._scores[changed, column], self._right[changed], _SHARE)

    def most(self, column: int, limits: Sequence[float | None]) -> float | None:
        """Return up to which score a contested status gives way; None = never."""
        import numpy as np

        least = np.array([np.inf if each is None else each for each in limits])
        is_sure = self._scores.max(axis=1) >= least[self._best]
        is_said = self._contested & (self._judged == self._statuses[column].value)
        changed = self._open & is_said & is_sure
        found = _limit(-self._scores[changed, column], self._right[changed], _CLEARLY)
        return None if found is None else -found.least


def _limit(scores: Any, right: Any, share: float) -> Outcome | None:
    """Return from which score on enough changes were right; None = so many never were."""
    import numpy as np

    known = np.isfinite(scores)  # where no source could teach it, nothing was scored
    scores, right = scores[known], right[known]
    if len(right) < _LEAST_CHANGES or not right.any():
        return None
    (found,) = outcomes(scores, right, [share])
    return found if (found.found.precision or 0) >= share else None


class _Model:
    """A logistic regression over the features that say most."""

    def fit(self, matrix: Any, truth: Any) -> _Model:
        import warnings

        from sklearn.feature_selection import SelectKBest, chi2
        from sklearn.linear_model import LogisticRegression

        self.chosen_ = SelectKBest(chi2, k=min(_WORDS, matrix.shape[1])).fit(matrix, truth)
        model = LogisticRegression(C=_STRENGTH, solver="liblinear", tol=1e-2, random_state=1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # near enough is enough here
            self.model_ = model.fit(self.chosen_.transform(matrix), truth)
        return self

    def scores(self, matrix: Any) -> Any:
        return self.model_.decision_function(self.chosen_.transform(matrix))

    def leaning(self, names: Any, codes: Sequence[str]) -> Leaning:
        """Return what was learned, by the names of the features, before any limit."""
        weights = dict(
            zip(names[self.chosen_.get_support()], map(float, self.model_.coef_[0]), strict=True)
        )
        of_codes = {code: weights.pop(_CODE + code, 0.0) for code in codes}
        words = {
            str(name): weight for name, weight in weights.items() if not name.startswith(_CODE)
        }
        return Leaning(float(self.model_.intercept_[0]), None, words, of_codes)


_CODE = "@"
"""The mark of a feature that is the code."""


def _seen(stated: Stated) -> list[str]:
    return [*stated.features, _CODE + stated.code]


def _of(stated: Sequence[Stated], status: Status) -> Any:
    import numpy as np

    return np.array([each.status is status for each in stated])
