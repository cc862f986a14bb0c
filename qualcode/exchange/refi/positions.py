"""Where a selection begins and ends: programs count the characters of a text differently.

The standard (10.2) says Unicode code points from zero and nothing of line ends or
byte order marks. NVivo counts UTF-16 units and a CRLF as two, others a CRLF as one.
So a reader tries what a program usually does first, and looks whether the quotes and
the borders of words agree.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HAN = 0x2E80
"""From here on scripts do without blanks."""
_ASTRAL = 0xFFFF
"""Characters beyond take two units of UTF-16."""


@dataclass(frozen=True, slots=True)
class Counting:
    """One way of counting characters."""

    utf16: bool = False
    """UTF-16 units rather than code points."""
    crlf: int = 2
    """What a CRLF counts."""
    mark: int = 0
    """What a byte order mark counts."""

    def __str__(self) -> str:
        unit = "UTF-16 units" if self.utf16 else "code points"
        marked = ", byte order mark counted" if self.mark else ""
        return f"{unit}, CRLF as {self.crlf}{marked}"


STANDARD = Counting()
UTF16 = Counting(utf16=True)
_AT_ONE = Counting(crlf=1)
_HABITS = {"nvivo": UTF16, "atlas": _AT_ONE, "maxqda": _AT_ONE, "qualcoder": _AT_ONE}
"""How programs count, by what stands in the origin of a project."""


@dataclass(frozen=True, slots=True)
class Original:
    """A text of another program."""

    text: str
    """With LF line ends and without a byte order mark."""
    breaks: frozenset[int] = frozenset()
    """Where in it a line feed was a CRLF."""
    is_marked: bool = False
    """It began with a byte order mark."""

    @classmethod
    def of(cls, decoded: str) -> Original:
        """Return a text as it stood in a file, told apart from its line ends."""
        is_marked = decoded.startswith("\ufeff")
        pieces = decoded.removeprefix("\ufeff").split("\r\n")
        ends = accumulate(len(piece) + 1 for piece in pieces[:-1])
        text = "\n".join(piece.replace("\r", "\n") for piece in pieces)
        return cls(text, frozenset(end - 1 for end in ends), is_marked)


class Ruler:
    """Turns positions of another program into code points of the text with LF line ends.

    Args:
        original: The text.
        counting: How the program counts.
    """

    def __init__(self, original: Original, counting: Counting) -> None:
        widths = (
            counting.crlf
            if index in original.breaks
            else 1 + (counting.utf16 and ord(character) > _ASTRAL)
            for index, character in enumerate(original.text)
        )
        first = counting.mark if original.is_marked else 0
        self._marks = list(accumulate(widths, initial=first))

    def at(self, position: int) -> int:
        """Return the code point at, or next after, a position."""
        return min(bisect_left(self._marks, position), len(self._marks) - 1)

    def position(self, index: int) -> int:
        """Return what a program counts up to a code point."""
        return self._marks[index]


def countings(origin: str) -> list[Counting]:
    """Return all ways of counting, that of the program first."""
    usual = next(
        (way for name, way in _HABITS.items() if name in origin.casefold()),
        STANDARD,
    )
    ways = (Counting(*each) for each in product((False, True), (2, 1), (0, 1)))
    return [usual, *(each for each in ways if each != usual)]


def best(
    origin: str, texts: Sequence[tuple[Original, Sequence[tuple[int, int, str]]]]
) -> Counting | None:
    """Return the way of counting under which the selections of a project fit best.

    None where all ways are the same: no byte order mark, no CRLF, nothing beyond U+FFFF.

    Args:
        origin: The program that wrote it.
        texts: Each text with its selections: start, end, and the quote as far as it is told.
    """
    if not any(
        original.is_marked or original.breaks or not _is_plain(original.text)
        for original, _ in texts
    ):
        return None
    return max(countings(origin), key=lambda way: sum(_fits(texts, way)))


def _fits(
    texts: Iterable[tuple[Original, Sequence[tuple[int, int, str]]]], way: Counting
) -> Iterator[bool]:
    """Yield, for each end of each selection, whether it stands where one may stand."""
    for original, selections in texts:
        ruler = Ruler(original, way)
        for start, end, quote in selections:
            first, last = ruler.at(start), ruler.at(end)
            yield _is_border(original.text, first)
            yield _is_border(original.text, last)
            yield bool(quote) and _is_quote(original.text[first:last], quote)


def _is_border(text: str, at: int) -> bool:
    """Tell whether no word is cut in two there; Chinese has borders everywhere."""
    if not 0 < at < len(text):
        return True
    return not all(each.isalnum() and ord(each) < _HAN for each in text[at - 1 : at + 1])


def _is_quote(words: str, quote: str) -> bool:
    """Tell whether a name is the words, or their beginning: some programs cut it."""
    told = "".join(quote.rstrip("….").split())
    return bool(told) and "".join(words.split()).startswith(told)


def _is_plain(text: str) -> bool:
    return text.isascii() or max(map(ord, text), default=0) <= _ASTRAL
