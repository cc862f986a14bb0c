"""Where the table of participants and the header of an interview tell different things of one.

The table has the last word, and a slip of the pen in it would have it too: what both say,
and say differently, is told to the person, who knows which of them is right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from qualcode.transcripts.header_keys import canonical_key, folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.transcripts.people import ParticipantRow

_COMPARED = ("gender", "age", "ethnicity", "education", "village")
"""Properties of which a person has one; offices and kinds of household may be several."""
_SAME = {
    **dict.fromkeys(("男性", "male", "man", "m"), "男"),
    **dict.fromkeys(("女性", "female", "woman", "lady", "f"), "女"),
}
"""Ways to write a gender, and the one they are compared by."""
_DIGITS = re.compile(r"\d+")


def contradictions(row: ParticipantRow, header: Mapping[str, str]) -> Iterator[str]:
    """Yield the values that a row and a header both give, and differently.

    One that holds the other (`46` and `46岁`, `S村` and `W镇S村`) is no other value.
    """
    for name, value in row.attributes.items():
        key = canonical_key(name)
        said = header.get(key, "")
        if key in _COMPARED and said and value and _differ(value, said):
            yield f"{row.id}: {name} is {value} by the table, {said} by the header"


def compared_as(key: str, value: str) -> str:
    """Return a value as it is compared: 女, female and F are one gender, 46 and 46岁 one age.

    Elsewhere width, capitals and blanks alone count nothing: 1.5 and 15 are two values.
    """
    plain, kind = "".join(normalize("NFKC", value).casefold().split()), canonical_key(key)
    if kind == "age" and len(numbers := _DIGITS.findall(plain)) == 1:
        return str(numbers[0])
    return _SAME.get(folded(value), plain) if kind == "gender" else plain


def _differ(one: str, other: str) -> bool:
    numbers = [_DIGITS.findall(each) for each in (one, other)]
    if all(numbers):
        return numbers[0] != numbers[1]
    first, second = (_SAME.get(folded(each), folded(each)) for each in (one, other))
    return first not in second and second not in first
