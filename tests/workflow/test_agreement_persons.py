"""Agreement on what some persons say: their sentences are the base, in whatever document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.agreement.basis import Basis, Universe
from qualcode.analysis.agreement.table import AgreementOptions
from qualcode.codebook.reader import read_codebook
from qualcode.errors import DataError, UsageError
from qualcode.model.span import Span
from qualcode.workflow.agreement import AgreementRequest, agreement, disagreements
from qualcode.workflow.filters import Filters
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.imported import ImportOptions
from qualcode.workflow.ingest import import_files

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.analysis.table import Cell
    from qualcode.workflow.project import Project

BOTH = ("li", "zhao")
COUPLE = """访谈者：好吗？
丈夫：苦得很。路也远。
妻子：不苦。
访谈者：咋了？
丈夫：没咋。
妻子：钱不够。
"""


@pytest.fixture
def couple(study: Project, tmp_path: Path) -> Project:
    """Of a couple the coders agree on what he says, and on nothing that she says."""
    file = tmp_path / "K.txt"
    file.write_text(COUPLE, encoding="utf-8")
    scheme = read_codebook(study.codebook_path).subjects
    import_files(study.store, [file], scheme, ImportOptions())
    put(study, "li", "路也远", "scarce")
    put(study, "zhao", "路也远", "scarce")
    put(study, "li", "不苦", "formal")
    put(study, "zhao", "钱不够", "formal")
    return study


def put(project: Project, by: str, words: str, code: str) -> None:
    start = project.store.documents.text("K").index(words)
    add_coding(project, "K", Span(start, start + len(words)), code, by=by)


def request(filters: Filters, basis: Basis = Basis.SENTENCE) -> AgreementRequest:
    options = AgreementOptions(basis, draws=0)
    return AgreementRequest(BOTH, filters, options, Universe.ALL)


def measured(
    project: Project, filters: Filters, basis: Basis = Basis.SENTENCE
) -> dict[str, tuple[Cell, Cell]]:
    """Return of each code on how many units, and in which share of them, coders agree."""
    table = agreement(project, request(filters, basis))
    columns = map(table.column, ("code", "n_units", "raw"))
    return {str(code): (units, raw) for code, units, raw in zip(*columns, strict=True)}


def test_the_sentences_of_one_person_are_the_base(couple: Project) -> None:
    whole = measured(couple, Filters(documents=("K",)))
    assert (whole["scarce"], whole["formal"]) == ((5, 1.0), (5, 0.6))
    assert measured(couple, Filters(participants=("K-丈夫",)))["scarce"] == (3, 1.0)
    assert measured(couple, Filters(participants=("K-妻子",)))["formal"] == (2, 0.0)
    assert measured(couple, Filters(persons="participant=K-妻子"))["formal"] == (2, 0.0)


def test_turns_are_those_of_the_person(couple: Project) -> None:
    found = measured(couple, Filters(participants=("K-妻子",)), Basis.TURN)
    assert found["formal"] == (2, 0.0)


def test_the_places_listed_are_those_of_the_person(couple: Project) -> None:
    listed = disagreements(couple, request(Filters(participants=("K-妻子",))))
    assert set(listed.column("quote")) == {"不苦", "钱不够"}
    assert not disagreements(couple, request(Filters(participants=("K-丈夫",)))).rows


def test_characters_of_one_person_are_no_continuum(couple: Project) -> None:
    with pytest.raises(UsageError, match="not by character"):
        agreement(couple, request(Filters(participants=("K-妻子",)), Basis.CHARACTER))


def test_persons_whom_only_one_has_coded_are_told(couple: Project) -> None:
    with pytest.raises(DataError):
        agreement(couple, request(Filters(participants=("P-02",))))
