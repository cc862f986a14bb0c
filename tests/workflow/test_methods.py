"""The methods text and the checklists: what the project knows, and nothing it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.model.coding import Review
from qualcode.model.participant import Participant
from qualcode.model.query import CodingQuery
from qualcode.model.span import Span
from qualcode.workflow.approaches import Approach, Standard
from qualcode.workflow.coding import code_project
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.methods import checklist, methods_paragraph

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


def test_the_text_names_material_codebook_and_what_was_decided(study: Project) -> None:
    first = next(iter(study.store.excerpts.find(CodingQuery()))).coding
    decide(study, [first.id], Decision(Review.ACCEPTED), by="li")
    text = methods_paragraph(study)
    assert "2 interviews" in text.en
    assert "has 3 codes in 1 family." in text.en
    assert "directed content analysis" in text.en
    assert "One person coded or reviewed" in text.en
    assert "定向内容分析" in text.zh
    assert "grounded" not in text.en
    assert "emerge" not in text.en


def test_subjects_are_told_in_the_order_of_the_codebook(study: Project) -> None:
    study.store.participants.put([Participant("P-01", "GOV"), Participant("P-02", "PH")])
    assert "Poor household n = 1, Government n = 1" in methods_paragraph(study).en
    study.store.participants.put([Participant("P-01", ""), Participant("P-02", "PH")])
    assert "Poor household n = 1, unknown n = 1" in methods_paragraph(study).en


def test_only_what_the_project_shows_is_claimed(study: Project) -> None:
    text = methods_paragraph(study)
    assert "no person has reviewed" in text.en
    assert "added" not in text.en
    assert "inductive" not in text.en
    assert "归纳" not in text.zh
    with study.codebook_path.open("a", encoding="utf-8") as book:
        book.write("  - id: road\n    name: {zh: 修路, en: Road}\n")
        book.write("    definition: {zh: 修路。, en: Roads.}\n    patterns: {zh: [修路]}\n")
    code_project(study)
    assert "one code was added in the course of coding (road)" in methods_paragraph(study).en
    (derivation,) = [each for each in checklist(study, "coreq").rows if each[0] == "26"]
    assert "road" in str(derivation[5])


def test_without_double_coding_or_validation_the_text_says_so(study: Project) -> None:
    assert "no double coding and no validation" in methods_paragraph(study).en


def test_rejections_where_proposals_came_from_and_open_disagreements_are_told(
    study: Project,
) -> None:
    proposals = [each.coding.id for each in study.store.excerpts.find(CodingQuery())]
    for by in ("li", "zhao"):
        decide(study, proposals[:1], Decision(Review.ACCEPTED), by=by)
    decide(study, proposals[1:2], Decision(Review.REJECTED), by="li")
    decide(study, proposals[1:2], Decision(Review.ACCEPTED), by="zhao")
    text = methods_paragraph(study).en
    assert f"Of {len(proposals)} proposals of the machine, 2 were decided on by a person" in text
    assert "1 accepted, 1 rejected, 50 %" in text
    assert "nobody coded anything that was not proposed" in text
    assert f"({len(proposals)} by the codebook's patterns)" in text
    assert "1 place on which coders disagree not settled" in text
    assert "have not been validated" in text


def test_a_proposal_that_was_given_another_code_is_not_called_made_by_hand(study: Project) -> None:
    proposals = [each.coding for each in study.store.excerpts.find(CodingQuery())]
    first = next(each for each in proposals if each.code == "scarce")
    decide(study, [first.id], Decision(code="formal"), by="li")
    text = methods_paragraph(study)
    assert (
        "nobody coded anything that was not proposed, and 1 coding with another code put" in text.en
    )
    assert "无人在建议之外编码，以其他编码取代建议 1 条" in text.zh
    add_coding(study, "P-01", Span(15, 19), "income", by="li")
    (own,) = study.store.codings.of_document("P-01")[:1]
    decide(study, [own.id], Decision(code="scarce"), by="li")
    text = methods_paragraph(study)
    assert "1 coding was made by hand, and 1 coding with another code put in the place" in text.en
    assert "另有手工编码 1 条，以其他编码取代建议 1 条" in text.zh


def test_the_reflexive_approach_gives_no_coefficients(study: Project) -> None:
    text = methods_paragraph(study, Approach.REFLEXIVE)
    assert "reliability" not in text.en
    assert "double coding" not in text.en


@pytest.mark.parametrize(("standard", "items"), [(Standard.COREQ, 32), (Standard.SRQR, 21)])
def test_every_item_is_there_and_unknown_ones_are_left_open(
    study: Project, standard: Standard, items: int
) -> None:
    table = checklist(study, standard.value)
    assert len(table.rows) == items
    filled = table.column("filled")
    assert {"yes", "no"} == set(filled)
    for row in table.rows:
        assert (row[3] == "no") == (row[5] == "to be said by the researcher")


def test_sample_size_is_counted(study: Project) -> None:
    table = checklist(study, "coreq")
    (row,) = [each for each in table.rows if each[0] == "12"]
    assert row[5] == "2 persons"
