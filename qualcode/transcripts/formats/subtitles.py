"""Subtitles: SubRip (.srt) and WebVTT (.vtt).

Read by a parser of our own, since real files are looser than the libraries allow: hours
missing, cue tags left open, blank lines within a cue, names in all the ways that
meeting tools write them.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.model.transcript import Role
from qualcode.transcripts.content import Content, Speech
from qualcode.transcripts.formats.text import decode_with, lost
from qualcode.transcripts.joining import join_words, joined
from qualcode.transcripts.shapes import SHAPES, find_marks
from qualcode.transcripts.speakers import Cast, believe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.transcripts.options import ReadingOptions

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"^[ \t]*({_CLOCK})[ \t]*-->[ \t]*{_CLOCK}[^\n]*$", re.MULTILINE)
_BLOCK = re.compile(r"^(?:NOTE|STYLE|REGION)\b[^\n]*(?:\n[^\n]+)*", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z][^>\n]{0,200}>|<\d[\d:.]*>|\{\\[^}\n]{0,80}\}")
_IN_BRACKETS = re.compile(r"^[(\[（]([^()\[\]（）\n]{1,40})[)\]）]$")
_NAME_FIRST = re.compile(r"^[(\[（]([^()\[\]（）\n]{1,40})[)\]）][ \t]*([^\n]*)$")
_TURN = re.compile(r"^(?:>>+|[-–—•])[ \t]*")
"""What begins a line where another person begins to speak within a cue."""
_OTHER = "\0other"
"""Stands for the second speaker of a cue who has no name there."""
_SOUND = re.compile(r"^(?:>[ \t]*)?[(\[（【♪][^\n]*[)\]）】♪]$")
_COLON = next(shape for shape in SHAPES if shape.name == "label-colon")


def read_subtitles(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read subtitles.

    Raises:
        DataError: There are no cues, or the bytes are not text.
    """
    decoded = decode_with(data, path=path, options=options)
    cues = list(_cues(decoded.text))
    if not any(text for _, text in cues):
        raise DataError(f"{path} has no cues", hint="is it a subtitle file?")
    cast = _cast(cues)
    pieces = list(_resolved([p for time, text in cues for p in _pieces(time, text, cast)]))
    return Content(
        *("subtitles", decoded.encoding),
        speeches=tuple(joined(pieces)),
        layout="cues",
        warnings=lost(decoded),
    )


def _cues(text: str) -> Iterator[tuple[str, str]]:
    """Yield time and text of each cue; voice tags are left in the text."""
    text = _BLOCK.sub("", text)
    timings = list(_TIMING.finditer(text))
    ends = [*(_without_name(text, match.start()) for match in timings[1:]), len(text)]
    for match, end in zip(timings, ends, strict=False):
        lines = (line.strip() for line in text[match.end() : max(end, match.end())].split("\n"))
        time = match[1].replace(",", ".")
        yield time.rpartition(".")[0] or time, "\n".join(line for line in lines if line)


def _without_name(text: str, start: int) -> int:
    """Return where a cue begins, its number or name before the time included."""
    head = text.rfind("\n", 0, max(0, start - 1)) + 1
    line = text[head:start].strip()
    above = text.rfind("\n", 0, max(0, head - 1)) + 1
    stands_alone = not text[above:head].strip()
    return head if line and (line.isdecimal() or stands_alone) else start


def _cast(cues: Sequence[tuple[str, str]]) -> Cast:
    """Find the speakers that are written at the beginning of cues, as in `Ann: Hello`."""
    lines = (_TURN.sub("", _plain(line)) for _, text in cues for line in text.split("\n"))
    padded = "".join(f"\n{line}" for line in lines if ":" in line or "：" in line)
    return believe(list(find_marks(_COLON, padded)), _COLON, padded)


def _pieces(time: str, text: str, cast: Cast) -> Iterator[Speech]:
    """Cut a cue into what its speakers say; a piece without speaker goes on with the last."""
    speaker, said, turns = "", "", 0
    for line in text.split("\n"):
        voice, plain = _VOICE.search(line), _plain(line)
        words = _TURN.sub("", plain)
        turns += words != plain
        name, words = (voice[1].strip(), words) if voice else _named(words, cast)
        if not name and words != plain and turns > 1:
            name = _OTHER
        if name and said:
            yield Speech(speaker, said, time)
            said = ""
        speaker = name or speaker
        if _SOUND.match(words):
            yield Speech("", words, time, Role.NOTE)
        else:
            said = join_words(said, words)
    if said:
        yield Speech(speaker, said, time)


def _named(line: str, cast: Cast) -> tuple[str, str]:
    """Return the name at the beginning of a line, in brackets or before a colon, and the rest."""
    match = _NAME_FIRST.match(line)
    if match and _bracketed(f"({match[1]})"):
        return match[1], match[2].strip()
    return _labelled(line, cast)


def _resolved(pieces: Sequence[Speech]) -> Iterator[Speech]:
    """Say who the other one is in a cue of two: where two talk, it is not the one before."""
    names = dict.fromkeys(p.speaker for p in pieces if p.speaker and p.speaker != _OTHER)
    last = ""
    for piece in pieces:
        speaker = piece.speaker
        if speaker == _OTHER:
            others = [name for name in names if name != last]
            speaker = others[0] if len(names) == 2 and last else "?" if names else ""
        last = speaker or last
        yield replace(piece, speaker=speaker)


def _bracketed(line: str) -> str:
    """Return the name of `(Danyel Fisher)` on a line of its own; sounds are lower case."""
    match = _IN_BRACKETS.match(line)
    words = match[1].split() if match else []
    named = len(words) >= 2 and all(word[0].isupper() for word in words)
    return match[1] if match and named else ""


def _labelled(line: str, cast: Cast) -> tuple[str, str]:
    for mark in find_marks(_COLON, "\n" + line):
        name = cast.name(mark.label)
        if mark.start == 0 and name:
            return name, line[mark.end :].strip()
    return "", line


def _plain(line: str) -> str:
    return html.unescape(_TAG.sub("", line)).strip()
