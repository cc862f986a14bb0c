"""Names in two languages, and English numbers with their nouns."""

from __future__ import annotations

import pytest

from qualcode.model.label import Label, case_count


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 persons"), (1, "1 person"), (2, "2 persons"), (11, "11 persons")]
)
def test_a_number_stands_with_its_noun(number: int, said: str) -> None:
    assert case_count(number, "person") == said


def test_a_missing_half_falls_back_to_the_other() -> None:
    assert Label("村", "").say("en") == Label("", "村").say("zh") == "村"


def test_english_nouns_follow_their_number() -> None:
    assert [case_count(n, "code") for n in (0, 1, 2)] == ["0 codes", "1 code", "2 codes"]
    assert [case_count(n, "family", "families") for n in (1, 2)] == ["1 family", "2 families"]
