"""The table of participants: who they are, which document is theirs, what is known of them.

Every value is text as written (`001` stays `001`). Faults are collected and
reported together, with their lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.errors import DataError, Place, Problem, ProblemsError, did_you_mean
from qualcode.model.formula import unguarded
from qualcode.transcripts.delimited import Row, read_rows
from qualcode.transcripts.encodings import decode
from qualcode.transcripts.formats.xlsx import read_sheets
from qualcode.transcripts.header_keys import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_COLUMNS = {
    "id": "id 编号 編號 参与者 参与者编号 受访者编号 访谈编号 个案 个案编号 case caseid participant"
    " participantid respondentid",
    "document": "document 文件 文档 文稿 文件名 访谈 转录稿 file filename transcript doc",
    "speaker": "speaker 说话人 說話人 发言人 标签 label speakerlabel",
    "subject": "subject 身份 主体 主体类型 类别 对象类型 subjecttype group kind",
}
_KEYS = {name: key for key, names in _COLUMNS.items() for name in names.split()}
_MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One line of the table of participants."""

    id: str
    """What the participant is called; unique."""
    document: str
    """Name of the document the participant speaks in; empty = the one named as the id."""
    speaker: str
    """The label of the participant in that document; empty = its only respondent."""
    subject: str
    """The kind of actor as the researcher wrote it."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """All other columns that are filled, by their own names."""
    line: int = 0
    """The line of the file, from 1."""


def is_column(name: str) -> bool:
    """Tell whether a column of this name says who a participant is, not what is known of them."""
    return folded(name) in _KEYS


def read_participants(path: Path) -> tuple[ParticipantRow, ...]:
    """Read a table of participants.

    Args:
        path: A `.csv` or `.tsv` in any encoding, or an `.xlsx`, whose first sheet is read.

    Raises:
        DataError: The file cannot be read.
        ProblemsError: Column or ids are missing or come twice; all faults at once.
    """
    rows = _rows(path)
    if not rows:
        raise ProblemsError(path, [Problem(Place(str(path), 1), "the table has no rows")])
    header = [unguarded(cell.strip()) for cell in rows[0].cells]
    keys = [_KEYS.get(folded(name), "") for name in header]
    problems = list(_header_problems(path, header, keys))
    people = [] if problems else [_participant(row, header, keys) for row in rows[1:]]
    if not problems:
        problems = [*_row_problems(path, rows[1:], len(header)), *_id_problems(path, people)]
    if problems:
        raise ProblemsError(path, sorted(problems))
    return tuple(people)


def _rows(path: Path) -> list[Row]:
    data = _bytes(path)
    if path.suffix.lower() != ".xlsx":
        return read_rows(decode(data, path=str(path)).text)
    sheets = read_sheets(data, path=str(path), limit=_MAX_BYTES * 10)
    rows = enumerate(sheets[0] if sheets else [], 1)
    return [Row(line, cells, line) for line, cells in rows if any(cells)]


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise DataError(f"{path} is larger than 20 MB: this is no table of participants")
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path} does not exist") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}") from error


def _participant(row: Row, header: Sequence[str], keys: Sequence[str]) -> ParticipantRow:
    cells = [unguarded(cell.strip()) for cell in row.cells]
    named = dict(zip(keys, cells, strict=False))
    attributes = {
        name: cell
        for name, key, cell in zip(header, keys, cells, strict=False)
        if not key and name and cell
    }
    return ParticipantRow(
        id=named.get("id", ""),
        document=named.get("document", ""),
        speaker=named.get("speaker", ""),
        subject=named.get("subject", ""),
        attributes=attributes,
        line=row.line,
    )


def _header_problems(path: Path, header: Sequence[str], keys: Sequence[str]) -> Iterator[Problem]:
    place = Place(str(path), 1)
    if "id" not in keys:
        near = next(filter(None, (did_you_mean(name, ["id", "编号"]) for name in header)), "")
        yield Problem(
            place, "there is no column 'id' (or 编号)", near or "name the first column id"
        )
    for key in _COLUMNS:
        named = [name for name, found in zip(header, keys, strict=True) if found == key]
        if len(named) > 1:
            yield Problem(place, f"several columns are the {key}: {', '.join(named)}")
    twice = {name for name, key in zip(header, keys, strict=True) if name and not key}
    for name in sorted(twice):
        if list(header).count(name) > 1:
            yield Problem(place, f"the column {name!r} comes twice")


def _row_problems(path: Path, rows: Sequence[Row], width: int) -> Iterator[Problem]:
    for row in rows:
        if any(cell.strip() for cell in row.cells[width:]):
            yield Problem(
                Place(str(path), row.line),
                f"{len(row.cells)} cells, but the header names {width} columns",
                "put cells that hold a delimiter in quotation marks",
            )


def _id_problems(path: Path, people: Sequence[ParticipantRow]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for person in people:
        place = Place(str(path), person.line)
        if not person.id:
            yield Problem(place, "the id is empty")
        elif person.id in first:
            yield Problem(place, f"the id {person.id!r} was used on line {first[person.id]}")
        else:
            first[person.id] = person.line
