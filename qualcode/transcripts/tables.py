"""Tables of speech: a row is a turn, a question with its answer, or a respondent.

Columns are known by their names in both languages, by what the user says, or,
where a table has no header, by what stands in them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.transcript import Role
from qualcode.transcripts import role_words
from qualcode.transcripts.columns import (
    Columns,
    interview_column,
    named_columns,
    person_column,
)
from qualcode.transcripts.content import Part, Speech
from qualcode.transcripts.labels import stem
from qualcode.transcripts.results import result_of
from qualcode.transcripts.surveys import interviews, survey_columns
from qualcode.transcripts.times import CLOCK, bare, from_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.transcripts.delimited import Row

_CLOCK = re.compile(rf"^[\[(（]?{CLOCK}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CJK = re.compile(r"[\u3400-\u9fff]")
_ASKS = re.compile(r"[?？][\s\"”）)]*$")
_MILLISECONDS = 1000


class Talk(NamedTuple):
    """What was read of a table."""

    parts: list[Part]
    """Its documents; one without a name where the table is one document."""
    layout: str
    """``table-rows`` or ``respondent-rows``."""
    columns: str = ""
    """Which column is what, as the user would say it; empty where that was guessed."""
    doubts: tuple[str, ...] = ()
    """What should be looked at by a person."""

    @property
    def speeches(self) -> list[Speech]:
        """Return all that was said."""
        return [speech for part in self.parts for speech in part.speeches]


def read_table(rows: Sequence[Row], told: Mapping[str, str] | None = None) -> Talk | None:
    """Read the rows of a table as speech.

    Args:
        rows: The table; its first row may hold the names of the columns.
        told: What the user says of columns; see `columns.named_columns`.

    Returns:
        The speech; ``None`` where the table does not look like speech, or is known to hold
        what was made of speech.

    Raises:
        UsageError: The user names a column that does not exist.
    """
    if not rows or (not told and result_of(rows[0].cells)):
        return None
    header = rows[0].cells
    named = named_columns(header, told)
    if not told:
        named = _by_respondent(rows, _by_person(rows, named))
    if not named.questions and named.usable:
        parts = _documents(rows[1:], named)
        return Talk(parts, "table-rows", named.shown(header)) if parts else None
    guessed = None if told else _by_content([row.cells for row in rows])
    if guessed and _is_data(rows, guessed):
        return Talk([Part("", tuple(_speeches(rows, guessed)))], "table-rows")
    survey = survey_columns(rows, named)
    if survey.questions and (told or _is_survey(rows, survey)):
        doubts: list[str] = []
        parts = list(interviews(rows, survey, doubts))
        said = survey.shown(header)
        return Talk(parts, "respondent-rows", said, tuple(doubts)) if parts else None
    return None


def _by_person(rows: Sequence[Row], columns: Columns) -> Columns:
    """Let a column of persons say who speaks, where it tells more of them apart than the other.

    So does `name` in `name,role,text` of a group: each has one role, and several have the same.
    """
    person = person_column(rows[0].cells, columns)
    told = {(_cell(row.cells, person), _cell(row.cells, columns.speaker)) for row in rows[1:]}
    pairs = [(name, voice) for name, voice in told if voice]
    names, voices = ({pair[side] for pair in pairs} for side in (0, 1))
    is_finer = len(voices) < len(names) == len(pairs) and "" not in names
    return replace(columns, speaker=person) if person >= 0 and is_finer else columns


def _by_respondent(rows: Sequence[Row], columns: Columns) -> Columns:
    """Let the column of respondents part the rows into interviews, where it tells them apart.

    It does where there are several respondents, and under each name somebody asks and somebody
    answers: else it only says who speaks.
    """
    respondent = interview_column(rows[0].cells, columns)
    if respondent < 0 or columns.document >= 0 or columns.speaker < 0 or columns.text < 0:
        return columns
    voices = [
        {_cell(row.cells, columns.speaker) for row in own} - {""}
        for own in _by_name(rows[1:], respondent).values()
    ]
    is_several = len(voices) > 1 and all(len(each) > 1 for each in voices)
    return replace(columns, document=respondent) if is_several else columns


def _is_survey(rows: Sequence[Row], columns: Columns) -> bool:
    """Tell whether a table that nobody explained has one row per respondent.

    Either its header asks, or it names the respondents and they are all different.
    """
    asks = any(_ASKS.search(rows[0].cells[place].strip()) for place in columns.questions)
    ids = [row.cells[columns.respondent] for row in rows[1:] if len(row.cells) > columns.respondent]
    return asks or (columns.respondent >= 0 and len(rows) > 1 and len(set(ids)) == len(ids))


def _is_data(rows: Sequence[Row], guessed: Columns) -> bool:
    """Tell whether the first row is speech too, rather than the names of columns."""
    if guessed.speaker < 0:
        return True
    first, *others = (row.cells[guessed.speaker].strip() for row in rows)
    return first in others or stem(first) in role_words.INTERVIEWER | role_words.RESPONDENT


def _documents(rows: Sequence[Row], columns: Columns) -> list[Part]:
    """Cut the rows into documents, where a column names them."""
    if columns.document < 0:
        speeches = tuple(_speeches(rows, columns))
        return [Part("", speeches)] if speeches else []
    by_name = _by_name(rows, columns.document)
    parts = [Part(name, tuple(_speeches(own, columns))) for name, own in by_name.items()]
    return [part for part in parts if part.speeches]


def _by_name(rows: Sequence[Row], place: int) -> dict[str, list[Row]]:
    """Return the rows by the name in a column; merged or empty cells go on with the one above."""
    by_name: dict[str, list[Row]] = {}
    name = ""
    for row in rows:
        name = _cell(row.cells, place) or name
        by_name.setdefault(name, []).append(row)
    return by_name


def _by_content(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Guess the columns of a table without a header.

    Times, few repeated names and long text; or a column that asks beside one that answers.
    """
    width = min(len(row) for row in rows)
    if len(rows) < 2 or width < 2:
        return None
    cells = [[row[place].strip() for row in rows] for place in range(width)]
    length = [sum(map(len, column)) for column in cells]
    times = [n for n in range(width) if _share(cells[n], _CLOCK) > 0.8]
    time = times[0] if times else -1
    others = [n for n in range(width) if n not in times and not _are_roles(cells[n])]
    if not others:
        return None
    text = max(others, key=length.__getitem__)
    names = [n for n in range(width) if n != text and n not in times and _repeats(cells[n])]
    if names:
        return Columns(speaker=names[0], text=text, time=time)
    asks = next((n for n in range(width - 1) if _share(cells[n], _ASKS) > 0.6), -1)
    if asks < 0 or _share(cells[asks + 1], _ASKS) > 0.4:
        return None
    return Columns(question=asks, answer=asks + 1, time=time)


def _share(column: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.search(cell)) for cell in column) / len(column)


def _are_roles(column: Sequence[str]) -> bool:
    """Tell whether a column holds nothing but words for who asks and who answers."""
    kinds = {stem(kind.rstrip(":： ")) for kind in column}
    return len(kinds) > 1 and kinds <= role_words.INTERVIEWER | role_words.RESPONDENT


def _repeats(column: Sequence[str]) -> bool:
    """Tell whether a column holds a few short names again and again."""
    if _are_roles(column):
        return True
    kinds = {kind.rstrip(":： ") for kind in column}
    wordy = sum(any(char.isalpha() for char in kind) for kind in kinds)
    short = all(len(kind) <= 30 for kind in kinds)
    return (
        len(column) > 2
        and short
        and wordy > len(kinds) / 2
        and 2 <= len(kinds) <= max(2, len(column) // 2)
    )


def _speeches(rows: Sequence[Row], columns: Columns) -> Iterator[Speech]:
    unit = _unit([row.cells for row in rows], columns.time)
    speaker = ""
    for _, cells, number in rows:
        time = _time(_cell(cells, columns.time), unit)
        place = ((0, f"row {number}"),)
        if columns.text < 0:
            yield from _pair(cells, columns, time, place)
            continue
        text = _cell(cells, columns.text)
        # A merged or empty speaker cell means that the same person goes on.
        speaker = _cell(cells, columns.speaker).rstrip(":： ") or speaker
        if text:
            yield Speech(speaker, text, time, places=place)


def _pair(
    cells: Sequence[str], columns: Columns, time: str, place: tuple[tuple[int, str], ...]
) -> Iterator[Speech]:
    question, answer = _cell(cells, columns.question), _cell(cells, columns.answer)
    asks, answers = ("问", "答") if _CJK.search(question + answer) else ("Q", "A")
    if question:
        yield Speech(asks, question, time, Role.INTERVIEWER, places=place)
    if answer:
        speaker = _cell(cells, columns.speaker) or answers
        yield Speech(speaker, answer, time, Role.RESPONDENT, places=place)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if 0 <= place < len(row) else ""


def _unit(rows: Sequence[Sequence[str]], place: int) -> int:
    """Return how many of the numbers in the time column make a second.

    Whole numbers that grow beyond a day of seconds are milliseconds.
    """
    cells = [_cell(row, place) for row in rows]
    whole = [int(cell) for cell in cells if cell.isdecimal() and len(cell) < 12]
    gaps = [later - earlier for earlier, later in pairwise(whole)]
    slow = gaps and sorted(gaps)[len(gaps) // 2] >= 500
    return _MILLISECONDS if slow and len(whole) == len([c for c in cells if c]) else 1


def _time(cell: str, unit: int) -> str:
    if _NUMBER.fullmatch(cell):
        return from_seconds(float(cell) / unit)
    return bare(cell) if _CLOCK.match(cell) else cell
