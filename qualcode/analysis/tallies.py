"""The numbers of a frequency table, each kind of them counted once for all who ask."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.analysis.counting import TOTAL, Count, tally, tally_across
from qualcode.analysis.findings import findings
from qualcode.analysis.groups import grouping
from qualcode.analysis.layout import homes_of, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.groups import Group, Grouping
    from qualcode.analysis.layout import Layout
    from qualcode.model.coding import Status


class Tallies:
    """Everything a frequency table counts, counted once.

    Args:
        corpus: What is counted.
        layout: How.
    """

    def __init__(self, corpus: Corpus, layout: Layout) -> None:
        from qualcode.analysis.marks import having

        self.corpus, self.layout = corpus, layout
        self.grouping: Grouping = grouping(corpus, layout.by, layout.level)
        self.rows = rows_of(corpus, layout)
        self._homes = homes_of(self.rows)
        self._marks = corpus.frame[having(corpus.frame, "code", self._homes)]
        self._found = findings(self._marks, corpus.codebook, layout.statuses)
        self._counted: dict[tuple[Count, Status | None], dict[str, list[int]]] = {}
        self._totals: dict[tuple[Count, Status | None], dict[str, int]] = {}
        self._active = frozenset(self._found["participant"]) if layout.coded_only else None

    def base(self, group: Group) -> int:
        """Return the number of persons a group's percentages are of."""
        return len(group.members if self._active is None else group.members & self._active)

    def everybody(self) -> frozenset[str]:
        """Return the participants the total's percentages are of."""
        people = frozenset(person.id for person in self.corpus.participants)
        return people if self._active is None else people & self._active

    @cached_property
    def bases(self) -> list[tuple[str, int, int]]:
        """Return id, number of persons and characters spoken of each group and of the total."""
        corpus = self.corpus
        found = [
            (group.id, self.base(group), corpus.characters(group.members, group.document))
            for group in self.grouping.groups
        ]
        if self.layout.totals:
            people = [person.id for person in corpus.participants]
            found.append((TOTAL, len(self.everybody()), corpus.characters(people)))
        return found

    def cells(self, count: Count, status: Status | None = None) -> dict[str, list[int]]:
        """Count per row: of each group in order, then of all, where each coding counts once."""
        if (count, status) not in self._counted:
            self._counted[count, status] = self._count(count, status)
        return self._counted[count, status]

    def totals(self, count: Count, status: Status | None = None) -> dict[str, int]:
        """Count per row, whatever the group, each coding once."""
        if (count, status) not in self._totals:
            found = tally(self._frame(status), count, [], self._homes)
            self._totals[count, status] = {row.id: found.get((row.id,), 0) for row in self.rows}
        return self._totals[count, status]

    def _count(self, count: Count, status: Status | None) -> dict[str, list[int]]:
        from qualcode.analysis.marks import spread

        frame, side = self._frame(status), self.grouping.depends_on
        homes = {value: self.grouping.home(value) for value in frame[side].cat.categories}
        groups = [group.id for group in self.grouping.groups]
        within = spread(frame, side, homes, "group")
        found = tally_across(within, count, "group", groups, self._homes)
        nothing = [0] * len(groups)
        return {
            row: [*found.get(row, nothing), total]
            for row, total in self.totals(count, status).items()
        }

    def _frame(self, status: Status | None) -> pd.DataFrame:
        """Return the codings of a status, of the codes that have a row; None = those that count."""
        if status is None:
            return self._found
        return self._marks[self._marks["status"] == status.value]
