"""Names of erased documents go out of the settings and of what the history keeps of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.workflow.erased_settings import without_documents
from qualcode.workflow.erasure import erase_documents, plan_erasure
from qualcode.workflow.renaming import rename_document
from qualcode.workflow.undoing import redo, undo
from qualcode.workflow.validating import draw_sample, keep_answer, kept_sample

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


def _stands(study: Project, *words: str) -> list[str]:
    assert study.path
    content = study.path.read_bytes()
    return [each for each in words if each.encode("utf-8") in content]


def test_the_validation_sample_tells_nothing_of_it_and_is_undone_as_before(study: Project) -> None:
    draw_sample(study, hits=20, others=20, seed=1, by="li")
    for document in ("P-01", "P-02"):
        items = kept_sample(study)["items"]
        key = next(each for each in items if each.startswith(f"{document}#"))
        keep_answer(study, key, ["income"], by="li")
    erase_documents(study, plan_erasure(study, ["P-01"]), by="li")
    assert _stands(study, "P-01") == []
    sample = kept_sample(study)
    assert {each["document"] for each in sample["items"].values()} == {"P-02"}
    assert len(sample["answers"]) == 1
    assert undo(study, by="li").event.action == "validate"
    assert kept_sample(study)["answers"] == {}
    assert undo(study, by="li").event.action == "draw sample"


def test_the_renaming_of_another_is_taken_back_as_before(study: Project) -> None:
    rename_document(study, "P-01", "X-01", by="li")
    rename_document(study, "P-02", "Y-02", by="li")
    erase_documents(study, plan_erasure(study, ["X-01"]), by="li")
    undo(study, by="li")
    assert study.store.documents.names() == ["P-02"]
    redo(study, by="li")
    assert study.store.documents.names() == ["Y-02"]
    assert study.store.first_names.of("Y-02") == "P-02"
    assert _stands(study, "X-01", "P-01") == []


def test_other_settings_stay_as_they_are() -> None:
    assert without_documents({"P-01"}, "codebook", "P-01") == "P-01"
    assert without_documents({"P-01"}, "speakers", '{"P-01": {}, "P-02": {}}') == '{"P-02": {}}'
