"""Time stamps as transcription tools write them, and how to write one of our own."""

from __future__ import annotations

import re

CLOCK = r"\d{1,3}[:：.]\d{2}(?:[:：.]\d{2})?(?:[.,]\d{1,3}|-\d{1,2})?"
"""``0:21``, ``00:03:12``, ``00.43.810``, ``00:01:02-5`` (tenths, as F4 writes them)."""

IN_BRACKETS = rf"[\[(（【{{<#]{CLOCK}(?:[ \t]*(?:-->|[-–—~至])[ \t]*{CLOCK})?[\])）】}}>#]"
"""A stamp that cannot be anything else, or a range of two."""

BARE = r"\d{1,3}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?"
"""A stamp without brackets: only with colons, since ``8.30`` may be a price."""

DATED = rf"(?:\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?[ T])?{BARE}"
"""A stamp that may have the date before it, as chat logs write it."""

LONG = r"\d{1,2}[:：]\d{2}[:：]\d{2}(?:[.,]\d{1,3})?"
"""Hours, minutes and seconds: a stamp even at the beginning of a line of speech."""

_EDGES = "[](){}<>【】（）# \t"


def bare(stamp: str) -> str:
    """Return a stamp without its brackets."""
    return stamp.strip(_EDGES)


def from_seconds(seconds: float) -> str:
    """Write a time as ``HH:MM:SS``."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def to_seconds(stamp: str) -> float:
    """Read ``MM:SS`` or ``HH:MM:SS`` with an optional fraction as seconds; -1 when it is none."""
    parts = re.split(r"[:：]", stamp.strip().replace(",", "."))
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return -1.0
    return sum(number * 60.0**place for place, number in enumerate(reversed(numbers)))
