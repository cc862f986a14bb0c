"""Lines that nobody spoke: stage directions, headings, rules, a tool's own line at the end.

Marks within speech (`（笑）我说呢么。`) are not touched: the line is speech.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualcode.transcripts.labels import may_be_label, names_person
from qualcode.transcripts.times import IN_BRACKETS, bare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_ROUND = (
    r"[(（][^\n()（）]{0,400}+"
    r"(?:[(（][^\n()（）]{0,80}+[)）][^\n()（）]{0,400}+)*+[)）]"
)
_GROUP = rf"(?:{_ROUND}|\[[^\n\[\]]{{0,400}}+\]|【[^\n【】]{{0,400}}+】)"
_NOTE = re.compile(
    rf"\n[ \t\u3000]*+(?P<note>\\?(?:{_GROUP}[ \t\u3000.。,，]*+)++"
    r"|>[ \t][^\n]*+|\#{1,6}[ \t][^\n]*+|[-=_*—~]{3,}+[ \t]*+"
    r"|Transcribed by https?:[^\n]*+)(?=\n|\Z)"
)
_RECORDER = ("transcription", "录")
"""What the line of a recorder has in it; looked for first, since few lines do."""
_RECORDED = re.compile(
    r"\n[ \t\u3000]*+(?P<note>[^\n:：]{1,60} (?:started|stopped) transcription"
    r"|[^\n:：]{1,30}(?:开始|停止|结束)了?(?:转录|听录|录制|录音))(?=\n|\Z)"
)
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_HEADING = re.compile(
    rf"\n[ \t\u3000]*+(?P<note>(?:{_NUMERAL}、|[（(]{_NUMERAL}[)）]|第{_NUMERAL}[部章节])"
    r"[^\n，。？！：；]{1,20})(?=\n)"
)
_BYSTANDER = re.compile(
    r"[(（](?P<label>[^\n:：()（）]{1,12})[:：][ \t]*(?P<speech>[^\n]+?)[)）]\s*$"
)
_STAMP = re.compile(IN_BRACKETS)


class Note(NamedTuple):
    """A whole line that is not the speech of the turn around it."""

    start: int
    """Where the line begins, without blanks."""
    end: int
    """Where it ends."""
    time: str
    """A stamp that stands before the note; empty where there is none."""
    label: str
    """Who interjects (`（旁边工友：你才胖。）`); empty for a note proper."""
    speech: tuple[int, int]
    """The interjected words, or the note itself."""


def find_notes(padded: str, starts: Collection[int] = ()) -> Iterator[Note]:
    """Yield the lines that are no speech, in order.

    Args:
        padded: The text with a line feed before it.
        starts: Where turns begin: these lines are none.

    Yields:
        Notes with positions in the text itself; a line with nothing but a stamp is none.
    """
    for match in _lines(padded):
        start = match.start("note") - 1
        if start in starts:
            continue
        end = match.end("note") - 1
        said = match["note"].rstrip()
        stamp = _STAMP.match(said)
        if stamp and stamp.end() == len(said.rstrip(" :：")):
            continue
        inner = _BYSTANDER.match(said)
        time = bare(stamp[0]) if stamp else ""
        if inner and _is_person(inner["label"]):
            speech = (start + inner.start("speech"), start + inner.end("speech"))
            yield Note(start, end, time, inner["label"].strip(), speech)
        else:
            yield Note(start, end, time, "", (start, start + len(said)))


def _lines(padded: str) -> Iterable[re.Match[str]]:
    """Return the lines that look like notes or like those of a recorder, in order."""
    found = _NOTE.finditer(padded)
    begins = {padded.rfind("\n", 0, at) for word in _RECORDER for at in _places(padded, word)}
    recorded = [line for line in (_RECORDED.match(padded, begin) for begin in begins) if line]
    if not recorded:
        return found
    lines = {line.start(): line for line in (*recorded, *found)}
    return (lines[start] for start in sorted(lines))


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def find_headings(padded: str, starts: Collection[int]) -> Iterator[Note]:
    """Yield section headings (`二、帮扶情况`): lines above a turn that would else end the last one.

    Args:
        padded: The text with a line feed before it.
        starts: Where turns begin; a heading stands directly above one.
    """
    for match in _HEADING.finditer(padded):
        start, end = match.start("note") - 1, match.end("note") - 1
        following = end
        while following + 1 < len(padded) and padded[following + 1].isspace():
            following += 1
        if following in starts:
            yield Note(start, end, "", "", (start, end))


def _is_person(label: str) -> bool:
    return may_be_label(label) and names_person(label)
