"""What a document, a coding and a transcript tell of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.model.coding import Coding, Reason, Review, Source
from qualcode.model.span import Span
from qualcode.model.transcript import Role

if TYPE_CHECKING:
    from tests.conftest import DocumentOf, TranscriptOf


def test_each_turn_knows_the_question_before_it(document_of: DocumentOf) -> None:
    document = document_of("""
        答：先说一句
        问：多大年纪？
        答：五十
        （笑）
        答：五十一
        问：几口人？
        问：都在家吗？
        答：在
    """)
    asked = (
        "",
        "",
        "多大年纪？",
        "多大年纪？",
        "多大年纪？",
        "多大年纪？",
        "几口人？",
        "都在家吗？",
    )
    assert document.questions == asked


def test_speakers_come_in_order_of_appearance_without_notes(transcript_of: TranscriptOf) -> None:
    transcript = transcript_of("（开头）\n问：好\n答：好\n妻：好\n答：嗯")
    assert transcript.speakers() == {
        "问": Role.INTERVIEWER,
        "答": Role.RESPONDENT,
        "妻": Role.RESPONDENT,
    }


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (Reason("negation", "不", "denied"), "negation “不” → denied"),
        (Reason("pattern", "没钱"), "pattern “没钱”"),
        (Reason("about", "", "by default"), "about → by default"),
    ],
)
def test_a_reason_is_written_for_reading(reason: Reason, text: str) -> None:
    assert str(reason) == text


def test_a_decision_leaves_the_coding_as_it_was() -> None:
    coding = Coding("1", "A01", Span(0, 2), "income", "rules", Source.RULE, "没钱")
    decided = coding.decided(Review.REJECTED, by="me", at="2026-01-01")
    assert (decided.review, decided.decided_by, decided.decided_at) == (
        Review.REJECTED,
        "me",
        "2026-01-01",
    )
    assert coding.review is Review.PROPOSED
    assert decided.span == coding.span
