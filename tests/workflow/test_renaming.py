"""A document gets another name, and nothing that stands on it is lost, moved or counted twice."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from qualcode.errors import ConflictError, UnknownNameError, UsageError
from qualcode.model.coding import Review
from qualcode.model.memo import Target
from qualcode.model.query import CodingQuery
from qualcode.store.store import Store
from qualcode.transcripts.options import ReadingOptions
from qualcode.workflow.assigning import Shares, assign
from qualcode.workflow.coding import code_project
from qualcode.workflow.corrections import plan_from_file, replace_text
from qualcode.workflow.decisions import Decision, decide, flag
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.history import HistoryFilter, entries
from qualcode.workflow.ingest import ImportOptions, Outcome, import_files
from qualcode.workflow.memos import add_memo
from qualcode.workflow.merging import merge
from qualcode.workflow.project import Project
from qualcode.workflow.readings import mark_read
from qualcode.workflow.removal import plan_removal, remove_documents
from qualcode.workflow.renaming import rename_document
from qualcode.workflow.speakers import changed_speakers, kept_speakers
from qualcode.workflow.undoing import redo, undo
from qualcode.workflow.validating import draw_sample, keep_answer, kept_sample

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.model.coding import Coding
    from qualcode.workflow.replacing import Replacement


def _codings(project: Project, document: str = "") -> list[Coding]:
    query = CodingQuery(documents=(document,) if document else ())
    return [each.coding for each in project.store.excerpts.find(query)]


def _tables(project: Project) -> dict[str, list[Any]]:
    """Return every row of the tables that a rename could touch."""
    names = ("coding", "memo", "flag", "setting", "assignment", "reading", "turn", "participant")
    db = project.store._db
    return {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def _worked_on(study: Project) -> Coding:
    """Put one of each kind of work on P-01; return a coding that was accepted."""
    first = _codings(study, "P-01")[0]
    decide(study, [first.id], Decision(Review.ACCEPTED), by="li")
    flag(study, first.id, by="li")
    add_memo(study, Target.DOCUMENT, "P-01", "难读", by="li")
    assign(study, Shares({"li": ("P-01",)}, ()), by="li")
    mark_read(study, "P-01", by="li")
    changed_speakers(study.store, told=["受访者=respondent"], forgotten=(), documents=["P-01"])
    draw_sample(study, hits=3, others=3, seed=1, by="li")
    key = next(key for key in kept_sample(study)["items"] if key.startswith("P-01#"))
    keep_answer(study, key, ["income"], by="li")
    return first


def test_all_that_stands_on_a_document_goes_along_and_ids_stay(study: Project) -> None:
    first = _worked_on(study)
    former, sample = _codings(study, "P-01"), kept_sample(study)
    done = rename_document(study, "P-01", "甲村 1", by="li")
    assert (done.codings, done.proposals, done.memos) == (1, len(former) - 1, 1)
    assert _codings(study, "甲村 1") == [
        replace(each, document="甲村 1", decided_by="li", review=Review.ACCEPTED)
        if each.id == first.id
        else replace(each, document="甲村 1")
        for each in former
    ]
    store = study.store
    assert store.documents.names() == ["P-02", "甲村 1"]
    assert [each.text for each in store.memos.of(Target.DOCUMENT, "甲村 1")] == ["难读"]
    assert store.flags.all("li") == [first.id]
    assert store.assignments.all() == {"li": ("甲村 1",)}
    assert [each[:2] for each in store.readings.all()] == [("甲村 1", "li")]
    assert set(kept_speakers(store).rules) == {"甲村 1"}
    now = json.dumps(kept_sample(study), ensure_ascii=False)
    assert now == json.dumps(sample, ensure_ascii=False).replace("P-01", "甲村 1")


def test_a_rename_is_undone_and_done_again(study: Project) -> None:
    _worked_on(study)
    before = _tables(study)
    rename_document(study, "P-01", "X", by="li")
    after = _tables(study)
    undo(study, by="li")
    assert study.store.documents.names() == ["P-01", "P-02"]
    assert {**_tables(study), "setting": []} == {**before, "setting": []}
    assert study.store.first_names.of("P-01") == "P-01"
    redo(study, by="li")
    assert _tables(study) == after
    told = entries(study, HistoryFilter(documents=("X",), actions=("accept",)))
    assert [each.event.target_id for each in told] == [study.store.flags.all("li")[0]]


def test_a_dry_run_tells_and_changes_nothing(study: Project) -> None:
    before = (_tables(study), study.store.history.all())
    done = rename_document(study, "P-01", "X", by="li", dry_run=True)
    assert (done.proposals, done.event) == (len(_codings(study, "P-01")), 0)
    assert (_tables(study), study.store.history.all()) == before


def test_the_next_run_and_a_second_coding_meet_the_same_ids(study: Project) -> None:
    place = _codings(study, "P-01")[0].span
    hand = add_coding(study, "P-01", place, "formal", by="li").codings
    before = [each.id for each in _codings(study)]
    rename_document(study, "P-01", "X", by="li")
    study.store._db.execute("DELETE FROM coded")  # as after a change of the codebook
    assert code_project(study, by="li").documents == 2
    assert sorted(each.id for each in _codings(study)) == sorted(before)
    assert add_coding(study, "X", place, "formal", by="li").codings == hand
    assert len(_codings(study)) == len(before)


def test_the_file_of_a_renamed_document_is_known(study: Project, study_path: Path) -> None:
    people = study.store.participants.all()
    rename_document(study, "P-01", "X", by="li")
    scheme = study.codebook().subjects
    files = sorted(study_path.parent.glob("P-*.txt"))
    report = import_files(study.store, files, scheme, ImportOptions(by="li"))
    assert [(each.name, each.outcome) for each in report.files] == [
        ("X", Outcome.UNCHANGED),
        ("P-02", Outcome.UNCHANGED),
    ]
    assert study.store.participants.all() == people


def test_another_document_of_the_former_name_has_ids_of_its_own(
    study: Project, study_path: Path, tmp_path: Path
) -> None:
    rename_document(study, "P-01", "X", by="li")
    other = tmp_path / "P-01.txt"
    text = (study_path.parent / "P-01.txt").read_text(encoding="utf-8")
    other.write_text(text + "访谈者：好。\n受访者：我们家没钱。\n", encoding="utf-8")
    import_files(study.store, [other], study.codebook().subjects, ImportOptions(by="li"))
    code_project(study, by="li")
    found = [each.id for each in _codings(study)]
    assert len(found) == len(set(found))
    assert {each.span for each in _codings(study, "X")} < {
        each.span for each in _codings(study, "P-01")
    }
    with pytest.raises(ConflictError, match="there is a document 'P-01' by now"):
        undo(study, by="li")
    assert set(study.store.documents.names()) == {"P-01", "P-02", "X"}


def test_a_colleague_who_knows_the_former_name_brings_nothing_twice(
    study: Project, study_path: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.qualcode"
    place = _codings(study, "P-01")[0].span
    add_coding(study, "P-01", place, "income", by="li")
    theirs.write_bytes(study_path.read_bytes())
    rename_document(study, "P-01", "P-02b", by="li")
    before = _codings(study)
    merge(study, theirs, by="li")
    assert _codings(study) == before
    with Store.open(theirs) as store:
        merge(Project(store, theirs), study_path, by="li")
        assert len(list(store.excerpts.find(CodingQuery()))) == len(before)


@pytest.mark.parametrize("new", ["", " x", "a/b", "a\nb", "all", "x" * 300, "P-01"])
def test_what_can_be_no_name_is_refused(new: str, study: Project) -> None:
    with pytest.raises(UsageError):
        rename_document(study, "P-01", new, by="li")


def test_a_name_that_is_taken_or_unknown_is_refused(study: Project) -> None:
    with pytest.raises(ConflictError, match="there is a document 'P-02' already"):
        rename_document(study, "P-01", "P-02", by="li")
    with pytest.raises(UnknownNameError):
        rename_document(study, "P-03", "X", by="li")


def test_a_document_with_persons_work_goes_when_that_is_said_and_comes_back(
    study: Project, study_path: Path, tmp_path: Path
) -> None:
    first = _worked_on(study)
    replace_text(study, _corrected(study), study.codebook().subjects, by="li")  # a former text
    add_memo(study, Target.CODING, study.store.flags.all("li")[0], "想想", by="li")
    before, text = _tables(study), study.store.documents.read("P-01")
    editions = study.store.editions.of("P-01")
    with pytest.raises(ConflictError, match=r"1 coding of persons .*on 'P-01'") as refused:
        plan_removal(study, ["P-01"])
    assert "--with-codings" in refused.value.hint
    plan = plan_removal(study, ["P-01", "P-02"], with_codings=True)
    assert plan["P-01"].codings == 1
    remove_documents(study, {"P-01": plan["P-01"]}, by="li")
    assert study.store.documents.names() == ["P-02"]
    assert not _codings(study, "P-01")
    assert not study.store.memos.all()
    assert study.store.damage() == []
    other = tmp_path / "P-03.txt"
    other.write_text("访谈者：好。\n受访者：我们家没钱。\n", encoding="utf-8")
    import_files(study.store, [other], study.codebook().subjects, ImportOptions(by="li"))
    undo(study, by="li")
    remove_documents(study, plan_removal(study, ["P-03"]), by="li")
    unlike: dict[str, list[Any]] = {"setting": []}  # the number that is not given again
    assert {**_tables(study), **unlike} == {**before, **unlike}
    assert study.store.documents.read("P-01") == text
    assert study.store.editions.of("P-01") == editions
    assert study.store.damage() == []
    assert first.quote in {each.quote for each in _codings(study, "P-01")}
    redo(study, by="li")
    assert study.store.documents.names() == ["P-02"]


def _corrected(study: Project) -> Replacement:
    """Return the plan of P-01 with a sentence more at its beginning."""
    path = study.folder / "P-01.txt"
    path.write_text("访谈者：你好。\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    return plan_from_file(study, "P-01", path, ReadingOptions())


def test_names_used_again_and_again_stay_apart(study: Project) -> None:
    names = study.store.first_names
    names.carry("A", "C")
    names.carry("A", "D")
    assert len({names.of(each) for each in ("A", "C", "D")}) == 3


def test_work_that_was_taken_back_is_not_undone_onto_another_document(
    study: Project, tmp_path: Path
) -> None:
    last = study.store.documents.names()[-1]
    mark_read(study, last, by="li")
    undo(study, by="li")
    remove_documents(study, plan_removal(study, [last]), by="li")
    (tmp_path / "Z-9.txt").write_text("问：好？\n答：好。\n", encoding="utf-8")
    import_files(study.store, [tmp_path / "Z-9.txt"], study.codebook().subjects, ImportOptions())
    before = study.store.readings.all()
    with pytest.raises(ConflictError, match="has been removed since"):
        redo(study, by="li")
    assert study.store.readings.all() == before
