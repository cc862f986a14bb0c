"""What another codebook would change is told before it does, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.reader import read_codebook, read_codebook_text
from qualcode.errors import DataError, UnknownNameError, UsageError
from qualcode.model.coding import Review
from qualcode.model.query import CodingQuery
from qualcode.workflow.cards import counts_of
from qualcode.workflow.coding import code_project
from qualcode.workflow.impact import ABOUT, CAME, STATUS, WENT, CellChange, impact_of
from qualcode.workflow.statistics import Comparison, compare
from qualcode.workflow.versions import codebook_version

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.workflow.project import Project


def _edited(study: Project, *pairs: tuple[str, str]) -> Codebook:
    text = study.codebook_path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    book, problems = read_codebook_text(text, path="new.yaml")
    assert book, problems
    return book


def _dump(study: Project) -> list[object]:
    return [
        list(study.store.excerpts.find(CodingQuery())),
        study.store.history.all(),
        study.store.codebooks.versions(),
        study.digest,
    ]


def test_no_difference_no_impact(study: Project) -> None:
    book = study.codebook()
    found = impact_of(study, book, book)
    assert (found.codings, found.cells) == ((), ())
    assert found.unchanged == len(list(study.store.excerpts.find(CodingQuery())))


def test_codings_that_come_and_go_and_the_cells_they_change(study: Project) -> None:
    before = _dump(study)
    new = _edited(study, ("patterns: {zh: [没钱]}", "patterns: {zh: [好多了]}"))
    found = impact_of(study, study.codebook(), new)
    assert _dump(study) == before
    went = [each for each in found.codings if each.change == WENT]
    assert {each.coding.code for each in went} == {"income"}
    came = [each for each in found.codings if each.change == CAME]
    assert [each.coding.quote for each in came] == ["现在好多了，不走形式了。"]
    assert CellChange("income", "PH", 2, 1) in found.cells
    assert CellChange("income", "total", 2, 1) in found.cells
    assert {each.code for each in found.cells} <= {"income", "any"}


def test_what_it_tells_is_what_then_happens(study: Project) -> None:
    text = study.codebook_path.read_text(encoding="utf-8")
    new = _edited(study, ("[走形式, 拍照]", "[走形式]"), ("about: [GOV]", "about: [PH]"))
    found = impact_of(study, study.codebook(), new)
    changed = text.replace("[走形式, 拍照]", "[走形式]").replace("about: [GOV]", "about: [PH]")
    study.codebook_path.write_text(changed, encoding="utf-8")
    run = code_project(study)
    assert run.removed - found.count(STATUS) - found.count(ABOUT) == found.count(WENT)
    assert run.added - found.count(STATUS) - found.count(ABOUT) == found.count(CAME)
    assert found.count(ABOUT) > 0


def test_decisions_stay_whatever_the_codebook_says(study: Project) -> None:
    first = next(iter(study.store.excerpts.find(CodingQuery(codes=("income",)))))
    study.store.codings.decide(first.coding.id, Review.ACCEPTED, by="li", at="2026")
    new = _edited(study, ("patterns: {zh: [没钱]}", "patterns: {zh: [好多了]}"))
    found = impact_of(study, study.codebook(), new)
    assert first.coding.id not in {each.coding.id for each in found.codings}


def test_a_version_is_known_by_many_names(study: Project) -> None:
    book = study.codebook()
    for name in ("project", book.digest, book.digest[:6].upper(), "1", str(study.codebook_path)):
        assert codebook_version(study, name).digest == book.digest
    with pytest.raises(UnknownNameError):
        codebook_version(study, "2.0")
    with pytest.raises(DataError, match="no file"):
        codebook_version(None, "project")


def test_a_card_counts_what_a_code_has_come_to(study: Project) -> None:
    marks = study.store.excerpts.marks(CodingQuery(codes=("scarce", "formal")))
    book = read_codebook(study.codebook_path)
    counts = counts_of(study, book.under("contact"))
    assert counts.codings == len(marks)
    assert counts.persons == 2
    assert counts.reviews == {"proposed": len(marks)}
    assert counts_of(study, ()).codings == 0


def test_two_codebooks_are_compared_in_the_same_words(study: Project) -> None:
    before = _dump(study)
    text = study.codebook_path.read_text(encoding="utf-8")
    other = study.codebook_path.with_name("other.yaml")
    other.write_text(
        text.replace("patterns: {zh: [没钱]}", "patterns: {zh: [好多了]}"), encoding="utf-8"
    )
    table = compare(study, Comparison("project", str(other), by="codebook"))
    assert _dump(study) == before
    columns = [table.column(key) for key in ("code", "a_n", "b_n")]
    cells = {code: (one, other) for code, one, other in zip(*columns, strict=True)}
    assert cells["income"] == (2, 1)
    assert all(one == other for code, (one, other) in cells.items() if code != "income")
    assert any("same people" in note.en for note in table.notes)
    with pytest.raises(UsageError):
        compare(study, Comparison("project", "project", by="codebook"))
