"""Which regular expressions are accepted, and how a refusal is told."""

from __future__ import annotations

import pytest

from qualcode.codebook.expressions import refusal


@pytest.mark.parametrize(
    "expression",
    ["一年(到头)?来(一|两)回", "(?i)hardly ever", "[a-z]{2,}", r"\bvisits?\b", "来.{0,6}走", " x"],
)
def test_accepted(expression: str) -> None:
    assert refusal(expression) is None


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("没(?=来)", "look-ahead is not supported"),
        ("没(?!来)", "negative look-ahead is not supported"),
        ("(?<=没)来", "look-behind is not supported"),
        ("(?<!没)来", "negative look-behind is not supported"),
        (r"(来)\1", "back-references are not supported"),
        ("(?P<x>来)(?P=x)", "back-references are not supported"),
        ("(?>来)", "atomic groups are not supported"),
        ("(?#note)来", "comments are not supported"),
        ("(来)(?(1)走|去)", "conditions are not supported"),
        ("来++", "a repetition of a repetition"),
        ("*来", "a repetition of nothing"),
        ("来{2000}", "a repetition beyond 1000"),
        ("(来", "a bracket '(' that is not closed"),
        ("来)", "a bracket ')' that was not opened"),
        ("[来", "a bracket '[' that is not closed"),
        ("[z-a]", "a wrong range in [ ]"),
        ("来\\", "a '\\' at the end"),
        ("", "it can match the empty string"),
        ("(来)?", "it can match the empty string"),
        ("来|", "it can match the empty string"),
        (r"\b", "it can match the empty string"),
        ("^", "it can match the empty string"),
        ("来*", "it can match the empty string"),
    ],
)
def test_refused(expression: str, reason: str) -> None:
    refused = refusal(expression)
    assert refused is not None
    assert refused[0].startswith(reason)


def test_the_engine_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    refusal("(")
    assert capfd.readouterr() == ("", "")
