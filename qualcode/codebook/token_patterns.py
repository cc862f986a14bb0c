"""Token patterns of codebooks: which ones are accepted, and why one is not.

They are written as spaCy's rule matcher takes them, a list of tokens with attributes. Only
what can be told without a model of the language is accepted, and only what takes
bounded time; the reasons name what was refused and what serves instead.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from qualcode.codebook.expressions import refusal
from qualcode.codebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

Refusal = tuple[str, str]
"""What was refused, and what to do about it."""

WORDS = ("ORTH", "TEXT", "LOWER", "SHAPE")
"""Attributes whose value is a text, or a mapping with `REGEX`, `IN` or `NOT_IN`."""
FLAGS = ("IS_ALPHA", "IS_DIGIT", "IS_PUNCT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "LIKE_NUM")
"""Attributes that are true or false."""
OPERATORS = ("!", "?", "*", "+", "1")
OPTIONAL = ("!", "?", "*")
"""Operators under which a token may be absent."""
NEEDS_A_MODEL = (
    *("POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID"),
    "SENT_START",
)

LEMMA = "LEMMA"
"""A word that stands for all its forms: pay for pays, paid, paying; told without a model."""

_MOST_TOKENS = 20
_MOST_REPEATS = 3
_REPEATED_GROUP = re.compile(r"(?<!\\)\)(?:[*+]|\{)")
_REPEAT = re.compile(r"(?<!\\)[*+{]")
_FORMS = 'name the words: {"LEMMA": "pay"} finds all forms of one'


def token_refusal(written: str) -> Refusal | None:
    """Tell why a token pattern cannot be used; None for a good one."""
    try:
        tokens = json.loads(written)
    except ValueError as fault:
        return f"it is no list of tokens ({fault})", """write 'token:[{"LOWER": "pay"}]'"""
    if not isinstance(tokens, list) or not all(isinstance(each, dict) for each in tokens):
        return "it is no list of tokens", """write 'token:[{"LOWER": "pay"}]'"""
    if not 0 < len(tokens) <= _MOST_TOKENS:
        return f"it has {len(tokens)} tokens", f"give 1 to {_MOST_TOKENS}"
    named = ({name.upper(): value for name, value in token.items()} for token in tokens)
    if all(token.get("OP") in OPTIONAL for token in named):
        return "it can match no token at all", "let at least one token be required"
    return next((found for token in tokens for found in _faults(token)), None)


def _faults(token: dict[str, Any]) -> Iterator[Refusal]:
    for name, value in token.items():
        known = name.upper()
        if known in WORDS:
            yield from _value_faults(known, value)
        elif known == LEMMA:
            yield from _lemma_faults(token, value)
        elif known in NEEDS_A_MODEL:
            yield f"{known} needs a model of the language, which is not part of qualcode", _FORMS
        else:
            yield from _plain_faults(name, value)


def _plain_faults(name: str, value: Any) -> Iterator[Refusal]:
    """Yield what is wrong with an attribute whose value is no text."""
    known = name.upper()
    if known == "OP":
        if value not in OPERATORS:
            yield f"OP {quoted(str(value))} is unknown", "one of: " + " ".join(OPERATORS)
    elif known in FLAGS:
        if not isinstance(value, bool):
            yield f"{known} must be true or false", ""
    elif known == "LENGTH":
        if isinstance(value, bool) or not isinstance(value, int):
            yield "LENGTH must be a whole number", ""
    else:
        yield f"unknown attribute {quoted(name)}", _known()


def _known() -> str:
    return "attributes: " + ", ".join((*WORDS, LEMMA, *FLAGS, "LENGTH", "OP"))


def _lemma_faults(token: dict[str, Any], value: Any) -> Iterator[Refusal]:
    """Yield what is wrong with a word that stands for its forms."""
    if isinstance(value, dict) and "REGEX" in value:
        yield "LEMMA takes no REGEX", 'a text, {"IN": […]} or {"NOT_IN": […]}'
    else:
        yield from _value_faults(LEMMA, value)
    if any(name.upper() == "LOWER" for name in token):
        yield "a token has both LEMMA and LOWER", "keep one of them"


def _value_faults(name: str, value: Any) -> Iterator[Refusal]:
    """Yield what is wrong with the text, or the choice of texts, of an attribute."""
    if isinstance(value, str) and value:
        return
    if not isinstance(value, dict) or not value:
        yield f"{name} must be a text", 'or {"IN": […]}, {"NOT_IN": […]}, {"REGEX": "…"}'
        return
    for how, choice in value.items():
        if how in {"IN", "NOT_IN"}:
            if not (
                isinstance(choice, list)
                and choice
                and all(isinstance(each, str) for each in choice)
            ):
                yield f"{how} of {name} must be a list of texts", ""
        elif how == "REGEX" and isinstance(choice, str):
            yield from _regex_faults(choice)
        else:
            yield f"{quoted(how)} of {name} is unknown", "one of: IN, NOT_IN, REGEX"


def _regex_faults(expression: str) -> Iterator[Refusal]:
    """Yield why an expression on a token might never end, or cannot be used."""
    refused = refusal(expression)
    if refused:
        yield refused
    elif _REPEATED_GROUP.search(expression):
        yield (
            f"REGEX {quoted(expression)} repeats a group",
            "a token is one word: repeat characters only",
        )
    elif len(_REPEAT.findall(expression)) > _MOST_REPEATS:
        yield f"REGEX {quoted(expression)} has more than {_MOST_REPEATS} repetitions", ""
