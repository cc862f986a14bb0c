"""Names in two languages.

Codes, families, subjects and column titles are read by Chinese and English
readers alike, so a name is always a pair, and a missing half falls back to the
other one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
"""The two languages that qualcode reads and speaks."""
Headers = Literal["zh", "en", "keys"]
"""What stands above the columns of a table: words in a language, or the stable keys of files."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name in Chinese and English."""

    zh: str = ""
    en: str = ""

    def say(self, language: Headers) -> str:
        """Return the name in a language, or in the other one where it is missing.

        Beside keys, which are English, it is said in English.
        """
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


def case_count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its English noun: ``1 file``, ``3 files``; `plural` if not with s."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"
