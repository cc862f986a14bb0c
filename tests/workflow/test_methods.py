"""The methods text and the checklists: what the project knows, and nothing it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.model.coding import Review
from qualcode.model.query import CodingQuery
from qualcode.workflow.approaches import Approach, Standard
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.methods import checklist, methods_paragraph

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


def test_the_text_names_material_codebook_and_what_was_decided(study: Project) -> None:
    first = next(iter(study.store.excerpts.find(CodingQuery()))).coding
    decide(study, [first.id], Decision(Review.ACCEPTED), by="li")
    text = methods_paragraph(study)
    assert "2 unstructured interviews" in text.en
    assert "directed content analysis" in text.en
    assert "1 coders reviewed" in text.en
    assert "定向内容分析" in text.zh
    assert "grounded" not in text.en
    assert "emerge" not in text.en


def test_without_double_coding_or_validation_the_text_says_so(study: Project) -> None:
    assert "no double coding and no validation" in methods_paragraph(study).en


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
