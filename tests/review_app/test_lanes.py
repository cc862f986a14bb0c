"""Codings that overlap stand in lanes of their own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.span import Span
from qualcode.review_app.lanes import MORE, SIGNS, Lanes, Marked

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: Span(pair[0], sum(pair)))


def lanes_of(*spans: tuple[int, int]) -> Lanes:
    return Lanes(Marked(str(n), f"code-{n}", Span(*span)) for n, span in enumerate(spans))


@given(st.lists(SPANS, max_size=20))
def test_no_lane_holds_two_codings_at_one_place(spans: list[Span]) -> None:
    lanes = Lanes(Marked(str(n), "c", span) for n, span in enumerate(spans))
    assert len(lanes.codings) == len(spans)
    for one in lanes.codings:
        for other in lanes.codings:
            assert one is other or one.lane != other.lane or not one.span.overlaps(other.span)


@given(st.lists(SPANS, max_size=20), st.integers(0, 90))
def test_codings_at_an_offset_are_found(spans: list[Span], offset: int) -> None:
    lanes = Lanes(Marked(str(n), "c", span) for n, span in enumerate(spans))
    found = {each.id for each in lanes.at(offset)}
    assert found == {str(n) for n, span in enumerate(spans) if span.start <= offset < span.end}


def test_margin_tells_beginning_middle_end_and_whole() -> None:
    lanes = lanes_of((5, 25), (32, 35))
    first = SIGNS[0]
    drawn = [lanes.margin(row * 10, row * 10 + 10, 1) for row in range(4)]
    assert drawn == [first.begins, first.goes_on, first.ends, first.whole]


def test_overlapping_codings_are_told_apart_without_colour() -> None:
    lanes = lanes_of((0, 30), (10, 20))
    assert lanes.margin(10, 20, 2) == SIGNS[1].whole + SIGNS[0].goes_on


def test_what_finds_no_lane_is_not_hidden() -> None:
    lanes = lanes_of((0, 30), (5, 20), (6, 12))
    assert lanes.count == 3
    assert lanes.margin(0, 10, 2)[0] == MORE
