"""The codes of labelled sentences changed in their file: every other byte stays."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE = re.compile(r'("code"\s*:\s*)"((?:[^"\\]|\\.)*)"')


def relabelled(text: str, codes: Mapping[str, str | None], *, table: bool) -> str:
    """Return the text of a file of labelled sentences with other codes.

    Args:
        text: JSON lines, or a CSV table.
        codes: For each code the one that takes its place; None = its lines go.
        table: Whether it is CSV.
    """
    if table:
        return _table(text, codes)
    lines = (_line(line, codes) for line in text.splitlines(keepends=True))
    return "".join(line for line in lines if line is not None)


def _line(line: str, codes: Mapping[str, str | None]) -> str | None:
    match = _CODE.search(line)
    if match is None:
        return line
    code = json.loads(f'"{match[2]}"')
    if code not in codes:
        return line
    new = codes[code]
    if new is None:
        return None
    written = match[1] + json.dumps(new, ensure_ascii=False)
    return line[: match.start()] + written + line[match.end() :]


def _table(text: str, codes: Mapping[str, str | None]) -> str:
    """Change a table; one without any of the codes stays as it was written."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    if not rows or "code" not in rows[0]:
        return text
    column = rows[0].index("code")
    held = [row[column] if column < len(row) else "" for row in rows]
    if not set(held[1:]) & set(codes):
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=newline)
    writer.writerow(rows[0])
    for row, code in zip(rows[1:], held[1:], strict=True):
        new = codes.get(code, code)
        if new is not None:
            writer.writerow([new if index == column else cell for index, cell in enumerate(row)])
    return ("\ufeff" if text.startswith("\ufeff") else "") + buffer.getvalue()
