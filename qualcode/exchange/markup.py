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
    from qualcode.model.label import Headers

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: "\\" + sign for sign in "&%$#_{}"},
}


_STYLE = """<style>
.qualcode { border-collapse: collapse; border-top: 2px solid; border-bottom: 2px solid; }
.qualcode caption { font-weight: bold; padding: 0.4em; }
.qualcode th, .qualcode td { padding: 0.15em 0.6em; text-align: left; vertical-align: top; }
.qualcode th { border-bottom: 1px solid; vertical-align: bottom; }
.qualcode .number { text-align: right; }
.qualcode td.number { white-space: nowrap; }
.qualcode-notes { font-size: smaller; }
</style>
"""
"""Three rules, numbers under each other; a page's own style goes before it."""
_LOOKED_AT = 200
"""Rows by which it is decided how wide a column of words is."""
_LONG, _SHARE = 40, 0.25
"""Characters from which on words fold, Chinese counting twice, and the share of a line then."""
_NARROW = 12
"""Characters of a head above numbers that stand in one line."""


def to_html(table: ResultTable, *, headers: Headers = "en") -> Iterator[str]:
    """Yield a table as an HTML fragment: caption, head, body, notes as a list below."""
    titles = zip(heads(table, headers), table.columns, strict=True)
    head = "".join(
        f'<th{_class(column)} scope="col">{_html(title)}</th>' for title, column in titles
    )
    notes = "".join(f"<li>{_html(note.say(headers))}</li>" for note in table.notes)
    yield (
        f'{_STYLE}<table class="qualcode" lang="{"zh" if headers == "zh" else "en"}">\n'
        f"<caption>{_html(table.title.say(headers))}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n"
    )
    for some in lines(table, _html_cell, margin=_html_set_off):
        yield "".join([f"<tr>{''.join(row)}</tr>\n" for row in some])
    yield ("" if table.rows else "\n") + "</tbody>\n</table>\n"
    yield f'<ul class="qualcode-notes">{notes}</ul>\n' if notes else ""


def to_latex(table: ResultTable, *, headers: Headers = "en") -> Iterator[str]:
    """Yield a table as LaTeX with the three rules of booktabs; Chinese needs ctex or xeCJK."""
    shapes = _shapes(table)
    titles = zip(heads(table, headers), shapes, strict=True)
    head = [
        r"\begin{table}",
        r"\centering",
        r"\caption{" + _latex(table.title.say(headers)) + "}",
        r"\label{tab:" + table.name + "}",
        r"\footnotesize",
        r"\begin{tabular}{" + "".join(shapes) + "}",
        r"\toprule",
        _latex_line(_latex_head(title, shape) for title, shape in titles),
        r"\midrule",
    ]
    foot = [
        r"\bottomrule",
        r"\end{tabular}",
        *(r"\par\footnotesize " + _latex(note.say(headers)) for note in table.notes),
        r"\end{table}",
    ]
    yield "\n".join(head) + "\n"
    for some in lines(table, in_words(_latex), margin=_latex_set_off):
        yield "".join([_latex_line(row) + "\n" for row in some])
    yield "\n".join(foot) + "\n"


def _shapes(table: ResultTable) -> list[str]:
    """Return the columns as LaTeX names them: numbers right, long words in lines of their own."""
    some = table.rows[:_LOOKED_AT]
    return [
        "r"
        if column.form is not Form.TEXT
        else "l"
        if max((_width(written(row[n], column.form)) for row in some), default=0) <= _LONG
        else rf"p{{{_SHARE}\linewidth}}"
        for n, column in enumerate(table.columns)
    ]


def _latex_head(title: str, shape: str) -> str:
    """Return the words above a column, in several lines where numbers are narrower than they."""
    words = _latex(title)
    if shape != "r" or _width(title) <= _NARROW:
        return words
    return rf"\parbox[b]{{{_NARROW / 2:g}em}}{{\raggedleft {words}}}"


def _width(text: str) -> int:
    return sum(2 if sign > "\u2e80" else 1 for sign in text)


def _html_cell(cell: Cell, column: Column) -> str:
    return f"<td{_class(column)}>{_html(written(cell, column.form))}</td>"


def _class(column: Column) -> str:
    return "" if column.form is Form.TEXT else ' class="number"'


def _html_set_off(cell: str, level: int) -> str:
    return cell.replace("<td", f'<td style="padding-left: {level + 1}em"', 1) if level else cell


def _html(text: str) -> str:
    return html.escape(without_controls(text)).replace("\n", "<br>")


def _latex_set_off(cell: str, level: int) -> str:
    return r"\quad " * level + cell


def _latex_line(cells: Iterable[str]) -> str:
    """Return a row; one that begins with ``[`` or ``*`` would give the row above an argument."""
    line = " & ".join(cells)
    return ("{}" if line[:1] in {"[", "*"} else "") + line + r" \\"


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in " ".join(without_controls(text).split()))
