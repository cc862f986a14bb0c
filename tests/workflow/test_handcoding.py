"""Coding by hand: any stretch of a text, new codes on the way, blind unless asked otherwise."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import ConflictError, ProblemsError, UnknownNameError, UsageError
from qualcode.model.codebook import Kind
from qualcode.model.coding import Review, Source, Status
from qualcode.model.label import Label
from qualcode.model.memo import Target
from qualcode.model.span import Span
from qualcode.store.store import Store
from qualcode.workflow.codes import add_code, begun, codebook_at_hand, id_for, recent_codes
from qualcode.workflow.coding import code_project
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.handcoding import (
    add_coding,
    change_coding,
    code_in_vivo,
    read_document,
    remove_coding,
)
from qualcode.workflow.project import Project
from qualcode.workflow.quoting import find_quote
from qualcode.workflow.undoing import redo, undo

if TYPE_CHECKING:
    from pathlib import Path


def span_of(project: Project, words: str, document: str = "P-01") -> Span:
    start = project.store.documents.text(document).index(words)
    return Span(start, start + len(words))


def test_a_code_goes_on_any_stretch(study: Project) -> None:
    span = span_of(study, "一年见不着一回")
    done = add_coding(
        study, "P-01", span, "见不着", by="li", status=Status.PARTIAL, about=["GOV"], memo="少"
    )
    (coding,) = study.store.codings.of_coder("li")
    assert (coding.code, coding.quote, coding.turn) == ("scarce", "一年见不着一回", 1)
    assert (coding.status, coding.about, coding.review) == (
        Status.PARTIAL,
        ("GOV",),
        Review.ACCEPTED,
    )
    assert coding.source is Source.PERSON
    assert [memo.text for memo in study.store.memos.of(Target.CODING, coding.id)] == ["少"]
    assert done.event
    assert add_coding(
        study, "P-01", span, "scarce", by="li", status=Status.PARTIAL, about=["GOV"]
    ).event in {0, done.event}
    assert len(study.store.codings.of_coder("li")) == 1


def test_codes_may_overlap_and_cross_sentences(study: Project) -> None:
    text = study.store.documents.text("P-01")
    whole = Span(text.index("我们"), text.index("走形式") + 3)
    add_coding(study, "P-01", whole, "formal", by="li")
    add_coding(study, "P-01", span_of(study, "没钱"), "formal", by="li")
    assert len(study.store.codings.of_coder("li")) == 2
    assert study.store.codings.misplaced() == []


def test_what_is_not_there_is_said(study: Project) -> None:
    with pytest.raises(UnknownNameError, match="no document 'P-1'"):
        add_coding(study, "P-1", Span(0, 1), "scarce", by="li")
    with pytest.raises(UnknownNameError, match="no code 'scarse'"):
        add_coding(study, "P-01", Span(0, 1), "scarse", by="li")
    with pytest.raises(UsageError, match="no stretch"):
        add_coding(study, "P-01", Span(3, 3), "scarce", by="li")
    assert study.store.history.undoable("li") is None


def test_change_and_remove(study: Project) -> None:
    done = add_coding(study, "P-01", span_of(study, "没钱"), "income", by="li")
    (name,) = done.codings
    change_coding(study, name, Decision(status=Status.DENIED), by="li")
    change_coding(study, name, Decision(span=span_of(study, "我们家没钱")), by="li")
    kept = study.store.codings.get(name)
    assert kept is not None
    assert (kept.status, kept.quote) == (Status.DENIED, "我们家没钱")
    change_coding(study, name, Decision(code="没钱"), by="li")
    with pytest.raises(ConflictError, match="li's own"):
        remove_coding(study, study.store.codings.of_coder("li")[0].id, by="zhao")
    remove_coding(study, study.store.codings.of_coder("li")[0].id, by="li")
    assert study.store.codings.of_coder("li") == []
    for _ in range(3):
        undo(study, by="li")
    assert study.store.codings.get(name) is not None


def test_removing_a_machines_coding_is_rejecting_it(study: Project) -> None:
    proposal = study.store.codings.of_document("P-01")[0]
    remove_coding(study, proposal.id, by="li", reason="不是")
    kept = study.store.codings.get(proposal.id)
    assert kept is not None
    assert kept.review is Review.REJECTED
    assert proposal.id not in {each.id for each in read_document(study, "P-01", by="li").codings}


def test_reading_is_blind_unless_asked(study: Project) -> None:
    proposals = read_document(study, "P-01", by="zhao").codings
    add_coding(study, "P-01", span_of(study, "我们家"), "income", by="li", memo="x")
    decide(study, [proposals[0].id], Decision(Review.REJECTED), by="li")
    decide(study, [proposals[1].id], Decision(status=Status.IRONIC), by="li")
    blind = read_document(study, "P-01", by="zhao")
    assert blind.codings == proposals
    assert blind.memos == {}
    seen = read_document(study, "P-01", by="zhao", blind=False)
    assert {each.coder for each in seen.codings} == {"rules", "li"}
    assert len(seen.codings) == len(proposals)
    assert sum(seen.memos.values()) == 1
    assert [person.id for person in seen.participants] == ["P-01"]


def test_a_new_code_goes_into_the_file_and_leaves_its_comments(study: Project) -> None:
    path = study.codebook_path
    former = path.read_text(encoding="utf-8")
    made = begun("far", Label("路远", "Far"), Label("路太远, 来不了。"), "路太远了。")
    book = add_code(study, replace(made, kind=Kind.PROBLEM), by="li", parent="contact")
    changed = path.read_text(encoding="utf-8")
    assert changed.startswith("# 我的编码手册，注释要留着。")
    assert "# the founding one" in changed
    assert set(former.splitlines()) < set(changed.splitlines())
    assert book.by_id["far"].path == "contact/far"
    assert book.by_id["far"].definition.zh == "路太远, 来不了。"
    assert study.codebook().digest == book.digest
    assert study.store.coded.count_uncoded(f"{_engine(study)}:{book.digest}") == 0
    undo(study, by="li")
    assert path.read_text(encoding="utf-8") == former
    assert "far" not in study.codebook().by_id
    redo(study, by="li")
    assert path.read_text(encoding="utf-8") == changed


def test_a_new_code_in_a_file_with_a_byte_order_mark_leaves_the_project_as_coded(
    study: Project,
) -> None:
    path = study.codebook_path
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    code_project(study)
    book = add_code(study, begun("far", Label("路远", "Far"), Label("路太远。")), by="li")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert book.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    add_code(study, begun("near", Label("路近", "Near"), Label("路近。")), by="li")


def test_a_new_code_is_refused_where_it_would_do_harm(study: Project) -> None:
    path = study.codebook_path
    former = path.read_bytes()
    with pytest.raises(UsageError, match="already"):
        add_code(study, begun("scarce", Label("x")), by="li")
    with pytest.raises(UnknownNameError, match="no code 'contakt'"):
        add_code(study, begun("x", Label("x")), by="li", parent="contakt")
    with pytest.raises(ProblemsError):
        add_code(study, begun("-x y", Label("x")), by="li")
    assert path.read_bytes() == former
    path.write_bytes(former + b"# edited\n")
    with pytest.raises(ConflictError, match="changed since"):
        add_code(study, begun("x", Label("x")), by="li")
    assert path.read_bytes() == former + b"# edited\n"


def test_in_vivo_codes_are_the_speakers_own_words(study: Project) -> None:
    code, _ = code_in_vivo(study, "P-01", span_of(study, "就是走形式"), by="li")
    book = study.codebook()
    assert book.by_id[code].name.zh == "就是走形式"
    assert [each.text for each in book.by_id[code].examples] == ["就是走形式"]
    assert [each.code for each in study.store.codings.of_coder("li")] == [code]
    assert id_for("就是走形式", book) != code
    assert id_for("Can't  afford (it)!", book) == "can-t-afford-it"


def test_one_may_code_before_the_machine_has(study_folder: Path, tmp_path: Path) -> None:
    from qualcode.codebook.reader import read_codebook
    from qualcode.workflow.ingest import ImportOptions, import_files

    (tmp_path / "codebook.yaml").write_bytes((study_folder / "codebook.yaml").read_bytes())
    with Store.create(tmp_path / "study.qualcode") as store:
        scheme = read_codebook(tmp_path / "codebook.yaml").subjects
        import_files(store, [study_folder / "P-01.txt"], scheme, ImportOptions())
        project = Project(store, tmp_path / "study.qualcode")
        assert codebook_at_hand(project).by_id["scarce"]
        add_coding(project, "P-01", Span(20, 22), "scarce", by="li")
        assert len(store.codings.of_coder("li")) == 1


def test_recent_codes_come_the_latest_first(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter(f"2026-01-01T00:00:0{n}+00:00" for n in range(9))
    monkeypatch.setattr("qualcode.workflow.handcoding.now", lambda: next(times))
    for words, code in (
        ("我们家", "income"),
        ("没钱", "formal"),
        ("干部", "scarce"),
        ("形式", "income"),
    ):
        add_coding(study, "P-01", span_of(study, words), code, by="li")
    assert recent_codes(study, "li") == ["income", "scarce", "formal"]
    assert recent_codes(study, "zhao") == []


def test_quotes_are_found_where_they_stand() -> None:
    text = "甲乙甲乙甲"
    assert find_quote(text, "乙甲乙") == Span(1, 4)
    assert find_quote(text, "甲", nth=3) == Span(4, 5)
    with pytest.raises(UsageError, match="3 places"):
        find_quote(text, "甲")
    with pytest.raises(UsageError, match="3 places only"):
        find_quote(text, "甲", nth=4)
    with pytest.raises(UsageError, match="does not stand"):
        find_quote(text, "丙")


def _engine(project: Project) -> str:
    from qualcode.matching import ENGINE

    return ENGINE
