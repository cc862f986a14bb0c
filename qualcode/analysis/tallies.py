"""The numbers of a frequency table, each kind of them counted once for all who ask."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.analysis.counting import TOTAL, Count, tally
from qualcode.analysis.findings import findings
from qualcode.analysis.groups import grouping
from qualcode.analysis.layout import homes_of, rows_of

if TYPE_CHECKING:
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
        self._counted: dict[tuple[Count, Status | None], dict[tuple[str, ...], int]] = {}
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

    def cells(self, count: Count, status: Status | None = None) -> dict[tuple[str, ...], int]:
        """Count per row and group; the group `TOTAL` counts each coding once."""
        if (count, status) not in self._counted:
            self._counted[count, status] = self._count(count, status)
        return self._counted[count, status]

    def _count(self, count: Count, status: Status | None) -> dict[tuple[str, ...], int]:
        from qualcode.analysis.marks import spread

        frame = self._found
        if status is not None:
            frame = self._marks[self._marks["status"] == status.value]
        side = self.grouping.depends_on
        groups = {value: self.grouping.home(value) for value in frame[side].cat.categories}
        cells = tally(spread(frame, side, groups, "group"), count, ["group"], self._homes)
        totals = tally(frame, count, [], self._homes)
        return cells | {(row, TOTAL): number for (row,), number in totals.items()}
