"""How much text a document may hold: far more than any interview, and what memory can bear.

A long interview has half a million characters and some thousand lines. Far beyond
that lies no interview but a wrong file, and every turn of it would cost memory.
"""

from __future__ import annotations

from qualcode.errors import DataError

CHARACTERS = 64_000_000
LINES = 1_000_000


def refuse_amount(text: str, path: str) -> None:
    """Refuse a text that is too long to be an interview.

    Raises:
        DataError: The text has too many characters or lines; the limit is named.
    """
    for number, limit, what in (
        (len(text), CHARACTERS, "characters"),
        (text.count("\n"), LINES, "lines"),
    ):
        if number > limit:
            raise DataError(
                f"{path} has {number:,} {what}; the limit is {limit:,}",
                hint="divide it into one file for each interview",
            )
