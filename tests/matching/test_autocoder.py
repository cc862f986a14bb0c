"""From a document to its proposals."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.matching.autocoder import Autocoder
from qualcode.matching.proposals import CODER
from qualcode.model.codebook import Code, Codebook, Kind, Pattern, PatternKind
from qualcode.model.coding import AboutBy, Review, Source, Status, coding_id
from qualcode.model.label import Label
from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from tests.conftest import DocumentOf

INTERVIEW = """
    问：干部拍照吗？见不着吧？
    答：见不着干部。他们来了就走形式，拍照，我们没钱。
    （拍照）
    问：没钱？
    答：😀沒錢啊。They never visited us. 拍照片。
"""


def test_an_interview_is_coded(book: Codebook, document_of: DocumentOf) -> None:
    codings = Autocoder(book).code(document_of(INTERVIEW))
    assert [(each.code, each.quote, each.turn) for each in codings] == [
        ("contact-scarce", "见不着干部。", 1),
        ("contact-formal", "他们来了就走形式，拍照，我们没钱。", 1),
        ("income", "他们来了就走形式，拍照，我们没钱。", 1),
        ("income", "😀沒錢啊。", 4),
        ("contact-scarce", "They never visited us.", 4),
    ]


def test_a_proposal_says_where_it_comes_from(book: Codebook, document_of: DocumentOf) -> None:
    coding = Autocoder(book).code(document_of("答：见不着干部。", name="P-01"))[0]
    assert (coding.document, coding.coder, coding.source) == ("P-01", CODER, Source.RULE)
    assert (coding.review, coding.codebook) == (Review.PROPOSED, book.digest)
    assert (coding.status, coding.about, coding.about_by) == (
        Status.ASSERTED,
        ("GOV",),
        AboutBy.NAMED,
    )
    assert coding.evidence.pattern == "见不着"
    assert str(coding.evidence.reasons[0]) == "pattern “见不着” → 见不着"


def test_marks_of_the_transcriber_are_no_speech(book: Codebook, document_of: DocumentOf) -> None:
    document = document_of("答：【拍照】好（笑着拍照）。见不着干部[拍照]。#CODE 没钱#行#ENDCODE#")
    assert [each.code for each in Autocoder(book).code(document)] == ["contact-scarce"]


def test_one_coding_holds_all_hits_of_a_code_in_a_sentence(
    book: Codebook, document_of: DocumentOf
) -> None:
    document = document_of("答：拍照，走形式，拍照。")
    codings = Autocoder(book).code(document)
    assert [each.code for each in codings] == ["contact-formal"]
    matched = [span.of(document.text) for span in codings[0].evidence.matched]
    assert matched == ["拍照", "走形式", "拍照"]


def test_the_strongest_claim_of_a_sentence_counts(book: Codebook, document_of: DocumentOf) -> None:
    denied = Autocoder(book).code(document_of("答：我不是没钱。"))[0]
    both = Autocoder(book).code(document_of("答：我不是没钱，他没钱。"))[0]
    assert (denied.status, both.status) == (Status.DENIED, Status.ASSERTED)
    assert both.evidence.reasons[-1].step != "negation"


def test_what_is_known_of_whom_it_is_about_is_never_mixed_with_guesses(
    book: Codebook, document_of: DocumentOf
) -> None:
    coding = Autocoder(book).code(document_of("答：走形式，县上拍照。", subject=""))[0]
    assert (coding.about, coding.about_by) == (("GOV",), AboutBy.NAMED)


def test_the_kind_of_a_code_is_heard(document_of: DocumentOf, book: Codebook) -> None:
    """A rule against a problem is not the problem: 不能 forbids it."""
    document = document_of("答：干部不能走形式。")
    as_problem = Autocoder(book).code(document)[0]
    measure = [replace(code, kind=Kind.COUNTERMEASURE) for code in book.codes]
    as_measure = Autocoder(replace(book, codes=tuple(measure))).code(document)[0]
    assert as_problem.status is Status.NORMATIVE
    assert as_measure.status is not Status.NORMATIVE


def test_a_reported_view_names_its_subject(book: Codebook, document_of: DocumentOf) -> None:
    coding = Autocoder(book).code(document_of("答：老百姓说干部走形式。", subject="GOV"))[0]
    assert (coding.status, coding.view_of) == (Status.ATTRIBUTED, "PH")


def _with_regex(expression: str) -> Autocoder:
    patterns = (Pattern(expression, "zh", PatternKind.REGEX), Pattern("没水", "zh"))
    codes = (Code("a", "a", Label("a"), patterns=patterns),)
    return Autocoder(Codebook("b", Label("b"), "1", "d", codes=codes))


@pytest.mark.parametrize(
    ("expression", "quotes"),
    [
        ("没.*钱", ["没水。", "我没有钱。"]),
        (r"没[\s\S]*钱", ["没水。", "我没有钱。"]),
        ("^没", ["没水。"]),
        ("水.*有", ["没水。"]),
    ],
)
def test_no_match_runs_over_the_end_of_a_sentence(
    expression: str, quotes: list[str], document_of: DocumentOf
) -> None:
    codings = _with_regex(expression).code(document_of("答：没水。我没有钱。\n问：钱？\n答：钱"))
    assert [each.quote for each in codings] == quotes


def test_coding_again_gives_the_same_ids(book: Codebook, document_of: DocumentOf) -> None:
    document = document_of(INTERVIEW)
    codings = Autocoder(book).code(document)
    assert Autocoder(book).code(document) == codings
    assert len({each.id for each in codings}) == len(codings)
    assert all(
        each.id == coding_id(each.document, each.span, each.code, each.coder) for each in codings
    )


def test_an_id_depends_on_each_of_its_parts() -> None:
    parts = [
        ("A", Span(1, 2), "c", "rules"),
        ("B", Span(1, 2), "c", "rules"),
        ("A", Span(1, 3), "c", "rules"),
        ("A", Span(12, 12), "c", "rules"),
        ("A", Span(1, 2), "d", "rules"),
        ("A", Span(1, 2), "c", "me"),
    ]
    assert coding_id(*parts[0]) == "f502bad3eb8104c3"
    assert len({coding_id(*each) for each in parts}) == len(parts)


def test_an_autocoder_survives_pickling(book: Codebook, document_of: DocumentOf) -> None:
    autocoder = Autocoder(book)
    document = document_of(INTERVIEW)
    assert pickle.loads(pickle.dumps(autocoder)).code(document) == autocoder.code(document)


WORDS = [
    *("见不着", "拍照", "拍照片", "走形式", "没钱", "沒錢", "never visited "),
    *("干部", "我们", "不", "不是", "。", "？", "，", "…", "“", "”", "😀"),
]
LINES = st.lists(
    st.tuples(
        st.sampled_from(["问", "答", "妻", ""]),
        st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60)
@given(LINES)
def test_what_holds_for_every_interview(
    book: Codebook, document_of: DocumentOf, lines: list[tuple[str, str]]
) -> None:
    text = "\n".join(f"{label}：{words}" if label else f"（{words}）" for label, words in lines)
    document = document_of(text)
    codings = Autocoder(book).code(document)
    units = {(unit.turn, unit.start, unit.end) for unit in document.units}
    places = [(each.span.start, each.code) for each in codings]
    assert len(set(places)) == len(places)
    assert [start for start, _ in places] == sorted(start for start, _ in places)
    for each in codings:
        assert document.turns[each.turn].role is Role.RESPONDENT
        assert (each.turn, each.span.start, each.span.end) in units
        assert each.quote == each.span.of(document.text)
        assert each.evidence.matched
        assert all(each.span.contains(span) for span in each.evidence.matched)
        words = [fold(span.of(document.text)) for span in each.evidence.matched]
        known = [fold(pattern.text).rstrip("*") for pattern in book.by_id[each.code].patterns]
        assert all(word.startswith(tuple(known)) for word in words)
