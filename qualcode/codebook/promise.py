"""How much a sentence promises: whether a reader will put any code on it, whatever its status.

It makes the order of reading. What was said never, long ago or by others is coded too, so
this is learned for itself: a score of the words, how likely the codes are, how long the
sentence is, and where it stands. The last sentence of an answer seldom holds anything, and
in one interview there is about as much to be found as in another, whatever words are its
manner: so a score counts against the mean of its interview. People begin with greetings and
who they are, and end with thanks: the first answers hold little, the last ones less than
others. A logistic regression weighs all this, learned from scores in interviews that were
put apart (as `second_look`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.packing import unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TERMS = (
    "anything",
    "expected",
    "likeliest",
    "length",
    "han",
    "han_length",
    "last",
    "answer",
    "interview",
    "opening",
    "closing",
)
"""What is weighed, in the order of `Promise.terms`."""
_LATER = ("opening", "closing")
"""Those that files of before do not tell: there they count nothing."""


class Standing(NamedTuple):
    """Where sentences stand; those of one answer, and of one interview, stand together."""

    answers: Any
    """The number of the answer of each, shape (sentences,)."""
    interviews: Any
    """The number of the interview of each."""


class Seen(NamedTuple):
    """What is seen of sentences, each of shape (sentences,)."""

    anything: Any
    """What their features say, see `Promise.weights`."""
    expected: Any
    """The logarithm of the number of codes that their scores give."""
    likeliest: Any
    """The highest log-odds of a code, by the second look."""
    lengths: Any
    """Logarithm of characters."""
    han: Any
    """Whether a sentence holds Chinese characters."""


@dataclass(frozen=True, slots=True, eq=False)
class Promise:
    """Weights of what promises that there is something."""

    weights: Any
    """int8, shape (features,); times `scale` it is what a feature adds to `Seen.anything`."""
    scale: float
    bias: float
    length: float
    """What each e-fold of characters adds there."""
    constant: float
    terms: Any
    """float32, one for each of `TERMS`."""

    def odds(self, seen: Seen, standing: Standing) -> Any:
        """Return log-odds that sentences hold anything, shape (sentences,)."""
        return self.constant + terms_of(seen, standing) @ self.terms


_TOLD = ("scale", "bias", "length", "constant")
"""What the head of a file tells of `Promise`, beside its terms."""


def told(promise: Promise) -> dict[str, Any]:
    """Return what the head of a file tells of a promise; its weights stand with the numbers."""
    terms = {name: round(float(each), 4) for name, each in zip(TERMS, promise.terms, strict=True)}
    return {name: getattr(promise, name) for name in _TOLD} | {"terms": terms}


def read(row: Mapping[str, Any], numbers: Mapping[str, str], features: int) -> Promise:
    """Return a promise as a file tells it; see `told`."""
    import numpy as np

    weights = unpacked(numbers["promise"], "promise", (features,), "i1")
    weighed = dict.fromkeys(_LATER, 0) | row["terms"]
    terms = np.array([float(weighed[name]) for name in TERMS], np.float32)
    scale, bias, length, constant = (float(row[name]) for name in _TOLD)
    return Promise(weights, scale, bias, length, constant, terms)


def alone(sentences: int) -> Standing:
    """Return the standing of sentences of which nothing is known: each for itself."""
    import numpy as np

    return Standing(np.arange(sentences), np.arange(sentences))


def standing_of(places: Sequence[tuple[str, int]]) -> Standing:
    """Return the standing of sentences from the names of their interviews and their turns."""
    import numpy as np

    turns = {place: number for number, place in enumerate(dict.fromkeys(places))}
    names = {name: number for number, name in enumerate(dict.fromkeys(n for n, _ in places))}
    return Standing(
        np.array([turns[place] for place in places], np.intp),
        np.array([names[name] for name, _ in places], np.intp),
    )


def together(parts: Sequence[Seen]) -> Seen:
    """Return what is seen of the sentences of all parts, one after the other."""
    import numpy as np

    return Seen(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def terms_of(seen: Seen, standing: Standing) -> Any:
    """Return what is weighed, float32 of shape (sentences, terms), in the order of `TERMS`."""
    import numpy as np

    is_last = np.diff(standing.answers, append=-1) != 0
    _, answer, sizes = np.unique(standing.answers, return_inverse=True, return_counts=True)
    columns = (
        seen.anything,
        seen.expected,
        seen.likeliest,
        seen.lengths,
        seen.han,
        seen.han * seen.lengths,
        is_last,
        np.log(sizes)[answer],
        _means(seen.anything, standing.interviews),
        *_ends(standing),
    )
    return np.stack([np.asarray(each, np.float32) for each in columns], axis=1)


def _ends(standing: Standing) -> tuple[Any, Any]:
    """Return how near the first, and the last, answer of its interview each sentence is.

    In the first answer 1, in the second 1/2, then 1/3 (in the last, the last but one); less
    the mean of the interview, so that one of a single answer stands as any other.
    """
    import numpy as np

    _, rows, answer = np.unique(standing.answers, return_index=True, return_inverse=True)
    _, interview, sizes = np.unique(
        standing.interviews[rows], return_inverse=True, return_counts=True
    )
    order = np.argsort(interview, kind="stable")
    before = np.empty(len(order))
    before[order] = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    after = sizes[interview] - 1 - before
    opening, closing = (1 / (1 + each)[answer] for each in (before, after))
    where = standing.interviews
    return opening - _means(opening, where), closing - _means(closing, where)


def _means(values: Any, groups: Any) -> Any:
    """Return for each value the mean of its group."""
    import numpy as np

    _, group, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    return (np.bincount(group, values) / sizes)[group]
