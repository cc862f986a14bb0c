"""Adjudication: where coders differ, what they agree on, and that the originals stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError, UnknownNameError, UsageError
from qualcode.model.coding import Review, Status
from qualcode.model.span import Span
from qualcode.workflow.adjudication import (
    Choice,
    disagreements,
    equal_cases,
    settle,
    settle_all,
)
from qualcode.workflow.adjudication_cases import Kind, groups_of
from qualcode.workflow.agreed import CONSENSUS
from qualcode.workflow.decisions import Decision, decide
from qualcode.workflow.handcoding import add_coding
from qualcode.workflow.undoing import undo

if TYPE_CHECKING:
    from qualcode.model.coding import Coding
    from qualcode.workflow.project import Project


def put(
    project: Project, by: str, words: str, code: str, status: Status = Status.ASSERTED, nth: int = 0
) -> None:
    text = project.store.documents.text("P-01")
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    add_coding(project, "P-01", Span(start, start + len(words)), code, by=by, status=status)


def holding(project: Project) -> list[Coding]:
    """Return what holds by consensus."""
    agreed = project.store.codings.of_coder(CONSENSUS)
    return [each for each in agreed if each.review is Review.ACCEPTED]


@pytest.fixture
def differing(study: Project) -> Project:
    """Li and Zhao agree once and differ in each way."""
    put(study, "li", "他们就是", "income")
    put(study, "zhao", "他们就是", "income")
    put(study, "li", "没钱", "income")
    put(study, "zhao", "没钱", "formal")
    put(study, "li", "见不着一回", "scarce")
    put(study, "zhao", "见不着", "scarce")
    put(study, "li", "走形式", "formal")
    put(study, "zhao", "走形式", "formal", Status.DENIED)
    put(study, "li", "拍照的", "formal")
    put(study, "zhao", "干部见不着", "income")
    return study


def test_who_worked_in_different_documents_is_told_so_and_not_that_they_agree(
    study: Project,
) -> None:
    other = next(name for name in study.store.documents.names() if name != "P-01")
    put(study, "li", "没钱", "income")
    start = study.store.documents.text(other).index("现在好多了")
    add_coding(study, other, Span(start, start + 5), "income", by="zhao")
    with pytest.raises(DataError, match=f"none in common: li in P-01; zhao in {other}"):
        disagreements(study, ["li", "zhao"])


def test_each_kind_of_disagreement_is_told(differing: Project) -> None:
    cases = disagreements(differing, ["li", "zhao"])
    assert [case.kind for case in cases] == [
        Kind.CODE,
        Kind.SPAN,
        Kind.STATUS,
        Kind.MISSING,
        Kind.MISSING,
    ]
    assert cases[0].codes == {"li": ("income",), "zhao": ("formal",)}
    assert cases[0].question == "家里怎么样？"
    assert cases[3].sides["zhao"] == ()


def test_consensus_is_a_further_coder_and_the_originals_stay(differing: Project) -> None:
    before = [*differing.store.codings.of_coder("li"), *differing.store.codings.of_coder("zhao")]
    cases = disagreements(differing, ["li", "zhao"])
    settle(differing, cases[0], Choice(("zhao",), reason="看上下文"), by="wang")
    (agreed,) = holding(differing)
    assert (agreed.code, agreed.review, agreed.decided_by) == ("formal", Review.ACCEPTED, "wang")
    assert str(agreed.evidence.reasons[-1]) == "because → 看上下文"
    originals = {each.id for side in cases[0].sides.values() for each in side}
    assert set(agreed.evidence.reasons[1].outcome.split()) == originals
    after = [*differing.store.codings.of_coder("li"), *differing.store.codings.of_coder("zhao")]
    assert after == before
    assert len(disagreements(differing, ["li", "zhao"])) == len(cases) - 1
    again = disagreements(differing, ["li", "zhao"], settled=True)
    assert again[0].settled == (agreed,)


def test_both_neither_and_something_else(differing: Project) -> None:
    cases = disagreements(differing, ["li", "zhao"])
    settle(differing, cases[0], Choice(("li", "zhao")), by="wang")
    assert {each.code for each in holding(differing)} == {"income", "formal"}
    assert holding(differing) == differing.store.codings.of_coder(CONSENSUS)
    settle(differing, cases[0], Choice(), by="wang")
    assert {each.review for each in differing.store.codings.of_coder(CONSENSUS)} == {
        Review.REJECTED
    }
    other = cases[1].sides["li"]
    settle(differing, cases[0], Choice(codings=other), by="wang")
    (agreed,) = holding(differing)
    assert agreed.code == "scarce"
    undo(differing, by="wang")
    undo(differing, by="wang")
    undo(differing, by="wang")
    assert differing.store.codings.of_coder(CONSENSUS) == []
    with pytest.raises(UsageError, match="no side"):
        settle(differing, cases[0], Choice(("zhang",)), by="wang")


def test_the_same_side_for_all_equal_cases_is_one_step(differing: Project) -> None:
    put(differing, "li", "没钱", "income", nth=1)
    put(differing, "zhao", "没钱", "formal", nth=1)
    cases = disagreements(differing, ["li", "zhao"])
    equal = equal_cases(cases[0], cases)
    assert len(equal) == 2
    settle_all(differing, equal, Choice(("li",)), by="wang")
    assert [each.code for each in holding(differing)] == ["income"] * 2
    undo(differing, by="wang")
    assert differing.store.codings.of_coder(CONSENSUS) == []


def test_it_takes_two_who_have_coded(differing: Project) -> None:
    with pytest.raises(UsageError, match="two coders"):
        disagreements(differing, ["li", "li"])
    with pytest.raises(UnknownNameError, match="no coder 'zho'"):
        disagreements(differing, ["li", "zho"])


def test_rejecting_is_taking_part(study: Project) -> None:
    """Who has rejected everything in a document has coded it, and differs from who accepted."""
    proposals = [each.id for each in study.store.codings.of_document("P-02")]
    decide(study, proposals, Decision(Review.ACCEPTED), by="li")
    decide(study, proposals, Decision(Review.REJECTED), by="zhao")
    cases = disagreements(study, ["li", "zhao"])
    assert cases
    assert {case.kind for case in cases} == {Kind.MISSING}
    assert all(case.sides["zhao"] == () for case in cases)


def codes_held(project: Project) -> list[tuple[str, Review]]:
    agreed = project.store.codings.of_coder(CONSENSUS)
    return sorted((each.code, each.review) for each in agreed)


@pytest.fixture
def three(study: Project) -> Project:
    """Li and Zhao differ over some words; what Zhang says there differs from both."""
    put(study, "li", "没钱", "income")
    put(study, "zhao", "没钱", "formal")
    put(study, "zhang", "没钱", "scarce")
    return study


def test_a_settled_place_stays_settled_whoever_is_compared_later(three: Project) -> None:
    """Settling a case of others on the same words overwrote what was agreed on before."""
    (first,) = disagreements(three, ["li", "zhao"])
    settle(three, first, Choice(("li",), reason="看上下文"), by="wang")
    (second,) = disagreements(three, ["li", "zhang"])
    assert second.codes == {"li": (), "zhang": ("scarce",)}, "li's code is settled already"
    settle(three, second, Choice(("zhang",)), by="wang")
    assert codes_held(three) == [
        ("formal", Review.REJECTED),
        ("income", Review.ACCEPTED),
        ("scarce", Review.ACCEPTED),
    ]
    assert disagreements(three, ["li", "zhao"]) == []
    (again,) = disagreements(three, ["li", "zhao"], settled=True)
    assert again.id == first.id
    assert [each.code for each in again.settled or ()] == ["income"]


def test_a_settled_place_is_shown_as_settled_to_other_coders_and_changes_on_purpose(
    study: Project,
) -> None:
    put(study, "li", "没钱", "income")
    put(study, "zhang", "家没钱", "income")
    put(study, "zhao", "没钱", "income", Status.DENIED)
    (first,) = disagreements(study, ["li", "zhao"])
    settle(study, first, Choice(("zhao",)), by="wang")
    assert disagreements(study, ["li", "zhang"]) == []
    (shown,) = disagreements(study, ["li", "zhang"], settled=True)
    assert [each.status for each in shown.settled or ()] == [Status.DENIED]
    settle(study, shown, Choice(("zhang",)), by="wang")
    (agreed,) = holding(study)
    assert (agreed.quote, agreed.status) == ("家没钱", Status.ASSERTED)
    assert disagreements(study, ["li", "zhao"]) == []
    undo(study, by="wang")
    assert [each.status for each in holding(study)] == [Status.DENIED]


def test_something_else_that_was_agreed_on_is_shown_to_other_coders(three: Project) -> None:
    (first,) = disagreements(three, ["li", "zhao"])
    other = three.store.codings.of_coder("zhang")
    settle(three, first, Choice(codings=tuple(other)), by="wang")
    put(three, "qian", "没钱", "income", Status.DENIED)
    (shown,) = disagreements(three, ["li", "qian"], settled=True)
    assert [each.code for each in shown.settled or ()] == ["scarce"]
    settle(three, shown, Choice(("qian",)), by="wang")
    assert ("income", Review.ACCEPTED) in codes_held(three)


def test_what_one_case_writes_the_next_one_does_not_remove(differing: Project) -> None:
    """The second case was settled by what the first is now settled by: it stood there before."""
    first, second, *_ = disagreements(differing, ["li", "zhao"])
    (mine,) = first.sides["li"]
    settle(differing, second, Choice(codings=(mine,)), by="wang")
    settle_all(differing, [first, second], Choice(("li",)), by="wang")
    wanted = {(each.span, each.code) for case in (first, second) for each in case.sides["li"]}
    assert {(each.span, each.code) for each in holding(differing)} == wanted


def test_what_was_agreed_on_is_put_together_once_however_many_cases_are_settled(
    differing: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for case in disagreements(differing, ["li", "zhao"]):
        settle(differing, case, Choice(("li",)), by="wang")
    read: list[int] = []

    def counting(own: dict[str, list[Coding]]) -> list[dict[str, list[Coding]]]:
        read.append(len(own.get(CONSENSUS, ())))
        return groups_of(own)

    monkeypatch.setattr("qualcode.workflow.agreed.groups_of", counting)
    cases = disagreements(differing, ["li", "zhao"], settled=True)
    assert len(cases) == 5
    assert all(case.settled is not None for case in cases)
    assert 0 < sum(read) <= 2 * len(differing.store.codings.of_coder(CONSENSUS))
