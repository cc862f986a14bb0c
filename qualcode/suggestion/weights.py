"""Learning weights: coded interviews and examples in, a table of weights for `code` out.

How sure a proposal must be is not set by hand: interviews are put apart in turn, never split
inside one, and the limit is the lowest score above which the wanted share of proposals was
right in those apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualcode.codebook.learned import Anything, Learned
from qualcode.model.codebook import LEVELS
from qualcode.suggestion.lines import SHARE, Scores, known_of, line_of
from qualcode.suggestion.quality import FOLDS, Measured
from qualcode.suggestion.sight import Sight
from qualcode.suggestion.whole import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.suggestion.lines import Coded, Known, Line

_LEAST_HITS = 20
"""So many proposals at least must be above a limit for their share to mean anything."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How good proposals were in interviews put apart."""

    least: float
    """The score from which on they were made."""
    found: Measured


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
        known = known_of(sight.matrix_, coded, tuple(self.families))
        names = [each.interview for each in coded]
        parts = min(FOLDS, len(set(names) - {""}))
        progress(0, parts + 1)
        apart, rows = self._apart(known, names, parts, progress)
        truth = known.truth[rows]
        limits = self._limits(apart.codes, truth)
        slope, intercept = _calibrated(apart.codes, truth)
        learned = _quantised(
            self.families, sight, line_of(known, self.families), _stacked(apart, truth)
        )
        self.learned_ = replace(learned, limits=limits, slope=slope, intercept=intercept)
        progress(parts + 1, parts + 1)
        return self

    def _apart(
        self, known: Known, names: Sequence[str], parts: int, progress: Callable[[int, int], None]
    ) -> tuple[Scores, Any]:
        """Return the scores of sentences by models that had not seen their interview, and which."""
        import numpy as np
        from sklearn.model_selection import GroupKFold

        rows = np.flatnonzero([bool(name) for name in names])
        found = Scores(
            np.zeros((len(rows), len(self.families)), np.float32), np.zeros(len(rows), np.float32)
        )
        if parts < 2:
            return found, rows
        split = GroupKFold(parts, shuffle=True, random_state=self.seed)
        groups = [names[int(row)] for row in rows]
        for done, (_, apart) in enumerate(split.split(rows, groups=groups)):
            learned = np.setdiff1d(np.arange(len(names)), rows[apart])
            scores = line_of(known.of(learned), self.families).scores(known.of(rows[apart]))
            found.codes[apart], found.anything[apart] = scores
            progress(done + 1, parts + 1)
        return found, rows

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


def _stacked(scores: Scores, truth: Any) -> tuple[float, float, float]:
    """Return how to tell whether there is anything from its own score and from those of codes.

    Two guesses that err differently, weighed by how they fared in interviews apart (stacked
    generalization, Wolpert 1992).
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    is_any = truth.any(axis=1)
    if not scores.anything.any() or is_any.all() or not is_any.any():
        return 0.0, 1.0, 0.0
    expected = np.log((1 / (1 + np.exp(-scores.codes))).sum(axis=1))
    model = LogisticRegression().fit(np.stack([scores.anything, expected], axis=1), is_any)
    constant, (of_score, of_expected) = model.intercept_[0], model.coef_[0]
    return round(float(constant), 4), round(float(of_score), 4), round(float(of_expected), 4)


def _quantised(
    codes: Mapping[str, str], sight: Sight, line: Line, odds: tuple[float, float, float]
) -> Learned:
    """Return weights as whole numbers: finer ones say no more, and take four times the room."""
    weights, scale = whole(line.coefficients)
    of_all, scale_of_all = whole(line.anything[:, None])
    return Learned(
        tuple(codes),
        tuple(map(str, sight.names)),
        rarity=sight.rarity,
        weights=weights,
        scale=scale,
        bias=line.bias,
        rule=line.rule,
        limits={},
        anything=Anything(
            of_all[:, 0], float(scale_of_all[0]), line.start, line.length, SHARE, odds
        ),
    )
