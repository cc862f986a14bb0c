"""Quotes are found again: exact around any edit, fuzzy or lost where they were edited."""

from __future__ import annotations

from random import Random

import opencc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qualcode.model.anchor import Anchor, Anchored
from qualcode.model.span import Span
from qualcode.text.anchoring import anchor

INTERVIEW = """\
问：您家收入怎么样？
答：没有什么收入，看病很难。干部很少来，一年见不到两次。
问：有补贴吗？
答：没有。
问：水呢？
答：没有。还是喝井水，路也不好走，下雨就出不去。
问：孩子上学远吗？
答：在镇上读书，来回要两个小时，孩子他妈陪着租房住，一年房租三千块。
"""

SOME_SENTENCES = st.sampled_from(
    [
        "没有。",
        "有。",
        "一年见不到两次。",
        "看病很难，",
        "Too far.",
        "No.",
        "\n",
        "答：",
        "问：",
        "a",
        "",
    ]
)
OUTSIDE = st.one_of(
    st.text("ab。\n", max_size=6), st.lists(SOME_SENTENCES, max_size=2).map("".join)
)
QUOTES = st.one_of(st.text("ab。", min_size=1, max_size=4), SOME_SENTENCES.filter(bool))


def found(old: str, new: str, *quotes: str) -> list[tuple[str, str]]:
    """Return the state of each quote and the words it stands on now."""
    spans = [Span(old.index(quote), old.index(quote) + len(quote)) for quote in quotes]
    return [
        (each.state.value, each.new.of(new) if each.new else "") for each in anchor(old, new, spans)
    ]


def pieced(outside: list[str], quotes: list[str]) -> tuple[str, list[Span]]:
    """Put quotes between other pieces of text; return the text and where the quotes are."""
    text, spans = outside[0], []
    for quote, after in zip(quotes, outside[1:], strict=True):
        spans.append(Span(len(text), len(text) + len(quote)))
        text += quote + after
    return text, spans


@st.composite
def edits_outside(draw: st.DrawFn) -> tuple[str, list[Span], str]:
    quotes = draw(st.lists(QUOTES, min_size=1, max_size=6))
    sides = st.lists(OUTSIDE, min_size=len(quotes) + 1, max_size=len(quotes) + 1)
    old, spans = pieced(draw(sides), quotes)
    new, _ = pieced(draw(sides), quotes)
    return old, spans, new


@given(edits_outside())
@settings(max_examples=400)
@example(("ba" + "aXX" + "a" + "c", [Span(5, 6)], "bazzzz"))
def test_whatever_is_edited_outside_of_quotes_each_stays_exact(
    case: tuple[str, list[Span], str],
) -> None:
    old, spans, new = case
    for each in anchor(old, new, spans):
        assert each.state is Anchored.EXACT, (old, new, each)
        assert each.new is not None
        assert each.new.of(new) == each.old.of(old)


def test_edits_outside_of_quotes_leave_each_at_its_own_place() -> None:
    """Quotes that stand often in a real interview: the right one of them, whatever was edited."""
    random = Random(7)
    for _ in range(60):
        pieces = [line for line in INTERVIEW.splitlines(keepends=True) for _ in "ab"]
        pieces = [f"{place}号，{piece}" for place, piece in enumerate(pieces)]
        quoted = [place for place in range(1, len(pieces) - 1) if place % 3 == 0]
        edited = [
            piece
            if place in quoted
            else random.choice([piece, piece[:4], "", "新的一句话。", piece * 2])
            for place, piece in enumerate(pieces)
        ]
        words = ["没有。", "很少来。"]
        old = "".join(words[p % 2] if p in quoted else piece for p, piece in enumerate(pieces))
        new = "".join(words[p % 2] if p in quoted else piece for p, piece in enumerate(edited))
        spans, places = [], []
        here = there = 0
        for place, (was, now) in enumerate(zip(pieces, edited, strict=True)):
            a, b = (words[place % 2],) * 2 if place in quoted else (was, now)
            if place in quoted:
                spans.append(Span(here, here + len(a)))
                places.append(Span(there, there + len(b)))
            here, there = here + len(a), there + len(b)
        assert [each.new for each in anchor(old, new, spans)] == places


@given(st.text("ab。答：\n", max_size=30), st.text("ab。答：\n", max_size=30), st.data())
def test_every_span_gets_one_anchor_and_what_it_says_is_true(
    old: str, new: str, data: st.DataObject
) -> None:
    borders = st.integers(0, len(old))
    cut = data.draw(st.lists(st.tuples(borders, borders), max_size=6))
    spans = [Span(min(each), max(each)) for each in cut if each[0] != each[1]]
    anchors = anchor(old, new, spans)
    assert [each.old for each in anchors] == spans
    for each in anchors:
        _is_true(each, old, new)


def _is_true(each: Anchor, old: str, new: str) -> None:
    assert (each.new is None) is (each.state is Anchored.LOST)
    if each.new is None:
        assert each.similarity == 0
        return
    assert 0 <= each.new.start < each.new.end <= len(new)
    is_same = each.new.of(new) == each.old.of(old)
    if each.state is Anchored.FUZZY:
        assert not is_same
        assert 0.5 <= each.similarity <= 1
    else:
        assert is_same
        assert each.similarity == 1


@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_random_edits_inside_are_fuzzy_or_lost_and_putting_them_back_finds_them_again(
    random: Random, edits: int
) -> None:
    words = "看病很难也不好走出去"
    spans = [Span(at, at + 12) for at in range(5, len(INTERVIEW) - 12, 17)]
    new = list(INTERVIEW)
    for _ in range(edits):
        new[random.randrange(len(new))] = random.choice([*words, "", "很久"])
    changed = "".join(new)
    anchors = anchor(INTERVIEW, changed, spans)
    for each in anchors:
        _is_true(each, INTERVIEW, changed)
    kept = [each for each in anchors if each.new]
    back = anchor(changed, INTERVIEW, [each.new for each in kept if each.new])
    for there, again in zip(kept, back, strict=True):
        if there.state is Anchored.EXACT:
            assert again.new == there.old
        elif there.similarity > 0.75:
            assert again.new
            assert again.new.overlaps(there.old)


def test_a_typo_inside_is_fuzzy_and_takes_the_corrected_words() -> None:
    new = INTERVIEW.replace("看病很难", "看病太贵了").replace("见不到两次", "见不着两次")
    assert found(INTERVIEW, new, "收入，看病很难", "一年见不到两次", "还是喝井水") == [
        ("fuzzy", "收入，看病太贵了"),
        ("fuzzy", "一年见不着两次"),
        ("exact", "还是喝井水"),
    ]


def test_a_moved_passage_takes_its_quotes_along() -> None:
    turns = INTERVIEW.splitlines(keepends=True)
    new = "".join([*turns[2:], *turns[:2]])
    states = found(INTERVIEW, new, "没有什么收入", "见不到两次", "还是喝井水", "来回要两个小时")
    assert states == [
        ("moved", "没有什么收入"),
        ("moved", "见不到两次"),
        ("exact", "还是喝井水"),
        ("exact", "来回要两个小时"),
    ]


def test_one_moved_turn_does_not_make_the_others_moved() -> None:
    turns = [f"问：第{n}个问题呢？\n答：第{n}个回答是这样的。\n" for n in range(30)]
    old = "".join(turns)
    new = "".join([*turns[:2], turns[20], *turns[2:20], *turns[21:]])
    spans = [
        Span(old.index(turn) + 10 + n // 10, old.index(turn) + len(turn) - 1)
        for n, turn in enumerate(turns)
    ]
    states = [each.state for each in anchor(old, new, spans)]
    assert [n for n, state in enumerate(states) if state is not Anchored.EXACT] == [20]
    assert states[20] is Anchored.MOVED


def test_a_passage_moved_and_corrected_in_one_go_is_found() -> None:
    turns = INTERVIEW.splitlines(keepends=True)
    moved = turns[5].replace("还是喝井水", "还在喝井水").replace("出不去", "出不了门")
    new = "".join([moved, *turns[:5], *turns[6:]])
    (state, words), *_ = found(INTERVIEW, new, "还是喝井水，路也不好走，下雨就出不去")
    assert state == "fuzzy"
    assert "路也不好走" in words


def test_a_deleted_sentence_is_lost_and_its_twins_are_left_alone() -> None:
    new = INTERVIEW.replace("干部很少来，一年见不到两次。", "")
    assert found(INTERVIEW, new, "一年见不到两次", "看病很难") == [
        ("lost", ""),
        ("exact", "看病很难"),
    ]
    far = "".join(
        f"问：第{n}个问题，说说你们那里的情况？\n答：第{n}个回答，情况就是这样的。\n"
        for n in range(9)
    )
    asked = "问：那时候有没有补贴？\n答：没有。\n"
    twin = "问：现在医保交了没有，大家都报销吗？\n答：没有。\n问：好的，谢谢您接受我们的访谈。\n"
    old = f"{asked}{far}{twin}"
    again = old.removeprefix(asked)
    (lost,) = anchor(old, again, [Span(old.index("没有。"), old.index("没有。") + 3)])
    assert lost.state is Anchored.LOST


def test_another_script_or_width_is_fuzzy_with_nothing_lost() -> None:
    new = opencc.OpenCC("s2t").convert(INTERVIEW).replace("，", ",")
    assert found(INTERVIEW, new, "看病很难", "下雨就出不去") == [
        ("fuzzy", "看病很難"),
        ("exact", "下雨就出不去"),
    ]
    spans = [Span(at, at + 20) for at in range(0, len(INTERVIEW) - 20, 20)]
    assert {each.similarity for each in anchor(INTERVIEW, new, spans)} == {1.0}


@pytest.mark.parametrize("new", ["", "\n", "Something else."])
def test_nothing_like_it_is_lost(new: str) -> None:
    assert found(INTERVIEW, new, "看病很难", INTERVIEW) == [("lost", ""), ("lost", "")]


def test_overlapping_and_nested_spans_go_together() -> None:
    start = INTERVIEW.index("还是喝井水")
    spans = [Span(start, start + 5), Span(start, start + 10), Span(start + 2, start + 14)]
    new = "编者注\n" + INTERVIEW.replace("路也不好走", "路很不好走")
    whole, cut, over = anchor(INTERVIEW, new, spans)
    assert whole.state is Anchored.EXACT
    assert cut.state is over.state is Anchored.FUZZY
    assert cut.new is not None
    assert whole.new is not None
    assert cut.new.start == whole.new.start
