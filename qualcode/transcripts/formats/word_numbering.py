"""The numbers that Word puts before paragraphs of a list: they are not among its words.

A questionnaire often has its questions numbered so, and the number tells them from the
answers. Bullets say nothing and are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"


class _Level(NamedTuple):
    """How the numbers of one level look."""

    form: str
    text: str
    start: int


class Numbering:
    """The lists of one document, counted as its paragraphs are gone through.

    Args:
        root: The root of ``numbering.xml``; ``None`` where there is none.
    """

    def __init__(self, root: Any = None) -> None:
        self._levels: dict[tuple[str, str], _Level] = {}
        self._counts: dict[tuple[str, str], int] = {}
        if root is not None:
            self._read(root)

    def label(self, paragraph: Any) -> str:
        """Return what stands before a paragraph, with a blank behind; often nothing."""
        properties = paragraph.find(f"{_WORD}pPr/{_WORD}numPr")
        if properties is None:
            return ""
        number, depth = _value(properties, "numId"), _value(properties, "ilvl") or "0"
        level = self._levels.get((number, depth))
        if level is None or level.form in {"bullet", "none"}:
            return ""
        self._count(number, depth, level.start)
        text = level.text
        for place in range(9):
            inner = self._levels.get((number, str(place)))
            if inner and f"%{place + 1}" in text:
                count = self._counts.get((number, str(place)), inner.start)
                text = text.replace(f"%{place + 1}", _written(count, inner.form))
        return f"{text} " if text else ""

    def _count(self, number: str, depth: str, start: int) -> None:
        self._counts[number, depth] = self._counts.get((number, depth), start - 1) + 1
        for key in [key for key in self._counts if key[0] == number and key[1] > depth]:
            del self._counts[key]

    def _read(self, root: Any) -> None:
        abstract = {
            each.get(f"{_WORD}abstractNumId"): each.findall(f"{_WORD}lvl")
            for each in root.findall(f"{_WORD}abstractNum")
        }
        for each in root.findall(f"{_WORD}num"):
            for level in abstract.get(_value(each, "abstractNumId"), []):
                start = _value(level, "start")
                self._levels[each.get(f"{_WORD}numId", ""), level.get(f"{_WORD}ilvl", "0")] = (
                    _Level(
                        _value(level, "numFmt"),
                        _value(level, "lvlText"),
                        int(start) if start.isdecimal() and len(start) < 6 else 1,
                    )
                )


def _value(element: Any, name: str) -> str:
    found = element.find(f"{_WORD}{name}")
    return "" if found is None else str(found.get(f"{_WORD}val", ""))


def _written(number: int, form: str) -> str:
    write = _FORMS.get(form)
    return write(number) if write else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return before + (_DIGITS[ones] if ones or not tens else "")


def _roman(number: int) -> str:
    signs = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, sign in signs if 0 < number < 40 else ():
        text += sign * (number // value)
        number %= value
    return text or str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "ideographDigital": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
}
