"""Each check on a few lines: what it finds, and what it leaves in peace."""

from __future__ import annotations

import re
from dataclasses import replace
from textwrap import indent

import pytest

from qualcode.codebook import checks
from qualcode.codebook.checks import check_codebook
from qualcode.codebook.reader import read_codebook_text
from qualcode.model.codebook import Code, Codebook, Pattern
from qualcode.model.label import Label
from qualcode.model.subject import Group, Subject, SubjectScheme

HEAD = "qualcode: 1\nid: a\nversion: '1'\nname: Study\n"
COMPLETE = "definition: d, exclude: x, non_examples: [n]"


def problems(codes: str, *, head: str = "") -> list[str]:
    """Return what is said of codes: the words of the file that each problem points at, and it."""
    text = HEAD + head + "codes:\n" + indent(codes, "- ")
    _, found = read_codebook_text(text, path="f")
    lines = text.split("\n")
    pointed = (lines[each.place.line - 1][each.place.column - 1 :] for each in found)
    words = (re.split(r"[,\]}]", rest)[0] for rest in pointed)
    return [f"{word} <- {each.message}" for word, each in zip(words, found, strict=True)]


def code(name: str, rest: str) -> str:
    return f"{{id: {name}, name: {name}, {COMPLETE}, {rest}}}\n"


def test_complete_code_is_left_in_peace() -> None:
    assert problems(code("a", "patterns: [来得少]")) == []


def test_short_literal() -> None:
    assert problems(code("a", "patterns: [难, 很难, 'a*', ok]")) == [
        "难 <- '难' of code 'a' is a single character",
        "'a*' <- 'a*' of code 'a' is a single character",
    ]


@pytest.mark.parametrize("pattern", ["go* home", "来了*"])
def test_wildcard_that_is_none(pattern: str) -> None:
    assert problems(code("a", f"patterns: ['{pattern}', visit*]")) == [
        f"'{pattern}' <- '{pattern}' of code 'a' has a '*' that stands for itself"
    ]


def test_pattern_twice_in_a_code() -> None:
    found = problems(code("a", "patterns: [来得少, Never, never, 're:a+', 're:A+']"))
    assert found == ["never <- 'never' of code 'a' stands there twice"]


def test_pattern_in_two_codes() -> None:
    found = problems(code("a", "patterns: [来得少]") + code("b", "patterns: [来得少]"))
    assert found == ["来得少 <- '来得少' of code 'b' stands in code 'a' too"]


def test_literal_inside_another_codes_literal() -> None:
    found = problems(
        code("a", "patterns: [动不了, come, 来得少]")
        + code("b", "patterns: [带动不了几户, hardly ever come, overcome, 来得少了]")
        + code("c", "patterns: [来得少着呢]")
    )
    assert found == [
        "动不了 <- '动不了' of code 'a' lies inside '带动不了几户' (b)",
        "come <- 'come' of code 'a' lies inside 'hardly ever come' (b)",
        "来得少 <- '来得少' of code 'a' lies inside '来得少了' (b), '来得少着呢' (c)",
    ]


def test_masked_containment_is_settled() -> None:
    found = problems(
        code("a", "patterns: [动不了], masks: [带动不了几户]")
        + code("b", "patterns: [带动不了几户]")
    )
    assert found == []


def test_code_that_says_too_little() -> None:
    assert problems("{id: a, name: n, definition: d, kind: problem}") == [
        "{id: a <- code 'a' has no exclude",
        "{id: a <- code 'a' has no non_examples",
        "{id: a <- code 'a' has no patterns",
        "{id: a <- problem code 'a' has no opposite",
    ]


def test_one_sided_opposite() -> None:
    found = problems(code("a", "patterns: [很少], opposite: [b]") + code("b", "patterns: [常来]"))
    assert found == ["b <- 'b' is the opposite of 'a', but not in turn"]


def test_asserted_near_miss() -> None:
    near_miss = "non_examples: [{text: t, status: asserted}]"
    line = f"{{id: a, name: n, definition: d, exclude: x, patterns: [很少], {near_miss}}}"
    assert problems(line) == ["asserted <- a non-example of code 'a' has the status 'asserted'"]


def test_full_width_comma_between_patterns() -> None:
    assert problems(code("a", "patterns: [来得少，很少来, '少，但来']")) == [
        "来得少，很少来 <- 'patterns' of code 'a' holds a full-width comma: '来得少，很少来'"
    ]


def test_words_shared_by_subjects() -> None:
    head = (
        "groups: [{id: X, name: 别的}]\n"
        "subjects:\n"
        "- {id: X, name: 甲, prefixes: [P, Q], aliases: [困难户, folk]}\n"
        "- {id: Y, name: 乙, prefixes: [p], aliases: [甲, Folk, 乙]}\n"
    )
    assert problems(code("a", "patterns: [很少]"), head=head) == [
        "X <- group 'X' has the id of a subject but another name",
        "p <- prefix 'p' stands for 'X' and 'Y'",
        "甲 <- alias '甲' names 'X' and 'Y'",
        "Folk <- alias 'Folk' names 'X' and 'Y'",
    ]


def test_codebook_from_elsewhere_is_checked_by_its_lines() -> None:
    faulty = Codebook(
        id="a/b",
        name=Label("研究"),
        version="",
        digest="",
        codes=(
            Code(
                id="x",
                path="x",
                name=Label(),
                theory=("t",),
                said_by=("PH",),
                patterns=(Pattern("难", "zh", line=7),),
                line=5,
            ),
        ),
        subjects=SubjectScheme(
            subjects=(Subject("S", Label("甲"), group="g"),), groups=(Group("", Label()),)
        ),
    )
    assert [str(problem).split(" (")[0] for problem in check_codebook(faulty, path="store")] == [
        "store: 'a/b' cannot be the id of a codebook",
        "store: a group has no id",
        "store: a group has no name",
        "store: the codebook has no version",
        "store: there is no group 'g'",
        "store:5: code 'x' has no definition",
        "store:5: code 'x' has no exclude",
        "store:5: code 'x' has no name",
        "store:5: code 'x' has no non_examples",
        "store:5: there is no subject 'PH'",
        "store:5: there is no theory 't'",
        "store:7: '难' of code 'x' is a single character",
    ]


def test_a_check_that_finds_too_much_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MAX_EACH", 2)
    one = Code(id="x", path="x", name=Label("甲"), definition=Label("乙"), exclude=Label("丙"))
    many = tuple(replace(one, id=f"x{n}", path=f"x{n}", theory=("t",)) for n in range(9))
    book = Codebook(id="a", name=Label("研究"), version="1", digest="", codes=many)
    messages = [problem.message for problem in check_codebook(book, path="f")]
    assert messages.count("there is no theory 't'") <= 2
    assert "there are more problems like the ones before" in messages


def test_many_patterns_are_checked_in_time() -> None:
    patterns = tuple(Pattern(f"{n:05d}来得少了", "zh") for n in range(25_000))
    first = Code(id="x", path="x", name=Label("甲"), patterns=patterns)
    second = replace(
        first, id="y", path="y", patterns=tuple(replace(p, text=p.text + "啊") for p in patterns)
    )
    book = Codebook(id="a", name=Label("研究"), version="1", digest="", codes=(first, second))
    found = check_codebook(book, path="f")
    assert sum("lies inside" in problem.message for problem in found) == checks.MAX_EACH


def test_ids_that_tables_use_themselves() -> None:
    assert problems(code("any", "patterns: [来得少]")) == [
        "any <- the id of code 'any' is used by tables for themselves"
    ]
