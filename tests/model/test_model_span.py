"""Laws of spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.span import Span

SPANS = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(0, 12)
)


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (3, 2), (-2, -1)])
def test_a_span_that_is_none_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"not a span: \["):
        Span(start, end)


@given(SPANS, st.text(max_size=40))
def test_the_words_are_a_slice(span: Span, text: str) -> None:
    assert span.of(text) == text[span.start : span.end]


@given(SPANS, SPANS)
def test_overlap_is_a_shared_character(one: Span, other: Span) -> None:
    is_shared = bool(set(range(one.start, one.end)) & set(range(other.start, other.end)))
    if len(one) and len(other):
        assert one.overlaps(other) is is_shared
    assert one.overlaps(other) is other.overlaps(one)


@given(SPANS, SPANS)
def test_what_contains_covers_every_character(one: Span, other: Span) -> None:
    if one.contains(other):
        assert set(range(other.start, other.end)) <= set(range(one.start, one.end))
        assert len(other) <= len(one)
    if one.contains(other) and other.contains(one):
        assert one == other
    assert one.contains(one)


@given(SPANS, st.integers(0, 50))
def test_moving_there_and_back_changes_nothing(span: Span, by: int) -> None:
    assert span.moved(by).moved(-by) == span
    assert len(span.moved(by)) == len(span)


def test_a_span_cannot_be_moved_out_of_the_text() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(1, 2).moved(-2)


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 1)]) == [Span(0, 1), Span(0, 9), Span(2, 3)]
