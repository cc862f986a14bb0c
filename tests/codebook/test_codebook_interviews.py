"""Interviews that were coded before: read, checked, written and carried along."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook import interviews, source
from qualcode.codebook.interviews import (
    CodedAnswer,
    CodedSentence,
    check_interviews,
    interview_files,
    read_interviews,
    with_other_codes,
    written,
)
from qualcode.codebook.reader import read_codebook
from qualcode.errors import Place, ProblemsError
from qualcode.workflow.checking import check_codebook_file
from qualcode.workflow.kept_lessons import Lessons
from qualcode.workflow.lessons import coded_answers, teach_interviews

if TYPE_CHECKING:
    from pathlib import Path

BOOK = """\
qualcode: 1
id: small
version: '1'
name: small
interviews: before.jsonl
codes:
  - id: road
    name: Road
    definition: the road is bad
    patterns: {zh: [路全是泥]}
"""
LINE = (
    '{"interview": "P1", "speaker": "", "asked": "路怎么样？", "said":'
    ' [{"text": "路全是泥。", "codes": {"road": "asserted"}},'
    ' {"text": "吃了没？", "codes": {}}, {"text": "那个。"}]}\n'
)


def _files(folder: Path, lines: str = LINE) -> Path:
    (folder / "book.yaml").write_text(BOOK, "utf-8")
    (folder / "before.jsonl").write_text(lines, "utf-8")
    return folder / "book.yaml"


def test_read(tmp_path: Path) -> None:
    path = _files(tmp_path)
    book = read_codebook(path)
    (file,) = interview_files(book, path)
    (answer,) = read_interviews(file)
    assert answer.asked == "路怎么样？"
    assert [each.codes for each in answer.said] == [{"road": "asserted"}, {}, None]


def test_what_is_said_of_a_sentence_is_learned(tmp_path: Path) -> None:
    from qualcode.matching.firing import SetFinder

    path = _files(tmp_path)
    book, found = read_codebook(path), Lessons([], [])
    teach_interviews(found, book, coded_answers(book, path), SetFinder(book))
    assert [each.text for each in found.taught] == ["路全是泥。", "吃了没？"]
    assert [each.after for each in found.taught] == ["吃了没？", "那个。"]
    assert found.taught[0].signals == ("rule:road", "status:asserted")
    assert [(each.row, each.code, each.holds) for each in found.cold] == [
        (0, "road", True),
        (1, "", False),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not JSON"),
        ("[]", "no sentences"),
        ('{"said": []}', "no sentences"),
        ('{"said": [{"text": ""}]}', "no 'text'"),
        ('{"said": [{"text": "a", "codes": []}]}', "no object"),
        ('{"said": [{"text": "a", "codes": {"x": "sure"}}]}', "not known"),
        ('{"said": [{"text": "a", "codes": {"x": ["asserted"]}}]}', "not known"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text(LINE + line + "\n", "utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_interviews(path)
    (problem,) = caught.value.problems
    assert told in problem.message
    assert problem.place.line == 2


def test_unknown_codes_are_told(tmp_path: Path) -> None:
    _files(tmp_path, LINE.replace('"road"', '"roads"'))
    told = [each.message for each in check_codebook_file(tmp_path / "book.yaml").problems]
    assert any("roads" in each for each in told)
    answers = read_interviews(tmp_path / "before.jsonl")
    (problem,) = check_interviews(answers, read_codebook(tmp_path / "book.yaml"))
    assert problem.hint


def test_codes_renamed_and_removed() -> None:
    other = '{"said": [{"text": "路"}]}\n'
    renamed = with_other_codes(LINE + other, {"road": "way"})
    assert json.loads(renamed.splitlines()[0])["said"][0]["codes"] == {"way": "asserted"}
    assert renamed.endswith(other)
    gone = with_other_codes(LINE, {"road": None})
    assert json.loads(gone)["said"][0]["codes"] == {}
    assert with_other_codes(LINE, {"water": "way"}) == LINE
    assert with_other_codes("no JSON\n", {"road": "way"}) == "no JSON\n"
    for odd in ("\ufeff" + LINE, LINE.replace("那个", "那\u2028个")):
        assert "road" not in with_other_codes(odd, {"road": "way"})


def test_nobody_is_not_somebody_called_none(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text('{"speaker": null, "said": [{"text": "路"}]}\n', "utf-8")
    assert read_interviews(path)[0].speaker == ""


_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8
).filter(lambda word: bool(word.strip()) and word == word.strip())
_CODES = st.none() | st.dictionaries(_WORDS, st.sampled_from(["asserted", "denied"]), max_size=2)


@given(st.lists(st.tuples(_WORDS, _CODES), min_size=1, max_size=4), _WORDS, _WORDS)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory,
    said: list[tuple[str, dict[str, str] | None]],
    asked: str,
    name: str,
) -> None:
    path = tmp_path_factory.mktemp("interviews") / "f.jsonl"
    sentences = tuple(CodedSentence(*each) for each in said)
    place = Place(str(path), 1)
    for marks in (("", False, False), (name, True, False), (asked, False, True)):
        answer = CodedAnswer(name, "PH", asked, sentences, place, *marks)
        path.write_text(written([answer]), "utf-8", newline="")
        assert read_interviews(path) == [answer]


@pytest.mark.parametrize(
    ("source", "interview", "origin"),
    [("2019", "P1", "2019"), ("", "P1", "P1"), ("", "", "before.jsonl:3")],
)
def test_what_an_answer_is_put_apart_with(source: str, interview: str, origin: str) -> None:
    answer = CodedAnswer(interview, "PH", "怎么样？", (), Place("before.jsonl", 3), source)
    assert answer.origin == origin
    assert answer.is_judged
    assert not replace(answer, excerpt=True).is_judged
    assert not replace(answer, chosen_on=True).is_judged


def test_interviews_may_be_larger_than_a_codebook_but_not_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "large.jsonl"
    row = '{"interview": "A", "speaker": "", "asked": "", "said": [{"text": "好。"}]}\n'
    file.write_text(row + "\n" * source.MAX_BYTES, encoding="utf-8")
    assert len(read_interviews(file)) == 1
    monkeypatch.setattr(interviews, "_MOST_BYTES", 50)
    with pytest.raises(ProblemsError) as refused:
        read_interviews(file)
    assert "too large" in refused.value.problems[0].message
