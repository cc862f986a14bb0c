"""Values and reasons in the reader's language; files keep the values themselves."""

from __future__ import annotations

import pytest

from qualcode.model.coding import Reason, Review, Status
from qualcode.model.naming import reasons_said, review_name, status_name, value_name


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


def test_what_a_codebook_names_itself_stays() -> None:
    assert reasons_said((Reason("my-cue", "甭", "a cue nobody knows"),), "zh") == (
        "my-cue“甭” → a cue nobody knows"
    )


def test_who_speaks_of_whom_is_told_in_chinese_wherever_it_stands() -> None:
    for column in ("view", "kind"):
        assert value_name(column, "self", "zh") == "自述"
        assert value_name(column, "other", "zh") == "他述"
        assert value_name(column, "other", "en") == "other"
