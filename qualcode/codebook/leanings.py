"""What coded interviews say of the assertion status, beside the steps that judge it.

The steps know cues; they do not know that a closed school is a trouble of today though its
year is named, or that “I'd have them hold the meeting in the evening” is a wish for a
countermeasure. How coders set each status is learned from words of the sentence and of its
question, from the code, and from what the steps made of it: a plain sum for each status,
so that it can be told in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.model.coding import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEFT_TO_STEPS = frozenset({Status.IRONIC})
"""Never overruled, and never what overrules: what may be meant ironically is for a person to
decide."""
CONTESTED = frozenset({Status.HISTORICAL})
"""Where the steps say so, overruled only if its own leaning speaks clearly against it: coders
differ in whether a trouble of a year that is named is bygone (of what the steps take for
historical, coders of some sources have three of four so, those of others three of eight)."""
_MOST_WORDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Leaning:
    """How much everything speaks for one status where a code is right."""

    bias: float
    least: float | None
    """The log-odds from which on it is taken instead of what the steps say; None = never."""
    words: Mapping[str, float]
    """By feature: words of the sentence, of the question, and what the steps made of it."""
    codes: Mapping[str, float]
    """By code."""
    most: float | None = None
    """Of one that is contested the log-odds up to which it is overruled; None = never."""


def told(leanings: Mapping[Status, Leaning], codes: Sequence[str]) -> dict[str, Any]:
    """Return leanings as a row of the file of weights.

    Args:
        leanings: By status.
        codes: In the order in which the file has them.
    """
    return {
        status.value: {
            "bias": round(each.bias, 3),
            "least": _short(each.least),
            "most": _short(each.most),
            "codes": [round(each.codes.get(code, 0), 3) for code in codes],
            "words": {word: round(weight, 3) for word, weight in each.words.items()},
        }
        for status, each in leanings.items()
    }


def read(row: Mapping[str, Any], codes: Sequence[str]) -> dict[Status, Leaning]:
    """Return the leanings of such a row.

    Raises:
        ValueError, TypeError, KeyError: When it is damaged.
    """
    return {Status(status): _leaning(each, codes) for status, each in dict(row).items()}


def _leaning(row: Mapping[str, Any], codes: Sequence[str]) -> Leaning:
    of_codes = dict(zip(codes, map(float, row["codes"]), strict=True))
    words = {str(word): float(weight) for word, weight in dict(row["words"]).items()}
    if len(words) > _MOST_WORDS:
        raise ValueError("it is larger than any weights are")
    least, most = (_number(each) for each in (row["least"], row.get("most")))
    return Leaning(float(row["bias"]), least, words, of_codes, most)


def _short(number: float | None) -> float | None:
    return None if number is None else round(number, 3)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
