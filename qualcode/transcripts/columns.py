"""Which column of a table is what: by its name in both languages, or as the user says.

What the user says has the form in which a reading is reported
(``speaker=说话人, text=内容``), so that it can be copied, changed and given back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import DataError, UsageError, did_you_mean
from qualcode.transcripts.header_keys import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_NAMES = {
    "speaker": "speaker speakers spkr spk speakername name participant who role label"
    " sprecher sprecherin locuteur hablante"
    " 说话人 說話人 发言人 發言人 讲话人 发言者 说话者 角色 姓名 人物 参与者",
    "text": "text content contents sentence utterance transcript transcription speech words"
    " message texte texto inhalt"
    " 内容 內容 文本 文字 发言 发言内容 说话内容 话语 转写 转录 转写内容 正文 原文 句子",
    "time": "time start starttime sttime begin timestamp timespan timecode from zeit temps tiempo"
    " 时间 時間 时间戳 开始 开始时间 起始时间 时间码",
    "question": "question questions prompt 问题 問題 访谈问题 提问 题目 问",
    "answer": "answer answers response reply 回答 答案 答复 访谈内容 受访者回答 答",
    "document": "document documentid documentname file filename interview interviewid transcriptid"
    " 文件 文件名 文档 文稿 访谈 访谈编号 访谈文件 材料",
}
_KEYS = {name: key for key, names in _NAMES.items() for name in names.split()}
_OF_PERSONS = frozenset({"name", "participant", "who", "label", "姓名", "人物", "参与者"})
"""Columns that may say whose interview it is, where another says who speaks."""
_RESPONDENT_NAMES = """
    编号 受访者编号 受访编号 被访者编号 样本编号 个案编号 问卷编号 参与者编号 编码 id participantid
    respondentid caseid interviewid code 受访者 被访者 受访人 访谈对象 参与者 respondent
    participant interviewee case 姓名 称呼 化名 name pseudonym 序号 no number
"""
_RESPONDENT = _RESPONDENT_NAMES.split()
"""What the column of respondents may be called, the surest first."""
_NUMBERING = frozenset({"编号", "编码", "序号", "id", "code", "no", "number"})
"""Of these, those that number turns, questions or topics as well, where a row is a turn."""
_ONE = (*_NAMES, "respondent")
_SEVERAL = ("questions", "attributes")
ROLES = (*_ONE, *_SEVERAL)
"""What a column can be; the last two take several, with ``+`` between them."""
_NEXT = re.compile(rf"[,，;；]\s*(?=(?:{'|'.join(ROLES)})\s*[=＝])")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where what stands; -1 = there is no such column."""

    speaker: int = -1
    text: int = -1
    time: int = -1
    question: int = -1
    answer: int = -1
    document: int = -1
    respondent: int = -1
    questions: tuple[int, ...] = ()
    """Columns whose header is asked and whose cells answer."""
    attributes: tuple[int, ...] = ()
    """Columns that describe the respondent of a row."""

    @property
    def usable(self) -> bool:
        """Tell whether a row of these columns is a turn, or a question with its answer."""
        return self.text >= 0 or (self.question >= 0 and self.answer >= 0)

    def shown(self, header: Sequence[str]) -> str:
        """Write down which column is what, as the user would say it."""
        parts = [
            f"{role}={header[place].strip()}"
            for role in _ONE
            if 0 <= (place := getattr(self, role)) < len(header)
        ]
        parts += [
            f"{role}={'+'.join(header[place].strip() for place in places)}"
            for role in _SEVERAL
            if (places := getattr(self, role))
        ]
        return ", ".join(parts)


def parse_columns(told: Iterable[str]) -> dict[str, str]:
    """Read what the user says of columns: ``speaker=说话人,text=内容``, once or several times.

    Raises:
        UsageError: It has another form, or names what no column can be.
    """
    found: dict[str, str] = {}
    for part in (part for each in told for part in _NEXT.split(each)):
        role, sign, name = part.replace("＝", "=", 1).partition("=")
        role = role.strip().lower()
        if not sign or not name.strip():
            raise UsageError(f"not a column: {part!r}", hint="write --map speaker=WHO,text=WORDS")
        if role not in ROLES:
            raise UsageError(
                f"a column cannot be {role!r}",
                hint=did_you_mean(role, ROLES) or f"choose from: {', '.join(ROLES)}",
            )
        found[role] = name.strip()
    return found


def named_columns(header: Sequence[str], told: Mapping[str, str] | None = None) -> Columns:
    """Find the columns by their names.

    Args:
        header: The names.
        told: What the user says: the name or number (from 1) of a column, by what it is.

    Raises:
        UsageError: The user names a column that does not exist.
    """
    places: dict[str, int] = {}
    for place, name in sorted(enumerate(header), key=lambda each: folded(each[1]) in _OF_PERSONS):
        key = _KEYS.get(folded(name))
        if key:
            places.setdefault(key, place)
    several: dict[str, tuple[int, ...]] = {}
    for role, names in (told or {}).items():
        if role in _SEVERAL:
            several[role] = _several(header, names)
        elif role in _ONE:
            places[role] = _place(header, names)
    taken = [role for role in told or {} if role in _ONE]
    for role in [role for role in places if role not in taken]:
        # A column that the user gives a meaning to has no other.
        if any(places[role] == places[other] for other in taken):
            del places[role]
    if "question" in places and "answer" not in places and "text" in places:
        places["answer"] = places.pop("text")
    return Columns(
        **places,
        questions=several.get("questions", ()),
        attributes=several.get("attributes", ()),
    )


def respondent_column(header: Sequence[str], taken: Collection[int] = ()) -> int:
    """Return the column that says whose row it is, or -1; not one that is something else."""
    names = ["" if place in taken else folded(name) for place, name in enumerate(header)]
    return next((names.index(name) for name in _RESPONDENT if name in names), -1)


def person_column(header: Sequence[str], columns: Columns) -> int:
    """Return the column of persons that stands before the one of speakers, or -1."""
    before = enumerate(header[: max(columns.speaker, 0)])
    return next((place for place, name in before if folded(name) in _OF_PERSONS), -1)


def interview_column(header: Sequence[str], columns: Columns) -> int:
    """Return the column that says in whose interview a turn is, or -1."""
    taken = {columns.speaker, columns.text, columns.time}
    numbering = {place for place, name in enumerate(header) if folded(name) in _NUMBERING}
    return respondent_column(header, taken | numbering)


def refuse_columns(path: str, header: Sequence[str]) -> DataError:
    """Make the error for a table whose columns are not understood."""
    return DataError(
        f"{path}: no column of speech found among: {', '.join(filter(None, header))[:200]}",
        hint="say which is which: --map speaker=WHO,text=WORDS,"
        " or --map question=Q,answer=A,"
        " or for one row per respondent --map respondent=ID,questions=Q1+Q2",
    )


def _several(header: Sequence[str], names: str) -> tuple[int, ...]:
    """Return the columns of a list; a name that holds a plus sign is tried as a whole first."""
    if folded(names) in map(folded, header):
        return (_place(header, names),)
    return tuple(_place(header, name) for name in re.split(r"[+＋]", names) if name.strip())


def _place(header: Sequence[str], name: str) -> int:
    lowered = [folded(each) for each in header]
    if folded(name) in lowered:
        return lowered.index(folded(name))
    if name.strip().isdecimal() and 1 <= int(name) <= len(header):
        return int(name) - 1
    known = [each for each in header if each]
    raise UsageError(
        f"there is no column {name.strip()!r}",
        hint=did_you_mean(name, known) or f"choose from: {', '.join(known)[:300]}",
    )
