"""Frames of a codebook over sentences: sets within sets, conditions, scopes, evidence."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from qualcode.codebook.reader import read_codebook_text
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.scanner import Scanner
from qualcode.model.document import Document, Unit
from qualcode.model.transcript import Role, Turn
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook

HEAD = """\
qualcode: 1
id: book
version: "1"
name: book
sets:
  helper: {zh: [干部, 工作队, 包户的], en: [cadre*, work team]}
  rarely:
    zh: [难得, 不咋, "一年{number<=3}{times}"]
    en: [hardly ever, "{number<=3} {times} a year"]
  times: {zh: [回, 趟, 次], en: [time*]}
  come: {zh: [来, "{visit}", 露面], en: [come*, "{visit}"]}
  visit: {zh: [上门], en: [visit*]}
  cannot-come: {zh: [来不了]}
codes:
"""


def book(*patterns: str, language: str = "zh") -> Codebook:
    listed = "\n".join(f"          - {each}" for each in patterns)
    head = "  - id: scarce\n    name: n\n    definition: d\n    patterns:\n"
    code = f"{head}      {language}:\n{listed}\n"
    codebook, problems = read_codebook_text(HEAD + code, path="b.yaml")
    assert codebook is not None, problems
    return codebook


def found(
    patterns: list[str], sentence: str, question: str = "", language: str = "zh"
) -> list[str]:
    folded = fold(sentence)
    hits = Scanner(book(*patterns, language=language)).scan(folded, fold(question))
    return [sentence[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("干部难得来。", ["干部难得来"]),
        ("工作队的人，平常不咋上门。", []),
        ("工作队的人平常不咋上门。", ["工作队的人平常不咋上门"]),
        ("幹部一年兩趟來。", ["幹部一年兩趟來"]),
        ("干部一年十趟来。", []),
        ("那个干部不咋来不了。", ["干部不咋来"]),
    ],
)
def test_sets_within_sets_numbers_and_words_in_words(sentence: str, words: list[str]) -> None:
    assert found(['"{helper} … {rarely} … {come}"'], sentence) == words


def test_english() -> None:
    frames = ['"{helper} … {rarely} … {come}"', '"{come} … {rarely}"']
    assert found(frames, "The cadres hardly ever visit us.", language="en") == [
        "cadres hardly ever visit"
    ]
    assert found(frames, "They come two times a year.", language="en") == ["come two times a year"]
    assert found(frames, "They come ten times a year.", language="en") == []


def test_a_frame_means_the_words_of_its_own_language() -> None:
    frames = ['"{helper} … {rarely} … {come}"']
    assert found(frames, "干部 hardly ever 来") == []


def test_a_literal_word_is_no_set_of_that_name() -> None:
    assert found(['"(come|go) … {rarely}"'], "go hardly ever", language="en") == ["go hardly ever"]
    assert found(['"(come|go) … {rarely}"'], "visit hardly ever", language="en") == []


def test_unless_takes_it_back() -> None:
    frames = ['{match: "{rarely} … {come}", unless: [以前, "{cannot-come}"]}']
    assert found(frames, "难得来。") == ["难得来"]
    assert found(frames, "以前嘛，难得来。") == []
    assert found(frames, "难得来，人来不了。") == []


def test_when_asked_needs_the_question() -> None:
    frames = ['{match: "没有 … 一回", when_asked: ["{helper} … {come}"]}']
    assert found(frames, "没有几天一回。", "干部常来吗？") == ["没有几天一回"]
    assert found(frames, "没有几天一回。", "吃了吗？") == []
    assert found(frames, "没有几天一回。") == []


def test_within_a_sentence() -> None:
    frames = ['{match: "{helper} … {come}", within: sentence}']
    assert found(frames, "干部嘛，忙得很，来呢。") == ["干部嘛，忙得很，来"]


def test_pickles() -> None:
    scanner = pickle.loads(pickle.dumps(Scanner(book('"{helper} … {come}"'))))
    assert len(scanner.scan("干部来")) == 1


def test_the_matched_words_are_the_evidence() -> None:
    text = "问：干部呢？\n答：干部今年难得来一回。"
    turns = (
        Turn(0, 0, 6, 2, 6, "问", Role.INTERVIEWER),
        Turn(1, 7, 19, 9, 19, "答", Role.RESPONDENT),
    )
    document = Document("d", text, turns, (Unit(1, 9, 19),), {"答": "P"}, {"答": ""})
    (coding,) = Autocoder(book('"{helper} … {rarely} … {come}"')).code(document)
    assert [span.of(text) for span in coding.evidence.matched] == ["干部", "难得", "来"]
    assert coding.quote == "干部今年难得来一回。"
    assert coding.evidence.pattern == "{helper} … {rarely} … {come}"


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ('"{helpr} … {come}"', "no set 'helpr'"),
        ('"{helper} …"', "is no frame"),
        ('{match: "{come}", unless: ["{x}"]}', "no set 'x'"),
        ('{mach: "{come}"}', "did you mean 'match'?"),
        ('{match: "{come}", within: page}', "not known"),
    ],
)
def test_faults_of_frames_are_problems_with_a_line(pattern: str, message: str) -> None:
    code = f"  - id: a\n    name: n\n    definition: d\n    patterns:\n      - {pattern}\n"
    codebook, problems = read_codebook_text(HEAD + code, path="b.yaml")
    assert codebook is None
    assert any(message in str(each) and each.place.line == 19 for each in problems), problems


def test_a_set_that_holds_itself_is_a_problem() -> None:
    text = HEAD.replace("visit: {zh: [上门]", 'visit: {zh: [上门, "{come}"]') + "  []\n"
    codebook, problems = read_codebook_text(text, path="b.yaml")
    assert codebook is None
    assert sum("holds itself" in each.message for each in problems) == 2


def test_a_document_is_read_once_and_gives_what_its_sentences_give() -> None:
    scanner = Scanner(book('"{helper} … {come}"', "难得来", "'re:一.回'"))
    sentences = ["干部难得来。", "干部", "来一两回。", "工作队来一回了", "一回", "难得来"]
    text = "\n".join(sentences)
    starts = [text.index(each) for each in sentences]
    starts[4], starts[5] = text.rindex("一回"), text.rindex("难得来")
    units = [(start, start + len(each)) for start, each in zip(starts, sentences, strict=True)]
    whole = dict(scanner.scan_units(text, units, lambda _: ""))
    for index, (start, end) in enumerate(units):
        alone = [(hit.start + start, hit.end + start) for hit in scanner.scan(text[start:end])]
        assert [(hit.start, hit.end) for hit in whole.get(index, [])] == alone


@pytest.mark.parametrize("count", [1, 5000])
def test_frames_beyond_the_bits_of_the_sieve_are_found(count: int) -> None:
    from qualcode.matching.sieve import Sieve

    sieve = Sieve([[frozenset({f"a{index}"}), frozenset({f"b{index}"})] for index in range(count)])
    last = count - 1
    assert last in sieve.possible(sieve.bits_of([f"a{last}", f"b{last}"]))
    assert last not in sieve.possible(sieve.bits_of([f"a{last}"]))
