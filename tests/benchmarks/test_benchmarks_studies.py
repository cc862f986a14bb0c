"""Real coded data as the learner meets it: whose words are turns, and which sentence holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from benchmarks.studies import is_apart, is_measured, of_taguette, of_talkmoves
from benchmarks.suggestion import drawn, recalls
from qualcode.codebook.interviews import CodedAnswer
from qualcode.errors import Place

if TYPE_CHECKING:
    from pathlib import Path

SESSION = "1 Read the tab.\n  The text is clear. What is this for?\n2 Log in.\n  I am in.\n"
TAGS = "tag,description,number of highlights\nWording clear,They know it.,1\nLost,They ask.,1\n"


@pytest.mark.parametrize(
    ("source", "marks", "apart", "measured"),
    [
        ("W8", (False, False), True, True),
        ("W8", (True, False), True, False),
        ("W8", (False, True), True, False),
        ("W81", (False, False), False, False),
        ("", (False, False), False, False),
    ],
)
def test_which_interviews_are_kept_apart_and_measured(
    source: str, marks: tuple[bool, bool], *, apart: bool, measured: bool
) -> None:
    answer = CodedAnswer("W805", "PH", "", (), Place("x", 1), source, *marks)
    assert (is_apart(answer), is_measured(answer)) == (apart, measured)


def test_a_coding_of_taguette_lies_on_the_sentences_it_holds_half_of(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "P1.odt.txt").write_text(SESSION, "utf-8")
    (tmp_path / "codebook_1.csv").write_text(TAGS, "utf-8")
    spans = [
        (SESSION.index(said), SESSION.index(said) + len(said), code)
        for said, code in (
            ("The text is clear.", "Wording clear"),
            ("clear. What is this for?", "Lost"),
            ("I am in.", "not in the codebook"),
        )
    ]
    rows = "".join(f"P1.odt,{start},{end},{code}\n" for start, end, code in spans)
    (tmp_path / "codings.csv").write_text("document,start_cp,end_cp,code\n" + rows, "utf-8")
    study = of_taguette(tmp_path)
    said = [each.text for each in study.material.pool]
    assert said == ["The text is clear.", "What is this for?", "I am in."]
    assert [each.asked for each in study.material.pool] == ["1 Read the tab."] * 2 + ["2 Log in."]
    assert [len(each) for each in study.truth] == [1, 1, 0]
    assert study.truth[0] != study.truth[1]


def test_a_lesson_has_a_tag_on_some_sentences(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ("", "TimeStamp", "Turn", "Speaker", "Sentence", "Teacher Tag", "Student Tag"),
        (0, "", 1, "T", "What is six times four?", "8 - Press for Accuracy", None),
        (1, "", 1, "T", "Okay?", "1 - None", None),
        (2, "", 2, "S", "It is 24.", None, "4 - Making a Claim"),
        (3, "", 2, "S", " ", None, None),
    ):
        book.active.append(row)
    book.save(tmp_path / "lesson.xlsx")
    study = of_talkmoves(tmp_path / "lesson.xlsx")
    assert [set(each) for each in study.truth] == [{"accuracy"}, set(), {"claim"}]
    assert study.material.pool[0].after == "Okay?"
    assert study.material.pool[2].before == ""
    part, truth = drawn(study.material, study.truth, 1, 1.0)
    assert truth == study.truth
    assert part.pool == study.material.pool


def test_recall_is_of_codings_not_of_sentences() -> None:
    truth = [frozenset("ab"), frozenset("c"), *[frozenset[str]()] * 8]
    assert recalls(truth, list(range(10))) == pytest.approx([2 / 3, 1, 1])
    assert recalls(truth, list(reversed(range(10)))) == [0, 0, 0]
