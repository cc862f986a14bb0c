"""Learning weights: coded interviews and examples in, a table of weights for `code` out.

How sure a proposal must be is not set by hand: interviews are put apart in turn, those of one
source together, and the limit is the lowest score above which the wanted share of proposals
was right in those apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.learned import Anything, Learned
from qualcode.model.codebook import LEVELS
from qualcode.suggestion.apart import parts_of, put_apart
from qualcode.suggestion.lines import SHARE, joined, known_of, line_of
from qualcode.suggestion.looking import claimed, second_look_of
from qualcode.suggestion.measures import answer_in, longest_in
from qualcode.suggestion.promising import promise_of
from qualcode.suggestion.quality import Measured
from qualcode.suggestion.sight import Sight
from qualcode.suggestion.whole import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.codebook.second_look import Longest
    from qualcode.suggestion.lines import Coded, Known, Line, Scores

_LEAST_HITS = 20
"""So many proposals at least must be above a limit for their share to mean anything."""
_ALONE = 0.0, 1.0, 0.0
"""Without a promise the log-odds that there is anything are its own score and nothing else."""


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
            none with fewer than two sources).
        """
        sight = Sight().fit([each.sentence for each in coded])
        longest = longest_in(coded)
        known = known_of(sight.matrix_, coded, tuple(self.families), longest)
        judged = [each.source if each.is_judged else "" for each in coded]
        progress(0, parts_of(judged) + 1)
        line = line_of(known.told(), self.families)
        self.learned_ = _quantised(self.families, sight, line, longest)
        self._carried = line.carried
        self.outcomes_: dict[int, Outcome] = {}
        progress(1, parts_of(judged) + 1)
        if parts_of(judged) > 1:
            apart = _Apart(known, [each.source for each in coded], judged, sight.columns)
            self._held_against(*self._scored(apart, progress), answer_in(coded))
        return self

    def _held_against(self, scores: Scores, known: Known, answer: int) -> None:
        """Learn from scores in interviews put apart how far they can be trusted."""
        look = second_look_of(scores, known, answer)
        if look is None:
            return
        odds, is_told = claimed(look, scores, known), known.weights > 0
        levels = [level / 100 for level in LEVELS]
        found = outcomes(odds[is_told], known.truth[is_told], levels)
        self.outcomes_ = dict(zip(LEVELS, found, strict=True))
        self.learned_ = replace(
            self.learned_,
            limits={level: each.least for level, each in self.outcomes_.items()},
            second_look=look,
            promise=promise_of(scores, known, look, self._carried),
        )

    def _scored(self, apart: _Apart, progress: Callable[[int, int], None]) -> tuple[Scores, Known]:
        """Return the scores of judged sentences by models that had not seen their source.

        With them what is known of these sentences.
        """
        import numpy as np

        rows, found = [], []
        for part in put_apart(apart.sources, apart.judged, self.seed):
            line = line_of(apart.known.of(part.others).told(), self.families)
            found.append(line.scores(apart.known.of(part.rows), apart.kinds))
            rows.append(part.rows)
            progress(len(found) + 1, parts_of(apart.judged) + 1)
        order = np.concatenate(rows)
        return joined(found, np.argsort(order)), apart.known.of(np.sort(order))


class _Apart(NamedTuple):
    """What is needed to put interviews apart."""

    known: Known
    sources: Sequence[str]
    judged: Sequence[str]
    """The sources of sentences that are judged; empty = of the others."""
    kinds: Sequence[slice]


def outcomes(scores: Any, truth: Any, precisions: Sequence[float]) -> list[Outcome]:
    """Return how good proposals are of which a share is right, as many as there can be.

    Args:
        scores: Any shape.
        truth: Whether each is right, of the same shape.
        precisions: The shares; where one is never reached, the score with the best share counts.
            Where that is no better than to propose everything, nothing is proposed.
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
        if not len(enough) and last == len(order) - 1:
            found.append(Outcome(float(ranked[0]) + 1, Measured(0, 0, int(right[-1]))))
            continue
        least = ranked[last : last + 2].mean()  # halfway to the first that is not proposed
        told = int(right[last]), last + 1 - int(right[last]), int(right[-1] - right[last])
        found.append(Outcome(float(least), Measured(*told)))
    return found


def _even(level: int) -> float:
    """Return the score of a probability: what a limit is where nothing could be put apart."""
    from math import log

    return log(level / (100 - level))


def _quantised(codes: Mapping[str, str], sight: Sight, line: Line, longest: Longest) -> Learned:
    """Return weights as whole numbers: finer ones say no more, and take four times the room."""
    weights, scale = whole(line.coefficients)
    of_all, scale_of_all = whole(line.anything.weights[:, None])
    return Learned(
        tuple(codes),
        tuple(map(str, sight.names)),
        rarity=sight.rarity,
        weights=weights,
        scale=scale,
        bias=line.bias,
        rule=line.rule,
        limits={level: _even(level) for level in LEVELS},
        anything=Anything(of_all[:, 0], float(scale_of_all[0]), *line.anything[1:], SHARE, _ALONE),
        longest=longest,
    )
