"""CSV and TSV: what comes back, and what a spreadsheet must not run."""

from __future__ import annotations

import csv
import io
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.table import Column, Form, ResultTable, stored, written
from qualcode.exchange.delimited import to_csv, tsv_pieces, without_controls
from qualcode.model.formula import is_formula
from qualcode.model.label import Label
from tests.exchange.table_samples import grouped, table_of, tables

if TYPE_CHECKING:
    from collections.abc import Iterator


def tsv(table: ResultTable) -> str:
    return "".join(tsv_pieces(table))


def test_rfc_4180() -> None:
    table = table_of(("a,b", 'say "x"', "1\n2"), ("", " x ", "没人来"))
    assert to_csv(table).text == (
        'c0,c1,c2\r\n"a,b","say ""x""","1\n2"\r\n, x ,没人来\r\n'  # as section 2 has it
    )


def test_a_table_without_rows_is_its_header() -> None:
    table = table_of(forms=(Form.TEXT, Form.COUNT))
    assert to_csv(table).text == "c0,c1\r\n"
    assert tsv(table) == "c0\tc1\n"


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1", "＝1", "＋1", "－1", "＠x"),
        *("  =1", "\n=1", "\u3000=1", "\xa0-x", "\x00=1", "- 没人来过"),
    ],
)
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    written_ = to_csv(table_of((text,)))
    assert next(_back(written_.text))[0] == "'" + without_controls(text)
    assert written_.guarded == 1
    assert to_csv(table_of((text,)), raw=True).guarded == 0


@pytest.mark.parametrize("text", ["", "1-1", "a=b", "没人来 - 从来", "'=1", "——没有", "1", "(=1)"])
def test_other_texts_do_not(text: str) -> None:
    assert not is_formula(text)
    assert to_csv(table_of((text, "x"))).guarded == 0


def test_numbers_are_never_guarded() -> None:
    forms = (Form.COUNT, Form.PERCENT, Form.RATE)
    result = to_csv(table_of((-3, -1.25, -0.005), (None, None, None), forms=forms))
    assert result.text == "c0,c1,c2\r\n-3,-1.3,-0.01\r\n,,\r\n"
    assert result.guarded == 0


def test_a_header_that_a_participants_table_brought_is_guarded_too() -> None:
    table = ResultTable("t", Label(), (Column("=cmd()", Label()),), (("x",),))
    assert to_csv(table) == ("'=cmd()\r\nx\r\n", 1)


def test_chinese_headers_name_the_group() -> None:
    line = to_csv(grouped(), headers="zh").text.splitlines()[0]
    assert line == "编码,贫困户 人数,贫困户 占比%,合计 人数,贫困户 N"
    assert tsv(grouped()).splitlines()[0] == "code\tPH_n\tPH_pct\ttotal_n\tPH_base"


def test_control_characters_are_dropped_but_lines_and_tabs_kept() -> None:
    text = to_csv(table_of(("\x1b[31mred\x07\x9b1m", "a\tb\nc"))).text
    assert text == 'c0,c1\r\n[31mred1m,"a\tb\nc"\r\n'


def test_there_is_no_byte_order_mark_in_the_text_itself() -> None:
    assert not to_csv(grouped()).text.startswith("\ufeff")


def test_tsv_keeps_blanks_and_turns_line_breaks_into_one() -> None:
    text = tsv(table_of(("  two  blanks　", "a\r\nb\tc\u2028d\x85e")))
    assert text == "c0\tc1\n  two  blanks　\ta b c d e\n"


@settings(max_examples=80, deadline=None)
@given(tables())
def test_csv_comes_back_through_the_standard_library(table: ResultTable) -> None:
    expected = [
        [without_controls(stored(c, col.form)) for c, col in zip(r, table.columns, strict=True)]
        for r in table.rows
    ]
    assert list(_back(to_csv(table, raw=True).text)) == expected
    guarded = [
        ["'" + c if col.form is Form.TEXT and is_formula(c) else c for c, col in _with(line, table)]
        for line in expected
    ]
    result = to_csv(table)
    assert list(_back(result.text)) == guarded
    cells = zip(chain(*expected), chain(*guarded), strict=True)
    assert result.guarded == sum(plain != safe for plain, safe in cells)


@settings(max_examples=25, deadline=None)
@given(tables())
def test_csv_comes_back_through_pandas(table: ResultTable) -> None:
    import pandas as pd

    text = to_csv(table, raw=True).text
    frame = pd.read_csv(io.BytesIO(text.encode()), dtype=str, keep_default_na=False)
    assert list(frame.columns) == [column.key for column in table.columns]
    if len(table.columns) > 1:  # pandas skips a line that is empty
        assert frame.to_numpy().tolist() == list(_back(text))


@settings(max_examples=80, deadline=None)
@given(tables())
def test_tsv_has_one_line_a_row_and_one_tab_between_cells(table: ResultTable) -> None:
    lines = tsv(table).split("\n")
    assert len(lines) == len(table.rows) + 2
    assert {line.count("\t") for line in lines[:-1]} == {len(table.columns) - 1}
    assert len(tsv(table).splitlines()) == len(table.rows) + 1


@given(st.text())
def test_dropping_controls_drops_nothing_else(text: str) -> None:
    kept = without_controls(text)
    assert [sign for sign in text if sign.isprintable()] == [s for s in kept if s.isprintable()]


def _back(text: str) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows)
    return rows


def _with(line: list[str], table: ResultTable) -> Iterator[tuple[str, Column]]:
    return zip(line, table.columns, strict=True)


@pytest.mark.parametrize("form", [Form.PERCENT, Form.RATE, Form.PROBABILITY])
@pytest.mark.parametrize("number", [-1e-18, -0.0, 0.0])
def test_nothing_has_no_sign(form: Form, number: float) -> None:
    if form is Form.PROBABILITY and number:
        pytest.skip("three significant digits show it")
    assert "-" not in written(number, form)
