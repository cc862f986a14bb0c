"""Bringing a colleague's work in: nothing twice, nothing lost, nothing of ours overwritten."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError, UsageError
from qualcode.model.coding import Review, Status
from qualcode.model.memo import Target
from qualcode.model.span import Span
from qualcode.store.store import Store
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.memos import add_memo
from qualcode.workflow.merged import Outcome
from qualcode.workflow.merging import merge, merge_table
from qualcode.workflow.opinions import as_decided_by
from qualcode.workflow.project import Project
from qualcode.workflow.undoing import undo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.workflow.merging import MergeReport


@pytest.fixture
def other_path(study_folder: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "colleague"
    shutil.copytree(study_folder, folder)
    return folder / "study.qualcode"


@pytest.fixture
def theirs(other_path: Path) -> Iterator[Project]:
    with Store.open(other_path) as store:
        yield Project(store, other_path)


def span(project: Project, words: str, document: str = "P-01") -> Span:
    start = project.store.documents.text(document).index(words)
    return Span(start, start + len(words))


def counts(report: MergeReport) -> dict[str, int]:
    return {each.value: report.count(each) for each in Outcome if report.count(each)}


def test_codings_decisions_and_memos_come_in_once(
    study: Project, theirs: Project, other_path: Path
) -> None:
    done = add_coding(theirs, "P-01", span(theirs, "见不着一回"), "scarce", by="zhao")
    first, second = (each.id for each in theirs.store.codings.of_document("P-02")[:2])
    decide(theirs, [first], Decision(status=Status.PARTIAL), by="zhao")
    decide(theirs, [second], Decision(code="formal"), by="zhao")
    add_memo(theirs, Target.CODING, done.codings[0], "看看", by="zhao")
    before = other_path.read_bytes()
    dry = merge(study, other_path, by="li", dry_run=True)
    assert study.store.codings.persons() == []
    report = merge(study, other_path, by="li")
    assert counts(report) == counts(dry) == {"added": 4}
    assert report.memos == 1
    assert other_path.read_bytes() == before
    for name in (first, second, done.codings[0]):
        assert study.store.codings.get(name) == theirs.store.codings.get(name)
    assert [memo.text for memo in study.store.memos.all()] == ["看看"]
    again = merge(study, other_path, by="li")
    assert counts(again) == {"same": 4}
    assert (again.event, again.memos) == (0, 0)
    undo(study, by="li")
    assert study.store.codings.persons() == []
    assert study.store.memos.all() == []
    assert len(merge_table(report).rows) == 4


def test_two_persons_decisions_stand_side_by_side(
    study: Project, theirs: Project, other_path: Path
) -> None:
    first = theirs.store.codings.of_document("P-01")[0].id
    decide(study, [first], Decision(Review.ACCEPTED), by="li")
    decide(theirs, [first], Decision(Review.REJECTED), by="zhao")
    assert counts(merge(study, other_path, by="li")) == {"added": 1}
    kept, view = study.store.codings.get(first), as_decided_by(study, first, "zhao")
    assert kept is not None
    assert view is not None
    assert (kept.review, kept.decided_by) == (Review.ACCEPTED, "li")
    assert view.review is Review.REJECTED
    assert counts(merge(study, other_path, by="li")) == {"same": 1}


def test_the_same_coder_saying_otherwise_is_a_conflict(
    study: Project, theirs: Project, other_path: Path
) -> None:
    first = theirs.store.codings.of_document("P-01")[0].id
    decide(study, [first], Decision(Review.ACCEPTED), by="zhao")
    decide(theirs, [first], Decision(Review.REJECTED), by="zhao")
    place = span(study, "我们家")
    add_coding(study, "P-01", place, "income", by="zhao")
    add_coding(theirs, "P-01", place, "income", by="zhao", status=Status.DENIED)
    report = merge(study, other_path, by="li")
    assert counts(report) == {"conflict": 2}
    assert {each.note for each in report.codings} == {
        "here: income accepted asserted",
    }
    kept = study.store.codings.get(first)
    assert kept is not None
    assert kept.review is Review.ACCEPTED


def test_texts_decide_and_not_names(study: Project, theirs: Project, other_path: Path) -> None:
    theirs.store._db.execute("UPDATE document SET name = 'Interview 1' WHERE name = 'P-01'")
    add_coding(theirs, "Interview 1", span(theirs, "没钱", "Interview 1"), "income", by="zhao")
    assert counts(merge(study, other_path, by="li")) == {"added": 1}
    (coding,) = study.store.codings.of_coder("zhao")
    assert (coding.document, coding.quote) == ("P-01", "没钱")
    assert counts(merge(study, other_path, by="li")) == {"same": 1}


def test_a_text_that_differs_is_found_again_or_told(
    study: Project, theirs: Project, other_path: Path
) -> None:
    add_coding(theirs, "P-01", span(theirs, "干部一年见不着一回"), "scarce", by="zhao")
    add_coding(theirs, "P-01", span(theirs, "拍照的"), "formal", by="zhao")
    db = study.store._db
    text = study.store.documents.text("P-01")
    corrected = "（整理稿）\n" + text.replace("拍照的", "xyz uvw")
    db.execute("DELETE FROM coding WHERE document = (SELECT id FROM document WHERE name = 'P-01')")
    db.execute("UPDATE document SET text = ?, text_sha256 = 'x' WHERE name = 'P-01'", (corrected,))
    report = merge(study, other_path, by="li")
    outcomes = {each.coding.quote: each.outcome for each in report.codings}
    assert outcomes["干部一年见不着一回"] is Outcome.ADDED
    assert outcomes["拍照的"] is Outcome.UNPLACED
    (coding,) = study.store.codings.of_coder("zhao")
    assert coding.span.of(corrected) == "干部一年见不着一回"
    assert study.store.codings.misplaced() == []
    assert counts(merge(study, other_path, by="li")) == {"same": 1, "unplaced": 1}


def test_what_has_no_place_here_is_told(study: Project, theirs: Project, other_path: Path) -> None:
    add_coding(theirs, "P-02", span(theirs, "没钱", "P-02"), "income", by="zhao")
    add_coding(theirs, "P-01", span(theirs, "没钱"), "income", by="zhao")
    theirs.store._db.execute("UPDATE coding SET code = 'gone' WHERE coder = 'zhao' AND turn = 1")
    with study.store.transaction():
        study.store.documents.remove("P-02")
    notes = [each.note for each in merge(study, other_path, by="li").codings]
    assert sorted(notes) == [
        "its code is not in the codebook here",
        "its document is not here",
    ]


def test_only_some_coders(study: Project, theirs: Project, other_path: Path) -> None:
    add_coding(theirs, "P-01", span(theirs, "没钱"), "income", by="zhao")
    add_coding(theirs, "P-01", span(theirs, "没钱"), "income", by="qian")
    assert counts(merge(study, other_path, by="li", coders=["qian"])) == {"added": 1}
    assert study.store.codings.persons() == ["qian"]


def test_what_cannot_be_merged_is_told(study: Project, tmp_path: Path) -> None:
    assert study.path is not None
    with pytest.raises(UsageError, match="with itself"):
        merge(study, study.path, by="li")
    with pytest.raises(DataError, match="no project file"):
        merge(study, tmp_path / "nothing", by="li")
    (tmp_path / "text").write_text("no project")
    with pytest.raises(DataError, match="not a qualcode project"):
        merge(study, tmp_path / "text", by="li")


def test_a_folder_stands_for_its_project_and_faults_are_said_of_the_file_named(
    study: Project, other_path: Path, tmp_path: Path
) -> None:
    assert merge(study, other_path.parent, by="li", dry_run=True).codings == ()
    wrong = tmp_path / "notes.txt"
    wrong.write_text("no project")
    with pytest.raises(DataError, match=r"notes\.txt is not a qualcode project"):
        merge(study, wrong, by="li")
