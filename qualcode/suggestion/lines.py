"""Linear models of coded sentences: one of each code, of each family, and of “is there anything”.

Logistic regressions (scikit-learn, liblinear) over the same sparse features. Those of the
families and of whether there is anything add a share to the codes, so that rare codes lean
on what is like them. All of it is linear: one number for a feature and a code.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.second_look import Scored, summed
from qualcode.text.grams import has_han, length_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.codebook.second_look import Longest
    from qualcode.suggestion.features import Sentence

_STRENGTH = 20.0
"""scikit-learn's C: smaller = nearer to knowing nothing."""
_STEPS = 60
_ABOVE = 0.2
"""How much its family adds to the score of a code."""
_ANYTHING = 0.3
"""C of whether there is anything at all: of a question with many answers less can be known."""
_CARRIED = 1.0
"""C of whether any code is there whatever its status: it makes the order of reading, and adds
nothing to any code."""
SHARE = 0.4
"""How much that adds to the score of a code."""
_LENGTH = 0.2
"""How large a feature an e-fold of characters is, beside rows of length one."""
_RULE = 0.4
"""How large the feature is that a pattern of the code has fired, beside rows of length one."""
_LARGE = 1_000_000
"""Numbers in a matrix from which on it is worth starting processes."""
NEVER = -20.0
"""The score of a code of which there are not two sentences."""


class Coded(NamedTuple):
    """A sentence, and what is known of it."""

    sentence: Sentence
    holds: frozenset[str]
    """Codes that it asserts."""
    fired: frozenset[str]
    """Codes of which a pattern claims that it asserts them."""
    source: str = ""
    """The interview, or what several were collected with: what is put apart together."""
    is_judged: bool = False
    """Whether it tells how good proposals are elsewhere: not where patterns were chosen on it."""
    weight: float = 1.0
    """How much it counts; 0 = nobody has said what it holds, it only stands in its answer."""
    answer: int = 0
    """The number of the answer that it is of; those of one answer stand together."""
    interview: str = ""
    """The interview that it is of."""
    carries: frozenset[str] = frozenset()
    """All codes that were put on it, whatever their status; those that it asserts go without
    saying."""
    plain: frozenset[str] = frozenset()
    """Of the codes that fired those of which the pattern is most of the sentence."""


class Known(NamedTuple):
    """What is known of sentences, row by row."""

    matrix: Any
    truth: Any
    """bool, shape (rows, codes): what holds."""
    carried: Any
    """Whether any code was put on it, whatever its status."""
    fired: Any
    """The same for patterns."""
    plain: Any
    """The same for patterns that are most of the sentence."""
    weights: Any
    """How much each row counts."""
    lengths: Any
    """Logarithm of characters."""
    answers: Any
    """The number of the answer of each."""
    interviews: Any
    """The number of the interview of each."""
    han: Any
    """Whether there are Chinese characters in it."""

    def of(self, rows: Any) -> Known:
        """Return some of the rows."""
        return Known(*(each[rows] for each in self))

    def told(self) -> Known:
        """Return the rows of which is known what they hold."""
        return self.of(self.weights > 0)


class Whether(NamedTuple):
    """A linear model of whether there is anything in a sentence."""

    weights: Any
    """Shape (features,)."""
    start: float
    """Its bias, and what an e-fold of characters adds."""
    length: float

    def kinds(self, known: Known, kinds: Sequence[slice]) -> list[Any]:
        """Return what each kind of feature adds, each of shape (rows,)."""
        return [known.matrix[:, kind] @ self.weights[kind] for kind in kinds]

    def constant(self, known: Known) -> Any:
        """Return what is added before any feature."""
        return self.start + self.length * known.lengths


class Line(NamedTuple):
    """A linear model of each code, and of whether there is any: what is added up to scores."""

    coefficients: Any
    """Shape (features, codes)."""
    bias: Any
    rule: Any
    """What a fired pattern of the code adds."""
    anything: Whether
    carried: Whether

    def scores(self, known: Known, kinds: Sequence[slice]) -> Scores:
        """Return the scores of sentences, by kind of feature and in sum.

        Args:
            known: The sentences.
            kinds: The columns of each kind of feature.
        """
        codes = [known.matrix[:, kind] @ self.coefficients[kind] for kind in kinds]
        of_all = self.anything.kinds(known, kinds)
        sums = summed(codes, of_all, self.bias, self.anything.constant(known), SHARE)
        scored = Scored(sums.kinds, sums.scores, known.answers, known.lengths, known.han)
        carried = sum(self.carried.kinds(known, kinds), self.carried.constant(known))
        return Scores(scored, known.fired * self.rule, carried)


class Scores(NamedTuple):
    """Scores of sentences."""

    scored: Scored
    """Before any pattern."""
    rules: Any
    """What patterns add, shape (rows, codes)."""
    carried: Any
    """The score of any code being there whatever its status, shape (rows,)."""


def joined(parts: Sequence[Scores], order: Any) -> Scores:
    """Return the scores of several parts in an order."""
    import numpy as np

    def all_of(each: Sequence[Any]) -> Any:
        return np.concatenate(each)[order]

    scored = [part.scored for part in parts]
    return Scores(
        Scored(
            [all_of(kind) for kind in zip(*(each.kinds for each in scored), strict=True)],
            *map(all_of, list(zip(*scored, strict=True))[1:]),
        ),
        all_of([part.rules for part in parts]),
        all_of([part.carried for part in parts]),
    )


def line_of(known: Known, families: Mapping[str, str]) -> Line:
    """Learn the models of all codes, with a share of those above them.

    Args:
        known: Sentences.
        families: The family of each code, in the order of the columns of `known`.
    """
    import numpy as np
    from joblib import Parallel, delayed

    names = list(dict.fromkeys(families.values()))
    family = np.array([names.index(each) for each in families.values()])
    above = [known.truth[:, family == each].any(axis=1) for each in range(len(names))]
    ask = partial(delayed(_regression), known.matrix, known.weights)
    never = np.zeros(len(known.lengths))
    asked = [
        *(ask(*pair) for pair in zip(known.truth.T, _RULE * known.fired.T, strict=True)),
        *(ask(truth, never) for truth in above),
        ask(known.truth.any(axis=1), _LENGTH * known.lengths, strength=_ANYTHING),
        ask(known.carried, _LENGTH * known.lengths, strength=_CARRIED),
    ]
    table = np.stack(Parallel(-1 if known.matrix.nnz > _LARGE else 1)(asked), axis=1)
    codes, whether = len(family), map(_whether, table[:, -2:].T)
    table = table[:, :codes] + _ABOVE * table[:, codes + family]
    rule = np.maximum(table[-1], 0) * _RULE
    return Line(table[:-2], table[-2], rule, *whether)


def _whether(column: Any) -> Whether:
    return Whether(column[:-2], float(column[-2]), float(column[-1] * _LENGTH))


def known_of(matrix: Any, coded: Sequence[Coded], codes: Sequence[str], longest: Longest) -> Known:
    """Return what is known of sentences; codes that are not among these are left out."""
    import numpy as np

    texts = [each.sentence.text for each in coded]
    places = [(each.source, each.interview) for each in coded]
    numbers = {place: number for number, place in enumerate(dict.fromkeys(places))}
    return Known(
        matrix,
        _table([each.holds for each in coded], codes),
        np.array([bool(each.holds | each.carries) for each in coded]),
        _table([each.fired for each in coded], codes),
        _table([each.plain for each in coded], codes),
        np.array([each.weight for each in coded]),
        length_of(texts, longest),
        np.array([each.answer for each in coded], np.intp),
        np.array([numbers[place] for place in places], np.intp),
        np.array([has_han(text) for text in texts], bool),
    )


def _table(rows: Sequence[frozenset[str]], codes: Sequence[str]) -> Any:
    """Return which codes are in each row, bool of shape (rows, codes)."""
    import numpy as np

    columns = {code: column for column, code in enumerate(codes)}
    found = np.zeros((len(rows), len(codes)), bool)
    for row, each in enumerate(rows):
        found[row, [columns[code] for code in each if code in columns]] = True
    return found


def _regression(
    matrix: Any, weights: Any, truth: Any, beside: Any, *, strength: float = _STRENGTH
) -> Any:
    """Return the coefficients of one model, its bias, and that of the feature beside the others.

    In a process of its own or one after the other: threads would share the random numbers
    of liblinear, and the same interviews would give other weights each time.
    """
    import warnings

    import numpy as np
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    if truth.sum() < 2 or truth.all():
        return np.array([0.0] * matrix.shape[1] + [NEVER, 0.0], np.float32)
    last = csr_matrix(beside[:, None].astype(np.float32))
    model = LogisticRegression(
        C=strength, solver="liblinear", dual=True, max_iter=_STEPS, tol=1e-2, random_state=1
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # near enough is enough here
        model.fit(hstack([matrix, last]).tocsr(), truth, sample_weight=weights)
    said, own = model.coef_[0][:-1], model.coef_[0][-1:]
    return np.concatenate([said, model.intercept_, own]).astype(np.float32)
