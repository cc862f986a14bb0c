"""What a code lacks, in a small study: from its codings to a word in the YAML and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.coding import Review
from qualcode.workflow.coding import code_project
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.enriching import plan_pattern
from qualcode.workflow.restructure import carry_out
from qualcode.workflow.terms import find_spoiled, find_terms
from qualcode.workflow.undoing import undo

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.workflow.project import Project


def _of(study: Project, code: str) -> list[str]:
    names = study.store.documents.names()
    every = [each for name in names for each in study.store.codings.of_document(name)]
    return [each.id for each in every if each.code == code]


def test_proposals_serve_until_persons_have_accepted(study: Project) -> None:
    before = find_terms(study, "scarce")
    assert not before.accepted
    decide(study, _of(study, "scarce")[:2], Decision(Review.ACCEPTED), by="li")
    after = find_terms(study, "scarce")
    assert after.accepted
    assert after.codings == 2
    found = {each.term.text: each for each in after.terms}
    assert "见不着" not in found, "the code has that pattern"
    assert found["干部"].accepted == 2
    assert found["干部"].precision == 100
    assert found["干部"].persons == 1


def test_a_pattern_that_is_rejected_is_told_with_what_would_have_saved_it(study: Project) -> None:
    ids = _of(study, "formal")
    quotes = {name: study.store.codings.get(name) for name in ids}
    photo = [name for name, each in quotes.items() if each and "拍照" in each.quote]
    decide(study, photo, Decision(Review.REJECTED), by="li")
    (spoiled,) = find_spoiled(study, "formal")
    assert (spoiled.pattern, spoiled.accepted, spoiled.rejected) == ("拍照", 0, 1)


def test_a_word_is_taken_in_finds_more_and_can_be_taken_back(
    study: Project, study_path: Path
) -> None:
    path = study_path.parent / "codebook.yaml"
    before, found = path.read_bytes(), len(_of(study, "income"))
    carry_out(study, plan_pattern(path, "income", "好多了"), by="li")
    assert "# the founding one" in path.read_text("utf-8")
    code_project(study, by="li")
    assert len(_of(study, "income")) == found + 1
    undo(study, by="li")
    assert path.read_bytes() == before
