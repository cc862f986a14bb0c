"""Trials as they come out by what was learned: the same as `Autocoder.code`, told of each match."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.matching.proposals import best_of
from qualcode.matching.trial import Fate
from qualcode.model.finding import is_finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.matching.restating import Restater
    from qualcode.matching.trial import Trial
    from qualcode.matching.weighing import Weighed
    from qualcode.model.codebook import Code
    from qualcode.model.span import Span


def doubted(
    trials: Sequence[Trial],
    weighed: Weighed,
    places: Mapping[Span, int],
    codes: Mapping[str, Code],
) -> list[Trial]:
    """Return trials, those told as unlikely that count otherwise.

    Args:
        trials: Of one document.
        weighed: The document.
        places: The number of each sentence.
        codes: By id.
    """
    found = list(trials)
    for (unit, code), here in _counting(trials, places).items():
        kind = codes[code].kind
        readings = [
            (trials[row].candidate.hit, is_finding(trials[row].judgement.status, kind))
            for row in here
        ]
        for row, is_believed in zip(here, weighed.believes(unit, readings), strict=True):
            if not is_believed:
                unlikely = found[row].candidate._replace(fate=Fate.UNLIKELY)
                found[row] = replace(found[row], candidate=unlikely)
    return found


def restated(
    trials: Sequence[Trial],
    weighed: Weighed,
    restater: Restater,
    places: Mapping[Span, int],
    codes: Mapping[str, Code],
) -> list[Trial]:
    """Return trials, those that count with the status that coded interviews clearly have.

    Args:
        trials: Of one document.
        weighed: The document.
        restater: What was learned of statuses.
        places: The number of each sentence.
        codes: By id.
    """
    found = list(trials)
    for (unit, code), here in _counting(trials, places).items():
        best = best_of([trials[row] for row in here])
        new = restater.restated(weighed, unit, codes[code], best.judgement)
        if new is not best.judgement:
            for row in here:
                found[row] = replace(found[row], judgement=new, view_of="")
    return found


def _counting(
    trials: Sequence[Trial], places: Mapping[Span, int]
) -> Mapping[tuple[int, str], list[int]]:
    """Return the rows of trials that count, by unit and code."""
    rows: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for row, each in enumerate(trials):
        if each.candidate.fate is Fate.COUNTS:
            rows[places[each.sentence], each.candidate.hit.code].append(row)
    return rows
