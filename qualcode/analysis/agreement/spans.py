"""Agreement on free spans: how many of two coders' marks meet, and alpha_u of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.agreement.unitizing import disagreement, joined, merged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.agreement.unitizing import Disagreement, Mark
    from qualcode.analysis.agreement.units import Study

HALF = 0.5
"""Two spans meet when they share at least this much of what they cover together."""


def span_f1(one: Sequence[Mark], other: Sequence[Mark], *, least: float = HALF) -> float | None:
    """Return F1 of the spans of two coders: 2 × met / all; None where there are none.

    Args:
        one: Spans of one coder, sorted.
        other: Spans of the other, sorted.
        least: Share of the union that must be shared for two spans to meet.
    """
    if not one and not other:
        return None
    return 2 * _met(one, other, least) / (len(one) + len(other))


def study_f1(study: Study, code: str) -> float | None:
    """Return span F1 of a code, pooled over documents and pairs of coders."""
    met = everything = 0
    for name, size in study.touched(code).items():
        coders = [coder for coder in study.coders if coder in size.coders]
        spans = {coder: _spans(study, coder, name, code) for coder in coders}
        for number, one in enumerate(coders):
            for other in coders[number + 1 :]:
                met += 2 * _met(spans[one], spans[other], HALF)
                everything += len(spans[one]) + len(spans[other])
    return met / everything if everything else None


def study_disagreement(study: Study, code: str) -> Disagreement:
    """Return the disagreement of alpha_u on a code, all documents on one continuum.

    Documents that not all coders have coded are left out: the method of 2004 knows
    no missing data.
    """
    whole = [
        (name, size) for name, size in study.documents.items() if set(study.coders) <= size.coders
    ]
    marks = [
        {coder: merged(_spans(study, coder, name, code)) for coder in study.coders}
        for name, _ in whole
    ]
    found = joined(marks, [size.length for _, size in whole])
    coders = [merged(found.get(coder, [])) for coder in study.coders]
    return disagreement(coders, 0, sum(size.length for _, size in whole))


def _spans(study: Study, coder: str, document: str, code: str) -> list[Mark]:
    return sorted((mark.start, mark.stop) for mark in study.at(coder, code, document))


def _met(one: Sequence[Mark], other: Sequence[Mark], least: float) -> int:
    """Pair spans off, the best first come first served along the text."""
    free = list(other)
    met = 0
    for start, stop in one:
        shares = [(_shared((start, stop), each), each) for each in free]
        best = max(shares, default=(0.0, (0, 0)))
        if best[0] >= least:
            free.remove(best[1])
            met += 1
    return met


def _shared(one: Mark, other: Mark) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0
