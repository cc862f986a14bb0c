"""Codings by column are the same codings."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.excerpt import Mark
from qualcode.model.marks import Marks, columns_of

_NAME = st.sampled_from(["", "a", "走访少", "P1"])
_NUMBER = st.integers(0, 9)
_MARKS = st.lists(
    st.builds(
        Mark,
        coding=st.text("xyz", min_size=1, max_size=3),
        code=_NAME,
        document=_NAME,
        participant=_NAME,
        subject=_NAME,
        status=_NAME,
        review=_NAME,
        coder=_NAME,
        about=_NAME,
        unit=_NUMBER,
        unit_last=_NUMBER,
        turn=_NUMBER,
        start=_NUMBER,
        stop=_NUMBER,
    ),
    max_size=12,
)


@given(_MARKS)
def test_codings_come_back_from_columns_as_they_went_in(marks: list[Mark]) -> None:
    columns = Marks.of(marks)
    assert list(columns) == marks
    assert len(columns) == len(marks)
    assert [columns[number] for number in range(len(columns))] == marks
    assert list(columns[1:-1]) == marks[1:-1]
    assert columns_of(columns) is columns


@given(_MARKS)
def test_lines_are_chosen_by_name(marks: list[Mark]) -> None:
    columns = Marks.of(marks)
    wanted = columns.taken(columns.having("code", ["a", "P1"]))
    assert list(wanted) == [each for each in marks if each.code in {"a", "P1"}]


def test_rows_more_than_are_taken_apart_at_a_time_are_all_there() -> None:
    row = Mark("1", "a", "D", "P", "", "asserted", "proposed", "rules", "", 1, 1)
    many = Marks.of(row._replace(unit=number) for number in range(120_000))
    assert many.numbers["unit"].tolist() == list(range(120_000))
    assert np.unique(many.names["code"].codes).tolist() == [0]
