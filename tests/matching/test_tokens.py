"""Patterns of tokens: what they find, where, and what is refused."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from qualcode.codebook.reader import read_codebook_text
from qualcode.codebook.token_patterns import token_refusal
from qualcode.matching.scanner import Scanner
from qualcode.model.codebook import Code, Codebook, Pattern, PatternKind
from qualcode.model.label import Label
from qualcode.text.fold import fold


def scanner_of(tokens: list[dict[str, Any]], language: str, mask: str = "") -> Scanner:
    code = Code(
        "c",
        "c",
        Label("c"),
        patterns=(Pattern(json.dumps(tokens), language, PatternKind.TOKEN),),
        masks=(Pattern(mask, language),) if mask else (),
    )
    return Scanner(Codebook("b", Label("b"), "1", "d", codes=(code,)))


def found(
    tokens: list[dict[str, Any]], text: str, language: str = "en", mask: str = ""
) -> list[str]:
    scanner = scanner_of(tokens, language, mask)
    units = scanner.scan_units(fold(text), [(0, len(text))], lambda _: "", text=text)
    return [text[hit.start : hit.end] for _, hits in units for hit in hits]


@pytest.mark.parametrize(
    ("tokens", "text", "expected"),
    [
        (
            [{"LOWER": "paid"}, {"IS_DIGIT": True}],
            "He Paid 300 of it, paid nothing else.",
            ["Paid 300"],
        ),
        ([{"TEXT": "May"}], "In May they may come.", ["May"]),
        ([{"lower": "wait", "OP": "+"}], "We wait wait wait.", ["wait wait wait"]),
        (
            [{"LOWER": "did"}, {"LOWER": "n't"}, {"LOWER": {"IN": ["come", "call"]}}],
            "They didn't call.",
            ["didn't call"],
        ),
        (
            [{"LOWER": {"REGEX": "^promis"}}, {"OP": "?"}, {"LOWER": "road"}],
            "They promised a road.",
            ["promised a road"],
        ),
        ([{"LOWER": "road"}], "Broadly not a railroad.", []),
        ([{"SHAPE": "dddd"}, {"LOWER": "yuan"}], "It was 2000 yuan, not 30 yuan.", ["2000 yuan"]),
    ],
)
def test_english_tokens(tokens: list[dict[str, Any]], text: str, expected: list[str]) -> None:
    assert found(tokens, text) == expected


@pytest.mark.parametrize("text", ["今年补贴还没有发。", "今年補貼還沒有發。"])
def test_chinese_tokens_are_those_of_jieba(text: str) -> None:
    tokens: list[dict[str, Any]] = [
        {"TEXT": "补贴"},
        {"TEXT": "还", "OP": "?"},
        {"TEXT": {"IN": ["没有", "没"]}},
    ]
    assert found(tokens, text, "zh") == [text[2:7]]
    assert found([{"TEXT": "贴"}], text, "zh") == []


def test_a_longer_mask_takes_what_tokens_find() -> None:
    tokens = [{"LOWER": "no"}, {"LOWER": "road"}]
    assert found(tokens, "There is no road.") == ["no road"]
    assert found(tokens, "There is no road sign.", mask="no road sign") == []


def test_a_scanner_travels_between_processes() -> None:
    scanner = scanner_of([{"LOWER": "road"}], "en")
    assert scanner.scan("a road")
    assert pickle.loads(pickle.dumps(scanner)).scan("a road") == scanner.scan("a road")


def test_a_sentence_without_end_is_cut_into_blocks() -> None:
    text = "road " * 3_000
    assert "".join(found([{"LOWER": "road", "OP": "+"}], text)).count("road") == 3_000


def test_a_lemma_stands_for_all_forms_of_a_word() -> None:
    tokens: list[dict[str, Any]] = [
        {"LEMMA": "Pay"},
        {"OP": "?"},
        {"LEMMA": {"IN": ["man", "team"]}},
    ]
    assert found(tokens, "They paid the men, pays a man and were paying teams, not a payer.") == [
        "paid the men",
        "pays a man",
        "paying teams",
    ]
    others: list[dict[str, Any]] = [{"LEMMA": {"NOT_IN": ["come", "go"]}}, {"LOWER": "late"}]
    assert found(others, "He came late, she left late and goes late.") == ["left late"]
    assert found([{"lemma": "补贴"}], "補貼发了。", "zh") == ["補貼"]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("nonsense", "no list of tokens"),
        ("{}", "no list of tokens"),
        ("[]", "has 0 tokens"),
        ('[{"POS": "VERB"}]', "POS needs a model"),
        ('[{"LEMMA": {"REGEX": "pa.*"}}]', "no REGEX"),
        ('[{"LEMMA": "pay", "LOWER": "paid"}]', "both LEMMA and LOWER"),
        ('[{"LEMMA": 3}]', "must be a text"),
        ('[{"LOWWER": "pay"}]', "unknown attribute"),
        ('[{"LOWER": 3}]', "must be a text"),
        ('[{"LOWER": "a", "OP": "??"}]', "OP"),
        ('[{"LOWER": "a", "OP": "*"}]', "no token at all"),
        ('[{"IS_DIGIT": "yes"}]', "true or false"),
        ('[{"LENGTH": "3"}]', "whole number"),
        ('[{"TEXT": {"IN": "a"}}]', "list of texts"),
        ('[{"TEXT": {"LIKE": "a"}}]', "unknown"),
        ('[{"TEXT": {"REGEX": "(a+)+b"}}]', "repeats a group"),
        ('[{"TEXT": {"REGEX": "a*b*c*d*e"}}]', "repetitions"),
        ('[{"TEXT": {"REGEX": "(?=a)b"}}]', "look"),
    ],
)
def test_what_cannot_be_used_is_named(written: str, why: str) -> None:
    refused = token_refusal(written)
    assert refused is not None
    assert why in refused[0]


BOOK = """qualcode: 1
id: b
version: "1"
name: b
codes:
  - id: waits
    name: waits
    patterns:
      en:
        - 'token:[{"LOWER": "wait"}]'
        - 'token:[{"POS": "VERB"}]'
"""


def test_a_fault_is_told_with_its_line() -> None:
    _, problems = read_codebook_text(BOOK, path="b.yaml")
    [told] = [each for each in problems if "POS" in str(each)]
    assert told.place.line == 11


def test_classes_of_an_expression_are_not_folded() -> None:
    assert found([{"TEXT": "没"}, {"TEXT": {"REGEX": r"\D"}}], "我没钱了", "zh") == ["没钱"]


def test_attributes_may_be_written_small_in_every_check() -> None:
    assert token_refusal('[{"lower": "pay", "op": "?"}]') is not None
