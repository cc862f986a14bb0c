"""A project to other programs and back: nothing lost, nothing twice, proposals stay proposals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import ConflictError, DataError, UnknownNameError
from qualcode.exchange.refi.reading import from_qdpx
from qualcode.model.coding import Review, Status
from qualcode.model.memo import Target
from qualcode.model.participant import Participant
from qualcode.model.span import Span
from qualcode.workflow.arriving import project_of
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.memos import add_memo
from qualcode.workflow.merged import Outcome
from qualcode.workflow.merging import merge
from qualcode.workflow.project import opened
from qualcode.workflow.sharing import package_of
from qualcode.workflow.verify import verify
from tests.exchange.packages import PROJECT, packed

if TYPE_CHECKING:
    from qualcode.model.coding import Coding
    from qualcode.workflow.project import Project


SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "refi"
COMMENT = '<Description>about: my own feelings</Description><Coding guid="G1"'


@pytest.fixture
def decided(study: Project) -> Project:
    """A study with one proposal accepted, one rejected, one denied, and one coding by hand."""
    first, second, third = study.store.codings.of_document("P-02")[:3]
    decide(study, [first.id], Decision(Review.ACCEPTED), by="li")
    decide(study, [second.id], Decision(Review.REJECTED), by="li")
    decide(study, [third.id], Decision(status=Status.DENIED), by="li")
    start = study.store.documents.text("P-01").index("见不着一回")
    done = add_coding(study, "P-01", Span(start, start + 5), "scarce", by="zhao", about=["GOV"])
    add_memo(study, Target.CODING, done.codings[0], "一年", by="zhao")
    add_memo(study, Target.DOCUMENT, "P-01", "在炕上", by="zhao")
    add_memo(study, Target.PROJECT, "", "先看家户", by="li")
    return study


@pytest.fixture
def package(decided: Project, tmp_path: Path) -> Path:
    path = tmp_path / "study.qdpx"
    path.write_bytes(package_of(decided).content)
    return path


def work(project: Project) -> set[tuple[object, ...]]:
    """Return what persons say, whoever found it first."""
    return {
        _said(each)
        for name in project.store.documents.names()
        for each in project.store.codings.of_document(name)
        if each.review is Review.ACCEPTED
    }


def _said(coding: Coding) -> tuple[object, ...]:
    return (
        coding.document,
        coding.span,
        coding.quote,
        coding.code,
        coding.decided_by,
        coding.status,
        tuple(coding.about),
        coding.view_of,
    )


def test_a_project_comes_back_as_it_was(decided: Project, package: Path, tmp_path: Path) -> None:
    done = project_of(package, tmp_path / "back", by="li", codebook=decided.codebook_path)
    with opened(done.project) as project:
        assert work(project) == work(decided)
        assert verify(project).holds
        assert project.store.participants.all() == decided.store.participants.all()
        texts = {memo.text for memo in project.store.memos.all()}
        assert texts == {"一年", "在炕上", "先看家户"}
    assert done.brought.unplaced == 0


def test_without_a_codebook_of_ours_its_codes_become_one(package: Path, tmp_path: Path) -> None:
    done = project_of(package, tmp_path / "back", by="li")
    with opened(done.project) as project:
        assert {each[3] for each in work(project)} >= {"scarce"}
        assert {person.subject for person in project.store.participants.all()} == {"PH"}


def test_proposals_and_what_was_rejected_stay_at_home(decided: Project) -> None:
    made = package_of(decided)
    assert made.codings == 3
    assert made.not_claimed == 1
    assert made.proposals > 0
    whole = package_of(decided, proposals=True)
    assert whole.codings == made.codings + made.proposals
    coders = {
        each.coder
        for source in from_qdpx(whole.content, path="x").sources
        for each in source.codings
    }
    assert coders == {"li", "zhao", "rules"}


def test_merging_ones_own_package_changes_nothing(decided: Project, package: Path) -> None:
    before = work(decided)
    for _ in range(2):
        report = merge(decided, package, by="li")
        assert report.count(Outcome.SAME) == len(report.codings) == 3
        assert report.memos == 0
    assert work(decided) == before


def test_what_a_colleague_coded_elsewhere_is_merged(
    decided: Project, package: Path, tmp_path: Path
) -> None:
    done = project_of(package, tmp_path / "back", by="sun", codebook=decided.codebook_path)
    with opened(done.project) as theirs:
        start = theirs.store.documents.text("P-01").index("没钱")
        add_coding(theirs, "P-01", Span(start, start + 2), "formal", by="sun")
        back = tmp_path / "back.qdpx"
        back.write_bytes(package_of(theirs).content)
    report = merge(decided, back, by="li")
    assert [each.coding.coder for each in report.codings if each.outcome is Outcome.ADDED] == [
        "sun"
    ]
    assert merge(decided, back, by="li").count(Outcome.ADDED) == 0


def test_what_stands_in_the_way_is_told(package: Path, tmp_path: Path, study_folder: Path) -> None:
    with pytest.raises(ConflictError, match="is a project already"):
        project_of(package, study_folder, by="li")
    with pytest.raises(DataError, match="cannot read"):
        project_of(tmp_path / "none.qdpx", tmp_path / "back", by="li")
    other = tmp_path / "other.yaml"
    other.write_text(
        "qualcode: 1\nid: o\nversion: '1'\nname: o\ncodes:\n  - {id: x, name: x, definition: x}\n"
    )
    with pytest.raises(UnknownNameError):
        project_of(package, tmp_path / "back", by="li", codebook=other)
    assert not (tmp_path / "back").exists()


def test_proposals_come_back_as_proposals(decided: Project, tmp_path: Path) -> None:
    path = tmp_path / "all.qdpx"
    path.write_bytes(package_of(decided, proposals=True).content)
    done = project_of(path, tmp_path / "back", by="li", codebook=decided.codebook_path)
    with opened(done.project) as project:
        assert project.store.codings.tally() == {
            Review.PROPOSED: package_of(decided).proposals,
            Review.ACCEPTED: 3,
            Review.REJECTED: 0,
        }
        assert work(project) == work(decided)
    assert merge(decided, path, by="li").count(Outcome.SAME) == 3


def test_what_lost_in_adjudication_stays_at_home(decided: Project) -> None:
    (own,) = decided.store.codings.of_coder("zhao")
    consensus = replace(own, id="c", coder="consensus").decided(
        Review.REJECTED, by="consensus", at=own.decided_at
    )
    decided.store.codings.add(consensus)
    made = package_of(decided)
    assert (made.codings, made.settled) == (2, 1)


def test_a_comment_that_begins_with_about_names_nobody(study: Project, tmp_path: Path) -> None:
    path = tmp_path / "other.qdpx"
    path.write_bytes(packed(project_qde=PROJECT.replace('<Coding guid="G1"', COMMENT, 1)))
    done = project_of(path, tmp_path / "back", by="li")
    with opened(done.project) as project:
        assert {tuple(each.about) for each in project.store.codings.of_document("Doc")} == {()}


def test_a_package_that_fails_leaves_nothing_behind(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DataError("the disk is full")

    monkeypatch.setattr("qualcode.workflow.arriving.bring", fail)
    with pytest.raises(DataError, match="full"):
        project_of(package, tmp_path / "back", by="li")
    assert not (tmp_path / "back").exists()


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the packages in ../shared")
@pytest.mark.parametrize(
    ("name", "codings"),
    [("nvivo_win126_oltas0517.qdpx", 303), ("qc_demo_nonconforming.qdpx", 205)],
)
def test_projects_of_other_programs_come_in_whole(name: str, codings: int, tmp_path: Path) -> None:
    done = project_of(SHARED / name, tmp_path / "back", by="li")
    assert (done.brought.codings, done.brought.unplaced) == (codings, 0)
    with opened(done.project) as project:
        assert verify(project).holds


def test_a_person_interviewed_twice_stays_one(study: Project, tmp_path: Path) -> None:
    wang = Participant("Wang", "PH", {"age": "50"})
    study.store.participants.put([wang])
    for name in ("P-01", "P-02"):
        study.store.documents.assign(name, {"受访者": "Wang"})
    path = tmp_path / "study.qdpx"
    path.write_bytes(package_of(study).content)
    done = project_of(path, tmp_path / "back", by="li", codebook=study.codebook_path)
    with opened(done.project) as project:
        assert project.store.participants.all() == [wang]
        assert {info.participants for info in project.store.overview.infos()} == {("Wang",)}
