"""Three-line tables (三线表) for Word: a rule above, one below the head, one at the foot."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.analysis.table import Form, written
from qualcode.errors import UsageError
from qualcode.exchange.delimited import heads, without_controls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.table import ResultTable
    from qualcode.model.label import Headers

LATIN, HAN = "Times New Roman", "SimSun"
"""What Chinese journals ask for: numbers and English in Times, Chinese in 宋体."""
_THICK, _THIN = "12", "6"
"""Eighths of a point."""
_SIZE, _SMALL = 9, 7.5
"""Points of the letters of a table, and of one that is wide."""
_POINT = 12_700
"""What Word measures in, for a point."""
_WIDEST, _HEAD, _MARGIN = 30, 12, 3
"""Characters that a column gets at most, that a head above numbers gets, that margins take."""
_EDGE = 54
"""Points beside a table on a page that lies across."""
MOST_COLUMNS = 63
"""Of a table; Word does not open a document in which one has more."""
_DATE = (1980, 1, 1, 0, 0, 0)


def to_docx(tables: Sequence[ResultTable], *, headers: Headers = "zh") -> bytes:
    """Write tables as a Word document, numbered as papers number them.

    Args:
        tables: In order; each gets a caption above and its notes below.
        headers: Language of captions, heads and notes.

    Raises:
        UsageError: When a table has more columns than Word opens.
    """
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    document = Document()
    section = document.sections[0]
    if any(len(table.columns) > 8 for table in tables):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = Pt(_EDGE)
    _set_fonts(document.styles["Normal"])
    for number, each in enumerate(tables, 1):
        _must_fit(each)
        table = replace(each, rows=tuple(each.rows))
        _caption(document, table, number, headers)
        _grid(document, table, headers)
        for note in table.notes:
            _paragraph(document, note.say(headers), size=8)
        document.add_paragraph()
    buffer = io.BytesIO()
    document.save(buffer)
    return settled(buffer.getvalue())


def _must_fit(table: ResultTable) -> None:
    if len(table.columns) > MOST_COLUMNS:
        raise UsageError(
            f"{table.name} has {len(table.columns)} columns; Word takes {MOST_COLUMNS}",
            hint="--format xlsx or csv, or choose fewer groups or codes",
        )


def settled(content: bytes) -> bytes:
    """Return an archive whose members say nothing of when they were written."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return buffer.getvalue()


def _caption(document: Any, table: ResultTable, number: int, headers: Headers) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    label = f"表 {number}  " if headers == "zh" else f"Table {number}. "
    paragraph = _paragraph(document, label + table.title.say(headers), bold=True)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True


def _grid(document: Any, table: ResultTable, headers: Headers) -> None:
    grid = document.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    grid.autofit = True
    levels = table.levels or (0,) * len(table.rows)
    size = _set_widths(document, grid, table, headers)
    head = grid.rows[0].cells
    _repeat(grid.rows[0])
    for cell, title, column in zip(head, heads(table, headers), table.columns, strict=True):
        _fill(cell, title, size, bold=True, is_number=column.form is not Form.TEXT)
    for line, (row, level) in enumerate(zip(table.rows, levels, strict=True), 1):
        cells = grid.rows[line].cells
        for number, (cell, value, column) in enumerate(zip(cells, row, table.columns, strict=True)):
            margin = "\u3000" * level if number == 0 else ""
            is_number = column.form is not Form.TEXT
            _fill(cell, margin + written(value, column.form), size, is_number=is_number)
    _rule(head, top=_THICK, bottom=_THIN)
    if table.rows:
        _rule(grid.rows[-1].cells, bottom=_THICK)


def _set_widths(document: Any, grid: Any, table: ResultTable, headers: Headers) -> float:
    """Share the line out by what stands in the columns, long texts getting what is left.

    Returns:
        The size of the letters, in points: small where the columns need more than the line has.
    """
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    needs = [
        _need(title, [written(row[n], column.form) for row in table.rows], column.form)
        for n, (title, column) in enumerate(zip(heads(table, headers), table.columns, strict=True))
    ]
    for column, need in zip(grid.columns, needs, strict=True):
        column.width = int(room * need / sum(needs))
        for cell in column.cells:
            cell.width = column.width
    return _SIZE if sum(needs) * _SIZE / 2 * _POINT <= room else _SMALL


def _need(title: str, cells: Sequence[str], form: Form) -> int:
    """Return how many characters a column needs, its margins included.

    Numbers do not break, and the words above them do where they are longer.
    """
    is_number = form is not Form.TEXT
    widest = max((_width(each, whole=is_number) for each in cells), default=0)
    head = min(_width(title), _HEAD) if is_number else _width(title)
    return min(max(head, widest), _WIDEST) + _MARGIN


def _width(text: str, *, whole: bool = False) -> int:
    """Return the width of a text's longest word, or of all of it, Chinese counting twice."""
    return max(
        (
            sum(2 if sign > "\u2e80" else 1 for sign in word)
            for word in ([text] if whole else text.split())
        ),
        default=0,
    )


def _fill(
    cell: Any, text: str, size: float, *, bold: bool = False, is_number: bool = False
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(without_controls(text))
    run.bold = bold
    run.font.size = Pt(size)
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _paragraph(document: Any, text: str, *, bold: bool = False, size: int = 10) -> Any:
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    run = paragraph.add_run(without_controls(text))
    run.bold = bold
    run.font.size = Pt(size)
    return paragraph


def _set_fonts(style: Any) -> None:
    from docx.oxml.ns import qn

    style.font.name = LATIN
    style.element.rPr.rFonts.set(qn("w:eastAsia"), HAN)


def _repeat(row: Any) -> None:
    """Let a row stand again at the head of each page that the table goes on to."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - as for borders


def _rule(cells: Sequence[Any], **sides: str) -> None:
    """Draw lines at the given sides of a row's cells, of a width in eighths of a point."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for cell in cells:
        properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - the library draws no borders
        borders = properties.find(qn("w:tcBorders"))
        if borders is None:
            borders = OxmlElement("w:tcBorders")
            properties.append(borders)
        for side, width in sides.items():
            line = OxmlElement(f"w:{side}")
            line.set(qn("w:val"), "single")
            line.set(qn("w:sz"), width)
            borders.append(line)
