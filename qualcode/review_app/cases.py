"""The places where coders differ, and where a person stands among them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.workflow.adjudication import Choice, disagreements, equal_cases, settle_all
from qualcode.workflow.codes import codebook_at_hand
from qualcode.workflow.handcoding import known_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Coding
    from qualcode.model.document import Document
    from qualcode.model.span import Span
    from qualcode.workflow.adjudication_cases import Case
    from qualcode.workflow.decisions import Decided
    from qualcode.workflow.filters import Filters
    from qualcode.workflow.project import Project


class Cases:
    """What two or more coders disagree on.

    Args:
        project: The project.
        coders: The coders.
        filters: Codes, documents and so on.
        by: Who adjudicates.

    Raises:
        UsageError: When fewer than two coders are named.
        UnknownNameError: When one of them has coded nothing.
    """

    def __init__(
        self, project: Project, coders: Sequence[str], filters: Filters, *, by: str
    ) -> None:
        self.project, self.coders, self.by = project, tuple(coders), by
        self._filters = filters
        self.codebook = codebook_at_hand(project)
        self._document: Document | None = None
        self.cases: list[Case] = []
        self.position = 0
        self.refresh()
        self.next_open(0)

    def refresh(self) -> None:
        """Look anew at where coders differ; stand before the first case that has changed."""
        former = {case.id: case.settled for case in self.cases}
        self.cases = disagreements(self.project, self.coders, self._filters, settled=True)
        self.position = min(self.position, max(len(self.cases) - 1, 0))
        for place, case in enumerate(self.cases):
            if case.id in former and (former[case.id] is None) is not (case.settled is None):
                self.position = place
                break

    @property
    def current(self) -> Case | None:
        """Return the case before the person; None where there is none."""
        return self.cases[self.position] if self.cases else None

    @property
    def sides(self) -> tuple[str, ...]:
        """Return the coders of the current case, in the order of the digits.

        Who has not worked in its document is none of them.
        """
        return tuple(self.current.sides) if self.current else self.coders

    @property
    def open(self) -> int:
        """Return how many cases are not settled."""
        return sum(case.settled is None for case in self.cases)

    def document(self, name: str) -> Document:
        """Return a document; the last one is remembered."""
        if self._document is None or self._document.name != name:
            self._document = known_document(self.project, name)
        return self._document

    def move(self, by: int) -> None:
        """Go on or back."""
        self.position = min(max(self.position + by, 0), max(len(self.cases) - 1, 0))

    def next_open(self, step: int = 1) -> bool:
        """Go to the next open case, going round; tell whether there is one."""
        number = len(self.cases)
        for ahead in range(step, number + step):
            place = (self.position + ahead) % number
            if self.cases[place].settled is None:
                self.position = place
                return True
        return False

    def side(self, digit: int) -> tuple[str, ...] | None:
        """Return the coders that a digit stands for; None for a digit that is free.

        One each in their order, then all of them, and 0 for none.
        """
        if digit == 0:
            return ()
        if digit == len(self.sides) + 1:
            return self.sides
        return (self.sides[digit - 1],) if digit <= len(self.sides) else None

    def codings(self, case: Case, sides: Sequence[str], span: Span | None) -> tuple[Coding, ...]:
        """Return the codings of some coders, on other words where a span is given."""
        found = [coding for name in sides for coding in case.sides[name]]
        if span is None:
            return tuple(found)
        quote = span.of(self.document(case.document).text)
        return tuple(replace(each, span=span, quote=quote) for each in found)

    def settle(self, cases: Sequence[Case], choice: Choice) -> Decided:
        """Keep what was agreed on for one case or several equal ones."""
        done = settle_all(self.project, cases, choice, by=self.by)
        chosen = choice.codings
        names = {case.id for case in cases}
        self.cases = [
            replace(case, settled=chosen or self.codings(case, choice.sides, None))
            if case.id in names
            else case
            for case in self.cases
        ]
        return done

    def agreement(self) -> dict[str, tuple[float | None, float | None]]:
        """Return kappa and alpha of the independent codings, by code; ``all`` is the whole.

        What was agreed on afterwards has no part in it.

        Raises:
            DataError: When no two coders have a document in common.
        """
        from qualcode.analysis.agreement.table import AgreementOptions
        from qualcode.workflow.agreement import AgreementRequest, agreement

        request = AgreementRequest(self.coders, self._filters, AgreementOptions(draws=0))
        table = agreement(self.project, request)
        columns = (table.column(key) for key in ("code", "kappa", "alpha"))
        return {str(code): (_number(k), _number(a)) for code, k, a in zip(*columns, strict=True)}

    def equal_to(self, case: Case) -> list[Case]:
        """Return the open cases in which the same coders differ in the same way."""
        return equal_cases(case, self.cases)


def _number(cell: object) -> float | None:
    """Return a figure of a table; None where it is undefined."""
    return float(cell) if isinstance(cell, int | float) else None
