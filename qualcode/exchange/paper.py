"""The layout of tables in papers: what Word, Markdown, LaTeX and HTML all show, cell for cell.

A paper is read by people, in one language: names and no ids, one cell for persons, their
share and their references, N beside the name of a group. Files for programs (csv, tsv,
json, xlsx) keep a column for each number; ``--headers keys`` gives these columns in the
formats of papers too.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from qualcode.analysis.table import Form, Row, Streamed, with_bases, written
from qualcode.analysis.wording import worded
from qualcode.exchange.delimited import LINE, group_title, heads
from qualcode.model.label import Label
from qualcode.model.naming import has_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qualcode.analysis.table import Cell, Column, ResultTable
    from qualcode.model.label import Headers, Language

    Maker = Callable[[Row], Cell]

_TAILS = {
    (True, False): Label("n (%)", "n (%)"),
    (True, True): Label("n (%) / 参考点", "n (%) / refs"),
    (False, True): Label("n / 参考点", "n / refs"),
}
"""What the numbers of a joined cell are, by whether a share and references are among them."""


def laid_out(table: ResultTable, headers: Headers) -> ResultTable:
    """Return a table as a paper prints it, or with the columns of files where keys are wanted."""
    return with_bases(table) if headers == "keys" else paper(table, headers)


def paper(table: ResultTable, language: Language) -> ResultTable:
    """Return a table as a paper prints it, in one language; rows are made while they are read.

    ``9 (75.0) / 19`` are persons, their share and references; a group nobody of which named
    it is a bare 0.
    """
    layout = _Layout(table, language)
    kept = [n for n, column in enumerate(table.columns) if not layout.is_elsewhere(column)]
    makers = [layout.maker(number) for number in kept]
    rows = Streamed(len(table.rows), partial(_rows, table, makers))
    return replace(table, columns=tuple(map(layout.column, kept)), rows=rows, headings=())


def _rows(table: ResultTable, makers: list[Maker]) -> Iterator[Row]:
    for row in table.rows:
        yield tuple([make(row) for make in makers])


class _Layout:
    """Knows, for each column of a table, what a paper makes of it."""

    def __init__(self, table: ResultTable, language: Language) -> None:
        self._language: Language = language
        self._columns, self._titles = table.columns, heads(table, language)
        self._places = {column.key: number for number, column in enumerate(table.columns)}
        self._headed = {each.group: each for each in table.headings}

    def is_elsewhere(self, column: Column) -> bool:
        """Tell whether another column says the same to a reader: a name, or a joined cell."""
        stem, _, tongue = column.key.rpartition("_")
        if tongue in {"zh", "en"} and self._is_named(stem):
            return tongue != self._language
        joined = {f"{column.group}_pct", f"{column.group}_refs"} if column.group else set()
        return column.key in joined or self._has_names(column.key)

    def _has_names(self, key: str) -> bool:
        """Tell whether the ids in a column have their names beside them."""
        stems = (key, f"{key}_name", key.replace("code", "name"), *["name"] * (key == "key"))
        return any(map(self._is_named, stems))

    def _is_named(self, stem: str) -> bool:
        return {f"{stem}_zh", f"{stem}_en"} <= self._places.keys()

    def column(self, place: int) -> Column:
        """Return a column under the words that a reader finds above it."""
        found, title = self._columns[place], self._titles[place]
        share, references = self._behind(found)
        if share is not None or references is not None:
            tail = _TAILS[share is not None, references is not None]
            title = group_title(self._headed[found.group], self._language)
            title += LINE + tail.say(self._language)
        return replace(found, title=Label(title, title), group="", names={})

    def maker(self, place: int) -> Maker:
        """Return what makes a cell of a column from the row of the table."""
        column, tongue = self._columns[place], self._language
        if any(each is not None for each in self._behind(column)):
            return partial(_joined, place, *self._behind(column))
        if column.key.endswith(f"_{tongue}") and self._is_named(column.key[:-3]):
            other = f"{column.key[:-2]}{'en' if tongue == 'zh' else 'zh'}"
            return _first(place, self._places[other])
        if column.names or (tongue == "zh" and has_names(column.key)):
            return lambda row: worded(row[place], column, tongue)
        return itemgetter(place)

    def _behind(self, column: Column) -> tuple[int | None, int | None]:
        """Return where share and references stand that a paper joins to a number of persons."""
        if column.group not in self._headed or column.form is not Form.COUNT:
            return None, None
        share, refs = (self._places.get(f"{column.group}_{tail}") for tail in ("pct", "refs"))
        return share, refs


def _joined(place: int, share: int | None, references: int | None, row: Row) -> Cell:
    percent = f" ({written(row[share], Form.PERCENT)})" if share is not None else ""
    behind = f" / {row[references]}" if references is not None else ""
    is_nothing = not row[place] and not (behind and row[references or 0])
    return row[place] if is_nothing else f"{row[place]}{percent}{behind}"


def _first(place: int, other: int) -> Maker:
    """Return what takes the name in one language, or in the other where that has none."""
    return lambda row: row[place] or row[other]
