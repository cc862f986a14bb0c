"""Which words can be coded: those of one respondent, found by words like them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.errors import UsageError
from qualcode.model.coding import Coding, Review, Source, Status
from qualcode.model.span import Span
from qualcode.workflow.decisions import Decision
from qualcode.workflow.handcoding import add_coding, change_coding
from qualcode.workflow.quoting import find_quote
from qualcode.workflow.standing import standing_of
from qualcode.workflow.tabulate import TableRequest, tabulate
from qualcode.workflow.verify import verify

if TYPE_CHECKING:
    from qualcode.workflow.project import Project


def span_of(project: Project, words: str) -> Span:
    return find_quote(project.store.documents.text("P-01"), words)


def test_width_and_kind_of_signs_do_not_matter_for_a_quote() -> None:
    text = "他说，八十个（暖水瓶）。"
    assert find_quote(text, "他说,八十个(暖水瓶)") == Span(0, 11)
    with pytest.raises(UsageError, match="does not stand"):
        find_quote(text, "他说、八十")


def test_what_stands_there_to_the_letter_goes_before_what_is_like_it() -> None:
    assert find_quote("ＡＢ AB", "AB") == Span(3, 5)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("家里怎么样？", "the interviewer's"),
        ("也是走形式。\n访谈者：拍照吗？", "several speakers: 受访者, 访谈者"),
        ("访谈者", "nobody says"),
    ],
)
def test_words_that_are_not_one_respondents_are_refused(
    study: Project, words: str, told: str
) -> None:
    before = study.store.codings.of_document("P-01")
    span = find_quote(study.store.documents.text("P-01"), words, nth=int(words == "访谈者"))
    with pytest.raises(UsageError, match=told):
        add_coding(study, "P-01", span, "income", by="li")
    assert study.store.codings.of_document("P-01") == before


def test_edges_cannot_be_moved_onto_a_question(study: Project) -> None:
    done = add_coding(study, "P-01", span_of(study, "我们家没钱。"), "formal", by="li")
    moved = Decision(span=span_of(study, "家里怎么样？"))
    with pytest.raises(UsageError, match="interviewer"):
        change_coding(study, done.codings[0], moved, by="li")


def test_what_an_old_project_has_on_questions_is_told_and_not_counted(study: Project) -> None:
    before = tabulate(study, TableRequest()).rows
    assert (verify(study).uncounted, standing_of(study).uncounted) == ((), 0)
    span = span_of(study, "家里怎么样？")
    old = Coding("old", "P-01", span, "income", "li", Source.PERSON, "家里怎么样？", 0)
    study.store.codings.add(old.decided(Review.ACCEPTED, by="li", at="2020-01-01T00:00:00Z"))
    assert old.status is Status.ASSERTED
    assert tabulate(study, TableRequest()).rows == before
    assert verify(study).uncounted == (("old", "P-01", span),)
    assert verify(study).holds
    assert standing_of(study).uncounted == 1


def test_an_accepted_proposal_on_words_that_became_a_question_is_told(study: Project) -> None:
    span, quote = span_of(study, "家里怎么样？"), "家里怎么样？"
    for name, review in (("yes", Review.ACCEPTED), ("no", Review.REJECTED)):
        made = Coding(name, "P-01", span, "income", "rules", Source.RULE, quote, 0)
        study.store.codings.add(made.decided(review, by="li", at="2020-01-01T00:00:00Z"))
    open_ = Coding("open", "P-01", span, "formal", "rules", Source.RULE, quote, 0)
    study.store.codings.add(open_)  # which the next run makes anew, or not
    assert verify(study).uncounted == (("yes", "P-01", span),)
