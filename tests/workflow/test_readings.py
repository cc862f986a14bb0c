"""Documents marked as read to their end: what is not coded in them is a no, elsewhere unknown."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.agreement.basis import Universe
from qualcode.analysis.agreement.table import AgreementOptions
from qualcode.cli.listings import standing_table
from qualcode.errors import ConflictError, DataError, UnknownNameError
from qualcode.model.coding import Review
from qualcode.model.naming import value_name
from qualcode.model.query import CodingQuery
from qualcode.model.span import Span
from qualcode.store.store import Store
from qualcode.workflow.agreement import AgreementRequest, agreement
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.history import entries, history_table
from qualcode.workflow.imported import ImportOptions, Outcome
from qualcode.workflow.ingest import import_files
from qualcode.workflow.merging import merge
from qualcode.workflow.project import Project
from qualcode.workflow.readings import is_read, mark_read
from qualcode.workflow.removal import plan_removal, remove_documents
from qualcode.workflow.report_names import ReportName
from qualcode.workflow.reports import report
from qualcode.workflow.standing import standing_of
from qualcode.workflow.undoing import redo, undo

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.analysis.table import ResultTable

BOTH = ("li", "zhao")


def put(project: Project, by: str, words: str, code: str, document: str = "P-01") -> None:
    start = project.store.documents.text(document).index(words)
    add_coding(project, document, Span(start, start + len(words)), code, by=by)


def measured(project: Project, universe: Universe | None = None) -> ResultTable:
    return agreement(
        project, AgreementRequest(BOTH, options=AgreementOptions(draws=0), universe=universe)
    )


def units(project: Project, *documents: str) -> int:
    infos = project.store.overview.infos()
    return sum(each.units for each in infos if each.name in documents)


def overall(table: ResultTable) -> object:
    return table.column("n_units")[-1]


def test_a_mark_is_kept_once_undone_and_made_again(study: Project) -> None:
    assert mark_read(study, "P-01", by="li")
    assert mark_read(study, "P-01", by="li") == 0
    assert is_read(study, "P-01", by="li")
    assert not is_read(study, "P-01", by="zhao")
    undo(study, by="li")
    assert not is_read(study, "P-01", by="li")
    redo(study, by="li")
    assert is_read(study, "P-01", by="li")
    assert mark_read(study, "P-01", by="li", whole=False)
    assert not is_read(study, "P-01", by="li")
    with pytest.raises(UnknownNameError):
        mark_read(study, "P-99", by="li")


def test_no_import_and_no_removal_takes_a_mark_away(study: Project) -> None:
    mark_read(study, "P-01", by="li")
    path = study.codebook_path.with_name("P-01.txt")
    path.write_text(path.read_text(encoding="utf-8") + "受访者：还有路。\n", encoding="utf-8")
    scheme, options = study.codebook().subjects, ImportOptions(update=True, by="wang")
    (done,) = import_files(study.store, [path], scheme, options).files
    assert done.outcome is Outcome.REFUSED
    assert "1 mark of having read it whole" in str(done.error)
    with pytest.raises(ConflictError, match="1 mark of having read it whole on 'P-01'"):
        plan_removal(study, ["P-01"])
    assert is_read(study, "P-01", by="li")


def test_a_mark_goes_with_its_document_when_that_is_said_and_comes_back(study: Project) -> None:
    mark_read(study, "P-01", by="li")
    plan = plan_removal(study, ["P-01"], with_codings=True)
    assert (plan["P-01"].codings, plan["P-01"].readings) == (0, 1)
    remove_documents(study, plan, by="li")
    assert study.store.documents.names() == ["P-02"]
    undo(study, by="li")
    assert is_read(study, "P-01", by="li")
    undo(study, by="li")
    assert not is_read(study, "P-01", by="li")


def test_status_counts_them_for_each_coder(study: Project) -> None:
    for document in ("P-01", "P-02"):
        mark_read(study, document, by="li")
    mark_read(study, "P-02", by="zhao")
    assert standing_of(study).read == {"li": 2, "zhao": 1}
    keys = standing_table(standing_of(study)).column("key")
    assert {"read_li", "read_zhao"} <= set(keys)


def test_who_read_and_coded_nothing_has_said_no(study: Project) -> None:
    put(study, "li", "来了也是", "income")
    with pytest.raises(UnknownNameError):  # zhao has done nothing yet
        measured(study)
    mark_read(study, "P-01", by="zhao")
    table = measured(study)
    assert overall(table) == units(study, "P-01")
    raw = table.column("raw")[-1]
    assert isinstance(raw, float)
    assert raw < 1
    assert standing_of(study).unsettled.places == 1


def test_what_is_marked_counts_beside_what_was_coded_by_hand(study: Project) -> None:
    for name in BOTH:
        put(study, name, "来了也是", "income")
        put(study, name, "现在好多了", "income", "P-02")
    whole = measured(study)
    assert overall(whole) == units(study, "P-01", "P-02")
    assert "coded by at least two" in whole.notes[0].en
    with pytest.raises(DataError, match="no document is marked as read") as caught:
        measured(study, Universe.READ)
    assert "qualcode read DOCUMENT --whole --coder li" in caught.value.hint
    for name in BOTH:
        mark_read(study, "P-01", by=name)
    table = measured(study, Universe.READ)
    assert overall(table) == units(study, "P-01")
    assert "1 document read to the end by at least two" in table.notes[0].en
    assert "1 份材料由至少两人通读" in table.notes[0].zh
    for universe in (None, Universe.ALL):
        table = measured(study, universe)
        assert overall(table) == units(study, "P-01", "P-02")
        assert "coded by at least two" in table.notes[0].en


def test_one_mark_does_not_void_what_was_coded_by_hand_elsewhere(study: Project) -> None:
    put(study, "li", "现在好多了", "income", "P-02")
    mark_read(study, "P-01", by="li")
    for coding in study.store.codings.of_document("P-02"):
        if coding.coder != "li":
            for name in BOTH:
                decide(study, [coding.id], Decision(Review.ACCEPTED), by=name)
    notes = " ".join(note.en for note in measured(study, Universe.DECIDED).notes)
    assert "zhao coded nothing by hand here" in notes
    assert "li coded nothing by hand" not in notes
    assert "li and zhao coded nothing by hand" not in notes
    assert study.store.views.whole("li") == {"P-01", "P-02"}


def test_what_stayed_uncoded_is_read_and_empty_or_unread(study: Project) -> None:
    told = [note.en for note in report(study, ReportName.THEORY).notes]
    assert not any("read to the end" in note for note in told)
    mark_read(study, "P-01", by="li")
    notes = [note.en for note in report(study, ReportName.THEORY).notes]
    (note,) = [each for each in notes if "read to the end" in each]
    empty, left = uncoded(study, "P-01"), uncoded(study, "P-02")
    assert f"{empty} stand in 1 document marked as read to the end" in note
    assert f"The other {left} stand" in note
    assert any(f"{empty + left} (" in each for each in notes)


def uncoded(project: Project, document: str) -> int:
    """Return how many sentences of a document no coding that is not rejected touches."""
    marks = project.store.excerpts.marks(CodingQuery(documents=(document,)))
    coded = {unit for each in marks for unit in range(each.unit, each.unit_last + 1)}
    return units(project, document) - len(coded)


def test_a_colleague_brings_the_marks_along(
    study: Project, study_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "colleague"
    shutil.copytree(study_folder, folder)
    path = folder / "study.qualcode"
    with Store.open(path) as store:
        mark_read(Project(store, path), "P-01", by="zhao")
    assert merge(study, path, by="li", dry_run=True)
    assert not is_read(study, "P-01", by="zhao")
    assert merge(study, path, by="li").event
    assert is_read(study, "P-01", by="zhao")
    assert merge(study, path, by="li").event == 0


def test_the_history_says_it_in_words(study: Project) -> None:
    mark_read(study, "P-01", by="li")
    assert "read whole" in history_table(entries(study)).column("action")
    assert value_name("action", "read whole", "zh") == "通读"
