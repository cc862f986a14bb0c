"""Tables are written piece by piece, and the pieces are what was written in one."""

from __future__ import annotations

import csv
import io
import itertools
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from qualcode.analysis.table import Cell, Form, ResultTable, Row, Streamed, stored, valued
from qualcode.exchange import lines as lines_module
from qualcode.exchange.delimited import without_controls
from qualcode.exchange.formats import FORMATS, render
from qualcode.model.formula import is_formula
from tests.exchange.table_samples import TEXTS, table_of, tables

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=[1, 2, 1000])
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(lines_module, "_AT_ONCE", request.param)
    return int(request.param)


@given(tables())
def test_csv_is_what_the_library_writes(table: ResultTable) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        texts = [(without_controls(stored(cell, c.form)), c.form) for cell, c in cells]
        writer.writerow(
            ["'" * (form is Form.TEXT and is_formula(text)) + text for text, form in texts]
        )
    assert render(table, "csv").text == buffer.getvalue()


@given(tables())
def test_json_is_what_the_library_writes(table: ResultTable) -> None:
    keys = [column.key for column in table.columns]
    forms = [column.form for column in table.columns]
    rows = [dict(zip(keys, map(valued, row, forms), strict=True)) for row in table.rows]
    text = render(table, "json").text
    assert json.loads(text)["rows"] == rows
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    assert render(table, "jsonl").text == "".join(lines)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.usefixtures("at_once")
def test_streamed_rows_are_written_like_kept_ones(form: str) -> None:
    rows: tuple[Row, ...] = (("=1", 1, 0.5), ("b,\n", None, -0.001), ("=1", 2, 1.0), ("", 3, None))
    kept = table_of(*rows, forms=(Form.TEXT, Form.COUNT, Form.RATE))
    streamed = replace(kept, rows=Streamed(len(rows), lambda: iter(rows)))
    one, other = render(kept, form), render(streamed, form)
    assert one.text == other.text
    assert one.guarded == other.guarded == (2 if form == "csv" else 0)


@pytest.mark.parametrize("form", FORMATS)
def test_no_more_than_some_rows_are_at_hand(form: str) -> None:
    """A row of a million is written before the next thousand are made."""
    made = itertools.count()

    def rows() -> Iterator[Row]:
        return ((str(next(made)),) for _ in range(10_000))

    table = replace(table_of(("x",)), rows=Streamed(10_000, rows))
    pieces = iter(render(table, form))
    assert any("0" in next(pieces) for _ in range(2))
    assert next(made) < 2_000


@given(TEXTS)
def test_each_guarded_cell_is_counted_where_it_stands(text: str) -> None:
    table = table_of((text,), (text,), (text,))
    rendering = render(table, "csv")
    assert rendering.text.startswith("c0\r\n")
    assert rendering.guarded == 3 * is_formula(without_controls(text))


def test_numbers_that_are_equal_keep_their_own_looks() -> None:
    """1, 1.0 and True are one key of a dictionary, and one member of a set."""
    equal: tuple[Cell, ...] = (1, 1.0, True, "1")
    for cells in itertools.permutations(equal):
        table = table_of(*((cell,) for cell in cells))
        said = [str(cell) for cell in cells]
        assert render(table, "csv").text.split() == ["c0", *said]
        assert render(table, "tsv").text.split() == ["c0", *said]
        rows = [json.dumps({"c0": cell}) for cell in cells]
        assert render(table, "jsonl").text.splitlines() == rows


def test_a_cell_among_plain_ones_is_still_guarded_and_quoted() -> None:
    """A column is looked at as a whole first."""
    for cell in ("=1", " =1", "a,b", 'a"b', "a\nb", "a\x00b"):
        rendering = render(table_of(("plain",), (cell,), (-5,)), "csv")
        alone = render(table_of((cell,)), "csv")
        line = alone.text.removeprefix("c0\r\n")
        assert rendering.text == f"c0\r\nplain\r\n{line}'-5\r\n"
        assert rendering.guarded == alone.guarded + 1
