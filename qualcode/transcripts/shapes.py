"""The ways in which transcripts mark who speaks: one regular expression for each.

All are written for the text with a line feed put before it, begin with that line
feed (which the regular expression engine finds at the speed of memory) and are
bounded, so that time grows with the length of the text and with nothing else.
What follows a match is speech.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.making import maker
from qualcode.transcripts.times import BARE, DATED, IN_BRACKETS, LONG, bare

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of marking speakers."""

    name: str
    """What the transcript's layout is called."""
    pattern: re.Pattern[str]
    """Groups `lead`, `sign`, `label`, `bracket`, `time`, `time2`; see `Mark`."""
    hint: re.Pattern[str]
    """What must occur for the shape to occur; quickly looked for."""
    weight: float = 1.0
    """What a mark counts against one of another shape: the rarer by chance, the more."""
    paired: bool = False
    """Only together do an interviewer and a respondent make such marks a layout."""
    strict: bool = False
    """Labels must be role words, voice numbers or set off by a sign; any word could stand so."""


NOBODY = "\0note"
"""The label of a note, until roles are given."""
ON = "\0on"
"""The label where a time stamp alone stands: who spoke before goes on."""


class Mark(NamedTuple):
    """A place where something other than the current speech begins, as it stands in the text."""

    start: int
    """Where the label or its time begins."""
    end: int
    """Where the speech begins."""
    label: str
    """The label as written, without markup; empty where the layout names nobody."""
    time: str = ""
    """The time stamp as written, without brackets."""
    sign: str = ""
    """What sets the label off, so that it is no accident: ``#``, ``*``, ``-``, two blanks."""
    closed: int = -1
    """Where what begins here ends by itself, as a note does; -1 = at the next mark."""
    speech_end: int = -1
    """Where the words of something closed end."""


_mark = maker(Mark)


def find_marks(shape: Shape, padded: str) -> Iterator[Mark]:
    """Yield every place where a turn could begin.

    Args:
        shape: What to look for.
        padded: The text with a line feed before it.

    Yields:
        Marks with positions in the text itself.
    """
    # By number, not by name: this is the innermost loop of reading.
    lead, *groups = map(shape.pattern.groupindex.__getitem__, _GROUPS)
    for match in shape.pattern.finditer(padded):
        label, sign, bracket, time, time2, time3 = match.group(*groups)
        if bracket:
            label = f"{label.rstrip()}{bracket}"
        stamp = time3 or time2 or time
        label = label.strip().strip(_UNSEEN) if label else ""
        time, sign = bare(stamp) if stamp else "", sign[0] if sign else ""
        # All positions are one too far, by the line feed that was put in front.
        yield _mark((match.end(lead) - 1, match.end() - 1, label, time, sign, -1, -1))


_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Signs of no width, which chats and word processors leave before labels."""
_GROUPS = ("lead", "label", "sign", "bracket", "time", "time2", "time3")
"""The groups that every shape has, though some never take part."""
_B = r"[ \t\u3000\u00a0]"
_STOP = r"\n:：*()（）\[\]【】<>#，。？！；,?!;“”\"「」『』—|=＝"
_WORD = rf"[^\s{_STOP}](?:[^{_STOP}]|\#(?=\d)){{0,39}}+"
_LEAD = rf"\n(?P<lead>{_B}*+)[{_UNSEEN}]*+"
_STAMP = rf"(?:{IN_BRACKETS}|{LONG}(?={_B}))"
_BRACKET = r"[(（][^\n()（）]{1,20}+[)）]"
_COLON_SIGN = r"(?:(?<!\s\d)(?<!\s\d\d)[:：]|[:：](?!\d\d))"
"""A colon that is not the one in `Daniel  0:21`."""


def _without(*groups: str) -> str:
    """Declare groups that a shape does not have, so that all shapes have the same."""
    return "".join(rf"(?P<{group}>(?!))?" for group in groups)


_SOON = r"(?=[—–]{0,2}+[^\n:：(（\[【<{，。？！；,?!;“”\"「」『』—|=＝]{0,80}+[:：(（\[【<{])"
"""A colon or a bracket before any punctuation: most lines have none, which is quickly seen."""

_COLON = re.compile(
    rf"{_LEAD}{_SOON}"
    rf"(?:[(（]?\d{{1,5}}(?:[.、)）]{_B}*+|{_B}++)(?=\D))?"
    rf"(?:(?P<time>{_STAMP}|{BARE}(?={_B})){_B}*+)?"
    rf"(?P<sign>\#{{1,6}}{_B}++(?:\*\*)?|\*{{1,3}}(?!\*)|[-•>]{_B}++(?:\*{{2,3}})?"
    rf"|[—–]{{1,2}}{_B}*+)?"
    rf"(?P<label>{_WORD})\*{{0,3}}+{_B}*+"
    rf"(?:(?P<time2>{IN_BRACKETS})|(?P<bracket>{_BRACKET}))?\*{{0,3}}+{_B}*+"
    rf"{_COLON_SIGN}(?!//)\*{{0,3}}+(?:{_B}*+(?P<time3>{IN_BRACKETS}))?"
)
"""`访谈者：`, `[00:01:05] Q:`, `**Ben Walker:** [00:00:05]`, `### 唐鳳：`, `张某（村支书）：`,
`2 Dan:`, `Eric Ries (00:00:00):`."""

_DASH = re.compile(
    rf"{_LEAD}(?:(?P<time>{_STAMP}){_B}*+)?(?P<label>[^\s{_STOP}]{{1,12}}+){_B}*+[—–―─]{{2,}}+"
    rf"{_without('sign', 'bracket', 'time2', 'time3')}"
)
"""`调研员——`."""

_LABEL_TIME = re.compile(
    rf"{_LEAD}(?P<sign>\#{{1,6}}{_B}++(?:\*\*)?|\*\*)?"
    rf"(?P<label>[^\s\d{_STOP}][^\d{_STOP}]{{0,38}}+(?:\d{{1,3}}+(?![\d:：.])[^\d{_STOP}]{{0,9}}+)?)"
    rf"(?:\*\*)?(?P<bracket>{_BRACKET})?{_B}*+(?:\|{_B}++)?"
    rf"(?:(?P<time>{IN_BRACKETS})|(?<={_B})(?P<time2>{DATED}))"
    rf"{_B}*+\\?(?=\n|\Z){_without('time3')}"
)
"""`Daniel  0:21`, `说话人1 00:03:12`, `说话人 1 00:01\\` on a line of their own."""

_LABEL_THEN_TIME = re.compile(
    rf"{_LEAD}(?P<label>[^\s\d{_STOP}](?:[^{_STOP}]{{0,38}}[^\s{_STOP}])?+){_B}*+\n{_B}*+"
    rf"(?P<time>{IN_BRACKETS}|{DATED}){_B}*+(?=\n|\Z)"
    rf"{_without('sign', 'bracket', 'time2', 'time3')}"
)
"""`Daniel` on a line and `00:21` on the next."""

_TIME_LABEL = re.compile(
    rf"{_LEAD}(?P<time>{_STAMP}|{DATED}(?={_B})){_B}*+(?P<label>[^\s\d{_STOP}][^{_STOP}]{{0,39}}+)"
    rf"(?P<bracket>{_BRACKET})?{_B}*+(?=\n){_without('sign', 'time2', 'time3')}"
)
"""`00:03:12 说话人1` on a line of its own."""

_VOICE = re.compile(
    rf"{_LEAD}(?:(?P<time>{_STAMP}){_B}*+)?<v(?:\.[^\s>]{{1,40}})?[ \t](?P<label>[^>\n]{{1,60}})>"
    rf"{_without('sign', 'bracket', 'time2', 'time3')}"
)
"""`00:00:00 <v Michael Kennedy>`."""

_IN_BRACKETS = re.compile(
    rf"{_LEAD}[\[【<〈](?P<label>[^\s\d{_STOP}/][^{_STOP}]{{0,19}}+)[\]】>〉]{_B}*+[:：]?"
    rf"(?:{_B}*+(?P<time>{BARE}){_B}*+(?=\n))?{_without('sign', 'bracket', 'time2', 'time3')}"
    rf"(?=\s*+[^\s])"
)
"""`[id1] hello`, `【记者】您好`, `<受访者>好`."""

_IN_PARENTHESES = re.compile(
    rf"{_LEAD}[(（](?P<label>[^\s\d{_STOP}][^{_STOP}]{{0,19}}+)[)）]{_B}*+[:：]?"
    rf"{_without('sign', 'bracket', 'time', 'time2', 'time3')}(?=\s*+[^\s])"
)
"""`（记者）您好`: only role words, since most of what stands in these brackets is no label."""

_SEPARATED = re.compile(
    rf"{_LEAD}(?P<label>[^\s\d{_STOP}.、．](?:[^\t{_STOP}.、．]{{0,28}}[^\s{_STOP}.、．])?)"
    rf"(?:(?P<sign>\t)[\t ]*+|{_B}*+\|{_B}*+|{_B}+[-–—]{_B}+|[.、．]{_B}*+)"
    rf"(?=[^\s\d])(?!(?<=[.．])[A-Z]\b){_without('bracket', 'time', 'time2', 'time3')}"
)
"""`Interviewer<TAB>How are you?`, `问、您家几口人？`, `Q. How old?`, `访谈者|您好`, `答 - 好`."""

_BLANK = re.compile(
    rf"{_LEAD}(?P<label>(?:[QA]|[\u4e00-\u9fff]{{1,5}}[A-Za-z0-9]?)){_B}++"
    rf"{_without('sign', 'bracket', 'time', 'time2', 'time3')}(?=[^\s{_STOP}])"
)
"""`问 您家几口人？`, `访谈者 您好`: a blank alone, so only role words, and both sides of them.

Not `I` and `R`: lines of English begin with `I`."""

_OWN_LINE = re.compile(
    rf"{_LEAD}(?P<label>[^\s\d{_STOP}](?:[^{_STOP}]{{0,39}}?[^\s{_STOP}])??)(?P<sign>[ ]{{2,}}+)?"
    rf"(?=\n[^\n]){_without('bracket', 'time', 'time2', 'time3')}"
)
"""`Jonas Rosland` with two blanks behind it on a line of its own, or `访谈者` alone."""

_HEADING = re.compile(
    rf"{_LEAD}(?P<sign>\#{{2,6}}{_B}++(?:\*\*)?|\*\*)"
    rf"(?P<label>[^\s\d{_STOP}](?:[^{_STOP}]{{0,39}}?[^\s{_STOP}])??){_B}*+(?P<bracket>{_BRACKET})?"
    rf"(?:\*\*)?{_B}*+(?=(?:\n{_B}*+){{1,3}}[^\s\#]){_without('time', 'time2', 'time3')}"
)
"""`## 张三` or `**张三**` on a line of its own, what is said below it.

Not `# 张三`: that is the title of a document."""

_TIME_TEXT = re.compile(
    rf"{_LEAD}(?P<time>{IN_BRACKETS}|{LONG}(?:{_B}*-->{_B}*{LONG})?(?={_B}))"
    rf"{_without('sign', 'label', 'bracket', 'time2', 'time3')}(?={_B}*+\S)"
)
"""`[00:43.810 --> 00:47.850]  Hello everyone`, `[00:43.810]Hello`: times, but no speakers."""

STAMP_LINE = re.compile(
    rf"{_LEAD}(?P<time>{IN_BRACKETS}|{BARE}(?:{_B}*(?:-->|[-–—~至]){_B}*{BARE})?(?={_B}*\n)){_B}*+[:：]?"
)
"""A stamp that begins a line within another layout; it goes before a label or divides a turn."""

TIME_TEXT = Shape("time-text", _TIME_TEXT, re.compile(r"\d"))
"""The layout of last resort before none at all."""

_SEPARATOR = re.compile(r"\n[^\n\t|.、．]{1,30}(?:\t|[ ]*\||[ ][-–—][ ]|[.、．])")
_BLANK_SOON = re.compile(rf"\n{_B}*[^\s]{{1,6}}{_B}")
_TIME_AT_END = re.compile(r"\d[\])）】}}>#]?[ \t\\]*\n")

SHAPES = (
    Shape("label-colon", _COLON, re.compile(r"[:：]")),
    Shape("label-dash", _DASH, re.compile(r"[—–―─]{2}"), weight=0.9),
    Shape("label-time-line", _LABEL_TIME, _TIME_AT_END, weight=1.5),
    Shape("time-label-line", _TIME_LABEL, re.compile(r"\n[\[(（【{<#]?\d"), weight=1.2),
    Shape("label-then-time", _LABEL_THEN_TIME, _TIME_AT_END, weight=1.4),
    Shape("voice-tag", _VOICE, re.compile(r"<v[. \t]"), weight=2.0),
    Shape("bracket-label", _IN_BRACKETS, re.compile(r"\n[ \t\u3000]*[\[【<〈]"), weight=0.6),
    Shape("paren-label", _IN_PARENTHESES, re.compile(r"\n[ \t\u3000]*[(（]"), 0.7, strict=True),
    Shape("label-sign", _SEPARATED, _SEPARATOR, weight=0.7, strict=True, paired=True),
    Shape("label-blank", _BLANK, _BLANK_SOON, weight=0.6, strict=True, paired=True),
    Shape("label-line", _OWN_LINE, re.compile(r"\n[^\n]{1,40}\n[^\n]"), weight=0.8, strict=True),
    Shape("heading-line", _HEADING, re.compile(r"\n(?:##|\*\*)"), weight=0.9, paired=True),
)
"""The shapes that name speakers."""
