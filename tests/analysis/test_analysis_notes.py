"""What a table says under itself, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.analysis.corpus import Corpus
from qualcode.analysis.counting import Count
from qualcode.analysis.layout import Layout
from qualcode.analysis.notes import codebook_note, counting_notes
from qualcode.model.codebook import Kind
from qualcode.model.coding import Review, Status
from qualcode.model.label import Label
from qualcode.model.participant import Participant
from tests.analysis.analysis_samples import BOOK, corpus_of, villagers

CORPUS = replace(
    corpus_of(villagers("P1:PH", "P2:PH", "G1:GOV")),
    speech={"P1": {"D1": 5, "D2": 5}, "P2": {"D1": 5}, "G1": {"D3": 5}},
)


def said(layout: Layout, *, reviews: tuple[Review, ...] = ()) -> tuple[str, str]:
    notes = counting_notes(CORPUS, layout, reviews=reviews, empty=())
    return "\n".join(each.zh for each in notes), "\n".join(each.en for each in notes)


def test_the_footer_of_the_usual_table() -> None:
    zh, en = said(Layout())
    assert zh == (
        "单元格：断言该编码的人数与占比；参考点为编码次数。"
        "一人可提到多个编码，占比之和可超过 100%。\n"
        "计入：断言、部分断言；审核：机器建议待审、已接受。\n"
        "分母：该列全部受访者。 N = 3 人，3 份材料。描述性统计，非随机样本。\n"
        "人数不足 3 人的组，个人可能被认出，引用须谨慎：政府（N=1）、贫困户（N=2）。\n"
        "编码手册：tiny 1.2（0123456789ab）。"
    )
    assert en == (
        "Cells: persons who assert the code, and their share; refs are codings."
        " A person may name several codes, so shares can sum to over 100 %.\n"
        "Counted: asserted, partial; review: proposed, accepted.\n"
        "Base: all participants of the column. N = 3 persons, 3 documents."
        " Descriptive; the sample is not random.\n"
        "Fewer than 3 persons, who may be recognised; quote with care:"
        " Government (N=1), Poor household (N=2).\n"
        "Codebook: tiny 1.2 (0123456789ab)."
    )


@pytest.mark.parametrize(
    ("layout", "zh", "en"),
    [
        (Layout(count=Count.SOURCES), "单元格：材料来源。", "Cells: sources."),
        (Layout(count=Count.UNITS), "单元格：句数。", "Cells: sentences."),
        (
            Layout(count=Count.PER_10K),
            "分母：该列受访者所说的字符数。",
            "Base: characters spoken by the column's participants.",
        ),
        (
            Layout(kinds=(Kind.COUNTERMEASURE,)),
            "计入：断言、部分断言（对策类另计应然主张）；",
            "Counted: asserted, partial (countermeasures: normative as well);",
        ),
        (
            Layout(kinds=(), statuses=(Status.DENIED, Status.IRONIC)),
            "计入：否认、反语；",
            "Counted: denied, ironic;",
        ),
        (
            Layout(coded_only=True),
            "分母：至少有一条计入编码的受访者（3 人中 0 人）。",
            "Base: participants with any counted coding (0 of 3).",
        ),
        (Layout(by="about"), "列为所谈主体", "columns: who is spoken of"),
    ],
)
def test_each_choice_is_said(layout: Layout, zh: str, en: str) -> None:
    in_chinese, in_english = said(layout)
    assert zh in in_chinese
    assert en in in_english


def test_reviews_and_missing_groups_are_said() -> None:
    zh, en = said(Layout(), reviews=(Review.ACCEPTED,))
    assert "审核：已接受。" in zh
    assert "review: accepted." in en
    notes = counting_notes(CORPUS, Layout(), reviews=(), empty=[Label("村委会", "Committee")])
    assert Label("未访谈到：村委会。", "Nobody interviewed: Committee.") in notes


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("review", list(Review))
def test_every_status_and_review_has_words(status: Status, review: Review) -> None:
    zh, en = said(Layout(statuses=(status,)), reviews=(review,))
    assert status.value in en
    assert review.value in en
    assert status.value not in zh


def test_the_codebook_is_named_with_its_wording() -> None:
    assert codebook_note(CORPUS).en == "Codebook: tiny 1.2 (0123456789ab)."


def test_unknown_subjects_come_with_the_way_out() -> None:
    nobody = [Participant("P1", ""), Participant("P2", "")]
    corpus = Corpus(BOOK, nobody, {"P1": {"D": 9}, "P2": {"D": 9}})
    for people, words in (
        (nobody, "The subjects of all"),
        ([*nobody, Participant("G1", "GOV")], "The subjects of 2 of 3"),
    ):
        other = replace(corpus, participants=people)
        notes = counting_notes(other, Layout(), reviews=(), empty=())
        (hint,) = [note for note in notes if "participants.csv" in note.en]
        assert hint.en.startswith(words)
        assert "--participants" in hint.zh
    by_age = counting_notes(corpus, Layout(by="participant"), reviews=(), empty=())
    assert not any("participants.csv" in note.en for note in by_age)
