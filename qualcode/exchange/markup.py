"""HTML fragments and LaTeX: tables that go into a page or a paper as they are."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from qualcode.analysis.table import Form, written
from qualcode.exchange.delimited import titles, without_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.analysis.table import Cell, Column, ResultTable
    from qualcode.model.label import Language

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: "\\" + sign for sign in "&%$#_{}"},
}


def to_html(table: ResultTable, *, headers: Language = "en") -> str:
    """Write a table as an HTML fragment: caption, head, body, notes as a list below."""
    head = "".join(f'<th scope="col">{_html(title)}</th>' for title in titles(table, headers))
    body = "\n".join(f"<tr>{_html_row(table.columns, row)}</tr>" for row in table.rows)
    notes = "".join(f"<li>{_html(note.say(headers))}</li>" for note in table.notes)
    return (
        f'<table class="qualcode" lang="{headers}">\n'
        f"<caption>{_html(table.title.say(headers))}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
        + (f'<ul class="qualcode-notes">{notes}</ul>\n' if notes else "")
    )


def to_latex(table: ResultTable, *, headers: Language = "en") -> str:
    """Write a table as LaTeX with the three rules of booktabs; Chinese needs ctex or xeCJK."""
    shape = "".join("l" if column.form is Form.TEXT else "r" for column in table.columns)
    lines = [
        r"\begin{table}",
        r"\caption{" + _latex(table.title.say(headers)) + "}",
        r"\begin{tabular}{" + shape + "}",
        r"\toprule",
        _latex_line(titles(table, headers)),
        r"\midrule",
        *(_latex_line(_texts(table.columns, row)) for row in table.rows),
        r"\bottomrule",
        r"\end{tabular}",
        *(r"\par\footnotesize " + _latex(note.say(headers)) for note in table.notes),
        r"\end{table}",
    ]
    return "\n".join(lines) + "\n"


def _html_row(columns: Sequence[Column], row: Sequence[Cell]) -> str:
    cells = zip(columns, _texts(columns, row), strict=True)
    return "".join(
        f"<td>{_html(text)}</td>"
        if column.form is Form.TEXT
        else f'<td class="number">{_html(text)}</td>'
        for column, text in cells
    )


def _texts(columns: Sequence[Column], row: Sequence[Cell]) -> list[str]:
    return [written(cell, column.form) for cell, column in zip(row, columns, strict=True)]


def _html(text: str) -> str:
    return html.escape(without_controls(text)).replace("\n", "<br>")


def _latex_line(cells: Iterable[str]) -> str:
    """Return a row; one that begins with ``[`` or ``*`` would give the row above an argument."""
    line = " & ".join(map(_latex, cells))
    return ("{}" if line[:1] in {"[", "*"} else "") + line + r" \\"


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in " ".join(without_controls(text).split()))
