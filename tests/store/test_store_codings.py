"""The one rule: what a person decided is never touched by a machine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.model.coding import AboutBy, Coding, Evidence, Reason, Review, Source, Status
from qualcode.model.query import CodingQuery
from qualcode.model.span import Span
from qualcode.store.placing import touched
from qualcode.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.store.proposals import Replaced
    from tests.store.conftest import CodingOf, Import


def _propose(store: Store, codings: Iterable[Coding], *, coder: str = "rules") -> Replaced:
    return store.proposals.replace("A01", codings, coder=coder, key="k")


def _all(store: Store) -> list[Coding]:
    return [excerpt.coding for excerpt in store.excerpts.find(CodingQuery())]


TEXT = "答：我没钱。干部见不着😀。没有水，𠮷也没有路。"
LABELS = st.text("ab没'%", max_size=4)


@st.composite
def _codings(draw: st.DrawFn) -> Coding:
    start = draw(st.integers(2, len(TEXT) - 1))
    span = Span(start, draw(st.integers(start + 1, len(TEXT))))
    return Coding(
        id=draw(st.uuids()).hex,
        document="A01",
        span=span,
        code=draw(st.sampled_from("xyz")),
        coder="rules",
        source=draw(st.sampled_from([Source.RULE, Source.MODEL])),
        quote=span.of(TEXT),
        turn=0,
        status=draw(st.sampled_from(Status)),
        about=tuple(draw(st.lists(st.sampled_from(["PH", "GOV", "ENT"]), unique=True))),
        about_by=draw(st.sampled_from(AboutBy)),
        view_of=draw(LABELS),
        score=draw(st.none() | st.floats(0, 1)),
        evidence=Evidence(
            draw(LABELS),
            tuple(
                draw(st.lists(st.builds(Span, st.integers(0, 3), st.integers(3, 9)), max_size=2))
            ),
            tuple(draw(st.lists(st.builds(Reason, LABELS, LABELS, LABELS), max_size=2))),
        ),
        codebook=draw(LABELS),
    )


CODINGS = st.lists(_codings(), max_size=5, unique_by=lambda coding: coding.id)


@settings(max_examples=60, deadline=None)
@given(CODINGS, CODINGS, st.sets(st.integers(0, 4)), st.sampled_from(Review))
def test_a_second_run_changes_nothing_and_decisions_stay(
    keep: Import, first: list[Coding], second: list[Coding], picked: set[int], review: Review
) -> None:
    with Store.in_memory() as store:
        keep(store, TEXT)
        assert _propose(store, first) == (len(first), 0, 0, 0)
        assert {each.id: each for each in _all(store)} == {each.id: each for each in first}
        assert _propose(store, first) == (0, 0, len(first), 0)
        for each in [first[number] for number in picked if number < len(first)]:
            store.codings.decide(each.id, review, by="me", at="2026")
        decided = [each for each in _all(store) if each.review is not Review.PROPOSED]
        replaced = _propose(store, second)
        left = {each.id: each for each in _all(store)}
        assert all(left.pop(each.id) == each for each in decided)
        assert set(left) <= {each.id for each in second}
        for each in second:
            is_answered = any(
                each.code == other.code and each.span.overlaps(other.span) for other in decided
            )
            assert (each.id in left) is not is_answered
        assert replaced == (len(left), len(first) - len(decided), 0, len(second) - len(left))
        assert _propose(store, second) == (0, 0, len(left), len(second) - len(left))
        assert store.codings.misplaced() == []


@pytest.mark.parametrize("review", [Review.ACCEPTED, Review.REJECTED])
def test_a_decided_place_is_not_asked_about_again(
    store: Store, keep: Import, coding_of: CodingOf, review: Review
) -> None:
    keep(store)
    asked = coding_of(store, "我没钱。")
    _propose(store, [asked])
    store.codings.decide(asked.id, review, by="me", at="2026")
    overlapping, other_code, beside = (
        coding_of(store, "没钱"),
        coding_of(store, "没钱", "contact"),
        coding_of(store, "干部"),
    )
    assert _propose(store, [asked, overlapping, other_code, beside]) == (2, 0, 0, 2)
    assert store.codings.get(asked.id) == asked.decided(review, by="me", at="2026")
    assert store.codings.get(overlapping.id) is None


def test_the_coding_of_a_person_is_an_answer_too(
    store: Store, keep: Import, coding_of: CodingOf
) -> None:
    keep(store)
    _propose(store, [coding_of(store, "我没钱。")])
    own = coding_of(store, "没钱", coder="me")
    store.codings.add(own)
    assert _propose(store, [coding_of(store, "我没钱。")]) == (0, 1, 0, 1)
    assert _all(store) == [own]


def test_a_proposal_that_reads_differently_is_replaced(
    store: Store, keep: Import, coding_of: CodingOf
) -> None:
    keep(store)
    coding = coding_of(store, "没钱")
    _propose(store, [coding])
    changed = replace(coding, status=Status.DENIED)
    assert _propose(store, [changed]) == (1, 1, 0, 0)
    assert _all(store) == [changed]


def test_coders_do_not_touch_each_others_proposals(
    store: Store, keep: Import, coding_of: CodingOf
) -> None:
    keep(store)
    keep(store, name="A02")
    ours = coding_of(store, "没钱")
    theirs = replace(ours, id="m", coder="model", source=Source.MODEL)
    elsewhere = coding_of(store, "没钱", document="A02")
    _propose(store, [ours])
    _propose(store, [theirs], coder="model")
    store.proposals.replace("A02", [elsewhere], coder="rules", key="k")
    assert _propose(store, []) == (0, 1, 0, 0)
    assert _all(store) == [theirs, elsewhere]


def test_decisions_and_review_statuses_are_counted(
    store: Store, keep: Import, coding_of: CodingOf
) -> None:
    keep(store)
    keep(store, name="A02")
    codings = [coding_of(store, words) for words in ("没钱", "干部", "没水")]
    _propose(store, codings)
    store.codings.decide(codings[0].id, Review.ACCEPTED, by="me", at="2026")
    store.codings.decide(codings[1].id, Review.REJECTED, by="me", at="2026")
    store.codings.add(coding_of(store, "走形式", coder="me"))
    assert store.codings.decisions() == {"A01": 3}
    assert store.codings.tally() == {
        Review.PROPOSED: 2,
        Review.ACCEPTED: 1,
        Review.REJECTED: 1,
    }
    assert store.codings.get("none") is None


def test_a_quote_that_is_not_the_text_is_found(
    store: Store, keep: Import, coding_of: CodingOf
) -> None:
    keep(store)
    before, at = coding_of(store, "没钱"), coding_of(store, "没水")
    _propose(store, [before, at])
    assert store.codings.misplaced() == []
    store._db.execute("UPDATE document SET text = replace(text, '没水', '缺水')")
    assert store.codings.misplaced() == [(at.id, "A01", at.span)]
    store._db.execute("UPDATE document SET text = '😀' || text")
    assert {name for name, _, _ in store.codings.misplaced()} == {before.id, at.id}


STARTS, STOPS = [2, 6, 12], [6, 10, 15]


@pytest.mark.parametrize(
    ("start", "end", "units"),
    [
        (2, 6, (0, 0)),
        (3, 5, (0, 0)),
        (5, 7, (0, 1)),
        (6, 10, (1, 1)),
        (0, 20, (0, 2)),
        (10, 12, (2, 2)),
        (10, 13, (2, 2)),
        (0, 1, (0, 0)),
        (15, 20, (2, 2)),
    ],
)
def test_a_coding_knows_the_units_it_touches(start: int, end: int, units: tuple[int, int]) -> None:
    assert touched(STARTS, STOPS, Span(start, end)) == units


def test_without_units_the_first_is_meant() -> None:
    assert touched([], [], Span(0, 4)) == (0, 0)
