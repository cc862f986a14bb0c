"""The block above an interview: who, when, where, by whom.

Fields become canonical keys, in both languages and with both colons, several on
a line too; YAML front matter likewise. `访谈者：L某` is a field and `访谈者：你好。`
is speech though they look alike, so a line with such a name is a field only when
what follows describes a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.transcripts import role_words
from qualcode.transcripts.header_keys import (
    FIELD_WITHIN_LINE,
    SPEAKER_KEYS,
    canonical_key,
    with_colon,
)
from qualcode.transcripts.labels import (
    canonical,
    is_diarised,
    is_role_word,
    may_be_label,
    stem,
)
from qualcode.transcripts.persons import describe, leading_id, leading_name
from qualcode.transcripts.times import BARE, IN_BRACKETS

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUBJECT = re.compile(r"^[^\w\n]*subject[ \t*]*[:：]", re.IGNORECASE | re.MULTILINE)
_REACH = 20_000
"""Characters within which the header must end."""
_PROSE_LINES = 8
"""Lines without a field after which no header goes on."""
_PREAMBLE_LINES = 30
"""Lines above the first label that may describe the participant."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_GENERIC = re.compile(
    r"[ \t\u3000*#>-]*([^\n:：，。？！,?!（(]{1,40})[:：](?!//)[ \t\u3000]*([^\n]*)"
)
_SPEECH = re.compile(
    rf"[ \t\u3000]*(?:{IN_BRACKETS}|<v |[^\s\d:：][^\n:：]{{0,40}}[ \t]+{BARE}[ \t\\]*$)"
)
_STATED = re.compile(r"([^\s=＝，,；;：:]{1,20})[ \t]*[=＝][ \t]*([^\s=＝，,；;。]{1,20})")
_PERSON = re.compile(
    r"(?:^|[，,、；;（( ])(?:男|女|male|female|man|woman)(?:性)?(?:$|[，,、；;）) ])"
    r"|\d+\s*岁|某|化名|pseudonym|\[ID",
    re.IGNORECASE,
)
_TALK = re.compile(r"[你您我咱俺吗呢吧啊哦嗯]|[？?！!]|[。….”\"]$|\b(?:you|I|we)\b")


@dataclass(slots=True)
class Header:
    """What stands above the first turn."""

    fields: dict[str, str] = field(default_factory=dict)
    """Values by canonical key, or by the name as written where it has none."""
    end: int = 0
    """Where the last line with a field ends; 0 = there is none."""
    interviewers: set[str] = field(default_factory=set)
    """Canonical labels that a line such as `Interviewer = A` calls interviewers."""

    def names(self) -> set[str]:
        """Return the words that may be labels because a field says who takes part."""
        told = [self.fields.get(key, "") for key in ("id", "interviewer", "participant", "present")]
        words = {word for value in told for word in re.split(r"[\s，,、；;（()）]+", value)}
        return {word for word in words if 0 < len(word) <= 12 and not _PERSON.fullmatch(word)}

    def add(self, key: str, value: str) -> None:
        """Keep the first value of a field."""
        if value:
            self.fields.setdefault(key, value)


def read_header(text: str) -> Header:
    """Read the fields above the first turn.

    Args:
        text: The whole text.

    Returns:
        The fields; empty when the text begins with speech.
    """
    header = Header()
    start = _front_matter(text, header)
    prose = 0
    for begin, line in _lines(text, start):
        taken = _field_line(line, text, header)
        if taken is None or prose > _PROSE_LINES:
            break
        if taken:
            header.end, prose = begin + len(line), 0
        elif line.strip():
            prose += 1
    _describe_participant(header)
    return header


def read_preamble(lines: str, header: Header) -> None:
    """Take an id and a person's attributes from the unlabelled lines above the first turn."""
    for line in lines.split("\n")[:_PREAMBLE_LINES]:
        plain = line.strip(" \t\u3000*#（()）")
        if not plain or _GENERIC.match(line) or _STATED.search(line) or len(plain) > 300:
            continue
        for word in re.split(r"[\s　，,.：:]+", plain)[:4]:
            if leading_id(word):
                header.add("id", leading_id(word))
        told = describe(plain)
        for key, value in told.items() if told.keys() & {"gender", "age"} else ():
            header.add(key, value)


def _front_matter(text: str, header: Header) -> int:
    match = _FRONT_MATTER.match(text[:_REACH])
    if not match:
        return 0
    for line in match[1].split("\n"):
        name, colon, value = line.partition(":")
        if colon and not line.startswith((" ", "\t", "#", "-")):
            header.add(canonical_key(name) or name.strip(), value.strip().strip("'\""))
    header.end = match.end()
    return match.end()


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    while start < min(len(text), _REACH):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > 2000:
            return
        yield start, text[start:end]
        start = end + 1


def _field_line(line: str, text: str, header: Header) -> bool | None:
    """Take the fields of a line.

    Returns:
        Whether there were any; ``None`` when the line is speech and the header ends.
    """
    line = with_colon(line)
    if _states_roles(line, header):
        return True
    match = _GENERIC.match(line)
    if not match:
        return None if _SPEECH.match(line) or _is_dashed(line, text) else False
    name, value = match[1].strip(), match[2].strip()
    key = canonical_key(name)
    if key in SPEAKER_KEYS:
        return _speaker_field(key, line, text, header)
    if key:
        _several(line, header, key)
        return True
    if _SPEECH.match(line) or _names_speaker(name, text):
        return None
    return _unknown_field(name, value, header, heading=line.lstrip().startswith("#"))


def _names_speaker(name: str, text: str) -> bool:
    return is_role_word(name) or is_diarised(name) or (may_be_label(name) and _again(name, text))


def _speaker_field(key: str, line: str, text: str, header: Header) -> bool | None:
    """Decide on `访谈者：…`: a field when a person is described, speech otherwise."""
    value = _fields_within(line)[0][1] if _fields_within(line) else line.partition(":")[2].strip()
    told = bool(_PERSON.search(value)) and not re.search(r"[？?！!。…]$", value)
    short = len(value) <= 30 and not _TALK.search(value)
    initial = bool(re.fullmatch(r"(?!OK\b)(?:[A-Z]\.?){1,4}", value))
    if key == "interpreter" and value:
        # Nobody's first words are an interpreter's.
        header.add(key, value)
        return True
    if not value or key in header.fields or (key == "subject" and _subject_speaks(text)):
        return None
    named = bool(leading_name(value)) and not _again(line[: line.index(value)].strip(" :："), text)
    told = told or leading_id(value) == value
    if told or initial or (short and (header.end or named)):
        _several(line, header, key)
        return True
    return None


def _subject_speaks(text: str) -> bool:
    """Tell whether `Subject:`, however it is written, begins more than one line."""
    return len(_SUBJECT.findall(text[: 10 * _REACH])) > 1


def _several(line: str, header: Header, key: str) -> None:
    found = _fields_within(line)
    if not found:
        found = [(key, re.split(r"[:：]", line, maxsplit=1)[1].strip(" \t\u3000*"))]
    for name, value in found:
        header.add(name, value)


def _fields_within(line: str) -> list[tuple[str, str]]:
    """Return all Chinese fields of a line, the first of which must begin it."""
    matches = list(FIELD_WITHIN_LINE.finditer(line))
    if not matches or line[: matches[0].start()].strip(" \t\u3000*#>-"):
        return []
    ends = [match.start() for match in matches[1:]] + [len(line)]
    return [
        (canonical_key(match["key"]), line[match.end() : end].strip(" \t\u3000;；*"))
        for match, end in zip(matches, ends, strict=True)
    ]


def _unknown_field(name: str, value: str, header: Header, *, heading: bool) -> bool:
    """Keep a field under its own name, if it stands among known ones and is short."""
    plain = len(name) <= 20 and len(value) <= 80 and not re.search(r"[？?！!”]$", value)
    if header.end and value and plain and len(name.split()) <= 4 and not heading:
        header.add(name, value)
        return True
    return False


def _states_roles(line: str, header: Header) -> bool:
    """Take lines such as `Interviewer = A` and `说话人1＝访谈者，说话人2＝冯某某`."""
    pairs = _STATED.findall(line)
    for left, right in pairs:
        if stem(right) in role_words.INTERVIEWER:
            header.interviewers.add(canonical(left))
        elif stem(left) in role_words.INTERVIEWER:
            header.interviewers.add(canonical(right))
    return bool(header.interviewers) and bool(pairs)


def _again(name: str, text: str) -> bool:
    head = text[: 10 * _REACH]
    return sum(head.count(f"\n{name}{colon}") for colon in ":：") + head.startswith(name) >= 2


def _is_dashed(line: str, text: str) -> bool:
    label, dash, _ = line.partition("——")
    return bool(dash and label) and len(label) <= 12 and text.count(f"\n{label}——") >= 2


def _describe_participant(header: Header) -> None:
    """Spread the participant's description over the attributes it names."""
    number = header.fields.get("id", "")
    if leading_id(number) and leading_id(number) != number:
        header.fields["id"] = leading_id(number)
    told = [header.fields.get("participant", ""), number.removeprefix(leading_id(number))]
    for value in told:
        for key, attribute in describe(value).items():
            header.add(key, attribute)
    if not number and leading_id(told[0]):
        header.add("id", leading_id(told[0]))
