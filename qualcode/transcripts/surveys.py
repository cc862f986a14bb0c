"""Tables with one row per respondent, as questionnaires with open questions have them.

The header of a column is the question, the cell the answer; so each row becomes an
interview of its own, and the other columns say who was asked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from qualcode.model.transcript import Role
from qualcode.transcripts.columns import Columns, respondent_column
from qualcode.transcripts.content import Part, Speech
from qualcode.transcripts.header_keys import canonical_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.transcripts.delimited import Row

_CJK = re.compile(r"[\u3400-\u9fff]")
_ASKS = re.compile(
    r"[?？][\s\"”）)]*$|^(?:q|question|问题|题目?|第)\s*[_.-]?\d{1,3}(?:\D|$)", re.IGNORECASE
)
"""A header that is a question, or the number of one."""
_LONG_ANSWER = 12
"""Width of the middle cell of a column, in letters or half Chinese characters, that is prose."""
_PROSE = re.compile(r"[，。？！；]|[\w’']+ [\w’']+ [\w’']+ [\w’']+")


def survey_columns(rows: Sequence[Row], columns: Columns) -> Columns:
    """Find the respondent, the questions and the attributes of a table.

    Args:
        rows: The table, its header first.
        columns: What is known already; what it says is kept.

    Returns:
        Columns with questions; without any where the table is no such table.
    """
    header = rows[0].cells
    respondent = columns.respondent if columns.respondent >= 0 else respondent_column(header)
    free = [place for place in range(len(header)) if place != respondent]
    questions = columns.questions or tuple(
        place
        for place in free
        if place not in columns.attributes and _is_question(place, header, rows[1:])
    )
    attributes = columns.attributes or tuple(
        place for place in free if place not in questions and header[place].strip()
    )
    return replace(columns, respondent=respondent, questions=questions, attributes=attributes)


def interviews(rows: Sequence[Row], columns: Columns, doubts: list[str]) -> Iterator[Part]:
    """Yield an interview for each row that answers anything.

    Args:
        rows: The table, its header first.
        columns: Which are the questions, and whose row it is.
        doubts: What should be looked at by a person is added here.
    """
    header = [cell.strip() for cell in rows[0].cells]
    seen: dict[str, int] = {}
    for row in rows[1:]:
        speeches = tuple(_speeches(row, header, columns))
        name = _cell(row, columns.respondent) or str(row.number)
        if not speeches:
            doubts.append(f"row {row.number} ({name}) answers no question and was left out")
            continue
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            doubts.append(f"row {row.number}: the respondent {name!r} comes again")
        told = {
            canonical_key(header[place]) or header[place]: cell
            for place in columns.attributes
            if (cell := _cell(row, place))
        }
        if seen[name] > 1:
            name = f"{name}-{seen[name]}"
        yield Part(name, speeches, told)


def _speeches(row: Row, header: Sequence[str], columns: Columns) -> Iterator[Speech]:
    place = ((0, f"row {row.number}"),)
    for column in columns.questions:
        answer = _cell(row, column)
        if answer:
            asks, answers = ("问", "答") if _CJK.search(header[column] + answer) else ("Q", "A")
            yield Speech(asks, header[column], role=Role.INTERVIEWER, places=place)
            yield Speech(answers, answer, role=Role.RESPONDENT, places=place)


def _is_question(place: int, header: Sequence[str], rows: Sequence[Row]) -> bool:
    if not header[place].strip():
        return False
    cells = [cell for row in rows if (cell := _cell(row, place))]
    if _ASKS.search(header[place].strip()):
        return any(any(char.isalpha() for char in cell) for cell in cells)
    wide = [len(cell) + len(_CJK.findall(cell)) for cell in cells]
    prose = sum(bool(_PROSE.search(cell)) for cell in cells)
    return bool(cells) and median(wide) >= _LONG_ANSWER and 2 * prose >= len(cells)


def _cell(row: Row, place: int) -> str:
    return row.cells[place].strip() if 0 <= place < len(row.cells) else ""
