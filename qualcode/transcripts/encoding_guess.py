"""Which encoding fits bytes that are not UTF-8: the one that yields the commonest characters.

Our own rule needs no dependency and is right on short Chinese lines, where the
known detectors are not. What it cannot tell with confidence it refuses.
"""

from __future__ import annotations

import re

from qualcode.errors import DataError
from qualcode.transcripts.common_characters import COMMON_CHINESE, COMMON_WESTERN

_SAMPLE = 16 * 1024
"""Bytes that are scored; more does not change the answer."""

_ENOUGH = 0.35
"""A guess that yields fewer common characters than this is none."""

_FEW = 3
"""So many faulty bytes are few in any text."""

_PLAIN = re.compile(r"[\t\n\r\x20-\x7e]")
_OTHER = re.compile(r"[^\t\n\r\x20-\x7e]")
_CHINESE = re.compile(f"[{''.join(sorted(COMMON_CHINESE))}]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HIGH_PAIR = re.compile(rb"[\x80-\xff]{2}")


def guess_encoding(data: bytes, *, path: str) -> str:
    """Return the encoding that fits best.

    Args:
        data: Bytes without a byte order mark that are not UTF-8.
        path: What to call the file in an error.

    Raises:
        DataError: No encoding fits, the bytes are no text, or they are Shift-JIS.
    """
    if b"\0" not in data:
        _refuse_japanese(data, path)
    scored = sorted(((_score(data, name), name) for name in _candidates(data)), reverse=True)
    for score, name in scored:
        if score < _ENOUGH:
            break
        if _fits(data, name):
            return name
    if b"\0" in data:
        at = data.index(b"\0")
        raise DataError(
            f"{path}: a NUL byte at position {at}: this is not a text file",
            hint="if it is text, name its encoding with --encoding",
        )
    _refuse_nearly(data, path)
    raise DataError(
        f"{_fault(data, 'utf-8', path)} is not utf-8, and no other encoding fits",
        hint="name it with --encoding (utf-8, gb18030, big5, utf-16, cp1252 …)",
    )


def commonness(text: str) -> float:
    """Return the share of common characters among those beyond ASCII, 0 to 1.

    Text with nothing beyond ASCII is 0.5: it says nothing about what it was read with.
    """
    if not text:
        return 0.0
    other = len(_OTHER.findall(text))
    return len(_CHINESE.findall(text)) / other if other else 0.5


def _candidates(data: bytes) -> list[str]:
    names = [] if b"\0" in data else ["gb18030", "big5hkscs", "cp1252"]
    if len(data) % 2 == 0:
        names += ["utf-16-le", "utf-16-be"]
    if len(data) % 4 == 0 and b"\0" in data:
        names += ["utf-32-le", "utf-32-be"]
    return names


def _score(data: bytes, name: str) -> float:
    sample = data[: _SAMPLE + len(data) % 4] if len(data) <= _SAMPLE else data[:_SAMPLE]
    if name == "cp1252":
        return _western(sample)
    try:
        text = sample.decode(name, "strict" if len(data) <= _SAMPLE else "ignore")
    except UnicodeDecodeError:
        return 0.0
    wide = name.startswith("utf-")
    return _wide(text) if wide else commonness(text)


def _wide(text: str) -> float:
    """Score UTF-16 and UTF-32, where plain ASCII is evidence too."""
    if len(text) < 4 or "\0" in text:
        return 0.0
    good = len(_PLAIN.findall(text)) + len(_CHINESE.findall(text))
    return good / len(text)


def _western(sample: bytes) -> float:
    """Score CP1252: its signs stand alone among ASCII, those of Chinese stand in pairs."""
    signs = sum(byte >= 0x80 for byte in sample)
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return 0.0
    paired = 2 * len(_HIGH_PAIR.findall(sample))
    known = sum(char in COMMON_WESTERN for char in text)
    if not signs or signs > len(sample) * 0.25:
        return 0.0
    return (known - paired) / signs


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_japanese(data: bytes, path: str) -> None:
    sample = data[:_SAMPLE]
    text = sample.decode("cp932", "ignore")
    kana = len(_KANA.findall(text))
    if kana >= 2 and kana * 5 > sum(byte >= 0x80 for byte in sample) / 2:
        raise DataError(
            f"{path} looks like Japanese in Shift-JIS",
            hint="if it is, say --encoding shift_jis",
        )


def _refuse_nearly(data: bytes, path: str) -> None:
    """Point at the faulty byte where a file is UTF-8 or GB18030 but for a few bytes."""
    for name in ("utf-8", "gb18030", "big5hkscs"):
        text = data.decode(name, "ignore")
        lost = len(data.decode(name, "replace")) - len(text)
        if commonness(text[:_SAMPLE]) > 0.6 and lost <= max(_FEW, len(text) // 20):
            raise DataError(
                f"{_fault(data, name, path)} is not {name}, though the rest is",
                hint=f"accept the loss with --encoding {name} --replace",
            )


def _fault(data: bytes, name: str, path: str) -> str:
    """Name the first byte that does not fit, with its line and position."""
    at = 0
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        at = error.start
    line = data.count(b"\n", 0, at) + 1
    return f"{path}:{line}: byte {at} ({data[at]:#04x})"
