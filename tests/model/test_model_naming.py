"""Values and reasons in the reader's language; files keep the values themselves."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qualcode import matching
from qualcode.model.coding import (
    ADJUDICATED,
    CORRECTED,
    RECODED,
    SECOND,
    Coding,
    Evidence,
    Reason,
    Review,
    Source,
    Status,
)
from qualcode.model.naming import review_name, status_name, value_name
from qualcode.model.reasoning import reasons_said, why_said
from qualcode.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize("value", [*Status])
def test_a_status_is_chinese_to_chinese_readers_only(value: Status) -> None:
    assert value_name("status", value.value, "zh") == status_name(value).zh
    assert value_name("status", value.value, "en") == value.value


def test_words_of_people_are_never_replaced() -> None:
    assert value_name("quote", "asserted", "zh") == "asserted"
    assert value_name("review", "村里的会", "zh") == "村里的会"
    assert review_name(Review.REJECTED).zh == "已拒绝"


def test_reasons_are_told_in_chinese() -> None:
    reasons = (
        Reason("negation", "没", "not so"),
        Reason("about", "", "nobody named; the code is usually about GOV"),
        Reason("question", "？", "a question mark: for a person to decide"),
        Reason("about", "他", "TEAM"),
    )
    said = reasons_said(reasons, "zh")
    assert said == (
        "否定“没” → 并非如此；所谈 → 未点名；此编码通常说的是 GOV；"
        "疑问“？” → 问号：须由人判断；所谈“他” → TEAM"
    )
    assert reasons_said(reasons[:1], "en") == "negation “没” → not so"


def test_whom_it_may_be_about_and_what_an_answer_takes_up_are_told_in_chinese() -> None:
    reasons = (
        Reason("about", "人家", "one of TEAM, GOV"),
        Reason("answer", "是的", "confirms “没人来” of the question"),
        Reason("answer", "哪有", "denies “没人来” of the question"),
    )
    assert reasons_said(reasons, "zh") == (
        "所谈“人家” → TEAM, GOV 之一；答话“是的” → 肯定提问中的“没人来”；"
        "答话“哪有” → 否认提问中的“没人来”"
    )


def told_by_the_engine() -> Iterator[tuple[str, str]]:
    """Yield the steps and outcomes that the code of matching names, empty where it names none."""
    assert matching.__file__
    for file in Path(matching.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in STEPS:
                outcomes = [*node.args[1:], *(k.value for k in node.keywords if k.arg == "outcome")]
                words = [each.value for each in outcomes if isinstance(each, ast.Constant)]
                step = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
                yield str(step), next((each for each in words if isinstance(each, str)), "")


STEPS = {"cue", "Cue", "Operator", "Reason"}
"""What makes a step of the engine, or writes one down: the name first."""


def test_every_step_and_outcome_of_the_engine_is_chinese_to_chinese_readers() -> None:
    told = set(told_by_the_engine())
    assert ("wish", "a wish") in told
    for step, outcome in told:
        said = reasons_said([Reason(step, "", outcome)], "zh")
        assert not re.search("[a-z]{2}", said.replace("unless", "")), (step, outcome)


def test_what_a_codebook_names_itself_stays() -> None:
    assert reasons_said((Reason("my-cue", "甭", "a cue nobody knows"),), "zh") == (
        "my-cue“甭” → a cue nobody knows"
    )


def test_who_speaks_of_whom_is_told_in_chinese_wherever_it_stands() -> None:
    for column in ("view", "kind"):
        assert value_name(column, "self", "zh") == "自述"
        assert value_name(column, "other", "zh") == "他述"
        assert value_name(column, "other", "en") == "other"


def test_what_a_person_changed_is_told_from_what_it_was_to_what_it_is() -> None:
    reasons = (
        Reason(CORRECTED, "status", "asserted"),
        Reason(CORRECTED, "edges", "879-902"),
        Reason(CORRECTED, "about", "named GOV"),
        Reason(RECODED, "contact-formalistic", "2566922d7797a100"),
    )
    coding = Coding(
        "a",
        "P-01",
        Span(885, 902),
        "contact-scarce",
        "li",
        Source.PERSON,
        "x",
        status=Status.DENIED,
        about=("TEAM", "PH"),
        evidence=Evidence(reasons=reasons),
    )
    assert why_said(coding, "en") == (
        "status was asserted, now denied; edges was 879-902, now 885-902;"
        " about was GOV, now TEAM PH; code was contact-formalistic, now contact-scarce"
    )
    assert why_said(coding, "zh") == (
        "判断原为“断言”，现为“否认”；范围原为“879-902”，现为“885-902”；"
        "所指原为“GOV”，现为“TEAM PH”；"
        "编码原为“contact-formalistic”，现为“contact-scarce”"
    )
    back = replace(coding, status=Status.ASSERTED, evidence=Evidence(reasons=reasons[:1]))
    assert why_said(back, "en") == ""


def test_ids_of_codings_are_not_told_as_reasons() -> None:
    reasons = (
        Reason(SECOND, "rules", "2566922d7797a100"),
        Reason(ADJUDICATED, "8f1c2d3e4f506172", "li"),
        Reason("coders", "li zhao", "2566922d7797a100 9966922d7797a100"),
        Reason("because", "", "she says so"),
    )
    place = ("a", "P-01", Span(0, 1), "scarce", "li", Source.PERSON, "x")
    coding = Coding(*place, evidence=Evidence(reasons=reasons))
    assert why_said(coding, "en") == (
        "a second opinion on what rules coded; adjudicated: li; coders: li zhao;"
        " because → she says so"
    )
    assert "2566922d7797a100" not in why_said(coding, "zh")
