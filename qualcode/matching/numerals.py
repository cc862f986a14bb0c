"""Numbers as people say them: 3, 三, 十二, 两百, 一两(回), 三四(趟), half, twice, a dozen.

A range counts as its upper end, since whoever says 一两回 means at most two; where a
number must be at least so many, its lower end is compared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_ENGLISH = {
    "no": 0,
    "zero": 0,
    "one": 1,
    "once": 1,
    "a": 1,
    "an": 1,
    "two": 2,
    "twice": 2,
    "three": 3,
    "thrice": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "dozen": 12,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundred": 100,
}
_NUMBER = re.compile(
    r"(?P<arabic>\d+(?:\.\d+)?)(?P<scale>[百千万])?"
    r"|(?P<few>几)"
    r"|(?P<chinese>[〇零一二两俩三四五六七八九十百千万]+)"
    r"|\b(?P<english>" + "|".join(sorted(_ENGLISH, key=len, reverse=True)) + r")\b"
)
_FEW, _AT_LEAST = 9, 2
"""几 stands for some number from two to nine."""


def numbers_in(text: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    """Yield each number of a stretch of folded text: start, end (half-open), value."""
    for match in _NUMBER.finditer(text, start, end):
        yield match.start(), match.end(), _value(match)


def least_of(word: str, value: float) -> float:
    """Return the lower end of a number word: 1 for 一两, 2 for 几; else its value.

    Args:
        word: As it stands in the folded text.
        value: Its value, the upper end.
    """
    if word == "几":
        return _AT_LEAST
    is_range = len(word) == 2 and _DIGITS.get(word[1]) == value and value < 10
    return _DIGITS.get(word[0], value) if is_range else value


def _value(match: re.Match[str]) -> float:
    if match["arabic"]:
        return float(match["arabic"]) * _SCALES.get(match["scale"] or "", 1)
    if match["few"]:
        return _FEW
    if match["english"]:
        return _ENGLISH[match["english"]]
    return chinese_number(match["chinese"])


def chinese_number(word: str) -> float:
    """Return the value of a Chinese numeral; of neighbours (一两, 三四) the larger.

    Understands digits with 十百千万 (三十五, 两千三) and rows of digits as years have
    them (二〇一八).
    """
    if not any(character in _SCALES for character in word):
        values = [_DIGITS[character] for character in word]
        is_range = len(values) == 2 and values[1] == values[0] + 1
        return values[1] if is_range else float("".join(map(str, values)))
    total, digit = 0, 0
    for character in word:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total = _scaled(total, digit, _SCALES[character])
            digit = 0
    return total + digit


def _scaled(total: int, digit: int, scale: int) -> int:
    if scale == _SCALES["万"]:
        return (total + digit) * scale
    return total + (digit or 1) * scale
