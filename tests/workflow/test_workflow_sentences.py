"""A codebook against its own sentences: what is promised, what is only counted, and traps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.labelled import Labelled, Origin
from qualcode.codebook.reader import read_codebook
from qualcode.errors import Place, ProblemsError, UsageError
from qualcode.matching.autocoder import Autocoder
from qualcode.model.codebook import Example
from qualcode.model.coding import Status
from qualcode.workflow.sentence import document_of
from qualcode.workflow.testing import Limits, Score, Verdict, outcome_of, run_sentences
from qualcode.workflow.traps import add_trap, remove_trap, traps_of

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.model.codebook import Codebook

BOOK = """\
qualcode: 1
id: b
version: "1"
name: B
examples: more.jsonl
subjects:
  - {id: PH, name: 户, aliases: {zh: [我们家]}}
  - {id: TEAM, name: 队, aliases: {zh: [工作队]}}
codes:
  - id: rare
    name: 来得少
    definition: 来得少。
    about: [TEAM]
    patterns: [很少来, {match: 没有, when_asked: [来过]}]
    examples:
      - 工作队很少来。
      - {text: 没有。, asked: 工作队来过吗？, speaker: PH, status: asserted}
      - 一年不见人。
      - {text: 很少来。, status: denied}
      - {text: 工作队很少来。, about: PH}
    non_examples:
      - 天天来。
      - 他很少来。
      - {text: 要是很少来就好了。, status: hypothetical}
"""

MORE = """\
{"code": "rare", "text": "工作队很少来。", "match": true}
{"code": "rare", "text": "见不着人。", "match": true}
{"code": "rare", "text": "常来。", "match": false}
{"code": "rare", "text": "雨很少来。", "match": false}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "more.jsonl").write_text(MORE, encoding="utf-8")
    path = tmp_path / "b.yaml"
    path.write_text(BOOK, encoding="utf-8")
    return path


@pytest.fixture
def book(path: Path) -> Codebook:
    return read_codebook(path)


def test_a_sentence_is_a_document_of_its_own() -> None:
    document = document_of("没有。我说没有。", speaker="PH", asked="来过吗？")
    assert [document.text[start:end] for _, start, end in document.units] == [
        "没有。",
        "我说没有。",
    ]
    assert document.questions[document.units[0].turn] == "来过吗？"
    assert document_of("没有。").questions == ("",)


def test_each_verdict(book: Codebook, path: Path) -> None:
    run = run_sentences(book, path)
    assert [each.verdict for each in run.promises] == [
        Verdict.RIGHT,
        Verdict.RIGHT,
        Verdict.MISSED,
        Verdict.STATUS,
        Verdict.ABOUT,
        Verdict.RIGHT,
        Verdict.FALSE,
        Verdict.RIGHT,
    ]
    assert len(run.broken) == 4
    wrong = run.wrong
    assert [each.sentence.origin for each in wrong[-2:]] == [Origin.FILE, Origin.FILE]
    coding = wrong[1].coding
    assert coding is not None
    assert coding.status is Status.ASSERTED


def test_the_file_is_counted_apart(book: Codebook, path: Path) -> None:
    run = run_sentences(book, path)
    [score] = run.scores(origin=Origin.FILE)
    assert score == Score("rare", matches=2, found=1, right=1, near_misses=2, false_alarms=1)
    assert (score.recall, score.false_share) == (50, 50)
    assert run.total(origin=Origin.FILE) == Score("", 2, 1, 1, 2, 1)


def test_limits_decide_whether_a_file_passes() -> None:
    score = Score("rare", matches=4, found=2, near_misses=4, false_alarms=1)
    assert not Limits().broken_by(score)
    assert not Limits(min_recall=50, max_false=25).broken_by(score)
    assert Limits(min_recall=51).broken_by(score)
    assert Limits(max_false=24).broken_by(score)
    assert not Limits(min_recall=90).broken_by(Score("rare", near_misses=1))


def test_a_faulty_or_missing_file_is_told(book: Codebook, path: Path) -> None:
    (path.parent / "more.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(ProblemsError):
        run_sentences(book, path)
    (path.parent / "more.jsonl").unlink()
    with pytest.raises(ProblemsError):
        run_sentences(book, path)


def test_a_trap_is_a_promise_from_then_on(book: Codebook, path: Path) -> None:
    example = Example("雨很少来。", "zh", status=None)
    outcome = add_trap(path, book, "rare", example)
    assert outcome.verdict is Verdict.FALSE
    before = (path.parent / "b.traps.jsonl").read_bytes()
    add_trap(path, book, "rare", example)
    assert (path.parent / "b.traps.jsonl").read_bytes() == before
    broken = run_sentences(book, path).broken
    assert [each.sentence.origin for each in broken].count(Origin.TRAP) == 1
    assert remove_trap(path, 1).example.text == "雨很少来。"
    assert traps_of(path) == []
    with pytest.raises(UsageError):
        remove_trap(path, 1)


def test_a_trap_on_an_unknown_code_is_not_kept(book: Codebook, path: Path) -> None:
    with pytest.raises(ProblemsError, match="problem"):
        add_trap(path, book, "rarely", Example("很少来", "zh"))
    assert traps_of(path) == []


def test_a_trap_without_a_code_is_broken_by_any(book: Codebook) -> None:
    trap = Labelled(
        "", Example("很少来", "zh", status=None), match=False, place=Place("t"), origin=Origin.TRAP
    )
    assert outcome_of(trap, Autocoder(book)).verdict is Verdict.FALSE


def test_only_the_codes_asked_for(book: Codebook, path: Path) -> None:
    assert run_sentences(book, path, codes=["other"]).outcomes == ()
