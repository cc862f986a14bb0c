"""Text that was already spoilt when it was saved: mojibake and replacement characters.

Such a file decodes without complaint, and every search in it finds nothing; so it
is looked for and refused. Mojibake is known by undoing it: when the characters,
put back into the bytes they were wrongly read from, give better text in another
encoding, they were wrongly read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.transcripts.encoding_guess import commonness

_SAMPLE = 600
"""Characters looked at in the beginning, the middle and the end."""
_FIRST = 200
"""Characters at the beginning whose commonness is counted."""

_SUSPECT = re.compile(
    r"[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u20ac\u2122]{3,}"
)
"""Runs of Western signs: what bytes of Chinese look like when read one by one."""

_DOUBTFUL = re.compile(r"[^\n]*[^\x00-\x7f\n]{2}[^\n]*")
"""Lines in which two characters beyond ASCII stand together; bytes of Chinese always do."""

_WRONGLY_READ = (
    ("cp1252", (("utf-8", True), ("gb18030", False), ("big5hkscs", False))),
    ("gb18030", (("utf-8", False),)),
    ("big5hkscs", (("utf-8", False),)),
)
"""What text is wrongly read as, what it may really be, and whether bytes may be missing."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Where a text is damaged, and how that came about."""

    position: int
    """Code point of the first damaged character."""
    cause: str
    """What happened to it, in words for the user."""


def find_damage(text: str) -> Damage | None:
    """Return the first damage of a text, or ``None``."""
    if text.isascii():
        return None
    at = text.find("\ufffd")
    if at >= 0:
        return Damage(at, "characters were lost and replaced by U+FFFD")
    at = text.find("锟斤拷") if "锟" in text else -1  # one sign alone is found far quicker
    if at >= 0:
        return Damage(at, "characters were lost and the rest was saved as 锟斤拷")
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    for start in dict.fromkeys((0, middle, max(0, len(text) - _SAMPLE))):
        damage = _mojibake(text, start)
        if damage:
            return damage
    return None


def _mojibake(text: str, start: int) -> Damage | None:
    sample = text[start : start + _SAMPLE]
    # Garbled Han signs are rare ones; whether they are is costly to count, and they are
    # never in one place only, so the beginning serves.
    if sample.isascii() or not (_SUSPECT.search(sample) or (not start and _is_rare(sample))):
        return None
    for line in _DOUBTFUL.finditer(sample):
        cause = _wrongly_read(line[0])
        if cause:
            offset = re.search(r"[^\x00-\x7f]", line[0])
            return Damage(start + line.start() + (offset.start() if offset else 0), cause)
    return None


def _is_rare(sample: str) -> bool:
    return commonness(sample[:_FIRST]) <= 0.5


def _wrongly_read(line: str) -> str:
    """Say from which encoding a line was wrongly read; empty when it was not."""
    needed = max(0.6, commonness(line) + 0.3)
    for wrong, rights in _WRONGLY_READ:
        data = _bytes_of(line, wrong)
        for right, lenient in rights:
            mended = _mended(data, right, lenient=lenient)
            if mended != line and commonness(mended) > needed:
                return f"{right} text was read as {wrong}"
    return ""


def _bytes_of(line: str, encoding: str) -> bytes:
    """Put characters back into the bytes they were read from; empty where that cannot be.

    Bytes that CP1252 leaves undefined are read as control characters by most programs.
    """
    if encoding == "cp1252":
        mixed = (
            char.encode("latin-1") if char < "\xa0" else char.encode("cp1252", "ignore")
            for char in line
        )
        return b"".join(mixed)
    try:
        return line.encode(encoding)
    except UnicodeEncodeError:
        return b""


def _mended(data: bytes, encoding: str, *, lenient: bool) -> str:
    try:
        return data.decode(encoding, "ignore" if lenient else "strict")
    except UnicodeDecodeError:
        return ""
