"""Advice for a codebook that can be used, and faults behind a fault of YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.reader import examine_codebook, read_codebook_text
from qualcode.errors import Problem, Severity

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'qualcode: 1\nid: b\nversion: "1"\nname: B\n'
CODE = "  - {id: %s, name: {zh: 名, en: N}, definition: {zh: 定, en: D}, exclude: x,"
CODE += " examples: [句], non_examples: [他], %s}\n"


def _advice(tmp_path: Path, codes: list[str], head: str = "") -> list[tuple[str, str]]:
    path = tmp_path / "b.yaml"
    written = "".join(CODE % (f"c{number}", code) for number, code in enumerate(codes))
    path.write_text(f"{HEAD}{head}codes:\n{written}", encoding="utf-8")
    book, problems = examine_codebook(path, advice=True)
    assert book, problems
    assert all(each.severity is Severity.WARNING for each in problems)
    plain = set(examine_codebook(path)[1])
    return [(each.topic, each.message) for each in problems if each not in plain]


def test_patterns_that_can_never_fire_or_add_nothing(tmp_path: Path) -> None:
    codes = ["patterns: [没见过, 没见过面], masks: [没见过面]", "patterns: {en: [come by, come]}"]
    assert _advice(tmp_path, codes) == [
        ("patterns", "'没见过面' of code 'c0' is found by '没见过' already"),
        ("patterns", "'没见过面' of code 'c0' never fires"),
        ("patterns", "'come by' of code 'c1' is found by 'come' already"),
    ]
    conditioned = ["patterns: [没见过, {match: 没见过面, when_asked: [见]}]"]
    assert _advice(tmp_path, conditioned) == []


def test_frames_that_can_never_stand(tmp_path: Path) -> None:
    head = (
        "sets:\n  helper: {zh: [干部]}\n  who: {zh: ['{helper}'], en: ['{helper}']}\n"
        "  come: {zh: [来], en: [come]}\n"
    )
    codes = [
        "patterns: {zh: ['{who} … {come}'], en: ['{who} … {come}']}",
        "patterns: {en: ['({who}|they) … {come}', '{who}? {come}', '{number<=3} {come}']}",
    ]
    assert _advice(tmp_path, codes, head) == [
        ("sets", "'{who} … {come}' of code 'c0' can never stand: {who} has no 'en' word")
    ]


def test_words_that_a_set_holds_in_vain(tmp_path: Path) -> None:
    head = "sets:\n  a: {zh: [来, 来], en: [visit*, visits]}\n  b: {zh: [走]}\n  c: {zh: [走]}\n"
    codes = ["patterns: {zh: ['{a} … {b} … {c}']}"]
    assert _advice(tmp_path, codes, head) == [
        ("sets", "'visits' of set 'a' is found by 'visit*'"),
        ("sets", "'来' stands twice in set 'a'"),
        ("sets", "set 'c' holds the same words as 'b'"),
    ]


def test_a_language_that_all_others_have(tmp_path: Path) -> None:
    both = "patterns: {zh: [来%d], en: [come%d]}"
    codes = [both % (number, number) for number in range(9)]
    assert _advice(tmp_path, [*codes, "patterns: [走]"]) == [
        ("languages", "patterns of code 'c9' has no 'en'")
    ]
    assert _advice(tmp_path, ["patterns: [来]", "patterns: [走]"]) == []


def test_a_code_without_examples(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(
        f"{HEAD}codes:\n  - {{id: a, name: A, definition: d, exclude: x, patterns: [x],"
        " non_examples: [y]}\n",
        encoding="utf-8",
    )
    _, problems = examine_codebook(path, advice=True)
    assert "code 'a' has no examples" in {each.message for each in problems}


def _told(text: str) -> list[tuple[int, str]]:
    book, problems = read_codebook_text(text, path="b.yaml")
    assert book is None
    return [(each.place.line, each.message) for each in problems]


def test_faults_behind_a_fault_of_yaml_are_told() -> None:
    text = (
        'qualcode: 1\nid: b\nversion: "1"\nname：B\ncodes:\n'
        "  - id: a\n    name: A\n    definition: d\n    kind: prblem\n"
        "    patterns: ['re:(x', '{a']\n"
        "  - id: b\n    name: [B\n    definition: d\n    exmples: [x]\n"
    )
    told = _told(text)
    assert [line for line, _ in told] == [4, 9, 10, 10, 12, 14]
    assert not any("has no" in message for _, message in told)


def test_one_slip_is_one_fault() -> None:
    for text in (
        f"{HEAD}codes:\n  - id: a\n\tname: A\n    definition: d\n",
        f"{HEAD}codes:\n  - id: a\n    name: 'A\n    definition: d\n",
        f"{HEAD}codes: [\n",
        "qualcode：1\n",
    ):
        assert len(_told(text)) == 1


@pytest.mark.parametrize("lines", [400, 60_000])
def test_a_file_full_of_slips_ends_soon(lines: int) -> None:
    told = _told("codes:\n" + "  - id: 'a\n\tb：c\n" * lines)
    assert 1 <= len(told) <= 13


def test_a_problem_is_the_same_whatever_its_topic() -> None:
    from qualcode.errors import Place

    place = Place("a", 1)
    assert Problem(place, "m", topic="x") == Problem(place, "m")
