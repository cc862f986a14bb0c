"""The one table that feeds every face: terminal, CSV, TSV, JSON, Markdown.

Cells are plain values; how a value looks is decided by its column, in one
place, which is why the faces agree cell for cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, overload

from qualcode.model.label import Label
from qualcode.model.rounding import half_up

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

Cell = str | int | float | None
"""A value; None = not defined, such as a share of nobody."""
Row = tuple[Cell, ...]


class Form(StrEnum):
    """How the values of a column are written."""

    TEXT = "text"
    COUNT = "count"
    PERCENT = "percent"
    """0 to 100, one decimal."""
    RATE = "rate"
    """Two decimals."""
    COEFFICIENT = "coefficient"
    """Three decimals, since it is held to bars of three; whole in formats for machines."""
    PROBABILITY = "probability"
    """A p-value: three significant digits."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    key: str
    """Header in files: English, stable, never translated."""
    title: Label
    form: Form = Form.TEXT
    group: str = ""
    """Columns of one group stand under one heading, whose words are in `ResultTable.headings`."""
    names: Mapping[str, Label] = field(default_factory=dict, hash=False)
    """What the ids in its cells are called, for people to read; files have the ids."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The words above a group of columns."""

    group: str
    title: Label
    base: int | None = None
    """The denominator N of the group; None where it has none."""


class Streamed(Sequence[Row]):
    """Rows that are made when somebody asks for them: a million need not be kept.

    Args:
        count: How many there are.
        make: Makes them anew, in order, each time somebody goes through them.
    """

    def __init__(self, count: int, make: Callable[[], Iterator[Row]]) -> None:
        self._count, self._make = count, make

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return self._make()

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        """Return a row, or a stretch of them; those before it are made as well."""
        if isinstance(index, slice):
            wanted = range(self._count)[index]
            found = tuple(islice(self, min(wanted), max(wanted) + 1)) if wanted else ()
            return found[:: wanted.step]
        return next(islice(self, range(self._count)[index], None))


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A finished table."""

    name: str
    """What files call it, such as ``frequency``."""
    title: Label
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    """A tuple, or `Streamed`."""
    headings: tuple[Heading, ...] = ()
    levels: tuple[int, ...] = ()
    """How deep each row stands under the ones above it; empty = all at the top."""
    notes: tuple[Label, ...] = ()
    """What the table counts, in sentences: unit, statuses, reviews, N, codebook."""

    def column(self, key: str) -> tuple[Cell, ...]:
        """Return the cells of a column."""
        index = [column.key for column in self.columns].index(key)
        return tuple(row[index] for row in self.rows)

    def narrowed(self, keys: Collection[str]) -> ResultTable:
        """Return the table with only some of its columns, in its own order."""
        kept = [index for index, column in enumerate(self.columns) if column.key in keys]
        return replace(
            self,
            columns=tuple(self.columns[index] for index in kept),
            rows=tuple(tuple(row[index] for index in kept) for row in self.rows),
        )


def with_bases(table: ResultTable) -> ResultTable:
    """Return a table with a column behind the others for the base N of each group that has one.

    People read N in the heads of groups; files for machines have no such heads.
    """
    heads = [each for each in table.headings if each.base is not None]
    if not heads:
        return table
    columns = [
        Column(f"{each.group}_base", Label(f"{each.title.zh} N", f"{each.title.en} N"), Form.COUNT)
        for each in heads
    ]
    bases = tuple(each.base for each in heads)
    rows = tuple((*row, *bases) for row in table.rows)
    return replace(table, columns=(*table.columns, *columns), rows=rows)


def written(cell: Cell, form: Form) -> str:
    """Return a cell as it is written in every format that is text; undefined is empty.

    Halves are rounded up, see `half_up`; what rounds to zero is zero, not ``-0.00``.
    """
    if cell is None:
        return ""
    if form in _DECIMALS and isinstance(cell, int | float):
        return half_up(float(cell), _DECIMALS[form])
    if form is Form.PROBABILITY:
        return f"{cell:z.3g}"
    return str(cell)


def valued(cell: Cell, form: Form) -> Cell:
    """Return a cell as formats with numbers (JSON) carry it: the number that is written."""
    if form is Form.COEFFICIENT and isinstance(cell, int | float):
        return float(f"{cell:z.{_DIGITS}g}")
    if form in {Form.PERCENT, Form.RATE, Form.PROBABILITY} and isinstance(cell, int | float):
        return float(written(cell, form))
    return cell


def stored(cell: Cell, form: Form) -> str:
    """Return a cell as files for machines (CSV, TSV) have it: as written, coefficients whole."""
    return written(cell, form) if form is not Form.COEFFICIENT else _text(valued(cell, form))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


_DECIMALS = {Form.PERCENT: 1, Form.RATE: 2, Form.COEFFICIENT: 3}
_DIGITS = 12
"""Of a whole number with decimals: all that do not hang on the machine that worked it out."""


def texts(*pairs: tuple[str, str]) -> tuple[Column, ...]:
    """Return columns of text from pairs of key and Chinese title; English comes from the key.

    Of a name in both languages (``subject_zh``, ``subject_en``) the English one is
    just called ``subject``, and the id beside it ``subject id``; in Chinese, too, no two
    columns have one title.
    """
    titles = dict(pairs)
    return tuple(Column(key, Label(_zh(key, titles), _en(key, titles))) for key in titles)


def _en(key: str, titles: Mapping[str, str]) -> str:
    return f"{_words(key)} id" if f"{key}_en" in titles else _words(key)


def _zh(key: str, titles: Mapping[str, str]) -> str:
    zh, stem = titles[key], key.removesuffix("_en")
    if stem != key and titles.get(f"{stem}_zh") == zh:
        return f"{zh}（英文）"
    return f"{zh}代码" if titles.get(f"{key}_zh") == zh else zh


def _words(key: str) -> str:
    words = key.removesuffix("_en").replace("_", " ")
    return f"{words.removesuffix(' zh')} (zh)" if words.endswith(" zh") else words


def counts(*pairs: tuple[str, str]) -> tuple[Column, ...]:
    """Return columns of whole numbers, see `texts`."""
    return tuple(Column(key, Label(zh, key.replace("_", " ")), Form.COUNT) for key, zh in pairs)
