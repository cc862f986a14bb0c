"""Excerpts as they are read, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from qualcode.model.codebook import Code, Codebook, Kind
from qualcode.model.coding import AboutBy, Coding, Evidence, Reason, Review, Source, Status
from qualcode.model.excerpt import ContextTurn, Excerpt
from qualcode.model.label import Label
from qualcode.model.participant import Participant
from qualcode.model.span import Span
from qualcode.model.subject import Subject, SubjectScheme
from qualcode.report.excerpts import render_excerpts
from tests.report.report_samples import assert_golden, printed

if TYPE_CHECKING:
    from qualcode.model.label import Language

BOOK = Codebook(
    "tiny",
    Label("小手册", "Tiny"),
    "1",
    "",
    (Code("scarce", "contact/scarce", Label("走访联系稀少", "Rare contact"), Kind.PROBLEM),),
    SubjectScheme((Subject("PH", Label("一般贫困户", "Poor household"), "poor"),)),
)


def excerpt(quote: str = "没人来过。", *evidence: str) -> Excerpt:
    start = 100
    found = [quote.index(words) + start for words in evidence]
    matched = tuple(Span(at, at + len(w)) for at, w in zip(found, evidence, strict=True))
    reasons = tuple(Reason("pattern", words, words) for words in evidence)
    coding = Coding(
        id="6860c4ad7b6555d7",
        document="P-03",
        span=Span(start, start + len(quote)),
        code="scarce",
        coder="rules",
        source=Source.RULE,
        quote=quote,
        turn=15,
        evidence=Evidence("", matched, reasons),
    )
    return Excerpt(coding, Participant("P-03", "PH"), "答", 3)


def interview() -> list[Excerpt]:
    first = excerpt("一年到头没人来过，就年底来照个相，放下一袋米就走了。", "没人来过", "照个相")
    first = replace(
        first,
        coding=replace(first.coding, about=("TEAM",), about_by=AboutBy.NAMED),
        before="你要说帮扶的，",
        after="后头我也不指望[叹气]。",
        time="00:03:44",
        turns_before=(ContextTurn(14, "问", "第一书记常来吗？"),),
        turns_after=(ContextTurn(16, "", "（笑）"),),
    )
    second = excerpt("Nobody ever came to see us, not once since the road was built.", "Nobody")
    second = replace(
        second,
        coding=replace(second.coding, status=Status.DENIED, review=Review.ACCEPTED),
        turns_before=(ContextTurn(14, "Interviewer", "And the helpers, they said:"),),
    )
    return [first, second]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80])
def test_excerpts_as_they_are_read(width: int, language: Language) -> None:
    text = printed(render_excerpts(interview(), BOOK, language=language), width)
    assert_golden(f"excerpts-{language}-{width}", text)
    assert all(cell_len(line) <= width for line in text.splitlines())


def test_evidence_is_marked_with_brackets_and_nothing_else_is() -> None:
    text = printed(render_excerpts(interview(), BOOK, language="zh"), 200)
    assert "一年到头【没人来过】，就年底来【照个相】，放下一袋米就走了。" in text
    assert text.count("【") == text.count("】") == 3


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ((Span(90, 102),), "▸ 【没人】来过。"),
        ((Span(101, 103), Span(100, 102)), "▸ 【没人来】过。"),
        ((Span(103, 120),), "▸ 没人来【过。】"),
        ((), "▸ 【没人来过。】"),
    ],
)
def test_evidence_is_marked_once_and_within_the_quote(spans: tuple[Span, ...], marked: str) -> None:
    one = excerpt()
    one = replace(one, coding=replace(one.coding, evidence=Evidence("", spans)))
    assert marked in printed(render_excerpts([one], BOOK, language="zh"), 80)


def test_a_coding_without_reasons_has_no_line_for_them() -> None:
    text = printed(render_excerpts([excerpt()], BOOK, language="en"), 80)
    assert "why" not in text


def test_words_of_a_turn_keep_their_colon() -> None:
    assert "they said:\n" in printed(render_excerpts(interview(), BOOK, language="en"), 80)


def test_a_code_that_left_the_codebook_keeps_its_id() -> None:
    blank = Codebook(BOOK.id, BOOK.name, BOOK.version, BOOK.digest, (), BOOK.subjects)
    assert "scarce · asserted" in printed(render_excerpts([excerpt()], blank, language="en"), 99)


def test_colours_come_only_when_asked_for() -> None:
    plain = printed(render_excerpts(interview(), BOOK, language="en"), 80)
    assert "\x1b" not in plain
    assert "\x1b[" in printed(render_excerpts(interview(), BOOK, language="en"), 80, color=True)


def test_what_a_person_coded_is_marked_whole() -> None:
    by_hand = excerpt("没人来过。")
    coding = replace(by_hand.coding, source=Source.PERSON, coder="li", evidence=Evidence())
    by_hand = replace(by_hand, coding=coding, before="一年到头", after="就这样。")
    text = printed(render_excerpts([by_hand], BOOK, language="zh"), 200)
    assert "▸ 一年到头【没人来过。】就这样。" in text


def test_hits_that_touch_are_marked_as_one() -> None:
    text = printed(
        render_excerpts([excerpt("就是天天填表。", "天天", "填", "表")], BOOK, language="zh"), 200
    )
    assert "就是【天天填表】。" in text
