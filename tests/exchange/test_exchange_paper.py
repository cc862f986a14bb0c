"""Tables for papers: HTML, LaTeX, workbooks and Word, equal cell for cell and harmless."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import lxml.html
import openpyxl
import pytest
from hypothesis import given, settings

from qualcode.analysis.table import Column, Form, Heading, ResultTable, stored, texts, written
from qualcode.errors import UsageError
from qualcode.exchange.delimited import without_controls
from qualcode.exchange.formats import packed, render
from qualcode.exchange.markup import to_html, to_latex
from qualcode.exchange.paper import paper
from qualcode.exchange.word import to_docx
from qualcode.exchange.workbook import CUT, MOST, sheet_names, to_xlsx
from qualcode.model.label import Label
from tests.exchange.table_samples import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVIL = ("=cmd|'/c calc'!A1", "http://example.org", "001", "<b>x</b>", "a & b_c %", "\x1b[31m红", "")


def one(*cells: str) -> ResultTable:
    columns = tuple(Column(f"c{number}", Label("列", "column")) for number in range(len(cells)))
    return ResultTable("sample", Label("样表", "Sample"), columns, (cells,))


def flat(table: ResultTable) -> list[list[str]]:
    return [
        [
            without_controls(written(cell, column.form))
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]


@settings(max_examples=40, deadline=None)
@given(tables())
def test_html_holds_the_cells_and_no_markup_of_theirs(table: ResultTable) -> None:
    page = lxml.html.fromstring("<div>" + "".join(to_html(table)) + "</div>")
    found = [
        ["\n".join(cell.itertext()) for cell in row.iterfind("td")]
        for row in page.iterfind(".//tbody/tr")
    ]
    squeezed = [[" ".join(cell.split()) for cell in row] for row in found]
    assert squeezed == [[" ".join(cell.split()) for cell in row] for row in flat(table)]


def test_latex_escapes_every_sign_of_its_own() -> None:
    text = "".join(to_latex(one("a & b_c % $ # {x} ~ ^ \\")))
    assert r"a \& b\_c \% \$ \# \{x\} \textasciitilde{} \textasciicircum{} \textbackslash{}" in text
    assert text.count(r"\toprule") == text.count(r"\midrule") == text.count(r"\bottomrule") == 1


@pytest.mark.parametrize("words", ["[2pt] 没人来", "* 没人来"])
def test_no_row_of_latex_is_an_argument_of_the_row_above(words: str) -> None:
    rows = "".join(to_latex(one(words))).split("\\midrule\n")[1].split("\n")
    assert rows[0] == "{}" + words + r" \\"


@settings(max_examples=30, deadline=None)
@given(tables())
def test_a_workbook_holds_the_cells_as_text_and_numbers(table: ResultTable) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([table]).content))
    sheet = book[sheet_names([table.name])[0]]
    for line, row in enumerate(table.rows, 2):
        for number, (cell, column) in enumerate(zip(row, table.columns, strict=True), 1):
            found = sheet.cell(line, number).value
            if cell is None or written(cell, column.form) == "":
                assert found in {None, ""}
            elif column.form is Form.TEXT:
                assert _same(str(found or ""), without_controls(str(cell)))
            else:
                assert found == pytest.approx(float(stored(cell, column.form)))


def _same(found: str, wanted: str) -> bool:
    """Compare as XML does: it knows one line break only, and no U+FFFE."""
    plain = re.compile("[\r\ufffe\uffff]|_x000[dD]_")
    return plain.sub("", found) == plain.sub("", wanted)


def test_no_text_becomes_a_formula_a_link_or_a_number() -> None:
    content = to_xlsx([one(*EVIL)]).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
    found = openpyxl.load_workbook(io.BytesIO(content))["sample"]
    assert [found.cell(2, number).value for number in (1, 2, 3)] == list(EVIL[:3])
    assert {found.cell(2, number).data_type for number in (1, 2, 3)} == {"s"}


def test_what_is_too_long_is_cut_with_a_mark_and_counted() -> None:
    book = to_xlsx([one("长" * (MOST + 1), "😀" * MOST, "短")])
    sheet = openpyxl.load_workbook(io.BytesIO(book.content))["sample"]
    assert book.cut == 2
    for number in (1, 2):
        text = str(sheet.cell(2, number).value)
        assert text.endswith(CUT)
        assert len(text.encode("utf-16-le")) // 2 <= MOST
    assert sheet.cell(2, 3).value == "短"


@pytest.mark.parametrize(
    ("write", "name"), [(to_xlsx, "workbook"), (to_docx, "word")], ids=["xlsx", "docx"]
)
def test_what_does_not_fit_is_refused_and_not_left_out(
    write: Callable[[list[ResultTable]], object], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"qualcode.exchange.{name}.MOST_COLUMNS", 3)
    assert write([one("a", "b", "c")])
    with pytest.raises(UsageError, match="4 columns") as caught:
        write([one("a", "b", "c", "d")])
    assert "csv" in caught.value.hint


def test_sheets_have_names_that_excel_takes() -> None:
    names = sheet_names(["a/b", "A-B", "x" * 40, "x" * 40, "", "'q'"])
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert sheet_names(["history", "History", "historical"]) == [
        *("history 1", "History 1 2", "historical")
    ]


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_the_same_table_is_the_same_bytes(form: str) -> None:
    table = one("一", "two", "3")
    assert packed(table, form) == packed(table, form)


def test_three_rules_in_word() -> None:
    columns = (Column("name", Label("名称", "name")), Column("n", Label("人数", "n"), Form.COUNT))
    rows = (("帮扶联系", 3), ("走访少", 2))
    table = ResultTable(
        "t", Label("频次", "Counts"), columns, rows, levels=(0, 1), notes=(Label("注", "note"),)
    )
    document = docx.Document(io.BytesIO(to_docx([table], headers="zh")))
    (grid,) = document.tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["名称", "人数"],
        ["帮扶联系", "3"],
        ["\u3000走访少", "2"],
    ]
    assert document.paragraphs[0].text == "表 1  频次"
    xml = grid._tbl.xml
    assert xml.count("w:sz=") >= 6
    assert "w:insideV" not in xml


def test_a_wide_table_in_word_is_written_small_under_heads_that_come_again() -> None:
    columns = [Column(f"n{n}", Label("人数", "persons"), Form.COUNT) for n in range(14)]
    wide = ResultTable("t", Label("频次", "Counts"), tuple(columns), (("19 (100.0) / 41",) * 14,))
    sizes = []
    for table in (wide, wide.narrowed({"n0", "n1"})):
        (grid,) = docx.Document(io.BytesIO(to_docx([table]))).tables
        sizes.append(grid.rows[1].cells[0].paragraphs[0].runs[0].font.size.pt)
        assert "w:tblHeader" in grid.rows[0]._tr.xml
        assert "w:tblHeader" not in grid.rows[1]._tr.xml
        assert len({cell.width for cell in grid.rows[0].cells}) == 1
    assert sizes == [7.5, 9]


def test_numbers_stand_under_each_other_in_html() -> None:
    text = render(
        replace(one("a"), columns=(Column("n", Label("数", "n"), Form.COUNT),)), "html"
    ).text
    assert '<th class="number" scope="col">n</th>' in text
    assert '<td class="number">a</td>' in text
    assert ".qualcode .number { text-align: right; }" in text


def test_word_says_words_where_files_have_keys() -> None:
    columns = (
        Column("name_en", Label("名称", "name")),
        Column("government_n", Label("人数", "persons"), Form.COUNT, group="government"),
    )
    headings = (Heading("government", Label("政府", "Government"), 8),)
    table = ResultTable("t", Label("频次", "Counts"), columns, (("Rare contact", 3),), headings)
    for content, said in (
        (packed(table, "docx", headers="en"), ["Name", "Government\n(N=8)\npersons"]),
        (packed(table, "docx", headers="zh"), ["名称", "政府\n(N=8)\n人数"]),
    ):
        grid = docx.Document(io.BytesIO(content)).tables[0]
        assert [cell.text for cell in grid.rows[0].cells] == said


def test_persons_share_and_references_stand_in_one_cell() -> None:
    columns = (
        Column("code", Label("编码", "code")),
        Column("PH_n", Label("人数", "persons"), Form.COUNT, "PH"),
        Column("PH_pct", Label("%", "%"), Form.PERCENT, "PH"),
        Column("PH_refs", Label("参考点", "refs"), Form.COUNT, "PH"),
    )
    rows = (("scarce", 9, 75.0, 19), ("formal", 0, 0.0, 0))
    heads = (Heading("PH", Label("贫困户", "Poor household"), 12),)
    table = ResultTable("t", Label("频次", "Counts"), columns, rows, headings=heads)
    for found, said in (
        (paper(table, "zh"), ["编码", "贫困户\n(N=12)\nn (%) / 参考点"]),
        (paper(table, "en"), ["Code", "Poor household\n(N=12)\nn (%) / refs"]),
    ):
        assert [column.title.zh for column in found.columns] == said
        assert tuple(found.rows) == (("scarce", "9 (75.0) / 19"), ("formal", 0))


def test_references_that_nobody_is_known_for_are_shown_beside_no_persons() -> None:
    columns = (
        Column("PH_n", Label("人数", "persons"), Form.COUNT, "PH"),
        Column("PH_refs", Label("参考点", "refs"), Form.COUNT, "PH"),
    )
    heads = (Heading("PH", Label("贫困户", "Poor household")),)
    table = ResultTable("t", Label("频次", "Counts"), columns, ((0, 4), (0, 0)), headings=heads)
    assert tuple(paper(table, "en").rows) == (("0 / 4",), (0,))


def test_a_name_that_one_language_lacks_is_said_in_the_other() -> None:
    columns = (Column("code", Label("编码", "code")), *texts(("name_zh", "名"), ("name_en", "名")))
    table = ResultTable("t", Label("表", "Table"), columns, (("a", "", "Rare"), ("b", "少", "")))
    assert tuple(paper(table, "zh").rows) == (("Rare",), ("少",))
    assert tuple(paper(table, "en").rows) == (("Rare",), ("少",))


def test_rows_that_stand_under_others_are_set_off_in_every_format() -> None:
    table = replace(one("家"), rows=(("家",), ("人",)), levels=(0, 1))
    assert "| 家 |\n| \u3000人 |\n" in render(table, "md").text
    html = render(table, "html").text
    assert "<td>家</td>" in html
    assert '<td style="padding-left: 2em">人</td>' in html
    assert "\n家 \\\\\n\\quad 人 \\\\\n" in render(table, "latex").text


def test_long_words_and_heads_fold_in_latex() -> None:
    columns = (
        Column("quote", Label("原话", "quote")),
        Column("n", Label("人数", "persons"), Form.COUNT, "PH"),
    )
    heads = (Heading("PH", Label("贫困户", "Registered poor household"), 12),)
    table = ResultTable("t", Label("表", "T"), columns, (("长" * 40, 3),), headings=heads)
    text = render(table, "latex").text
    assert r"\begin{tabular}{p{0.25\linewidth}r}" in text
    assert r"\parbox[b]{6em}{\raggedleft Registered poor household (N=12) persons}" in text


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_libreoffice_opens_it(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"sample.{form}"
    file.write_bytes(packed(one(*EVIL), form, headers="zh"))
    target = "csv" if form == "xlsx" else "txt:Text (encoded):UTF8"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", target, "--outdir", tmp_path, file],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (made,) = [path for path in tmp_path.glob("sample.*") if path != file]
    assert "001" in made.read_text("utf-8", errors="replace")
