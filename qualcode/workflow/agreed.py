"""What coders have agreed on, and the places that are settled by it.

A place is settled by where it stands, not by who was compared: what two coders have agreed on
of a code on some words holds as well when a third is compared with one of them. It is shown as
settled then, and changes only when somebody settles it once more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import chain
from typing import TYPE_CHECKING

from qualcode.model.coding import ADJUDICATED, Review
from qualcode.workflow.adjudication_cases import groups_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qualcode.model.coding import Coding
    from qualcode.workflow.adjudication_cases import Case
    from qualcode.workflow.project import Project

    Sides = Mapping[str, Sequence[Coding]]

CONSENSUS = "consensus"
"""The coder that what was agreed on is kept under."""


class Agreed:
    """What has been agreed on in a project, as it was when this was made."""

    def __init__(self, project: Project) -> None:
        self._of_case: dict[tuple[str, str], list[Coding]] = {}
        """By document and case."""
        self._of_code: dict[tuple[str, str], list[Coding]] = {}
        """By document and code."""
        for coding in project.store.codings.of_coder(CONSENSUS):
            self._of_case.setdefault((coding.document, _case_of(coding)), []).append(coding)
            self._of_code.setdefault((coding.document, coding.code), []).append(coding)
        self._runs: dict[tuple[str, str], list[list[Coding]]] = {}

    def parted(
        self, document: str, own: Sides
    ) -> tuple[dict[str, list[Coding]], dict[str, list[Coding]]]:
        """Return the codings of a document by coder: those at open places, and at settled ones."""
        done = {each.id for each in self._settled(document, own)}
        both: tuple[dict[str, list[Coding]], dict[str, list[Coding]]] = ({}, {})
        for is_done, part in enumerate(both):
            for name, side in own.items():
                part[name] = [each for each in side if (each.id in done) == is_done]
        return both

    def holding(self, document: str, own: Sides, case: str) -> tuple[Coding, ...]:
        """Return what holds by the agreements that settled the places of some codings.

        Args:
            document: The document.
            own: The codings, by coder.
            case: The id of their case.
        """
        cases = {case, *(_case_of(each) for each in self._at(document, own))}
        found = chain.from_iterable(self._of_case.get((document, each), ()) for each in cases)
        return tuple(each for each in _by_id(found) if each.review is Review.ACCEPTED)

    def former(self, case: Case) -> list[Coding]:
        """Return what was agreed on at the places of a case: what settling it anew replaces."""
        made = self._of_case.get((case.document, case.id), ())
        return _by_id([*self._at(case.document, case.sides), *made])

    def _at(self, document: str, own: Sides) -> Iterator[Coding]:
        """Yield what was agreed on of the same codes on words that overlap those of codings."""
        for coding in chain.from_iterable(own.values()):
            runs = self._runs_of(document, coding.code)
            first = bisect_right(runs, coding.span.start, key=_end)
            after = bisect_left(runs, coding.span.end, key=_start)
            yield from chain.from_iterable(runs[first:after])

    def _runs_of(self, document: str, code: str) -> list[list[Coding]]:
        """Return what was agreed on of a code, together where it overlaps, by place."""
        key = document, code
        if key not in self._runs:
            groups = groups_of({CONSENSUS: self._of_code.get(key, [])})
            self._runs[key] = [group[CONSENSUS] for group in groups]
        return self._runs[key]

    def _settled(self, document: str, own: Sides) -> Iterator[Coding]:
        """Yield the codings that overlap what was agreed on of their code, or lead to it."""
        by_code: dict[str, list[Coding]] = {}
        for coding in chain.from_iterable(own.values()):
            by_code.setdefault(coding.code, []).append(coding)
        for code, codings in by_code.items():
            if agreed := self._of_code.get((document, code)):
                for group in groups_of({"": codings, CONSENSUS: agreed}):
                    yield from group[""] if group[CONSENSUS] else ()


def _start(run: Sequence[Coding]) -> int:
    """Return where the words of overlapping codings, by place, begin."""
    return run[0].span.start


def _end(run: Sequence[Coding]) -> int:
    """Return where the words of overlapping codings end."""
    return max(each.span.end for each in run)


def _by_id(codings: Iterable[Coding]) -> list[Coding]:
    """Return each coding once, by id."""
    found = {each.id: each for each in codings}
    return [found[name] for name in sorted(found)]


def _case_of(coding: Coding) -> str:
    """Return the case in which a coding was agreed on."""
    return next((each.cue for each in coding.evidence.reasons if each.step == ADJUDICATED), "")
