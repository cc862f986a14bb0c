"""Learning weights: coded interviews and examples in, a table of weights for `code` out.

One logistic regression a code (scikit-learn, liblinear) over the same sparse features, to
which those of its family and of “is there anything at all” add a share, so that rare codes
lean on their family; all of it is linear, and comes out as one number for a feature and a
code. How sure a proposal must be is not set by hand: interviews are put apart in turn,
never split inside one, and the limit is the lowest score above which the wanted share of
proposals was right in those apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.learned import Learned
from qualcode.model.codebook import LEVELS
from qualcode.suggestion.quality import FOLDS, Measured
from qualcode.suggestion.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.suggestion.features import Sentence

_STRENGTH = 20.0
"""scikit-learn's C: smaller = nearer to knowing nothing."""
_STEPS = 60
_ABOVE = 0.2
"""How much the family, and that there is anything at all, adds to the score of a code."""
_RULE = 0.4
"""How large the feature is that a pattern of the code has fired, beside rows of length one."""
_LEAST_HITS = 20
"""So many proposals at least must be above a limit for their share to mean anything."""
_LARGE = 1_000_000
"""Numbers in a matrix from which on it is worth starting processes."""
_LEVELS = 127
_NEVER = -20.0
"""The score of a code of which there are not two sentences."""


class Coded(NamedTuple):
    """A sentence of which is known what it holds."""

    sentence: Sentence
    holds: frozenset[str]
    """Codes that it asserts."""
    fired: frozenset[str]
    """Codes of which a pattern claims that it asserts them."""
    interview: str = ""
    """Empty = not to be put apart: it tells nothing of how good patterns are elsewhere."""
    weight: float = 1.0
    """How much it counts."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How good proposals were in interviews put apart."""

    least: float
    """The score from which on they were made."""
    found: Measured


class _Known(NamedTuple):
    """What is known of sentences, row by row."""

    matrix: Any
    truth: Any
    """bool, shape (rows, codes): what holds."""
    fired: Any
    """The same for patterns."""
    weights: Any
    """How much each row counts."""

    def of(self, rows: Any) -> _Known:
        """Return some of the rows."""
        return _Known(*(each[rows] for each in self))


class _Line(NamedTuple):
    """A linear model of each code: what is added up to a score."""

    coefficients: Any
    """Shape (features, codes)."""
    bias: Any
    rule: Any
    """What a fired pattern of the code adds."""

    def scores(self, known: _Known) -> Any:
        """Return the scores of sentences, shape (rows, codes)."""
        return known.matrix @ self.coefficients + self.bias + known.fired * self.rule


class WeightLearner:
    """Learns weights from coded sentences.

    Args:
        families: The family of each code, in the order of the codebook.
        seed: For the parts.
    """

    def __init__(self, families: Mapping[str, str], *, seed: int = 1) -> None:
        self.families = dict(families)
        self.seed = seed

    def fit(
        self,
        coded: Sequence[Coded],
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> WeightLearner:
        """Learn.

        Args:
            coded: Sentences of interviews, and examples.
            progress: Told how many of how many models are learned.

        Returns:
            Itself, with `learned_` (weights that do not know of any pattern yet) and
            `outcomes_` (how good they were in interviews apart, by percentage asked for;
            none with fewer than two interviews).
        """
        sight = Sight().fit([each.sentence for each in coded])
        known = _known(sight.matrix_, coded, tuple(self.families))
        names = [each.interview for each in coded]
        parts = min(FOLDS, len(set(names) - {""}))
        progress(0, parts + 1)
        scores, rows = self._apart(known, names, parts, progress)
        limits = self._limits(scores, known.truth[rows])
        sure = _calibrated(scores, known.truth[rows])
        self.learned_ = _quantised(self.families, sight, self._line(known), (limits, *sure))
        progress(parts + 1, parts + 1)
        return self

    def _apart(
        self, known: _Known, names: Sequence[str], parts: int, progress: Callable[[int, int], None]
    ) -> tuple[Any, Any]:
        """Return the scores of sentences by models that had not seen their interview, and which."""
        import numpy as np
        from sklearn.model_selection import GroupKFold

        rows = np.flatnonzero([bool(name) for name in names])
        scores = np.zeros((len(rows), len(self.families)), np.float32)
        if parts < 2:
            return scores, rows
        split = GroupKFold(parts, shuffle=True, random_state=self.seed)
        groups = [names[int(row)] for row in rows]
        for done, (_, apart) in enumerate(split.split(rows, groups=groups)):
            learned = np.setdiff1d(np.arange(len(names)), rows[apart])
            scores[apart] = self._line(known.of(learned)).scores(known.of(rows[apart]))
            progress(done + 1, parts + 1)
        return scores, rows

    def _limits(self, scores: Any, truth: Any) -> dict[int, float]:
        """Return the score from which on to propose, by the percentage that should be right."""
        self.outcomes_: dict[int, Outcome] = {}
        if scores.any():
            found = outcomes(scores, truth, [level / 100 for level in LEVELS])
            self.outcomes_ = dict(zip(LEVELS, found, strict=True))
        return {
            level: self.outcomes_[level].least if self.outcomes_ else _even(level)
            for level in LEVELS
        }

    def _line(self, known: _Known) -> _Line:
        """Return the models of all codes, with a share of those above them."""
        import numpy as np
        from joblib import Parallel, delayed

        names = list(dict.fromkeys(self.families.values()))
        family = np.array([names.index(each) for each in self.families.values()])
        above = [known.truth[:, family == each].any(axis=1) for each in range(len(names))]
        truths = [*known.truth.T, *above, known.truth.any(axis=1)]
        fired = [*known.fired.T, *(np.zeros(len(known.fired), bool) for _ in (*above, 0))]
        jobs = -1 if known.matrix.nnz > _LARGE else 1
        columns = Parallel(jobs)(
            delayed(_regression)(known.matrix, known.weights, truth, rule)
            for truth, rule in zip(truths, fired, strict=True)
        )
        table = np.stack(columns, axis=1)
        codes, anything = len(family), table[:, -1:]
        table = table[:, :codes] + _ABOVE * (table[:, codes + family] + anything)
        return _Line(table[:-2], table[-2], np.maximum(table[-1], 0) * _RULE)


def outcomes(scores: Any, truth: Any, precisions: Sequence[float]) -> list[Outcome]:
    """Return how good proposals are of which a share is right, as many as there can be.

    Args:
        scores: Any shape.
        truth: Whether each is right, of the same shape.
        precisions: The shares; where one is never reached, the score with the best share counts.
    """
    import numpy as np

    order = np.argsort(-scores, axis=None, kind="stable")
    ranked, hits = scores.ravel()[order], truth.ravel()[order]
    right = np.cumsum(hits)
    shares = right / np.arange(1, len(order) + 1)
    shares[: min(_LEAST_HITS, len(order)) - 1] = 0
    found = []
    for precision in precisions:
        enough = np.flatnonzero((shares >= precision) & hits)  # the last one is right
        last = int(enough[-1]) if len(enough) else int(shares.argmax())
        least = ranked[last : last + 2].mean()  # halfway to the first that is not proposed
        told = int(right[last]), last + 1 - int(right[last]), int(right[-1] - right[last])
        found.append(Outcome(float(least), Measured(*told)))
    return found


def _known(matrix: Any, coded: Sequence[Coded], codes: Sequence[str]) -> _Known:
    import numpy as np

    columns = {code: column for column, code in enumerate(codes)}
    truth, fired = (np.zeros((len(coded), len(codes)), bool) for _ in range(2))
    for row, each in enumerate(coded):
        truth[row, [columns[code] for code in each.holds if code in columns]] = True
        fired[row, [columns[code] for code in each.fired if code in columns]] = True
    return _Known(matrix, truth, fired, np.array([each.weight for each in coded]))


def _regression(matrix: Any, weights: Any, truth: Any, fired: Any) -> Any:
    """Return the coefficients of one model, its bias, and that of a fired pattern.

    In a process of its own or one after the other: threads would share the random numbers
    of liblinear, and the same interviews would give other weights each time.
    """
    import warnings

    import numpy as np
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    if truth.sum() < 2 or truth.all():
        return np.array([0.0] * matrix.shape[1] + [_NEVER, 0.0], np.float32)
    rule = csr_matrix(_RULE * fired[:, None].astype(np.float32))
    model = LogisticRegression(
        C=_STRENGTH, solver="liblinear", dual=True, max_iter=_STEPS, tol=1e-2, random_state=1
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # near enough is enough here
        model.fit(hstack([matrix, rule]).tocsr(), truth, sample_weight=weights)
    said, last = model.coef_[0][:-1], model.coef_[0][-1:]
    return np.concatenate([said, model.intercept_, last]).astype(np.float32)


def _even(level: int) -> float:
    """Return the score of a probability: what a limit is where nothing could be put apart."""
    from math import log

    return log(level / (100 - level))


def _calibrated(scores: Any, truth: Any) -> tuple[float, float]:
    """Return slope and intercept of the probability of a score (Platt 1999)."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    flat, right = scores.ravel(), truth.ravel()
    if not flat.any() or len(set(right)) < 2:
        return 1.0, 0.0
    near = np.flatnonzero(flat > np.quantile(flat, 0.9))  # the rest is certain anyway
    if len(set(right[near])) < 2:
        return 1.0, 0.0
    model = LogisticRegression().fit(flat[near, None], right[near])
    return float(model.coef_[0][0]), float(model.intercept_[0])


def _quantised(
    codes: Mapping[str, str], sight: Sight, line: _Line, sure: tuple[dict[int, float], float, float]
) -> Learned:
    """Return weights as whole numbers: finer ones say no more, and take four times the room."""
    import numpy as np

    scale = np.maximum(np.abs(line.coefficients).max(axis=0), 1e-6) / _LEVELS
    whole = np.rint(line.coefficients / scale).astype(np.int8)
    limits, slope, intercept = sure
    return Learned(
        tuple(codes),
        tuple(map(str, sight.names)),
        rarity=sight.rarity,
        weights=whole,
        scale=scale.astype(np.float32),
        bias=line.bias,
        rule=line.rule,
        limits=limits,
        slope=slope,
        intercept=intercept,
    )
