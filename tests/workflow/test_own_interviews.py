"""A project's own coded interviews as a file to learn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.interviews import examine_interviews
from qualcode.errors import DataError
from qualcode.model.coding import Status
from qualcode.model.span import Span
from qualcode.workflow.adjudication import Choice, disagreements, settle
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.own_interviews import own_interviews
from qualcode.workflow.readings import mark_read

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.codebook.interviews import CodedAnswer
    from qualcode.workflow.project import Project

WORDS = "来了也是"


def put(project: Project, by: str, code: str, status: Status = Status.ASSERTED) -> None:
    start = project.store.documents.text("P-01").index(WORDS)
    span = Span(start, start + len(WORDS))
    add_coding(project, "P-01", span, code, by=by, status=status)


def answers(project: Project, folder: Path) -> list[CodedAnswer]:
    """Return what a codebook reads of the file."""
    file = folder / "own.jsonl"
    file.write_text(own_interviews(project).text, encoding="utf-8")
    found, problems = examine_interviews(file)
    assert not problems
    return found


def codes_of(found: list[CodedAnswer]) -> list[dict[str, str]]:
    return [dict(each.codes) for answer in found for each in answer.said if each.codes]


def test_what_persons_put_is_there_and_what_machines_propose_is_not(
    study: Project, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="nobody has coded"):
        own_interviews(study)
    put(study, "li", "scarce", Status.PARTIAL)
    found = answers(study, tmp_path)
    assert {each.interview for each in found} == {"P-01"}
    assert codes_of(found) == [{"scarce": "partial"}]
    assert {each.speaker for each in found} == {"PH"}
    assert all(each.asked for each in found)


def test_a_sentence_without_a_code_holds_none_only_where_all_was_read(
    study: Project, tmp_path: Path
) -> None:
    put(study, "li", "scarce")
    assert own_interviews(study)[1:] == (1, 0, 1)
    mark_read(study, "P-01", by="li")
    told = [each.codes for answer in answers(study, tmp_path) for each in answer.said]
    assert None not in told
    assert told.count({}) == len(told) - 1
    assert own_interviews(study)[1:] == (1, 1, len(told))


def test_what_lost_in_adjudication_does_not_hold(study: Project, tmp_path: Path) -> None:
    put(study, "li", "income")
    put(study, "zhao", "scarce")
    assert codes_of(answers(study, tmp_path)) == [{"income": "asserted", "scarce": "asserted"}]
    (case,) = disagreements(study, ("li", "zhao"))
    settle(study, case, Choice(("li",)), by="wang")
    assert codes_of(answers(study, tmp_path)) == [{"income": "asserted"}]
