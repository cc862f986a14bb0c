"""CSV and TSV as Excel, R and pandas read them.

CSV files carry a byte order mark, or Excel shows Chinese as noise; what goes to
standard output does not. Cells that a spreadsheet would take for a formula get
a leading apostrophe (OWASP, CSV injection); transcripts do begin with "- ", so
this is common, and it is counted and said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.table import Form, stored, with_bases
from qualcode.exchange.lines import in_words, lines
from qualcode.model.formula import is_formula
from qualcode.model.known import Unkept

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from qualcode.analysis.table import Cell, Column, Heading, ResultTable
    from qualcode.model.label import Headers, Language

_SUSPICIOUS = frozenset(" =+-@＝＋－＠")
"""What a formula may begin with, of what can be printed."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SPECIAL = re.compile(r'[,"\r\n]')
LINE = "\n"
"""Between the lines of a head; formats that have one line only write a blank."""
_LINE = re.compile("[\t\r\n\x85\u2028\u2029]+")


class Delimited(NamedTuple):
    """A finished text and how many of its cells were guarded."""

    text: str
    guarded: int


class Guard:
    """Keeps what looks like a formula from being one, and counts how often.

    Args:
        raw: Let everything pass as it is, for R and pandas.
    """

    def __init__(self, *, raw: bool = False) -> None:
        self._raw, self.count = raw, 0

    def stops(self, text: str) -> bool:
        """Tell whether a cell of this text needs an apostrophe."""
        found = not self._raw and is_formula(text)
        self.count += found
        return found


def to_csv(table: ResultTable, *, raw: bool = False, headers: Headers = "en") -> Delimited:
    """Write a table as CSV in one text, see `csv_pieces`."""
    guard = Guard(raw=raw)
    return Delimited("".join(csv_pieces(table, guard, headers=headers)), guard.count)


def csv_pieces(table: ResultTable, guard: Guard, *, headers: Headers = "en") -> Iterator[str]:
    r"""Yield a table as CSV (RFC 4180, lines end with ``\r\n``), piece by piece.

    Args:
        table: The table.
        guard: Has counted the guarded cells when all pieces are taken.
        headers: ``zh`` writes Chinese titles, ``en`` and ``keys`` the stable keys.
    """

    def write(cell: Cell, column: Column) -> str:
        return _csv_cell(stored(cell, column.form), guard if column.form is Form.TEXT else None)

    table = with_bases(table)
    yield _csv_line([_csv_cell(title, guard) for title in titles(table, headers)])
    for some in lines(table, write, is_plain=_are_plain_in_csv):
        yield "".join(map(_csv_line, some))


def tsv_pieces(table: ResultTable, *, headers: Headers = "en") -> Iterator[str]:
    r"""Yield a table as TSV for pipes: one line a row, tabs and line breaks in cells as blanks."""
    table = with_bases(table)
    yield "\t".join(map(_flat, titles(table, headers))) + "\n"
    for some in lines(table, in_words(_flat, stored), is_plain=_are_printable):
        yield "\n".join(map("\t".join, some)) + "\n"


def without_controls(text: str) -> str:
    """Return a text without the control characters that no reader of files wants."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def titles(table: ResultTable, headers: Headers) -> list[str]:
    """Return the header line: stable keys, or in Chinese, the group's name before the title."""
    if headers != "zh":
        return [column.key for column in table.columns]
    groups = {each.group: each.title.zh or each.group for each in table.headings}
    return [
        f"{groups.get(column.group, column.group)} {column.title.zh}".strip()
        for column in table.columns
    ]


def heads(table: ResultTable, headers: Headers) -> list[str]:
    """Return the words above the columns for formats that people read, or keys when asked for.

    Where a group of columns begins, its N stands beside its name.
    """
    if headers == "keys":
        return titles(table, headers)
    return _words_above(table, headers)


def _words_above(table: ResultTable, language: Language) -> list[str]:
    found, begun = [], set[str]()
    groups = {each.group: each for each in table.headings}
    for column in table.columns:
        words = column.title.say(language)
        if head := groups.get(column.group):
            is_new = column.group not in begun
            begun.add(column.group)
            above = group_title(head, language) if is_new else head.title.say(language)
            words = f"{above}{LINE if LINE in above else ' '}{words}"
        found.append(_sentence(words.strip()))
    return found


def _sentence(words: str) -> str:
    """Return words as they begin a line; a single letter is a sign, such as p, and stays."""
    return words[:1].upper() + words[1:] if len(words) > 1 else words


def group_title(head: Heading, language: Language) -> str:
    """Return the name of a group, and its N in a line of its own, where it has one."""
    name = head.title.say(language)
    return name if head.base is None else f"{name}{LINE}(N={head.base})"


def _csv_cell(text: str, guard: Guard | None) -> str:
    """Return a cell as it stands in a CSV file, in quotation marks where it needs them."""
    clean = without_controls(text)
    if guard and guard.stops(clean):
        return Unkept(_quoted("'" + clean))
    return _quoted(clean)


def _are_plain_in_csv(cells: Collection[str]) -> bool:
    """Tell whether no cell needs a quotation mark, an apostrophe or anything taken out."""
    whole = "".join(cells)
    return (
        whole.isprintable()
        and "," not in whole
        and '"' not in whole
        and _SUSPICIOUS.isdisjoint({cell[:1] for cell in cells})
    )


def _are_printable(cells: Collection[str]) -> bool:
    return "".join(cells).isprintable()


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def _csv_line(cells: Sequence[str]) -> str:
    """Return a row; one of a single empty cell would be no line at all."""
    return (",".join(cells) or '""' * (len(cells) == 1)) + "\r\n"


def _flat(text: str) -> str:
    return text if text.isprintable() else _LINE.sub(" ", without_controls(text))
