"""JSON, JSON lines and Markdown, and that all formats say the same."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given, settings

from qualcode.analysis.table import Form, ResultTable, stored, written
from qualcode.errors import UnknownNameError
from qualcode.exchange.delimited import without_controls
from qualcode.exchange.formats import FORMATS, render
from qualcode.exchange.structured import SCHEMA_VERSION, to_json, to_jsonl, to_markdown
from tests.exchange.table_samples import NASTY, grouped, table_of, tables


def test_json_says_what_it_is() -> None:
    assert json.loads("".join(to_json(grouped()))) == {
        "schema_version": SCHEMA_VERSION,
        "table": "frequency",
        "columns": ["code", "PH_n", "PH_pct", "total_n"],
        "bases": {"PH": 3},
        "notes": ["Note *one*."],
        "rows": [
            {"code": "scarce", "PH_n": 1, "PH_pct": 33.3, "total_n": 2},
            {"code": "formal", "PH_n": 0, "PH_pct": None, "total_n": 0},
        ],
    }


def test_json_writes_chinese_as_chinese() -> None:
    table = table_of(("没人来😀",))
    assert "没人来😀" in "".join(to_json(table))
    assert "".join(to_jsonl(table)) == '{"c0": "没人来😀"}\n'


def test_json_lines_of_no_rows_are_empty() -> None:
    assert "".join(to_jsonl(table_of(forms=(Form.TEXT,)))) == ""


@settings(max_examples=60, deadline=None)
@given(tables())
def test_json_lines_are_one_object_a_row(table: ResultTable) -> None:
    lines = "".join(to_jsonl(table)).split("\n")[:-1]
    assert [json.loads(line) for line in lines] == json.loads("".join(to_json(table)))["rows"]


def test_markdown_as_it_stands_in_a_report() -> None:
    assert "".join(to_markdown(grouped())) == (
        "| Code | Poor (N=3) persons | Poor % | All persons |\n"
        "| --- | ---: | ---: | ---: |\n"
        "| scarce | 1 | 33.3 | 2 |\n"
        "| formal | 0 |  | 0 |\n"
        "\n"
        "Note \\*one\\*.\n"
    )
    chinese = "".join(to_markdown(grouped(), headers="zh"))
    assert chinese.startswith("| 编码 | 贫困户 (N=3) 人数 | 贫困户 占比% | 合计 人数 |\n")
    assert chinese.endswith("\n说明一。\n")


@pytest.mark.parametrize("text", NASTY)
def test_markdown_cells_stay_cells(text: str) -> None:
    line = "".join(to_markdown(table_of((text, "end")))).split("\n")[2]
    assert line.startswith("| ")
    assert line.endswith(" | end |")
    inside = line[2 : -len(" | end |")]
    assert not re.search(r"(?<!\\)(?:\\\\)*[|<*`\[&]", inside)
    assert "\x1b" not in line
    assert re.sub(r"\\(.)", r"\1", inside).split() == without_controls(text).split()


@settings(max_examples=80, deadline=None)
@given(tables())
def test_all_formats_agree_cell_for_cell(table: ResultTable) -> None:
    expected, kept = (
        [
            [_folded(write(c, col.form)) for c, col in zip(row, table.columns, strict=True)]
            for row in table.rows
        ]
        for write in (written, stored)
    )
    from_csv = list(csv.reader(io.StringIO(render(table, "csv", raw=True).text, newline="")))[1:]
    assert [[_folded(cell) for cell in line] for line in from_csv] == kept
    from_tsv = render(table, "tsv").text.split("\n")[1:-1]
    assert [[_folded(cell) for cell in line.split("\t")] for line in from_tsv] == kept
    from_markdown = render(table, "md").text.split("\n")[2 : 2 + len(table.rows)]
    assert [_cells(line) for line in from_markdown] == expected
    forms = [column.form for column in table.columns]
    for row in (json.loads(render(table, "json").text)["rows"], _lines(table)):
        found = [
            [_folded(stored(c, f)) for c, f in zip(r.values(), forms, strict=True)] for r in row
        ]
        assert found == kept


def _lines(table: ResultTable) -> list[dict[str, str]]:
    return [json.loads(line) for line in render(table, "jsonl").text.split("\n")[:-1]]


def _folded(text: str) -> str:
    """Leave out what only some formats can carry: controls and the kind of blank."""
    return " ".join(without_controls(text).split())


def _cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)((?:\\\\)*) \| ", line[1:-1])
    joined = [
        cells[i] + (cells[i + 1] if i + 1 < len(cells) else "") for i in range(0, len(cells), 2)
    ]
    return [re.sub(r"\\(.)", r"\1", cell).strip() for cell in joined]


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as caught:
        render(grouped(), "jsn")
    assert caught.value.hint == "did you mean 'json'?"
    assert list(FORMATS) == ["csv", "tsv", "json", "jsonl", "md", "html", "latex"]
