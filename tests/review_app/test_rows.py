"""Wrapping loses and reorders nothing, and offsets come back from the cells they were drawn at."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.review_app.rows import Rows, shown

TEXTS = st.text(
    st.sampled_from("看病难医院，。（“”…： abc xyz-/\n\n\t\u0301\u200b\u200d\ufe0f👩☂\x1b[")
    | st.characters(),
    max_size=120,
)
WIDTHS = st.integers(1, 40)


@given(TEXTS, WIDTHS)
def test_rows_are_the_text_without_its_line_breaks_in_order(text: str, width: int) -> None:
    rows = Rows(text, width)
    spans = [rows[index] for index in range(len(rows))]
    assert "".join(text[start:end] for start, end in spans) == text.replace("\n", "")
    gaps = [text[before.end : after.start] for before, after in itertools.pairwise(spans)]
    assert set(gaps) <= {"", "\n"}
    assert gaps.count("\n") == text.count("\n")


@given(TEXTS, WIDTHS)
@example("e\u0301看", 3)
@example("👩\u200d👩☂\ufe0f", 4)
def test_every_place_to_stand_comes_back_from_its_cell(text: str, width: int) -> None:
    rows = Rows(text, width)
    for offset in range(len(text) + 1):
        row, cell = rows.cell_of(offset)
        start, end = rows[row]
        if offset == end or rows.stops(row)[offset - start + 1] > cell:
            assert rows.offset_at(row, cell) == offset
        else:  # a mark on another sign: the row at least is the same
            assert rows.row_of(rows.offset_at(row, cell)) == row


@given(TEXTS, WIDTHS)
def test_no_row_is_wider_than_asked_but_for_blanks_and_single_signs(text: str, width: int) -> None:
    rows = Rows(text, width)
    for index in range(len(rows)):
        words = rows.shown(index).rstrip()
        assert (
            cell_len(words) <= width
            or len([sign for sign in words if cell_len(sign)]) <= 1
            or ("\u200d" in words or "\ufe0f" in words)
        )


@pytest.mark.parametrize("width", [10, 17, 40])
def test_no_row_begins_with_closing_punctuation(width: int) -> None:
    text = "主要是看病难，医院太远了（坐公交要一个多小时）。我们家孩子上学也没有名额。" * 5
    rows = Rows(text, width)
    assert not {text[rows[index].start] for index in range(len(rows))} & set("，。）")
    assert not {text[rows[index].end - 1] for index in range(len(rows))} & {"（"}


def test_a_stretch_keeps_the_offsets_of_the_whole_text() -> None:
    text = "问：有困难吗？\n答：看病难。\n问：还有呢？"
    rows = Rows(text, 40, 8, 15)
    assert [text[slice(*rows[index])] for index in range(len(rows))] == ["答：看病难。", ""]
    assert rows.cell_of(10) == (0, 4)


def test_a_click_beyond_the_end_stays_on_its_row() -> None:
    rows = Rows("看病难医院太远", 6)
    assert rows.offset_at(0, 99) == 2
    assert rows.offset_at(len(rows) - 1, 99) == 7
    assert rows.offset_at(99, 0) == 6


def test_control_signs_and_tabs_take_one_cell_and_are_seen() -> None:
    assert shown("a\tb\x1b[0m") == "a b␛[0m"
