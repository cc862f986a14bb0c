"""Sentences and clauses: golden tables per language, and what holds for any text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.sentences import clauses, sentences

if TYPE_CHECKING:
    from collections.abc import Callable

CHINESE = [
    "我没钱。|我也没地。",
    "真的吗？|真的！|是。",
    "真的？！|是的。",
    "没有标点",
    "一行没有标点\n|两行没有标点",
    "第一段。\n\n\n|第二段",
    "他说：“我没钱。”|然后走了。",
    "他说：「我没钱。」|然后走了。",
    "（笑。）|好。",
    "《真难。》|他说。",
    "我……|我不知道",
    "我……，不知道",
    "没钱……",
    "好。。。|走",
    "没水；|没电；|没路。",
    "去了吗?|没有!|真的",
    "收入3.5万元。|去年1.5万。",
    "他来了。 |（笑）我走了。",
    "来过两次。 |（沉默）又走了。",
    "我在ABC.|他走了",
    "他说：“没钱……”，就走了。",
    "他说：“没钱……”|就走了。",
    "１．没水",
]

ENGLISH = [
    "He left. |She stayed.",
    "Really?! |Yes.",
    "It cost 3.5 dollars. |Fine.",
    "Mr. Smith and Dr. Li came. |They left.",
    "Prof. Li, e.g. him, came. |Fine.",
    "See No. 5 there. |Yes.",
    "We met J. Smith. |He left.",
    "We met (J. Smith) there. |He left.",
    "He met “J. Smith” there. |He left.",
    "The U.S. policy failed. |Then what?",
    "I don't. |He does.",
    "Dr. Li said “No.” |Then he left.",
    "He said (yes.) |Then he left.",
    "Well... |I think so.",
    "Wait... and go",
    "That was it... ",
    "They came; |we left.",
    "1. No water. |2. No road.",
    "no punctuation at all",
    "one line\n|another line",
]

MIXED = ["我叫Tom.|他走了。", "政府说 no money. |就走了。", "用APP打卡。|OK? |行。"]


def _pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize("marked", CHINESE + ENGLISH + MIXED)
def test_sentences(marked: str) -> None:
    assert _pieces(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(
    "marked",
    [
        "我想去，|但是没钱、|没人：|真的——|难",
        "不是不想,|是没办法",
        "一年收入12,000元，|不够",
        "每天10:30来，|给了3，|没给5",
        "a - |b -- |c, |d: |e",
        "well-known things",
        "没有逗号",
    ],
)
def test_clauses(marked: str) -> None:
    text = marked.replace("|", "")
    pieces = [text[start:end] for start, end in clauses(text, 0, len(text))]
    assert pieces == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("text", ["", " ", "\n", " \n　\t"])
def test_blank_text_has_no_sentence(text: str) -> None:
    assert sentences(text) == []


def test_signs_alone_join_the_sentence_before_but_not_the_line_before() -> None:
    assert _pieces("好。 ——！") == ["好。 ——！"]
    assert _pieces("好。\n……") == ["好。", "……"]
    assert _pieces("……") == ["……"]


def test_only_the_stretch_is_cut() -> None:
    text = "问：好吗？答：没钱。没地。问：哦。"
    assert [text[a:b] for a, b in sentences(text, 7, 13)] == ["没钱。", "没地。"]


ALPHABET = "我没钱.。！?；;…,，、：:—-”“\"'（(）)】 \n　aAZ15.No"
TEXTS = st.text(st.one_of(st.sampled_from(ALPHABET), st.characters()), max_size=60)


@st.composite
def _stretches(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))


@given(_stretches(), st.sampled_from([sentences, clauses]))
def test_nothing_is_lost_and_nothing_comes_twice(
    stretch: tuple[str, int, int], cut: Callable[[str, int, int], list[tuple[int, int]]]
) -> None:
    text, start, end = stretch
    here = start
    for first, last in cut(text, start, end):
        assert here <= first < last <= end
        assert not text[here:first].strip()
        assert text[first:last] == text[first:last].strip()
        here = last
    assert not text[here:end].strip()


@given(TEXTS)
def test_no_sentence_runs_over_a_line_break(text: str) -> None:
    assert all("\n" not in piece for piece in _pieces(text))


@given(TEXTS)
def test_the_clauses_of_the_sentences_cover_the_same_characters(text: str) -> None:
    cut = [piece for start, end in sentences(text) for piece in clauses(text, start, end)]
    covered = "".join("".join(text[start:end].split()) for start, end in cut)
    assert covered == "".join(text.split())
