"""Rows that are made when asked for are the same as rows that are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.table import Column, ResultTable, Row, Streamed
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT: tuple[Row, ...] = (("a", 1), ("b", 2), ("c", 3), ("d", None))
STREAMED = Streamed(len(KEPT), lambda: iter(KEPT))
BOUNDS = st.one_of(st.none(), st.integers(-6, 6))


@given(BOUNDS, BOUNDS, st.sampled_from([None, 1, 2, 3, -1, -2]))
def test_a_stretch_is_that_of_the_tuple(
    start: int | None, stop: int | None, step: int | None
) -> None:
    stretch = slice(start, stop, step)
    assert STREAMED[stretch] == KEPT[stretch]


def test_a_row_is_that_of_the_tuple() -> None:
    assert [STREAMED[index] for index in (0, 2, -1)] == [KEPT[index] for index in (0, 2, -1)]
    with pytest.raises(IndexError):
        STREAMED[4]


def test_only_what_is_asked_for_is_made() -> None:
    made = []

    def rows() -> Iterator[Row]:
        for row in KEPT:
            made.append(row)
            yield row

    streamed = Streamed(len(KEPT), rows)
    assert len(streamed) == len(KEPT)
    assert streamed[:2] == KEPT[:2]
    assert made == list(KEPT[:2])


def test_no_rows_are_nothing() -> None:
    assert not Streamed(0, lambda: iter(()))
    assert STREAMED


def test_columns_of_a_table_are_the_same() -> None:
    columns = (Column("x", Label("x")), Column("y", Label("y")))
    kept = ResultTable("t", Label("t"), columns, KEPT)
    streamed = replace(kept, rows=STREAMED)
    assert streamed.column("y") == kept.column("y")
    assert streamed.narrowed(["y"]) == kept.narrowed(["y"])
