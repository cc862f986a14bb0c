"""The formats a listing can be written in, by the name the user gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import UnknownNameError
from qualcode.exchange.delimited import to_csv, to_tsv
from qualcode.exchange.markup import to_html, to_latex
from qualcode.exchange.structured import to_json, to_jsonl, to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.analysis.table import ResultTable
    from qualcode.model.label import Language


class Rendering(NamedTuple):
    """A table written in a format."""

    text: str
    guarded: int = 0
    """Cells that got an apostrophe, so that no spreadsheet runs them."""


def render(
    table: ResultTable, form: str, *, headers: Language = "en", raw: bool = False
) -> Rendering:
    """Write a table in a format.

    Raises:
        UnknownNameError: When there is no such format.
    """
    if form not in FORMATS:
        raise UnknownNameError("format", form, ["table", *FORMATS, *PACKED])
    return FORMATS[form](table, headers, raw)


def _csv(table: ResultTable, headers: Language, raw: bool) -> Rendering:  # noqa: FBT001
    return Rendering(*to_csv(table, headers=headers, raw=raw))


FORMATS: dict[str, Callable[[ResultTable, Language, bool], Rendering]] = {
    "csv": _csv,
    "tsv": lambda table, headers, _: Rendering(to_tsv(table, headers=headers)),
    "json": lambda table, *_: Rendering(to_json(table)),
    "jsonl": lambda table, *_: Rendering(to_jsonl(table)),
    "md": lambda table, headers, _: Rendering(to_markdown(table, headers=headers)),
    "html": lambda table, headers, _: Rendering(to_html(table, headers=headers)),
    "latex": lambda table, headers, _: Rendering(to_latex(table, headers=headers)),
}


def packed(table: ResultTable, form: str, *, headers: Language = "en") -> bytes:
    """Write a table as a file that is not text: ``xlsx`` or ``docx``.

    Raises:
        UnknownNameError: When there is no such format.
    """
    if form not in PACKED:
        raise UnknownNameError("format", form, ["table", *FORMATS, *PACKED])
    return PACKED[form](table, headers)


def _xlsx(table: ResultTable, headers: Language) -> bytes:
    from qualcode.exchange.workbook import to_xlsx

    return to_xlsx([table], headers=headers).content


def _docx(table: ResultTable, headers: Language) -> bytes:
    from qualcode.exchange.word import to_docx

    return to_docx([table], headers=headers)


PACKED: dict[str, Callable[[ResultTable, Language], bytes]] = {"xlsx": _xlsx, "docx": _docx}
