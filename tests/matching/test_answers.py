"""Bare answers take their meaning from the question before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.reader import read_codebook_text
from qualcode.matching.autocoder import Autocoder

if TYPE_CHECKING:
    from tests.conftest import DocumentOf

BOOK = """\
qualcode: 1
id: book
version: "1"
name: book
subjects: [{id: PH, name: p}, {id: TEAM, name: t, aliases: {zh: [干部]}}]
codes:
  - id: formal
    name: n
    definition: d
    kind: problem
    about: [PH, TEAM]
    patterns: {zh: [走过场], en: [for show]}
"""


def answered(document_of: DocumentOf, question: str, answer: str) -> list[str]:
    codebook, problems = read_codebook_text(BOOK, path="b.yaml")
    assert codebook is not None, problems
    document = document_of(f"问：{question}\n答：{answer}", subject="PH")
    return [f"{each.quote} {each.status}" for each in Autocoder(codebook).code(document)]


@pytest.mark.parametrize(
    ("question", "answer", "found"),
    [
        ("干部来是不是走过场？", "就是。", ["就是。 asserted"]),
        ("干部来是不是走过场？", "没有，人家实心实意。", ["没有，人家实心实意。 denied"]),
        ("有没有走过场的？", "有呢。别的不说了。", ["有呢。 asserted"]),
        ("那就是走过场了吧？", "对着呢。", ["对着呢。 asserted"]),
        ("Was it for show?", "Yes.", ["Yes. asserted"]),
        ("Was it for show?", "No, not at all.", ["No, not at all. denied"]),
        # what a yes or no does not settle
        ("为什么走过场？", "对。", []),
        ("走过场的事怎么看？", "没有。", []),
        ("他们没有走过场吧？", "没有。", []),
        ("你吃了吗？", "没有。", []),
        ("干部来是不是走过场？", "我不好说。", []),
        ("走过场吗？那个先不说。地种了吗？", "种了。", []),
        # the answer's own words go first
        ("是不是走过场？", "不是，没走过场。", ["不是，没走过场。 denied"]),
    ],
)
def test_answers(document_of: DocumentOf, question: str, answer: str, found: list[str]) -> None:
    assert answered(document_of, question, answer) == found


def test_the_question_tells_whom_it_is_about(document_of: DocumentOf) -> None:
    codebook, _ = read_codebook_text(BOOK, path="b.yaml")
    assert codebook is not None
    text = "问：干部是不是走过场？\n答：是的。"
    [coding] = Autocoder(codebook).code(document_of(text, subject="PH"))
    assert coding.about == ("TEAM",)
    assert [str(each) for each in coding.evidence.reasons][1] == (
        "answer “是的” → confirms “走过场” of the question"
    )
