"""Making text from outside safe to print: as it is, but powerless."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control bytes, line breaks that are no ``\\n``, and signs that turn the direction of writing."""
_PICTURES = 0x2400
"""Where Unicode keeps visible pictures of the first control characters."""


def visible(text: str) -> str:
    """Return a text in which control bytes are shown (``␛``) instead of obeyed."""
    return _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(_PICTURES + code)
    return "␡" if code == 0x7F else "�"
