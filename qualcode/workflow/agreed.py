"""What coders have agreed on, and the places that are settled by it.

A place is settled by where it stands, not by who was compared: what two coders have agreed on
of a code on some words holds as well when a third is compared with one of them. It is shown as
settled then, and changes only when somebody settles it once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.coding import ADJUDICATED, Review
from qualcode.workflow.adjudication_cases import groups_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.model.coding import Coding
    from qualcode.workflow.adjudication_cases import Case
    from qualcode.workflow.project import Project

    Sides = Mapping[str, Sequence[Coding]]

CONSENSUS = "consensus"
"""The coder that what was agreed on is kept under."""


class Agreed:
    """What has been agreed on in a project, as it was when this was made."""

    def __init__(self, project: Project) -> None:
        self._by_document: dict[str, list[Coding]] = {}
        for coding in project.store.codings.of_coder(CONSENSUS):
            self._by_document.setdefault(coding.document, []).append(coding)

    def parted(
        self, document: str, own: Sides
    ) -> tuple[dict[str, list[Coding]], dict[str, list[Coding]]]:
        """Return the codings of a document by coder: those at open places, and at settled ones."""
        done = {
            coding.id
            for codings, agreed in self._runs(document, own)
            for coding in codings
            if agreed
        }
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
        return tuple(
            each
            for each in self._by_document.get(document, ())
            if _case_of(each) in cases and each.review is Review.ACCEPTED
        )

    def former(self, case: Case) -> list[Coding]:
        """Return what was agreed on at the places of a case: what settling it anew replaces."""
        at = {each.id for each in self._at(case.document, case.sides)}
        return [
            each
            for each in self._by_document.get(case.document, ())
            if each.id in at or _case_of(each) == case.id
        ]

    def _at(self, document: str, own: Sides) -> list[Coding]:
        return [each for _, agreed in self._runs(document, own) for each in agreed]

    def _runs(self, document: str, own: Sides) -> Iterator[tuple[list[Coding], list[Coding]]]:
        """Yield the codings of one code on overlapping words, with what was agreed on there."""
        agreed = self._by_document.get(document, [])
        codings = [coding for side in own.values() for coding in side] if agreed else []
        for code in sorted({each.code for each in codings} & {each.code for each in agreed}):
            both = {"": codings, CONSENSUS: agreed}
            same = {who: [each for each in them if each.code == code] for who, them in both.items()}
            for group in groups_of(same):
                if group[""]:
                    yield group[""], group[CONSENSUS]


def _case_of(coding: Coding) -> str:
    """Return the case in which a coding was agreed on."""
    return next((each.cue for each in coding.evidence.reasons if each.step == ADJUDICATED), "")
