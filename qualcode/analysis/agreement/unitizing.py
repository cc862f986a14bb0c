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

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Mark = tuple[int, int]
"""A stretch marked by a coder: start and end, half-open, in characters."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Observed and expected disagreement of a code; alpha is what they make."""

    observed: float
    expected: float

    @property
    def alpha(self) -> float | None:
        """Return 1 − observed / expected; None where nothing is expected: nobody marked a thing."""
        return 1 - self.observed / self.expected if self.expected > 0 else None


def unitizing_alpha(
    codes: Iterable[Sequence[Sequence[Mark]]], begin: int, end: int
) -> float | None:
    """Return alpha over several codes, 1 − ΣD_o / ΣD_e.

    Args:
        codes: For each code, the marks of each coder, sorted and without overlap.
        begin: Where the continuum begins.
        end: Where it ends.
    """
    found = [disagreement(coders, begin, end) for coders in codes]
    total = Disagreement(sum(each.observed for each in found), sum(each.expected for each in found))
    return total.alpha


def disagreement(coders: Sequence[Sequence[Mark]], begin: int, end: int) -> Disagreement:
    """Return the disagreement on one code.

    Args:
        coders: The marks of each coder, sorted and without overlap.
        begin: Where the continuum begins.
        end: Where it ends.
    """
    length, number = end - begin, len(coders)
    if length <= 0 or number < 2:
        return Disagreement(0.0, 0.0)
    seen = sum(_difference(one, other) for one, other in permutations(coders, 2))
    return Disagreement(
        seen / (number * (number - 1) * length**2), _expected(coders, begin, end, length)
    )


def merged(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks sorted, those that overlap or touch made one, as the method asks for."""
    found: list[Mark] = []
    for start, end in sorted(marks):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def joined(
    documents: Sequence[Mapping[str, Sequence[Mark]]], sizes: Sequence[int]
) -> dict[str, list[Mark]]:
    """Put the marks of several documents on one continuum, one document after the other."""
    found: dict[str, list[Mark]] = {}
    offset = 0
    for marks, size in zip(documents, sizes, strict=True):
        for coder, spans in marks.items():
            found.setdefault(coder, []).extend((a + offset, b + offset) for a, b in spans)
        offset += size
    return found


def _difference(one: Sequence[Mark], other: Sequence[Mark]) -> float:
    """Return Σδ² of one coder's marks against another's marks and gaps; one sweep.

    A mark in a gap differs from it as the gap does from the mark, so it counts for
    both orders; two marks that overlap are met again in the other order.
    """
    total = 0.0
    ends = [end for _, end in other]
    for start, end in one:
        number = bisect_right(ends, start)
        if number == len(other) or other[number][0] >= end:
            total += 2 * (end - start) ** 2
        while number < len(other) and other[number][0] < end:
            total += (start - other[number][0]) ** 2 + (end - other[number][1]) ** 2
            number += 1
    return total


def _expected(coders: Sequence[Sequence[Mark]], begin: int, end: int, length: int) -> float:
    """Return D_e: what marks and gaps of these lengths differ by, wherever they lie."""
    number = len(coders)
    lengths = [stop - start for marks in coders for start, stop in marks]
    gaps = [gap for marks in coders for gap in _gaps(marks, begin, end)]
    units = len(lengths)
    total = 0.0
    for size in lengths:
        overlapping = (units - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        within = size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
        total += overlapping + within
    marked = sum(size * (size - 1) for size in lengths)
    pairs = number * length * (number * length - 1) - marked
    return 2 / length * total / pairs if pairs else 0.0


def _gaps(marks: Sequence[Mark], begin: int, end: int) -> list[int]:
    edges = [(begin, begin), *marks, (end, end)]
    return [after[0] - before[1] for before, after in pairwise(edges) if after[0] > before[1]]
