"""Input that would explode an engine less careful: each ends, with a plain result or fault.

The sizes are such that anything worse than linear would not end within the patience
of whoever runs the tests; how long it takes is measured in `benchmarks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.reader import read_codebook_text
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.frames import Word, join
from qualcode.model.frame import parse_frame

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from tests.conftest import DocumentOf

HEAD = 'qualcode: 1\nid: b\nversion: "1"\nname: n\n'


def book(*patterns: str, language: str = "zh", head: str = "") -> Codebook:
    listed = "".join(f"        - {each}\n" for each in patterns)
    code = "codes:\n  - id: a\n    name: n\n    definition: d\n    patterns:\n"
    codebook, problems = read_codebook_text(
        f"{HEAD}{head}{code}      {language}:\n{listed}", path="b"
    )
    assert codebook is not None, problems
    return codebook


def test_an_expression_that_explodes_elsewhere(document_of: DocumentOf) -> None:
    coder = Autocoder(book("'re:(a+)+b'", "'re:(x|x|x)*y'", language="en"))
    assert coder.code(document_of("答：" + "a" * 100_000 + "。" + "x" * 100_000)) == []


def test_a_sentence_without_an_end(document_of: DocumentOf) -> None:
    head = "sets:\n  who: {zh: [干部, 队长]}\n  come: {zh: [来, 到]}\n"
    frames = ('"{who} … {come} … 没 … 影"', '"{who} & {come} & 没 & 影"', '"来 …2 没"')
    text = "干部一年到头难得来一回他没有说话" * 20_000
    [coding] = Autocoder(book("没有", *frames, head=head)).code(document_of("答：" + text))
    assert coding.quote == text


def test_a_pattern_that_matches_every_character(document_of: DocumentOf) -> None:
    text = "的" * 50_000
    [coding] = Autocoder(book("的", "'re:.'")).code(document_of("答：" + text))
    assert 0 < len(coding.evidence.matched) <= 20


def test_tens_of_thousands_of_patterns(document_of: DocumentOf) -> None:
    words = [f"词{number}语" for number in range(50_000)]
    coder = Autocoder(book(*words))
    assert len(coder.code(document_of("答：词19999语。词3语。没有。"))) == 2


def test_thousands_of_frames_over_one_set(document_of: DocumentOf) -> None:
    head = "sets:\n  come: {zh: [来]}\n"
    frames = [f'"{{come}} … 词{number}语"' for number in range(5_000)]
    coder = Autocoder(book(*frames, head=head))
    assert len(coder.code(document_of("答：来了说词4321语。来来来来。"))) == 1


def test_a_frame_that_cannot_end_is_not_tried_in_every_way() -> None:
    frame = parse_frame(" … ".join(["{a}"] * 12) + " … {b}")
    words = {"a": [Word(at, at + 1) for at in range(250)]}
    assert list(join(frame, words, "a" * 250)) == []


def test_sets_that_go_round_in_circles_are_refused() -> None:
    head = (
        'sets:\n  one: {zh: ["{two}"]}\n  two: {zh: ["{three}"]}\n  three: {zh: ["{one} … 来"]}\n'
    )
    text = f"{HEAD}{head}codes: []\n"
    codebook, problems = read_codebook_text(text, path="b")
    assert codebook is None
    assert sum("holds itself" in str(each) for each in problems) == 3


@pytest.mark.parametrize("about", ["who", "NOBODY"])
def test_a_set_about_nobody_is_refused(about: str) -> None:
    text = f"{HEAD}sets:\n  who: {{zh: [他], about: {about}}}\ncodes: []\n"
    codebook, problems = read_codebook_text(text, path="b")
    assert codebook is None
    assert any(about in str(each) for each in problems)


@pytest.mark.parametrize(
    ("head", "code", "why"),
    [
        ("cues: {zh: {denied: [压根], asserted: [压根]}}\n", "", "under 'denied' and 'asserted'"),
        ("", "    opposite: [a]\n", "its own opposite"),
        ("", "    about: [a]\n", "no subject 'a'"),
        (
            "",
            "    patterns: {zh: ['re:(((a{1,100}){1,100}){1,100})']}\n",
            "a repetition beyond 1000",
        ),
    ],
)
def test_what_contradicts_itself_is_told(head: str, code: str, why: str) -> None:
    text = f"{HEAD}{head}codes:\n  - id: a\n    name: n\n    definition: d\n{code}"
    codebook, problems = read_codebook_text(text, path="b")
    assert codebook is None
    assert any(why in str(each) for each in problems), problems
