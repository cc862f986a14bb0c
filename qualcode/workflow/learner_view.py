"""A sentence as the learner sees it: its words, its neighbours, and what has fired in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.matching.proposals import CODER
from qualcode.suggestion.features import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model.coding import Coding
    from qualcode.model.document import Document, Unit


def seen_at(document: Document, number: int, signals: tuple[str, ...] = ()) -> Sentence:
    """Return a unit of a document as the learner sees it: with its question and neighbours."""
    turn, start, end = document.units[number]
    return Sentence(
        document.text[start:end],
        asked=document.questions[turn],
        before=_beside(document, number - 1, turn),
        after=_beside(document, number + 1, turn),
        speaker=document.subjects.get(document.turns[turn].speaker, ""),
        signals=signals,
    )


def _beside(document: Document, number: int, turn: int) -> str:
    if not 0 <= number < len(document.units) or document.units[number].turn != turn:
        return ""
    return document.text[document.units[number].start : document.units[number].end]


def signals_of(codings: Iterable[Coding], *sets: Sequence[str]) -> tuple[str, ...]:
    """Return what fired in a sentence: rules, the statuses they were judged to have, word sets."""
    rules = [each for each in codings if each.coder == CODER]
    told = {f"rule:{each.code}" for each in rules} | {f"status:{each.status}" for each in rules}
    return tuple(sorted(told | {f"set:{name}" for names in sets for name in names}))


def by_unit(units: Sequence[Unit], codings: Iterable[Coding]) -> defaultdict[int, list[Coding]]:
    """Return the codings that hold half of each unit, or lie by half in it."""
    found: defaultdict[int, list[Coding]] = defaultdict(list)
    ends = [unit.end for unit in units]
    for each in codings:
        number = bisect_right(ends, each.span.start)
        while number < len(ends) and units[number].start < each.span.end:
            unit = units[number]
            shared = min(unit.end, each.span.end) - max(unit.start, each.span.start)
            if shared * 2 >= min(unit.end - unit.start, each.span.end - each.span.start):
                found[number].append(each)
            number += 1
    return found
