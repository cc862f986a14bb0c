"""Slips of the hand in YAML, each told with its place and a way out; files that explode."""

from __future__ import annotations

import time

import pytest

from qualcode.codebook.parsing import MAX_DEPTH, parse
from qualcode.codebook.reader import read_codebook_text
from qualcode.errors import Problem

COLON = "use the ASCII colon ':' followed by a blank, not '：'"
QUOTE = "put a text that holds ': ' in quotes, and give keys of one level the same indent"
BRACKETS = "put a text that holds , [ ] { } or ': ' in quotes"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("名称：看病难", f"2:3: a full-width colon after '名称' ({COLON})"),
        ("name：走访", f"2:5: a full-width colon after 'name' ({COLON})"),
        (
            "name:走访",
            "2:5: no blank after the colon of 'name' (write 'name: ' with a blank after the colon)",
        ),
        ("name: 他说: 没来", f"2:9: a ':' that does not belong here, or a wrong indent ({QUOTE})"),
        (" name: x", f"2:6: a ':' that does not belong here, or a wrong indent ({QUOTE})"),
        (
            "name:\n\tzh: x",
            (
                "3:1: a tab stands where blanks belong "
                "(indent with blanks; most editors can turn tabs into blanks)"
            ),
        ),
        (
            'name: "走访',
            (
                "2:7: a quote that is not closed, or a wrong escape in it (close the quote; "
                "write regular expressions in single quotes, where \\ needs no doubling)"
            ),
        ),
        (
            'name: "re:\\d"',
            (
                "2:12: a wrong escape after \\ in double quotes "
                "(write regular expressions in single quotes, where \\ needs no doubling)"
            ),
        ),
        (
            "name: [a, b",
            f"2:7: a list in [ ] that is not closed or lacks a comma ({BRACKETS})",
        ),
        (
            "name: {zh: 走访，en: Visit}",
            (
                "2:7: a mapping in { } that is not closed or lacks a comma "
                f"(within [ ] and {{ }} use the ASCII comma ', ', not '，'; {BRACKETS})"
            ),
        ),
        (
            "name: [",
            (
                "3:1: a list in [ ] or mapping in { } that is not closed "
                "(close it, or put a text that begins with [ or { in quotes)"
            ),
        ),
        (
            "name:\n    zh: x\n  en: y",
            (
                "4:3: a wrong indent, or a '-' that is missing "
                "(keys of one level start in the same column)"
            ),
        ),
        (
            "name: *visit",
            (
                "2:7: there is no anchor '&visit' to repeat "
                "(put a word that begins with '*' in quotes)"
            ),
        ),
        ("name: * visit", "2:7: a text that begins with '*' (put it in quotes)"),
        ("name: @home", "2:7: a sign that cannot begin a text (put the text in quotes)"),
        (
            "name: !!python/name:os.system x",
            (
                "2:7: the YAML tag 'tag:yaml.org,2002:python/name:os.system' is not used here "
                "(put a word that begins with '!' in quotes)"
            ),
        ),
        ("name: 走\x07访", "2:8: a control character (U+0007) stands here (remove it)"),
        (
            "---\nid: b",
            "2:1: a second YAML document starts here (one codebook per file: remove '---')",
        ),
        ("? [a]\n: b", "2:3: a list or mapping stands where a key belongs"),
        ("&a x: *a\nb: &c [*c]", "3:8: the alias '*c' stands inside itself"),
        ('name: "\\Uffffffff"', "2: not valid YAML: cannot go on after line 2"),
    ],
)
def test_slip(line: str, expected: str) -> None:
    codebook, problems = read_codebook_text(f"qualcode: 1\n{line}\n", path="f")
    assert codebook is None
    assert [str(problem) for problem in problems] == [f"f:{expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n- b\n", "f:1:1: the file must be keys with values, but is a list"),
        ("走访\n", "f:1:1: the file must be keys with values, but is text"),
        ("名称：看病难\n", "f:1:3: a full-width colon after '名称'"),
    ],
)
def test_file_without_keys(text: str, expected: str) -> None:
    _, problems = read_codebook_text(text, path="f")
    assert str(problems[0]).startswith(expected)


def test_laughing_aliases_are_refused_at_once() -> None:
    nine = "[{0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}]".format
    lines = ["a0: &a0 " + nine("ha")]
    lines += [f"a{level}: &a{level} {nine(f'*a{level - 1}')}" for level in range(1, 30)]
    assert refused("\n".join(lines)) == "more than 400000 words, lists and mappings"


def test_aliases_cannot_hide_depth() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, MAX_DEPTH + 5)]
    assert refused("\n".join(lines)) == f"more than {MAX_DEPTH} levels within each other"


@pytest.mark.parametrize("text", ["[" * 10_000_000, "{" * 10_000_000, "- " * 5_000_000])
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    assert refused(text) == f"more than {MAX_DEPTH} levels within each other"


def refused(text: str) -> str:
    started = time.process_time()
    problem = parse(text, path="f")
    assert time.process_time() - started < 10
    assert isinstance(problem, Problem)
    return problem.message
