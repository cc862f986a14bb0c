"""The second shipped codebook: from another field, without a fault, true to its examples."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.reader import examine_codebook
from qualcode.model.codebook import Kind, PatternKind

if TYPE_CHECKING:
    from qualcode.model.codebook import Code, Codebook, Pattern

BURNOUT = Path(__file__).resolve().parents[2] / "codebooks" / "teacher-burnout.yaml"


@pytest.fixture(scope="module")
def burnout() -> Codebook:
    codebook, problems = examine_codebook(BURNOUT)
    assert [str(problem) for problem in problems] == []
    assert codebook is not None
    return codebook


def test_has_families_codes_and_kinds(burnout: Codebook) -> None:
    assert len(burnout.families) == 5
    assert len(burnout.leaves) == 15
    kinds = {code.kind for code in burnout.leaves}
    assert kinds == {Kind.PROBLEM, Kind.CAUSE, Kind.POSITIVE, Kind.COUNTERMEASURE}


def test_every_code_is_complete(burnout: Codebook) -> None:
    for code in burnout.leaves:
        for label in (code.name, code.definition, code.include, code.exclude):
            assert label.zh, code.id
            assert label.en, code.id
        assert 6 <= sum(pattern.language == "zh" for pattern in code.patterns) <= 10, code.id
        assert 4 <= sum(pattern.language == "en" for pattern in code.patterns) <= 6, code.id
        assert len(code.examples) >= 2, code.id
        assert len(code.non_examples) >= 2, code.id


def test_examples_hold_a_pattern_of_their_code(burnout: Codebook) -> None:
    for code in burnout.leaves:
        for example in (*code.examples, *(each for each in code.non_examples if each.status)):
            assert hits(code, example.text), f"{code.id}: {example.text}"


def test_non_examples_without_status_hold_none(burnout: Codebook) -> None:
    for code in burnout.leaves:
        for example in code.non_examples:
            if example.status is None:
                assert not hits(code, example.text), f"{code.id}: {example.text}"


def test_subjects_are_found_by_name_and_prefix(burnout: Codebook) -> None:
    assert burnout.subjects.resolve("Class teacher") == "HEAD"
    assert burnout.subjects.from_participant_id("PR-02") == "PRIN"
    assert burnout.subjects.group_of("COUN") == "helpers"


def hits(code: Code, text: str) -> list[str]:
    """Return the patterns of a code that a text holds, in the simplest way there is."""
    return [pattern.text for pattern in code.patterns if holds(pattern, text.lower())]


def holds(pattern: Pattern, text: str) -> bool:
    if pattern.kind is PatternKind.REGEX:
        return bool(re.search(pattern.text.lower(), text))
    if pattern.language == "zh":
        return pattern.text in text
    ending = "" if pattern.text.endswith("*") else r"\b"
    return bool(re.search(rf"\b{re.escape(pattern.text.lower().rstrip('*'))}{ending}", text))
