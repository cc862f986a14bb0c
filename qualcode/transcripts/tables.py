"""Tables of speech: a row is a turn, or a question with its answer.

Columns are known by their names in both languages, by what the user says, or,
where a table has no header, by what stands in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.errors import DataError, UsageError
from qualcode.model.transcript import Role
from qualcode.transcripts.content import Speech
from qualcode.transcripts.header_keys import folded
from qualcode.transcripts.times import CLOCK, bare, from_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_NAMES = {
    "speaker": "speaker speakers spkr spk speakername name participant who role label"
    " 说话人 說話人 发言人 發言人 讲话人 发言者 说话者 角色 姓名 人物 参与者",
    "text": "text content contents sentence utterance transcript transcription speech words"
    " message 内容 內容 文本 文字 发言 发言内容 说话内容 话语 转写 转录 转写内容 正文 原文 句子",
    "time": "time start starttime sttime begin timestamp timespan timecode from"
    " 时间 時間 时间戳 开始 开始时间 起始时间 时间码",
    "question": "question questions prompt 问题 問題 访谈问题 提问 题目 问",
    "answer": "answer answers response reply 回答 答案 答复 访谈内容 受访者回答 答",
}
_KEYS = {name: key for key, names in _NAMES.items() for name in names.split()}
_CLOCK = re.compile(rf"[\[(（]?{CLOCK}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MILLISECONDS = 1000


@dataclass(frozen=True, slots=True)
class Columns:
    """Where what stands; -1 = there is no such column."""

    speaker: int = -1
    text: int = -1
    time: int = -1
    question: int = -1
    answer: int = -1

    @property
    def usable(self) -> bool:
        """Tell whether these columns hold speech."""
        return self.text >= 0 or (self.question >= 0 and self.answer >= 0)


def speeches_of(
    rows: Sequence[Sequence[str]], *, columns: Mapping[str, str] | None = None
) -> list[Speech] | None:
    """Read the rows of a table as speech.

    Args:
        rows: Cells as text; the first row may hold the names of the columns.
        columns: What the user says: names of columns by ``speaker``, ``text``, ``time``,
            ``question``, ``answer``.

    Returns:
        One speech a row, or two for a question and its answer; ``None`` where the table
        does not look like speech.

    Raises:
        UsageError: The user names a column that does not exist.
    """
    if not rows:
        return None
    named = named_columns(rows[0], columns)
    if named.usable:
        return list(_speeches(rows[1:], named))
    guessed = _by_content(rows)
    return list(_speeches(rows, guessed)) if guessed.usable else None


def refuse_columns(path: str, header: Sequence[str]) -> DataError:
    """Make the error for a table whose columns are not understood."""
    return DataError(
        f"{path}: no column of speech found among: {', '.join(filter(None, header))[:200]}",
        hint="name them text and speaker (内容, 说话人), or question and answer (问题, 回答)",
    )


def named_columns(header: Sequence[str], told: Mapping[str, str] | None = None) -> Columns:
    """Find the columns by their names.

    Args:
        header: The names.
        told: What the user says, as in `speeches_of`.

    Raises:
        UsageError: The user names a column that does not exist.
    """
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        key = _KEYS.get(folded(name))
        if key:
            places.setdefault(key, place)
    lowered = [folded(name) for name in header]
    for key, name in (told or {}).items():
        if key in _NAMES:
            if folded(name) not in lowered:
                raise UsageError(
                    f"there is no column {name!r}",
                    hint=f"choose from: {', '.join(filter(None, header))}",
                )
            places[key] = lowered.index(folded(name))
    if "question" in places and "answer" not in places and "text" in places:
        places["answer"] = places.pop("text")
    return Columns(**places)


def _by_content(rows: Sequence[Sequence[str]]) -> Columns:
    """Guess the columns of a table without a header: times, few repeated names, long text."""
    width = min(len(row) for row in rows)
    if len(rows) < 3 or width < 2:
        return Columns()
    cells = [[row[place].strip() for row in rows] for place in range(width)]
    length = [sum(map(len, column)) for column in cells]
    text = max(range(width), key=length.__getitem__)
    times = [n for n in range(width) if n != text and _share(cells[n], _CLOCK) > 0.8]
    names = [n for n in range(width) if n != text and n not in times and _repeats(cells[n])]
    if not names:
        return Columns()
    return Columns(speaker=names[0], text=text, time=times[0] if times else -1)


def _share(column: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.match(cell)) for cell in column) / len(column)


def _repeats(column: Sequence[str]) -> bool:
    """Tell whether a column holds a few short names again and again."""
    kinds = set(column)
    wordy = sum(any(char.isalpha() for char in kind) for kind in kinds)
    short = all(len(kind) <= 30 for kind in kinds)
    return short and wordy > len(kinds) / 2 and 2 <= len(kinds) <= max(2, len(column) // 2)


def _speeches(rows: Sequence[Sequence[str]], columns: Columns) -> Iterator[Speech]:
    unit = _unit(rows, columns.time)
    speaker = ""
    for row in rows:
        time = _time(_cell(row, columns.time), unit)
        if columns.text < 0:
            yield from _pair(row, columns, time)
            continue
        text = _cell(row, columns.text)
        # A merged or empty speaker cell means that the same person goes on.
        speaker = _cell(row, columns.speaker).rstrip(":： ") or speaker
        if text:
            yield Speech(speaker, text, time)


def _pair(row: Sequence[str], columns: Columns, time: str) -> Iterator[Speech]:
    question, answer = _cell(row, columns.question), _cell(row, columns.answer)
    if question:
        yield Speech("问", question, time, Role.INTERVIEWER)
    if answer:
        yield Speech(_cell(row, columns.speaker) or "答", answer, time, Role.RESPONDENT)


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
