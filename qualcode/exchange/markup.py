"""HTML fragments and LaTeX: tables that go into a page or a paper as they are."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from qualcode.analysis.table import Form, written
from qualcode.exchange.delimited import heads, without_controls
from qualcode.exchange.lines import in_words, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.analysis.table import Cell, Column, ResultTable
    from qualcode.model.label import Language

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: "\\" + sign for sign in "&%$#_{}"},
}


def to_html(table: ResultTable, *, headers: Language = "en") -> Iterator[str]:
    """Yield a table as an HTML fragment: caption, head, body, notes as a list below."""
    head = "".join(f'<th scope="col">{_html(title)}</th>' for title in heads(table, headers))
    notes = "".join(f"<li>{_html(note.say(headers))}</li>" for note in table.notes)
    yield (
        f'<table class="qualcode" lang="{headers}">\n'
        f"<caption>{_html(table.title.say(headers))}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n"
    )
    for some in lines(table, _html_cell):
        yield "".join([f"<tr>{''.join(row)}</tr>\n" for row in some])
    yield ("" if table.rows else "\n") + "</tbody>\n</table>\n"
    yield f'<ul class="qualcode-notes">{notes}</ul>\n' if notes else ""


def to_latex(table: ResultTable, *, headers: Language = "en") -> Iterator[str]:
    """Yield a table as LaTeX with the three rules of booktabs; Chinese needs ctex or xeCJK."""
    shape = "".join("l" if column.form is Form.TEXT else "r" for column in table.columns)
    head = [
        r"\begin{table}",
        r"\caption{" + _latex(table.title.say(headers)) + "}",
        r"\label{tab:" + table.name + "}",
        r"\begin{tabular}{" + shape + "}",
        r"\toprule",
        _latex_line(map(_latex, heads(table, headers))),
        r"\midrule",
    ]
    foot = [
        r"\bottomrule",
        r"\end{tabular}",
        *(r"\par\footnotesize " + _latex(note.say(headers)) for note in table.notes),
        r"\end{table}",
    ]
    yield "\n".join(head) + "\n"
    for some in lines(table, in_words(_latex)):
        yield "".join([_latex_line(row) + "\n" for row in some])
    yield "\n".join(foot) + "\n"


def _html_cell(cell: Cell, column: Column) -> str:
    text = _html(written(cell, column.form))
    return f"<td>{text}</td>" if column.form is Form.TEXT else f'<td class="number">{text}</td>'


def _html(text: str) -> str:
    return html.escape(without_controls(text)).replace("\n", "<br>")


def _latex_line(cells: Iterable[str]) -> str:
    """Return a row; one that begins with ``[`` or ``*`` would give the row above an argument."""
    line = " & ".join(cells)
    return ("{}" if line[:1] in {"[", "*"} else "") + line + r" \\"


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in " ".join(without_controls(text).split()))
