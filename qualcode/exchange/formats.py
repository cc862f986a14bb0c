"""The formats a listing can be written in, by the name the user gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import UnknownNameError
from qualcode.exchange.delimited import Guard, csv_pieces, tsv_pieces
from qualcode.exchange.markup import to_html, to_latex
from qualcode.exchange.paper import laid_out
from qualcode.exchange.structured import to_json, to_jsonl, to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qualcode.analysis.table import ResultTable
    from qualcode.model.label import Headers


class Rendering:
    """A table being written in a format: its pieces in order, made while they are taken.

    Args:
        pieces: The text.
        guard: Counts the cells that get an apostrophe, so that no spreadsheet runs them.
    """

    def __init__(self, pieces: Iterator[str], guard: Guard) -> None:
        self._pieces, self._guard = pieces, guard

    def __iter__(self) -> Iterator[str]:
        return self._pieces

    @property
    def text(self) -> str:
        """Return the pieces that are left as one text."""
        return "".join(self)

    @property
    def guarded(self) -> int:
        """Return how many cells have got an apostrophe in the pieces taken."""
        return self._guard.count


def render(
    table: ResultTable, form: str, *, headers: Headers = "en", raw: bool = False
) -> Rendering:
    """Write a table in a format.

    Raises:
        UnknownNameError: When there is no such format.
    """
    if form not in FORMATS:
        raise UnknownNameError("format", form, ["table", *FORMATS, *PACKED])
    guard = Guard(raw=raw)
    return Rendering(FORMATS[form](table, headers, guard), guard)


FORMATS: dict[str, Callable[[ResultTable, Headers, Guard], Iterator[str]]] = {
    "csv": lambda table, headers, guard: csv_pieces(table, guard, headers=headers),
    "tsv": lambda table, headers, _: tsv_pieces(table, headers=headers),
    "json": lambda table, *_: to_json(table),
    "jsonl": lambda table, *_: to_jsonl(table),
    "md": lambda table, headers, _: to_markdown(laid_out(table, headers), headers=headers),
    "html": lambda table, headers, _: to_html(laid_out(table, headers), headers=headers),
    "latex": lambda table, headers, _: to_latex(laid_out(table, headers), headers=headers),
}


def packed(table: ResultTable, form: str, *, headers: Headers = "en") -> bytes:
    """Write a table as a file that is not text: ``xlsx`` or ``docx``.

    Raises:
        UnknownNameError: When there is no such format.
    """
    if form not in PACKED:
        raise UnknownNameError("format", form, ["table", *FORMATS, *PACKED])
    return PACKED[form](table, headers)


def _xlsx(table: ResultTable, headers: Headers) -> bytes:
    from qualcode.exchange.workbook import to_xlsx

    return to_xlsx([table], headers=headers).content


def _docx(table: ResultTable, headers: Headers) -> bytes:
    from qualcode.exchange.word import to_docx

    return to_docx([laid_out(table, headers)], headers=headers)


PAPER = frozenset({"md", "html", "latex", "docx"})
"""Formats that people read, in the layout of papers unless keys are wanted."""
PACKED: dict[str, Callable[[ResultTable, Headers], bytes]] = {"xlsx": _xlsx, "docx": _docx}
