"""Small and random tables to write."""

from __future__ import annotations

from hypothesis import strategies as st

from qualcode.analysis.table import Cell, Column, Form, Heading, ResultTable
from qualcode.model.label import Label

NASTY = [
    *(
        "",
        " ",
        "=1+1",
        "+86",
        "-没人来",
        "@我",
        "\t=x",
        "\r=x",
        "＝1",
        "－ 1",
        "＠",
        "  =1",
        "\n=1",
    ),
    *('他说"不行"', "a,b", "a|b", "line\nline", "line\r\nline", "\x1b[31mred", "a\x00b", "😀"),
    *("<b>", "`x`", "*a*", "[x](y)", "&lt;", "\\", "\u2028", "a\x85b", "'quoted", "  two  blanks "),
]
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec="utf-8"), max_size=8))
_CELLS: dict[Form, st.SearchStrategy[Cell]] = {
    Form.TEXT: TEXTS,
    Form.COUNT: st.one_of(st.none(), st.integers(-5, 10**6)),
    Form.PERCENT: st.one_of(st.none(), st.floats(0, 100)),
    Form.RATE: st.one_of(st.none(), st.floats(-100, 1000)),
    Form.COEFFICIENT: st.one_of(st.none(), st.floats(-1, 1)),
    Form.PROBABILITY: st.one_of(st.none(), st.floats(0, 1)),
}


def table_of(*rows: tuple[Cell, ...], forms: tuple[Form, ...] = ()) -> ResultTable:
    """Make a table whose columns are called c0, c1 … and 列0, 列1 …."""
    width = len(forms) or len(rows[0])
    columns = tuple(
        Column(f"c{number}", Label(f"列{number}", f"Column {number}"), form)
        for number, form in enumerate(forms or (Form.TEXT,) * width)
    )
    return ResultTable("sample", Label("样表", "Sample"), columns, rows)


def grouped() -> ResultTable:
    """Make a table with columns in groups, a base and notes."""
    columns = (
        Column("code", Label("编码", "code")),
        Column("PH_n", Label("人数", "persons"), Form.COUNT, "PH"),
        Column("PH_pct", Label("占比%", "%"), Form.PERCENT, "PH"),
        Column("total_n", Label("人数", "persons"), Form.COUNT, "total"),
    )
    return ResultTable(
        "frequency",
        Label("频次表", "Frequency"),
        columns,
        (("scarce", 1, 100 / 3, 2), ("formal", 0, None, 0)),
        headings=(
            Heading("PH", Label("贫困户", "Poor"), 3),
            Heading("total", Label("合计", "all")),
        ),
        notes=(Label("说明一。", "Note *one*."),),
    )


@st.composite
def tables(draw: st.DrawFn) -> ResultTable:
    """Tables of any forms with any texts."""
    forms = tuple(draw(st.lists(st.sampled_from(Form), min_size=1, max_size=4)))
    rows = draw(st.lists(st.tuples(*(_CELLS[form] for form in forms)), max_size=5))
    return table_of(*rows, forms=forms)
