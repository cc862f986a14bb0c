"""Documents are erased for good: nothing of them stays in the file, and nothing else is touched."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError, UnknownNameError
from qualcode.model.coding import Review
from qualcode.model.memo import Target
from qualcode.model.query import CodingQuery
from qualcode.model.span import Span
from qualcode.store.erasing import ERASED
from qualcode.transcripts.options import ReadingOptions
from qualcode.workflow.corrections import plan_from_file, replace_text
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.erasure import erase_documents, plan_erasure
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.history import entries
from qualcode.workflow.ingest import ImportOptions, import_files
from qualcode.workflow.memos import add_memo, edit_memo
from qualcode.workflow.own_interviews import own_interviews
from qualcode.workflow.readings import mark_read
from qualcode.workflow.removal import plan_removal, remove_documents
from qualcode.workflow.renaming import rename_document
from qualcode.workflow.search import SearchRequest, search
from qualcode.workflow.shipped import templates
from qualcode.workflow.undoing import undo

if TYPE_CHECKING:
    from qualcode.model.coding import Coding
    from qualcode.workflow.project import Project


def _codings(project: Project, document: str) -> list[Coding]:
    found = project.store.excerpts.find(CodingQuery(documents=(document,)))
    return [each.coding for each in found]


def _sentences(project: Project, document: str) -> list[str]:
    read = project.store.documents.read(document)
    return [read.text[start:end] for _, start, end in read.units]


def _worked_on(study: Project, document: str = "P-01") -> None:
    """Leave traces of each kind: decisions, memos, a former text, marks, a search."""
    first = _codings(study, document)[0]
    decide(study, [first.id], Decision(Review.ACCEPTED, reason="她家的事"), by="li")
    memo = add_memo(study, Target.CODING, first.id, f"她说「{first.quote}」", by="li")
    edit_memo(study, memo.id, "又想了想这家人", by="li")
    add_memo(study, Target.DOCUMENT, document, "难读的一篇访谈", by="li")
    mark_read(study, document, by="li")
    undo(study, by="li")
    path = study.folder / f"{document}.txt"
    path.write_text("访谈者：你好。\n" + path.read_text("utf-8"), encoding="utf-8")
    plan = plan_from_file(study, document, path, ReadingOptions())
    replace_text(study, plan, study.codebook().subjects, by="li")
    assert list(search(study, SearchRequest(first.quote[:4])))


def _stands_in_file(study: Project, words: list[str]) -> list[str]:
    assert study.path
    content = study.path.read_bytes()
    return [each for each in words if each.encode("utf-8") in content]


def test_nothing_of_a_document_stays_and_nothing_else_changes(study: Project) -> None:
    _worked_on(study)
    other = _codings(study, "P-02")
    decide(study, [other[0].id], Decision(Review.REJECTED, reason="不算"), by="li")
    words = [each for each in _sentences(study, "P-01") if len(each) > 4]
    told = [*words, "她家的事", "又想了想这家人", "难读的一篇访谈", "P-01"]
    assert _stands_in_file(study, told)
    kept, events = _codings(study, "P-02"), len(entries(study))
    erased = erase_documents(study, plan_erasure(study, ["P-01"]), by="li")
    assert _stands_in_file(study, told) == []
    assert erased.remaining == ()
    assert study.store.documents.names() == ["P-02"]
    after = _codings(study, "P-02")
    assert [each.id for each in after] == [each.id for each in kept]
    assert after[0].review is Review.REJECTED
    assert study.store.damage() == []
    listed = entries(study)
    assert len(listed) == events + 1
    assert listed[0].event.action == "erase"
    assert listed[0].event.target_id == ERASED
    undo(study, by="li")
    assert _codings(study, "P-02")[0].review is Review.PROPOSED
    with pytest.raises(DataError, match="nothing of li's to undo"):
        undo(study, by="li")
    assert list(search(study, SearchRequest(other[0].quote[:3])))


def test_what_was_removed_or_renamed_before_is_erased_from_the_history(study: Project) -> None:
    words = [each for each in _sentences(study, "P-01") if len(each) > 4]
    _worked_on(study)
    rename_document(study, "P-01", "X-01", by="li")
    remove_documents(study, plan_removal(study, ["X-01"], with_codings=True), by="li")
    assert _stands_in_file(study, words)
    plan = plan_erasure(study, ["P-01"])
    assert not plan["P-01"].is_present
    erase_documents(study, plan, by="li")
    assert _stands_in_file(study, [*words, "X-01", "P-01"]) == []
    with pytest.raises(DataError):
        undo(study, by="li")


def test_one_that_took_a_name_is_not_erased_with_it(study: Project) -> None:
    rename_document(study, "P-01", "X-01", by="li")
    rename_document(study, "P-02", "P-01", by="li")
    kept = _sentences(study, "P-01")
    gone = [each for each in _sentences(study, "X-01") if len(each) > 4]
    erase_documents(study, plan_erasure(study, ["X-01"]), by="li")
    assert study.store.documents.names() == ["P-01"]
    assert _sentences(study, "P-01") == kept
    assert _stands_in_file(study, gone) == []


def test_one_that_had_its_former_name_still_comes_back(study: Project) -> None:
    for document in ("P-01", "P-02"):
        mark_read(study, document, by="li")
    remove_documents(study, plan_removal(study, ["P-01"], with_codings=True), by="li")
    rename_document(study, "P-02", "P-01", by="li")
    rename_document(study, "P-01", "Z-01", by="li")
    erase_documents(study, plan_erasure(study, ["Z-01"]), by="li")
    undo(study, by="li")
    assert study.store.documents.names() == ["P-01"]


def test_one_removed_before_is_erased_with_what_was_taken_back_on_it(study: Project) -> None:
    span = Span(*study.store.documents.read("P-01").units[1][1:])
    add_coding(study, "P-01", span, "formal", by="li", memo="这一家的事")
    undo(study, by="li")
    quote = span.of(study.store.documents.text("P-01"))
    remove_documents(study, plan_removal(study, ["P-01"]), by="li")
    erase_documents(study, plan_erasure(study, ["P-01"]), by="li")
    assert _stands_in_file(study, [quote, "这一家的事", "P-01"]) == []
    with pytest.raises(UnknownNameError):
        plan_erasure(study, ["P-01"])


def test_of_one_removed_before_without_any_work_the_name_goes(study: Project) -> None:
    remove_documents(study, plan_removal(study, ["P-01"]), by="li")
    erase_documents(study, plan_erasure(study, ["P-01"]), by="li")
    assert _stands_in_file(study, ["P-01"]) == []


def _one_person(study: Project) -> str:
    """Let one person speak in both interviews, and return who that is."""
    db = study.store._db
    with study.store.transaction():
        db.execute("UPDATE turn SET participant = 'P-02' WHERE participant IS NOT NULL")
        db.execute("""UPDATE participant SET attributes = '{"village": "石头村"}'""")
        study.store.participants.forget_silent()
    return "P-02"


def test_a_person_who_speaks_elsewhere_stays_with_the_memo(study: Project) -> None:
    memo = add_memo(study, Target.PARTICIPANT, _one_person(study), "再访过", by="li")
    edit_memo(study, memo.id, "再访过两次", by="li")
    erase_documents(study, plan_erasure(study, ["P-01"]), by="li")
    undo(study, by="li")
    assert [each.text for each in study.store.memos.of(Target.PARTICIPANT, "P-02")] == ["再访过"]


def test_a_person_goes_with_the_last_interview_and_what_was_noted(study: Project) -> None:
    add_memo(study, Target.PARTICIPANT, _one_person(study), "丈夫在县城", by="li")
    plan = plan_erasure(study, ["P-01", "P-02"])
    assert all("P-02" in each.trace.people for each in plan.values())
    erase_documents(study, plan, by="li")
    assert _stands_in_file(study, ["丈夫在县城", "石头村"]) == []


def test_a_person_stays_whose_other_interview_may_come_back(study: Project) -> None:
    _one_person(study)
    for document in ("P-01", "P-02"):
        mark_read(study, document, by="li")
    remove_documents(study, plan_removal(study, ["P-02"], with_codings=True), by="li")
    erase_documents(study, plan_erasure(study, ["P-01"]), by="li")
    undo(study, by="li")
    assert study.store.documents.names() == ["P-02"]
    assert [each.id for each in study.store.participants.all()] == ["P-02"]


def test_a_memo_on_a_proposal_whose_words_went_twice_over_is_erased(study: Project) -> None:
    proposal = _codings(study, "P-01")[0]
    add_memo(study, Target.CODING, proposal.id, "这一家的事", by="li")
    path = study.folder / "P-01.txt"
    former = path.read_text("utf-8")
    for text in (f"访谈者：你好。\n{former}", "访谈者：你好。\n受访者：别的话。\n"):
        path.write_text(text, encoding="utf-8")
        plan = plan_from_file(study, "P-01", path, ReadingOptions())
        replace_text(study, plan, study.codebook().subjects, by="li")
    erase_documents(study, plan_erasure(study, ["P-01"]), by="li")
    assert _stands_in_file(study, ["这一家的事"]) == []


def test_words_copied_elsewhere_are_told(study: Project) -> None:
    sentence = next(each for each in _sentences(study, "P-01") if len(each) > 6)
    memo = add_memo(study, Target.PROJECT, "", f"题目：{sentence}", by="li")
    book = study.codebook_path
    book.write_text(book.read_text("utf-8") + f"\n# {sentence}\n", encoding="utf-8")
    assert study.path
    study.path.with_name(f"{study.path.name}.v12.bak").write_bytes(b"")
    erased = erase_documents(study, plan_erasure(study, ["P-01"]), by="li")
    assert ("memo", memo.id) in erased.remaining
    assert ("file", book.name) in erased.remaining
    assert erased.backups == (f"{study.path.name}.v12.bak",)


def test_words_among_coded_interviews_are_told(study: Project) -> None:
    mark_read(study, "P-01", by="li")
    book, own = study.codebook_path, study.codebook_path.with_name("own.jsonl")
    own.write_text(own_interviews(study).text, encoding="utf-8")
    book.write_text(f"interviews: [own.jsonl]\n{book.read_text('utf-8')}", encoding="utf-8")
    erased = erase_documents(study, plan_erasure(study, ["P-01"]), by="li")
    assert erased.remaining == (("file", "own.jsonl"),)


def test_the_history_refuses_to_forget_as_before(study: Project) -> None:
    erase_documents(study, plan_erasure(study, ["P-01"]), by="li")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        study.store._db.execute("DELETE FROM history")


def test_a_document_that_nobody_knows_is_refused(study: Project) -> None:
    with pytest.raises(UnknownNameError, match="P-09"):
        plan_erasure(study, ["P-01", "P-09"])
    assert study.store.documents.names() == ["P-01", "P-02"]


def test_what_came_along_with_a_codebook_is_nobodys_words(study: Project) -> None:
    shipped = templates()["poverty-alleviation"].with_suffix(".examples.jsonl")
    kept = study.codebook_path.with_name(shipped.name)
    kept.write_bytes(shipped.read_bytes())
    book = study.codebook_path
    book.write_text(f"examples: [{kept.name}]\n{book.read_text('utf-8')}", encoding="utf-8")
    rows = map(json.loads, shipped.read_text("utf-8").splitlines())
    said = next(row["text"] for row in rows if len(row["text"]) > 12)
    for name in ("P-03", "P-04"):
        path = study.folder / f"{name}.txt"
        path.write_text(f"问：{name}？\n答：{said}\n", encoding="utf-8")
        import_files(study.store, [path], study.codebook().subjects, ImportOptions(by="li"))
    assert erase_documents(study, plan_erasure(study, ["P-03"]), by="li").remaining == ()
    kept.write_bytes(shipped.read_bytes() + b"\n")  # somebody has added something
    erased = erase_documents(study, plan_erasure(study, ["P-04"]), by="li")
    assert erased.remaining == (("file", kept.name),)
