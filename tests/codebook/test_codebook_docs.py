"""The page on the format names every key of it, and its examples are true."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

import pytest

from qualcode.codebook.reader import read_codebook_text
from qualcode.codebook.schema import NO_HIT, SCHEMAS
from qualcode.codebook.source import MAX_BYTES
from qualcode.model.codebook import Kind
from qualcode.model.coding import Status

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "codebook-format.md").read_text("utf-8")
ENGLISH, CHINESE = PAGE.split("# 中文说明\n")
WORDS = sorted(
    {key for schema in SCHEMAS.values() for key in schema}
    | {kind.value for kind in Kind}
    | {status.value for status in Status}
    | {NO_HIT, "zh", "en"}
)


@pytest.mark.parametrize("part", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_every_key_and_choice_is_named(part: str) -> None:
    prose = re.sub(r"```yaml\n.*?```", "", part, flags=re.DOTALL)
    code = " ".join(re.findall(r"`([^`]+)`", prose))
    named = set(re.findall(r"[a-z_0-9]+", code))
    assert [word for word in WORDS if word not in named] == []


@pytest.mark.parametrize("part", [ENGLISH, CHINESE], ids=["english", "chinese"])
@pytest.mark.parametrize("noun", SCHEMAS)
def test_tables_hold_every_key_of_a_record(part: str, noun: str) -> None:
    listed = re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
    missing = [key for key in SCHEMAS[noun] if key not in listed]
    assert missing == []


def test_the_small_codebook_has_no_problems() -> None:
    codebook, problems = read_codebook_text(yaml_blocks()[0], path="docs")
    assert [str(problem) for problem in problems] == []
    assert codebook is not None


def test_the_non_examples_fit_into_it() -> None:
    small, *_, non_examples = yaml_blocks()
    before, after = small.split("        non_examples:\n          - {text: 他没少来", 1)
    rest = after.split("\n", 1)[1]
    codebook, problems = read_codebook_text(
        before + indent(non_examples, " " * 8) + rest, path="docs"
    )
    assert [str(problem) for problem in problems] == []
    assert codebook is not None
    assert len(codebook.by_id["contact-scarce"].non_examples) == 4


def test_patterns_of_tokens_fit_into_it() -> None:
    small, tokens = yaml_blocks()[:2]
    old = "        patterns: {zh: [经常来, 月月来], en: [come every month]}\n"
    text = small.replace(old, indent(tokens, " " * 8))
    codebook, problems = read_codebook_text(text, path="docs")
    assert codebook is not None, problems
    kinds = [each.kind.value for each in codebook.by_id["contact-close"].patterns]
    assert kinds == ["token"] * 3
    assert not [each for each in problems if "token" in each.message]


def test_variants_cues_and_conditions_fit_into_it() -> None:
    small, _tokens, variants, patterns, cues, _ = yaml_blocks()
    sets = "sets:\n" + "".join(
        f"  {name}: {{zh: [甲], en: [x]}}\n"
        for name in ("helper", "times", "money", "not-paid", "promise", "nothing")
    )
    subjects = "  - {id: ENT, name: e}\n"
    text = small.replace("groups:\n", f"{sets}{variants}{cues}groups:\n", 1)
    text = text.replace("subjects:\n", f"subjects:\n{subjects}", 1)
    old = "        patterns: {zh: [经常来, 月月来], en: [come every month]}\n"
    assert old in text
    text = text.replace(old, indent(patterns, " " * 8))
    codebook, problems = read_codebook_text(text, path="docs")
    assert codebook is not None, problems
    assert len(codebook.by_id["contact-close"].patterns) == 5
    assert (len(codebook.variants["zh"]), codebook.cues["en"]) == (
        3,
        {"attributed": ("the story goes",)},
    )


def test_the_limit_is_told() -> None:
    assert f"at most {MAX_BYTES // 1_000_000} MB" in PAGE


def yaml_blocks() -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
