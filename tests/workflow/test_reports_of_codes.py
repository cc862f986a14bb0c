"""Reports of some codes: the others have no row, since a zero there would be no finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.workflow.filters import Filters
from qualcode.workflow.report_names import ReportName
from qualcode.workflow.reports import report

if TYPE_CHECKING:
    from qualcode.analysis.table import ResultTable
    from qualcode.workflow.project import Project


def asked(study: Project, name: ReportName, *codes: str) -> ResultTable:
    return report(study, name, Filters(codes=codes))


def test_nodes_are_those_asked_for_and_what_is_above_them(study: Project) -> None:
    whole = asked(study, ReportName.NODES)
    assert list(whole.column("code")) == ["contact", "scarce", "formal", "income"]
    table = asked(study, ReportName.NODES, "scarce")
    assert list(table.column("code")) == ["contact", "scarce"]
    assert len(table.levels) == len(table.rows)


def test_levels_are_those_asked_for(study: Project) -> None:
    assert list(asked(study, ReportName.LEVELS, "contact").column("sub_zh")) == ["见不着", "走形式"]
    assert len(asked(study, ReportName.LEVELS).rows) == 3


def test_theory_counts_the_codes_asked_for(study: Project) -> None:
    table = asked(study, ReportName.THEORY, "contact")
    assert table.rows[-1][4] == 2


@pytest.mark.parametrize(("codes", "told"), [((), True), (("contact",), False)])
def test_sentences_without_a_code_are_told_of_all_codes_only(
    study: Project, codes: tuple[str, ...], told: bool
) -> None:
    notes = [note.en for note in asked(study, ReportName.THEORY, *codes).notes]
    assert any("carry no code" in note for note in notes) is told
