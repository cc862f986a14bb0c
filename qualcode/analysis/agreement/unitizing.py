"""Krippendorff's alpha for free spans: coders cut the text themselves (2004 version).

For each code, coders mark stretches of a continuum (the characters of a text)
and leave gaps. Disagreement is counted in squared characters: two marks that
overlap differ by what sticks out at either end; a mark that lies in the other's
gap is all difference. The family of 2016 replaces it for more than two coders,
but no numbers were published to check an implementation by; so this is 2004's,
and is called that.

Source: Krippendorff (2004), Measuring the reliability of qualitative text
analysis data, Quality and Quantity 38; Content Analysis (2004), p. 251–256.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.sweeps import firsts, repeated, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.analysis.sweeps import Ints

    Spans = Sequence[tuple[int, int]] | Ints
    """Stretches marked by a coder: start and end, half-open, in characters."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Observed and expected disagreement of a code; alpha is what they make."""

    observed: float
    expected: float

    @property
    def alpha(self) -> float | None:
        """Return 1 − observed / expected; None where nothing is expected: nobody marked a thing."""
        return 1 - self.observed / self.expected if self.expected > 0 else None


def pooled(codes: Iterable[Disagreement]) -> Disagreement:
    """Return the disagreement of several codes together; alpha is then 1 − ΣD_o / ΣD_e."""
    found = list(codes)
    return Disagreement(sum(each.observed for each in found), sum(each.expected for each in found))


def disagreement(coders: Sequence[Spans], begin: int, end: int) -> Disagreement:
    """Return the disagreement on one code.

    Args:
        coders: The marks of each coder, sorted and without overlap.
        begin: Where the continuum begins.
        end: Where it ends.
    """
    length, number = end - begin, len(coders)
    if length <= 0 or number < 2:
        return Disagreement(0.0, 0.0)
    marks = [np.array(each, dtype=np.int64).reshape(-1, 2) for each in coders]
    seen = sum(_difference(one, other) for one, other in permutations(marks, 2))
    return Disagreement(
        seen / (number * (number - 1) * length**2), _expected(marks, begin, end, length)
    )


def merged(marks: Spans) -> Ints:
    """Return marks sorted, those that overlap or touch made one, as the method asks for."""
    found = np.array(marks, dtype=np.int64).reshape(-1, 2)
    if not len(found):
        return found
    order, run = runs(found[:, 0], found[:, 1] + 1)
    starts = firsts(run)
    return np.stack([found[order, 0][starts], np.maximum.reduceat(found[order, 1], starts)], axis=1)


def _difference(one: Ints, other: Ints) -> float:
    """Return Σδ² of one coder's marks against another's marks and gaps; one sweep.

    A mark in a gap differs from it as the gap does from the mark, so it counts for
    both orders; two marks that overlap are met again in the other order.
    """
    first = np.searchsorted(other[:, 1], one[:, 0], side="right")
    times = np.maximum(np.searchsorted(other[:, 0], one[:, 1], side="left") - first, 0)
    alone = (one[times == 0, 1] - one[times == 0, 0]).astype(float)
    mine, place = repeated(times)
    ends = (one[mine] - other[first[mine] + place]).astype(float)
    return float(2 * (alone**2).sum() + (ends**2).sum())


def _expected(coders: Sequence[Ints], begin: int, end: int, length: int) -> float:
    """Return D_e: what marks and gaps of these lengths differ by, wherever they lie."""
    number = len(coders)
    sizes = np.concatenate([marks[:, 1] - marks[:, 0] for marks in coders]).astype(float)
    gaps = np.sort(np.concatenate([_gaps(marks, begin, end) for marks in coders])).astype(float)
    above = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])  # all gaps from here on
    first = np.searchsorted(gaps, sizes, side="left")
    room = above[first] - (len(gaps) - first) * (sizes - 1)
    overlapping = (len(sizes) - 1) / 3 * (2 * sizes**3 - 3 * sizes**2 + sizes)
    total = float((overlapping + sizes**2 * room).sum())
    marked = float((sizes * (sizes - 1)).sum())
    pairs = number * length * (number * length - 1) - marked
    return 2 / length * total / pairs if pairs else 0.0


def _gaps(marks: Ints, begin: int, end: int) -> Ints:
    """Return the lengths of what lies before, between and behind marks."""
    edges = np.concatenate([[begin], marks.reshape(-1), [end]]).reshape(-1, 2)
    lengths = edges[:, 1] - edges[:, 0]
    return np.asarray(lengths[lengths > 0])
