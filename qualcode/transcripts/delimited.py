"""Comma-, tab- and semicolon-separated text, with the line on which each row begins."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

_DELIMITERS = ",\t;|，"
_SAMPLE_LINES = 20
_LONGEST_CELL = 10_000_000
"""Characters of the longest cell; a whole interview may stand in one."""


class Row(NamedTuple):
    """One row of a table."""

    line: int
    """The line of the file on which it begins, from 1."""
    cells: list[str]
    number: int
    """The row as a spreadsheet counts it, from 1."""


def read_rows(text: str) -> list[Row]:
    """Cut delimited text into rows; rows without any content are left out.

    Quoted cells may hold delimiters and line ends.
    """
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text))
    rows: list[Row] = []
    line = 1
    for number, cells in enumerate(reader, 1):
        if any(cell.strip() for cell in cells):
            rows.append(Row(line, cells, number))
        line = reader.line_num + 1
    return rows


def delimiter_of(text: str) -> str:
    """Return the delimiter that cuts the first lines most evenly into the most cells."""
    lines = [line for line in text[:100_000].split("\n") if line.strip()][:_SAMPLE_LINES]
    return max(_DELIMITERS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: list[str], sign: str) -> tuple[float, int]:
    counts = [line.count(sign) for line in lines]
    if not counts or not counts[0]:
        return 0.0, 0
    # The first line is the header: names hold no delimiters, sentences may.
    return sum(count >= counts[0] for count in counts) / len(counts), counts[0]
